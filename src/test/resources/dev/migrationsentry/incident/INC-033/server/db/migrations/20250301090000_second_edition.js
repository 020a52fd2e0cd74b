exports.up = async (knex) => {
  await knex.schema.createTable('walls', (table) => {
    table.bigInteger('id').primary();
  });
};

exports.down = (knex) => knex.schema.dropTable('walls');
