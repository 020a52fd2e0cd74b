-- migrate:up
alter table a add b int;
