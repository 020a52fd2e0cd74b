-- +migrate Up notransaction
create index concurrently a_id on a (id);
-- +migrate Down
drop index a_id;
