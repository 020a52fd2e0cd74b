alter table projects add column quota bigint;
