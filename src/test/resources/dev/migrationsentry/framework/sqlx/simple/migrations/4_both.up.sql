alter table a add d int;
