-- +migrate Up
create view v as select id from a;
-- +migrate Down
drop view v;
