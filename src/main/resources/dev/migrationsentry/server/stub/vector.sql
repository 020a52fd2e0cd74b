-- Types of pgvector that can be stored, and functions that answer null. Its indexes order the bytes by
-- the library of btree_gist; parameters of hnsw and ivfflat are not known to them.
set local check_function_bodies = off;
create type vector;
create type halfvec;
create type sparsevec;
create function vector_in(cstring, oid, integer) returns vector language internal immutable strict as 'textin';
create function vector_out(vector) returns cstring language internal immutable strict as 'textout';
create function vector_recv(internal) returns vector language internal immutable strict as 'textrecv';
create function vector_send(vector) returns bytea language internal immutable strict as 'textsend';
create function halfvec_in(cstring, oid, integer) returns halfvec language internal immutable strict as 'textin';
create function halfvec_out(halfvec) returns cstring language internal immutable strict as 'textout';
create function sparsevec_in(cstring, oid, integer) returns sparsevec language internal immutable strict as 'textin';
create function sparsevec_out(sparsevec) returns cstring language internal immutable strict as 'textout';
create function vector_typmod_in(cstring[]) returns integer language internal immutable strict as 'varchartypmodin';
create function vector_typmod_out(integer) returns cstring language internal immutable strict as 'varchartypmodout';
create type vector (input = vector_in, output = vector_out, receive = vector_recv, send = vector_send,
  typmod_in = vector_typmod_in, typmod_out = vector_typmod_out, storage = external);
create type halfvec (input = halfvec_in, output = halfvec_out, typmod_in = vector_typmod_in, typmod_out = vector_typmod_out, storage = external);
create type sparsevec (input = sparsevec_in, output = sparsevec_out, typmod_in = vector_typmod_in, typmod_out = vector_typmod_out, storage = external);
create function vector(vector, integer, boolean) returns vector language sql immutable strict as 'select $1';
create function halfvec(halfvec, integer, boolean) returns halfvec language sql immutable strict as 'select $1';
create function sparsevec(sparsevec, integer, boolean) returns sparsevec language sql immutable strict as 'select $1';
create function array_to_vector(real[], integer, boolean) returns vector language sql immutable strict as 'select null::@extschema@.vector';
create function array_to_vector(integer[], integer, boolean) returns vector language sql immutable strict as 'select null::@extschema@.vector';
create function array_to_vector(double precision[], integer, boolean) returns vector language sql immutable strict as 'select null::@extschema@.vector';
create function array_to_vector(numeric[], integer, boolean) returns vector language sql immutable strict as 'select null::@extschema@.vector';
create function vector_to_float4(vector, integer, boolean) returns real[] language sql immutable strict as 'select null::real[]';
create function vector_to_halfvec(vector, integer, boolean) returns halfvec language sql immutable strict as 'select null::@extschema@.halfvec';
create function halfvec_to_vector(halfvec, integer, boolean) returns vector language sql immutable strict as 'select null::@extschema@.vector';
create cast (vector as vector) with function vector(vector, integer, boolean) as implicit;
create cast (halfvec as halfvec) with function halfvec(halfvec, integer, boolean) as implicit;
create cast (sparsevec as sparsevec) with function sparsevec(sparsevec, integer, boolean) as implicit;
create cast (integer[] as vector) with function array_to_vector(integer[], integer, boolean) as assignment;
create cast (real[] as vector) with function array_to_vector(real[], integer, boolean) as assignment;
create cast (double precision[] as vector) with function array_to_vector(double precision[], integer, boolean) as assignment;
create cast (numeric[] as vector) with function array_to_vector(numeric[], integer, boolean) as assignment;
create cast (vector as real[]) with function vector_to_float4(vector, integer, boolean) as implicit;
create cast (vector as halfvec) with function vector_to_halfvec(vector, integer, boolean) as assignment;
create cast (halfvec as vector) with function halfvec_to_vector(halfvec, integer, boolean) as assignment;
do $stub$
declare
  kind text;
  one text;
