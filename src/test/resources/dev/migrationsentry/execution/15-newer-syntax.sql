create table numbers (id bigint);
-- until 15
select 1 from (select 1);
-- until 15
select 1 from (values (1));
-- since 16
select 1 from (select 1);
-- until 15
insert into numbers values (100_000);
-- since 16
insert into numbers values (100_000);
-- until 15
do $$ begin perform 1 from (select 1); end $$;
-- until 15
create function f() returns int language sql as 'select 1 from (select 1)';
