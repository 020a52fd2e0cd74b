select a::int, a::integer, a::smallint, a::bigint, a::real, a::float, a::float(24), a::float(25), a::double precision, a::decimal(10, 2), a::dec, a::numeric, a::boolean;
select a::bit, a::bit(3), a::bit varying, a::bit varying(5), a::char, a::char(3), a::character varying(4), a::varchar, a::national character varying (3), a::nchar, a::bpchar, a::text;
select a::timestamp, a::timestamp(3) with time zone, a::time without time zone, a::time with time zone, a::timestamptz, a::interval, a::interval year to month, a::interval second(2), a::interval(3), a::json;
select a::int[], a::int[3][4], a::int array, a::int array[4], a::shop.mood, a::"Mood"[], a::pg_catalog.varchar(3), a::geometry(Point, 4326), a::setof;
