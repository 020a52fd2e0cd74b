'use strict';

// Two calls, one after the other.
exports.up = async function (knex) {
  await knex.raw('create table a (id bigint)');
  await knex.schema.raw("create table b (id bigint)").raw(`create index on b (id)`);
};

exports.down = (knex) => knex.raw('drop table a, b');
