select 1, 2147483648, 1_000, 0xFF, .5, 1.5e-3, 'it''s', E'tab\there', U&'d\0061t!+000061' uescape '!', $tag$a $b$ c$tag$, B'101', X'1F', N'x';
select 'one'
  'two';
select -a ^ 2, - a :: int, not a = b, a or b and c or d, a is null = b, a + b * c - d % e, a < b + 1, a || b || c, @ a + b, a -- no operator
  - b, a<-1, a !=- b;
select a between 1 and 2 and b, a not between symmetric 1 and 2, a like b escape 'x' or c, a not ilike b, a similar to b, a in (1, 2), a not in (select 1), a in ((select 1), 2), a in ((select 1));
select a = any (b), a <> all (select 1), a like any (array['x']), a operator(pg_catalog.+) 1, operator(@) a;
select a is distinct from b, a is not distinct from b and c, a isnull, a notnull, a is not unknown, a is document, a is nfc normalized, a is json array with unique keys;
select (a, b) overlaps (c, d), row(1, 2) = row(3), row(), (1, 2), ((1)), a[1], a[1:2], a[:], (a).b, (a).*, t.a[1].b, (select x).y, t.*;
select case when a then 1 end, case a when 1 then 'x' else 'y' end, array[1, 2], array[[1], [2]], array(select 1), exists (select 1), ((select 1) union select 2);
select count(*), sum(distinct a order by b desc nulls last), f(a, variadic b), g(x => 1, y := 2), percentile_cont(0.5) within group (order by a), count(*) filter (where a), rank() over w, sum(a) over (partition by b order by c rows between 1 preceding and current row exclude ties) from t window w as (order by a);
select cast(a as int), a::numeric(10, 2)[], int '1', date '2024-01-01', pg_catalog.date '2024-01-01', numeric(3) '1', interval '1' day to second(3), interval(2) '1 h', timestamp with time zone '2024-01-01', double precision '1';
select coalesce(a, b), nullif(a, b), greatest(a), extract(year from a), extract('doy' from a), overlay(a placing b from 1 for 2), position('a' in b), substring(a from 1 for 2), substring(a similar b escape c), substring(a, 1), trim(both 'x' from a), trim(a, b), normalize(a, nfd), collation for (a), treat(a as t), current_date, current_timestamp(3), localtime, current_user, current_schema, current_schema();
select a at time zone 'utc', a at local, a collate "C" || b, $1, $2[1], $3.x;
select json_object('a': 1, 'b' value 2 absent on null with unique keys returning jsonb), json_object(a, b), json_array(1, 2 null on null), json_array(select 1), json_objectagg(a: b), json_arrayagg(a order by b) filter (where c), json_value(a, '$.b' passing c as d returning int default 0 on empty error on error), json_query(a, '$' with conditional array wrapper keep quotes), json_exists(a, '$' true on error), json_scalar(1), json_serialize(a returning text), json(a with unique);
select xmlelement(name a, xmlattributes(b as c, d), e), xmlforest(a as b), xmlconcat(a, b), xmlpi(name a, b), xmlroot(a, version no value, standalone yes), xmlparse(document a preserve whitespace), xmlserialize(content a as text indent), xmlexists('//a' passing by ref b);
select a is, b like, c at, d operator, 1 "From", 2 as select, value, name from t;
select grouping(a), merge_action(), left('a', 1), "left"(b), values, row, time from t;
select false, true, null, default;
