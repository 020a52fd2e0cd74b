alter table visits add column host text;
