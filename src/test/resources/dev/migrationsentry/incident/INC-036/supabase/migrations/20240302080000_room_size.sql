alter table rooms add column size integer;