begin
  foreach kind in array array['vector', 'halfvec', 'sparsevec'] loop
    foreach one in array array['l2_distance', 'inner_product', 'cosine_distance', 'l1_distance', 'negative_inner_product'] loop
      execute format('create function %I(%I, %I) returns double precision language sql immutable strict parallel safe as ''select null::double precision''',
        case one when 'negative_inner_product' then kind || '_negative_inner_product' else one end, kind, kind);
    end loop;
    execute format('create operator <-> (leftarg = %1$I, rightarg = %1$I, function = l2_distance, commutator = <->)', kind);
    execute format('create operator <#> (leftarg = %1$I, rightarg = %1$I, function = %2$I, commutator = <#>)', kind, kind || '_negative_inner_product');
    execute format('create operator <=> (leftarg = %1$I, rightarg = %1$I, function = cosine_distance, commutator = <=>)', kind);
    execute format('create operator <+> (leftarg = %1$I, rightarg = %1$I, function = l1_distance, commutator = <+>)', kind);
    execute format('create function %2$I(%1$I, %1$I) returns integer language internal immutable strict parallel safe as ''byteacmp''', kind, kind || '_cmp');
    execute format('create function %2$I(%1$I, %1$I) returns boolean language internal immutable strict parallel safe as ''byteaeq''', kind, kind || '_eq');
    execute format('create function %2$I(%1$I, %1$I) returns boolean language internal immutable strict parallel safe as ''bytealt''', kind, kind || '_lt');
    execute format('create operator = (leftarg = %1$I, rightarg = %1$I, function = %2$I, commutator = =)', kind, kind || '_eq');
    execute format('create operator < (leftarg = %1$I, rightarg = %1$I, function = %2$I)', kind, kind || '_lt');
    execute format('create operator class %2$I default for type %1$I using btree as operator 1 <, operator 3 =, function 1 %3$I(%1$I, %1$I)',
      kind, kind || '_ops', kind || '_cmp');
  end loop;
end $stub$;
create function stub_gist_consistent(internal, bytea, smallint, oid, internal) returns boolean language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_consistent';
create function stub_gist_union(internal, internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_union';
create function stub_gist_compress(internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_compress';
create function stub_gist_decompress(internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_var_decompress';
create function stub_gist_penalty(internal, internal, internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_penalty';
create function stub_gist_picksplit(internal, internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_picksplit';
create function stub_gist_same(bytea, bytea, internal) returns internal language c immutable strict as '$libdir/btree_gist', 'gbt_bytea_same';
create access method hnsw type index handler gisthandler;
create access method ivfflat type index handler gisthandler;
do $stub$
declare
  kind text;
  method text;
  measure text;
begin
  foreach kind in array array['vector', 'halfvec', 'sparsevec'] loop
    foreach method in array array['hnsw', 'ivfflat'] loop
      foreach measure in array array['l2', 'ip', 'cosine', 'l1'] loop
        execute format('create operator class %2$I %4$s for type %1$I using %3$I as operator 3 =,
            function 1 stub_gist_consistent(internal, bytea, smallint, oid, internal), function 2 stub_gist_union(internal, internal),
            function 3 stub_gist_compress(internal), function 4 stub_gist_decompress(internal), function 5 stub_gist_penalty(internal, internal, internal),
            function 6 stub_gist_picksplit(internal, internal), function 7 stub_gist_same(bytea, bytea, internal), storage bytea',
          kind, kind || '_' || measure || '_ops', method, case measure when 'l2' then 'default' else '' end);
      end loop;
    end loop;
  end loop;
end $stub$;
create function vector_dims(vector) returns integer language sql immutable strict as 'select null::integer';
create function vector_norm(vector) returns double precision language sql immutable strict as 'select null::double precision';
create function l2_normalize(vector) returns vector language sql immutable strict as 'select $1';
