create table t (id int);
do $$ begin if not found then create table at_first (id int); end if; end $$;
do $$ begin perform 1; if found then create table one_row (id int); end if; end $$;
do $$ begin perform 1 where false; if not found then create table no_row (id int); end if; end $$;
do $$ declare n int; begin select 1 into n; if found then create table into_row (id int); end if; end $$;
do $$ declare n int; begin perform 1; select 1 into n where false; if found then create table into_none (id int); end if; end $$;
do $$ begin perform 1; execute 'select 1 where false'; if found then create table execute_keeps (id int); end if; end $$;
do $$ begin perform 1 from pg_catalog.pg_class where relname = 't'; if found then create table catalog_row (id int); end if; end $$;
