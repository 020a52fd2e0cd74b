-- Types of PostGIS that can be stored, and the functions that schemas and migrations name most: they
-- answer null. The kind of a geometry and its reference system are not kept apart.
set local check_function_bodies = off;
create type geometry;
create type geography;
create type box2d as (xmin double precision, ymin double precision, xmax double precision, ymax double precision);
create type box3d as (xmin double precision, ymin double precision, zmin double precision, xmax double precision, ymax double precision, zmax double precision);
create function geometry_in(cstring) returns geometry language internal immutable strict as 'textin';
create function geometry_out(geometry) returns cstring language internal immutable strict as 'textout';
create function geometry_recv(internal) returns geometry language internal immutable strict as 'textrecv';
create function geometry_send(geometry) returns bytea language internal immutable strict as 'textsend';
create function geography_in(cstring, oid, integer) returns geography language internal immutable strict as 'textin';
create function geography_out(geography) returns cstring language internal immutable strict as 'textout';
create function geometry_typmod_in(cstring[]) returns integer language sql immutable strict
  as 'select 4 + (pg_catalog.hashtext(pg_catalog.lower(pg_catalog.array_to_string($1, '',''))) & 16777215)';
create function geography_typmod_in(cstring[]) returns integer language sql immutable strict
  as 'select 4 + (pg_catalog.hashtext(pg_catalog.lower(pg_catalog.array_to_string($1, '',''))) & 16777215)';
create function geometry_typmod_out(integer) returns cstring language internal immutable strict as 'varchartypmodout';
create type geometry (input = geometry_in, output = geometry_out, receive = geometry_recv, send = geometry_send,
  typmod_in = geometry_typmod_in, typmod_out = geometry_typmod_out, storage = main, delimiter = ':');
create type geography (input = geography_in, output = geography_out, typmod_in = geography_typmod_in, typmod_out = geometry_typmod_out,
  storage = main, delimiter = ':');
