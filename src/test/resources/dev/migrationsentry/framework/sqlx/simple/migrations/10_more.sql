alter table a add c int;
