alter table boats add column length integer;
