package dev.migrationsentry.builtin;

import java.util.LinkedHashMap;
import java.util.Map;

/// The queries that turn PostgreSQL's catalogs into the lines of the resource files.
///
/// Every query returns finished lines and works on PostgreSQL 14 to 18. Which objects are read is
/// decided before, by what the temporary table `member(c, o)` holds (`c` the catalog, `o` the
/// object, as in `pg_depend`), so that the same queries read the server's own objects and those of
/// an extension. The formats are described in the README beside the resources.
final class CatalogQueries {
  /// A type's name as the resources write it: bare, or with its schema when that is
  /// `information_schema`.
  static final String TYPE_NAME_FUNCTION =
      """
      create function pg_temp.t(o oid) returns text language sql stable as $$
        select case when n.nspname = 'information_schema' then 'information_schema.' else '' end
               || t.typname
        from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.oid = o $$
      """;

  /// A name that may hold any character, made safe for a field.
  static final String FIELD_FUNCTION =
      """
      create function pg_temp.f(s text) returns text language sql immutable as $$
        select replace(replace(replace(replace(s, '%', '%25'), '+', '%2B'), ' ', '+'), ',', '%2C') $$
      """;

  /// Members of the server itself: all that `initdb` made in the two system schemas.
  static final String BUILT_IN_MEMBERS =
      """
      with s as (select oid n from pg_namespace where nspname in ('pg_catalog', 'information_schema'))
      insert into member
      select 'pg_proc'::regclass, oid from pg_proc where pronamespace in (select n from s)
      union all
      select 'pg_type'::regclass, oid from pg_type where typnamespace in (select n from s)
      union all
      select 'pg_class'::regclass, oid from pg_class where relnamespace in (select n from s)
      union all
      select 'pg_operator'::regclass, oid from pg_operator
      union all
      select 'pg_cast'::regclass, oid from pg_cast
      union all
      select 'pg_opclass'::regclass, oid from pg_opclass
      union all
      select 'pg_opfamily'::regclass, oid from pg_opfamily
      union all
      select 'pg_amop'::regclass, oid from pg_amop
      union all
      select 'pg_am'::regclass, oid from pg_am
      union all
      select 'pg_language'::regclass, oid from pg_language
      union all
      select 'pg_collation'::regclass, oid from pg_collation
      union all
      select 'pg_ts_config'::regclass, oid from pg_ts_config
      union all
      select 'pg_ts_dict'::regclass, oid from pg_ts_dict
      union all
      select 'pg_ts_parser'::regclass, oid from pg_ts_parser
      union all
      select 'pg_ts_template'::regclass, oid from pg_ts_template
      """;

  /// Members of one extension. Array types and row types hang on their types and relations, and
  /// operators of a loose family on the family, so these are added by their owners.
  static final String EXTENSION_MEMBERS =
      """
      with recursive d(c, o) as (
        select classid, objid from pg_depend
        where deptype = 'e' and refclassid = 'pg_extension'::regclass
          and refobjid = (select oid from pg_extension where extname = ?)
        union
        select x.classid, x.objid from pg_depend x join d on x.refclassid = d.c and x.refobjid = d.o
        where x.deptype in ('i', 'a')
          and x.classid in ('pg_type'::regclass, 'pg_class'::regclass, 'pg_amop'::regclass))
      insert into member select c, o from d
      """;

  private static final String NAMES =
      """
      select k || ' ' || pg_temp.f(n) from (
        select 'access-method' k, amname n, oid o, 'pg_am'::regclass c from pg_am
        union all
        select 'language', lanname, oid, 'pg_language'::regclass from pg_language
        union all
        select case when collprovider = 'i' and collname <> 'unicode' then 'icu-collation'
                    else 'collation' end,
               collname, oid, 'pg_collation'::regclass
        from pg_collation
        where oid < 10000 or collprovider <> 'c' or collname = 'ucs_basic'
        union all
        select 'text-search-configuration', cfgname, oid, 'pg_ts_config'::regclass from pg_ts_config
        union all
        select 'text-search-dictionary', dictname, oid, 'pg_ts_dict'::regclass from pg_ts_dict
        union all
        select 'text-search-parser', prsname, oid, 'pg_ts_parser'::regclass from pg_ts_parser
        union all
        select 'text-search-template', tmplname, oid, 'pg_ts_template'::regclass from pg_ts_template
        union all
        select 'foreign-data-wrapper', fdwname, oid, 'pg_foreign_data_wrapper'::regclass
        from pg_foreign_data_wrapper
      ) x where (c::oid, o) in (select c, o from member)
      """;

