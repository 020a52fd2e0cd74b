exports.up = async (knex) => {
  knex.raw('drop table a');
  await knex.raw('drop table b');
};
