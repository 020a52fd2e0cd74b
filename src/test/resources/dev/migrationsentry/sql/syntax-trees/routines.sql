create function total(p_order bigint, in p_rate numeric default 0.2, out net numeric, gross out numeric)
  language sql stable strict security definer set search_path to public, pg_temp
  as 'select 1; select ''a''::text, $1';
create or replace function shop.prices(variadic ids int[]) returns table (id int, price numeric(10, 2))
  as $$ select id, price from shop.items; insert into shop.log values (now()) $$
  rows 100 cost 5 parallel safe language sql not leakproof;
create function double(double precision) returns double precision return $1 * 2;
create function name_of(id users.id%type) returns setof users.name%type begin atomic
  select name from users where users.id = name_of.id;
  select case when true then 1 end;
end;
create procedure archive() language plpgsql as $$begin null; end$$;
create function c_one(int) returns int as 'shop', 'shop_one' language c immutable;
create function c_two(int) returns int language 'c' as 'two';
create function py() returns int language plpython3u as $x$ return 1 $x$;
create function bad() returns int language plpgsql as $$ begin return 1 $$;
create function bad_sql() returns int language sql as $$ select from where; select 2 $$;
create aggregate total_of(int, numeric) (sfunc = shop.add, stype = numeric(10, 2), initcond = '0', parallel = safe);
create aggregate old_total (basetype = int, sfunc = int4_sum, stype = bigint, finalfunc = fin);
create aggregate hypo(order by int) (sfunc = f, stype = internal, hypothetical);
create aggregate every(*) (sfunc = f, stype = int);
do 'begin null; end';
do language plpgsql $$ begin perform 1; end $$;
do $$ print(1) $$ language plpython3u;
call archive(1, name => 'x');
