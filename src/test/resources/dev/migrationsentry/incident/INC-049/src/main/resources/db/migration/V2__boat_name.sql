alter table boats add column name text;
