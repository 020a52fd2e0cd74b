-- the busy table
create index concurrently a_id on a (id);
