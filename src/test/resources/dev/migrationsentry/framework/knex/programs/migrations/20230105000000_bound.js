exports.up = (knex) => knex.raw('update a set id = ?', [1]);
