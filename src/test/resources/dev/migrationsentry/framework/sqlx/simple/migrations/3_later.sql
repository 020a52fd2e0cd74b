
-- no-transaction
create index a_c on a (id);
