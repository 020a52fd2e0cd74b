create index concurrently t_b on t (b);
alter table t add e int;
