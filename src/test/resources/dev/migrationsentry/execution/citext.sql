-- Values of citext are those of text as they are, also for operator classes of other extensions.
create extension citext;
create extension pg_trgm;
create table nicknames (nickname citext, code integer);
create index nicknames_by_trigram on nicknames using gin (nickname gin_trgm_ops);
create index codes_by_trigram on nicknames using gin (code gin_trgm_ops);
