create function itself(n int) returns int language sql as $$ select case when n > 0 then itself(n - 1) end $$;
create function itself_atomic(n int) returns int language sql begin atomic select itself_atomic(n - 1); end;
create function other(n int) returns int language sql as $$ select missing(n - 1) $$;
create type person as (name text, age int);
create function age_of(p person) returns int language sql as $$ select age_of.p.age $$;
create function name_of(p person) returns text language sql as $$ select p.name $$;
create aggregate old_sum (sfunc = int4pl, basetype = int4, stype = int4, initcond = '0');
comment on aggregate old_sum (int) is 'x';
select old_sum(1);
alter aggregate old_sum(int) rename to older_sum;
alter aggregate older_sum(text) rename to oldest_sum;
create aggregate old_count (sfunc = int8inc, basetype = 'ANY', stype = int8, initcond = '0');
select old_count(*) from pg_catalog.pg_class;
drop aggregate old_count(*);
drop aggregate older_sum(int);
create table r (id int primary key, v int);
-- since 18
-- unknown
update r set v = 1 returning with (old as o, new as n) o.v, n.v;
-- since 18
update r set v = 1 returning old.v, new.v;
-- since 18
-- unknown
insert into r values (1, 2) returning with (new as fresh) fresh.*;
