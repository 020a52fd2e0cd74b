import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table pens add colour text');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table pens drop colour');
}
