--! Previous: sha1:aaa
--! Hash: sha1:bbb
--! Message: index

--! no-transaction
create index concurrently a_id on a (id);
