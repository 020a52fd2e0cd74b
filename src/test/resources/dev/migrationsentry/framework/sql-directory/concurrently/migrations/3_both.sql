create index concurrently a_2 on a (id);
alter table a add b int;
