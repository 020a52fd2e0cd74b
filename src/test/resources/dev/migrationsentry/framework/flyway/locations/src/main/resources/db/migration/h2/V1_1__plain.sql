create index t_id on t (id);