create function geometry(geometry, integer, boolean) returns geometry language sql immutable strict as 'select $1';
create function geography(geography, integer, boolean) returns geography language sql immutable strict as 'select $1';
create cast (geometry as geometry) with function geometry(geometry, integer, boolean) as implicit;
create cast (geography as geography) with function geography(geography, integer, boolean) as implicit;
create cast (geometry as geography) without function as implicit;
create cast (geography as geometry) without function;
create cast (geometry as text) without function as implicit;
create cast (text as geometry) without function as implicit;
create cast (geometry as bytea) without function as implicit;
create cast (bytea as geometry) without function as implicit;
create function geometry_cmp(geometry, geometry) returns integer language internal immutable strict parallel safe as 'byteacmp';
create function geometry_eq(geometry, geometry) returns boolean language internal immutable strict parallel safe as 'byteaeq';
create function geometry_lt(geometry, geometry) returns boolean language internal immutable strict parallel safe as 'bytealt';
create function geometry_overlaps(geometry, geometry) returns boolean language internal immutable strict parallel safe as 'byteaeq';
create function geography_overlaps(geography, geography) returns boolean language internal immutable strict parallel safe as 'byteaeq';
create operator = (leftarg = geometry, rightarg = geometry, function = geometry_eq, commutator = =);
create operator < (leftarg = geometry, rightarg = geometry, function = geometry_lt);
create operator && (leftarg = geometry, rightarg = geometry, function = geometry_overlaps, commutator = &&);
create operator && (leftarg = geography, rightarg = geography, function = geography_overlaps, commutator = &&);
create function geometry_distance_centroid(geometry, geometry) returns double precision language sql immutable strict as 'select null::double precision';
create operator <-> (leftarg = geometry, rightarg = geometry, function = geometry_distance_centroid, commutator = <->);
create operator class btree_geometry_ops default for type geometry using btree as operator 1 <, operator 3 =, function 1 geometry_cmp(geometry, geometry);
-- The library of btree_gist orders the bytes, which is all that an index on such a column has to do here.
create function stub_gist_consistent(internal, bytea, smallint, oid, internal) returns boolean language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_consistent';
create function stub_gist_union(internal, internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_union';
create function stub_gist_compress(internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_compress';
create function stub_gist_decompress(internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_var_decompress';
create function stub_gist_penalty(internal, internal, internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_penalty';
create function stub_gist_picksplit(internal, internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_picksplit';
create function stub_gist_same(bytea, bytea, internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_same';
create operator class gist_geometry_ops_2d default for type geometry using gist as
  operator 3 &&, function 1 stub_gist_consistent(internal, bytea, smallint, oid, internal), function 2 stub_gist_union(internal, internal),
  function 3 stub_gist_compress(internal), function 4 stub_gist_decompress(internal), function 5 stub_gist_penalty(internal, internal, internal),
  function 6 stub_gist_picksplit(internal, internal), function 7 stub_gist_same(bytea, bytea, internal), storage bytea;
create operator class gist_geometry_ops_nd for type geometry using gist as
  operator 3 &&, function 1 stub_gist_consistent(internal, bytea, smallint, oid, internal), function 2 stub_gist_union(internal, internal),
  function 3 stub_gist_compress(internal), function 4 stub_gist_decompress(internal), function 5 stub_gist_penalty(internal, internal, internal),
  function 6 stub_gist_picksplit(internal, internal), function 7 stub_gist_same(bytea, bytea, internal), storage bytea;
create operator class gist_geography_ops default for type geography using gist as
  operator 3 &&, function 1 stub_gist_consistent(internal, bytea, smallint, oid, internal), function 2 stub_gist_union(internal, internal),
  function 3 stub_gist_compress(internal), function 4 stub_gist_decompress(internal), function 5 stub_gist_penalty(internal, internal, internal),
  function 6 stub_gist_picksplit(internal, internal), function 7 stub_gist_same(bytea, bytea, internal), storage bytea;
create table spatial_ref_sys (srid integer primary key check (srid > 0 and srid <= 998999), auth_name varchar(256), auth_srid integer,
  srtext varchar(2048), proj4text varchar(2048));
do $stub$
declare
  signature text;
begin
  foreach signature in array array[
    'st_setsrid(geometry, integer) geometry', 'st_setsrid(geography, integer) geography', 'st_transform(geometry, integer) geometry',
    'st_makepoint(double precision, double precision) geometry', 'st_makepoint(double precision, double precision, double precision) geometry',
    'st_point(double precision, double precision) geometry', 'st_point(double precision, double precision, integer) geometry',
    'st_geomfromtext(text) geometry', 'st_geomfromtext(text, integer) geometry', 'st_geographyfromtext(text) geography', 'st_geogfromtext(text) geography',
    'st_geomfromewkt(text) geometry', 'st_geomfromwkb(bytea) geometry', 'st_geomfromwkb(bytea, integer) geometry', 'st_geomfromgeojson(text) geometry',
    'st_geomfromgeojson(jsonb) geometry', 'st_astext(geometry) text', 'st_astext(geography) text', 'st_asewkt(geometry) text', 'st_asbinary(geometry) bytea',
    'st_asgeojson(geometry) text', 'st_asgeojson(geography) text', 'st_x(geometry) double precision', 'st_y(geometry) double precision',
    'st_z(geometry) double precision', 'st_srid(geometry) integer', 'st_isvalid(geometry) boolean', 'st_makevalid(geometry) geometry',
    'st_isempty(geometry) boolean', 'st_area(geometry) double precision', 'st_area(geography) double precision', 'st_length(geometry) double precision',
    'st_length(geography) double precision', 'st_perimeter(geometry) double precision', 'st_distance(geometry, geometry) double precision',
    'st_distance(geography, geography) double precision', 'st_distancesphere(geometry, geometry) double precision',
    'st_dwithin(geometry, geometry, double precision) boolean', 'st_dwithin(geography, geography, double precision) boolean',
    'st_contains(geometry, geometry) boolean', 'st_within(geometry, geometry) boolean', 'st_intersects(geometry, geometry) boolean',
    'st_intersects(geography, geography) boolean', 'st_covers(geometry, geometry) boolean', 'st_coveredby(geometry, geometry) boolean',
    'st_equals(geometry, geometry) boolean', 'st_overlaps(geometry, geometry) boolean', 'st_touches(geometry, geometry) boolean',
    'st_buffer(geometry, double precision) geometry', 'st_buffer(geography, double precision) geography', 'st_centroid(geometry) geometry',
    'st_envelope(geometry) geometry', 'st_union(geometry, geometry) geometry', 'st_intersection(geometry, geometry) geometry',
    'st_simplify(geometry, double precision) geometry', 'st_multi(geometry) geometry', 'st_force2d(geometry) geometry',
    'st_makeenvelope(double precision, double precision, double precision, double precision, integer) geometry', 'st_makeline(geometry, geometry) geometry',
    'st_makepolygon(geometry) geometry', 'st_numpoints(geometry) integer', 'st_geometrytype(geometry) text', 'geometrytype(geometry) text',
    'st_snaptogrid(geometry, double precision) geometry', 'postgis_version() text', 'postgis_full_version() text', 'postgis_lib_version() text'] loop
    execute format('create function %s returns %s language sql immutable strict as ''select null::%s''',
      split_part(signature, ')', 1) || ')', trim(split_part(signature, ')', 2)), trim(split_part(signature, ')', 2)));
  end loop;
end $stub$;