  private static final String TYPES =
      """
      select concat_ws(' ',
        pg_temp.t(t.oid),
        t.typtype,
        t.typcategory::text || case when t.typispreferred then '*' else '' end,
        coalesce(i.provolatile::text, 'i') || coalesce(u.provolatile::text, 'i'),
        case when t.typmodin <> 0 then 'modifiers' end,
        case when t.typcollation <> 0 then 'collatable' end,
        'array=' || pg_temp.t(nullif(t.typarray, 0)),
        case when t.typsubscript = 'array_subscript_handler'::regproc
             then 'element=' || pg_temp.t(t.typelem) end,
        case when t.typsubscript = 'raw_array_subscript_handler'::regproc
               then 'subscript=' || pg_temp.t(t.typelem)
             when t.typsubscript::text = 'jsonb_subscript_handler' then 'subscript=jsonb'
             when t.typsubscript::text like '%hstore_subscript_handler' then 'subscript=text' end,
        'base=' || pg_temp.t(nullif(t.typbasetype, 0)),
        case when t.typtype = 'd' and t.typnotnull then 'notnull' end,
        'range=' || pg_temp.t(m.rngtypid),
        'subtype=' || pg_temp.t(r.rngsubtype),
        'multirange=' || pg_temp.t(r.rngmultitypid),
        'columns=' || (select string_agg(a.attname || ':' || pg_temp.t(a.atttypid), ','
                                         order by a.attnum)
                       from pg_attribute a where a.attrelid = nullif(t.typrelid, 0)
                         and a.attnum > 0 and not a.attisdropped))
      from pg_type t
      left join pg_proc i on i.oid = t.typinput
      left join pg_proc u on u.oid = t.typoutput
      left join pg_range r on r.rngtypid = t.oid
      left join pg_range m on m.rngmultitypid = t.oid
      left join pg_class c on c.oid = t.typrelid
      left join pg_type e on e.typarray = t.oid
      left join pg_class ec on ec.oid = e.typrelid
      where ('pg_type'::regclass::oid, t.oid) in (select c, o from member)
        and coalesce(c.relkind, 'c') = 'c' and coalesce(ec.relkind, 'c') = 'c'
      """;

  private static final String FUNCTIONS =
      """
      select concat_ws(' ',
        case when n.nspname = 'information_schema' then 'information_schema.' else '' end
          || p.proname || '('
          || coalesce((
            select string_agg(
                coalesce(pg_temp.f(nullif(p.proargnames[x.i], '')) || ':', '')
                || case when x.m = 'v' then '*' else '' end
                || pg_temp.t(x.ty)
                || case when x.k > p.pronargs - p.pronargdefaults then '=' else '' end,
                ',' order by x.i)
            from (select y.*, row_number() over (order by y.i) k
                  from (select a.ty, a.i, coalesce(p.proargmodes[a.i], 'i') m
                        from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]))
                             with ordinality a(ty, i)) y
                  where y.m in ('i', 'b', 'v')) x), '')
          || ')',
        case when p.proretset then 'setof:' else '' end || pg_temp.t(p.prorettype)
          || coalesce((
            select '(' || string_agg(
                coalesce(pg_temp.f(p.proargnames[a.i]), '') || ':' || pg_temp.t(a.ty), ','
                order by a.i) || ')'
            from unnest(p.proallargtypes) with ordinality a(ty, i)
            where p.proargmodes[a.i] in ('o', 'b', 't')), ''),
        case when g.aggkind in ('o', 'h') then g.aggkind::text else p.prokind::text end
          || p.provolatile::text
          || case when g.aggkind in ('o', 'h') then g.aggnumdirectargs::text else '' end)
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      left join pg_aggregate g on g.aggfnoid = p.oid
      where ('pg_proc'::regclass::oid, p.oid) in (select c, o from member)
      """;

