alter table a add column c int;
