-- +migrate Up
create table a (
  id int -- the key;
);
-- +migrate Down
drop table a;
