exports.up = function (knex) {
  return knex.schema.raw('create table shelves (id bigint primary key)');
};

exports.down = function (knex) {
  return knex.schema.raw('drop table shelves');
};