  private static final String OPERATORS =
      """
      select concat_ws(' ', o.oprname, coalesce(pg_temp.t(nullif(o.oprleft, 0)), '-'),
                       pg_temp.t(o.oprright), pg_temp.t(o.oprresult), p.provolatile)
      from pg_operator o join pg_proc p on p.oid = o.oprcode
      where ('pg_operator'::regclass::oid, o.oid) in (select c, o from member)
      """;

  private static final String CASTS =
      """
      select concat_ws(' ', pg_temp.t(c.castsource), pg_temp.t(c.casttarget), c.castcontext,
                       c.castmethod, coalesce(p.provolatile, '-'))
      from pg_cast c left join pg_proc p on p.oid = c.castfunc
      where ('pg_cast'::regclass::oid, c.oid) in (select c, o from member)
      """;

  private static final String RELATIONS =
      """
      select concat_ws(' ',
        case when n.nspname in ('pg_catalog', 'information_schema') then n.nspname || '.' else '' end
          || c.relname,
        c.relkind,
        (select string_agg(a.attname || ':' || pg_temp.t(a.atttypid), ',' order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ('pg_class'::regclass::oid, c.oid) in (select c, o from member)
        and c.relkind in ('r', 'v', 'm', 'S', 'f')
      """;

  private static final String OPERATOR_CLASSES =
      """
      select concat_ws(' ', a.amname, o.opcname, pg_temp.t(o.opcintype), f.opfname,
                       case when o.opcdefault then 'default' end)
      from pg_opclass o join pg_am a on a.oid = o.opcmethod join pg_opfamily f on f.oid = o.opcfamily
      where ('pg_opclass'::regclass::oid, o.oid) in (select c, o from member)
      """;

  private static final String FAMILY_OPERATORS =
      """
      select concat_ws(' ', a.amname, f.opfname, pg_temp.t(m.amoplefttype),
                       pg_temp.t(m.amoprighttype), m.amopstrategy, o.oprname, m.amoppurpose)
      from pg_amop m join pg_opfamily f on f.oid = m.amopfamily join pg_am a on a.oid = f.opfmethod
      join pg_operator o on o.oid = m.amopopr
      where ('pg_amop'::regclass::oid, m.oid) in (select c, o from member)
      """;

  /// All settings that the server lists, without those of extensions.
  static final String SETTINGS =
      """
      select concat_ws(' ', lower(name), vartype, context,
                       case when name <> lower(name) then 'spelled=' || name end, 'unit=' || unit, 'min=' || min_val,
                       'max=' || max_val,
                       'values=' || (select string_agg(pg_temp.f(v), ',' order by i)
                                     from unnest(enumvals) with ordinality u(v, i)))
      from pg_settings where name not like '%.%'
      """;

  private static final String CLUSTER_NAMES =
      """
      select 'role ' || rolname from pg_roles where oid < 16384 and rolname like 'pg\\_%'
      union all
      select 'schema ' || nspname from pg_namespace
      where oid < 16384 and nspname not like 'pg\\_temp%' and nspname not like 'pg\\_toast\\_temp%'
      union all
      select 'tablespace ' || spcname from pg_tablespace where oid < 16384
      union all
      select 'database ' || datname from pg_database where oid < 16384
      union all
      select 'encoding ' || pg_encoding_to_char(i) from generate_series(0, 60) i
      where pg_encoding_to_char(i) <> ''
      """;

  private CatalogQueries() {}

  /// Queries whose objects the table `member` selects, by section.
  static Map<String, String> ofMembers() {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put("types", TYPES);
    queries.put("functions", FUNCTIONS);
    queries.put("operators", OPERATORS);
    queries.put("casts", CASTS);
    queries.put("relations", RELATIONS);
    queries.put("operator-classes", OPERATOR_CLASSES);
    queries.put("family-operators", FAMILY_OPERATORS);
    queries.put("names", NAMES);
    return queries;
  }

  /// Queries that only the server itself answers, by section.
  static Map<String, String> ofServer() {
    return Map.of("settings", SETTINGS, "names", CLUSTER_NAMES);
  }
}
