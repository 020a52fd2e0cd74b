exports.up = async (knex) => {
  if (process.env.FULL) {
    await knex.raw('drop table a');
  }
};
