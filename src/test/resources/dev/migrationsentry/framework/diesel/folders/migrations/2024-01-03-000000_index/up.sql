create index concurrently second_id on second (id);
