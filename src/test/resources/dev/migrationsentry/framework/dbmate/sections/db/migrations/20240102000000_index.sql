-- migrate:up transaction:false
create index concurrently a_id on a (id);

-- migrate:down transaction:false
drop index concurrently a_id;
