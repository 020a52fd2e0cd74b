exports.up = (knex) => knex.schema.alterTable('a', (table) => table.text('name'));
