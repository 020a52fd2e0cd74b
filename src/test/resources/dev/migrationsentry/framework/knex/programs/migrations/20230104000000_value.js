const table = process.env.TABLE;

exports.up = (knex) => knex.raw('drop table a');
