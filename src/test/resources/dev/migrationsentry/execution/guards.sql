create table t (id int primary key, a text, b text);
create index t_a on t (a desc, b desc nulls last, id nulls first);
create unique index t_b on t (b) include (a);
do $$ begin if exists (select 1 from information_schema.columns where table_name = 't' and column_name in ('a', 'b') group by table_schema, table_name having count(*) = 2) then create table both_columns (id int); end if; end $$;
do $$ begin if exists (select 1 from information_schema.columns where table_name = 't' and column_name in ('a', 'z') group by table_schema, table_name having count(*) = 2) then create table no_two_columns (id int); end if; end $$;
do $$ begin if exists (select table_name from information_schema.columns where table_name = 'nosuch' group by table_name) then create table no_group (id int); end if; end $$;
do $$ begin if exists (select 1 from pg_catalog.pg_class where relname = 'nosuch' having count(*) = 0) then create table empty_group (id int); end if; end $$;
do $$ declare n int; begin select count(*) into n from information_schema.columns where table_name = 't' group by table_name; if n = 3 then create table counted (id int); end if; end $$;
do $$ begin if (select indexdef from pg_catalog.pg_indexes where indexname = 't_a') = 'CREATE INDEX t_a ON public.t USING btree (a DESC, b DESC NULLS LAST, id NULLS FIRST)' then create table ordered (id int); end if; end $$;
do $$ begin if exists (select 1 from pg_catalog.pg_indexes where indexdef = 'CREATE UNIQUE INDEX t_b ON public.t USING btree (b) INCLUDE (a)') then create table including (id int); end if; end $$;
do $$ begin if exists (select 1 from pg_catalog.pg_indexes where tablename = 't' and indexdef ilike '%(ID)%') then create table of_key (id int); end if; end $$;
create table guarded (a int);
do $$ begin if not exists (select 1 from guarded where missing = 'x') then raise notice 'a'; end if; end $$;
do $$ begin if not exists (select 1 from information_schema.columns where table_schema = 'public' and missing = 'x') then raise notice 'a'; end if; end $$;
do $$ begin if (select count(*) from not_there) = 0 then raise notice 'a'; end if; end $$;
do $$ declare v int := 1; begin if v in (select a from guarded) or exists (select 1 from guarded g where g.a = v) then raise notice 'a'; end if; end $$;
drop table guarded;

-- The type of a column, found through the catalogs.
create table typed_guard (id uuid primary key);
do $$
declare
  kind text;
begin
  select t.typname into kind
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
   where c.relname = 'typed_guard' and a.attname = 'id';
  if kind = 'uuid' then
    create table was_uuid ();
  else
    create table was_something_else ();
  end if;
end $$;
create table was_uuid ();
create table was_something_else ();
