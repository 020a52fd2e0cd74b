-- Up Migration
alter table a add b int;
