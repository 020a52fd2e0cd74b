create index t_id on t (id) where id > 0;
