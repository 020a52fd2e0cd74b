create index concurrently t_a on t (a);
