package dev.migrationsentry.rehearsal;

import java.util.List;
import java.util.stream.Stream;

/// The catalog queries whose rows are the lines of [CatalogReader]. Columns that only some majors
/// have are read through `to_jsonb`, which yields null where they are missing.
final class CatalogQueries {
  private CatalogQueries() {}

  /// The queries that a major understands.
  static List<String> of(int major) {
    return Stream.of(RelationQueries.ALL, TYPES, OTHERS, major >= 15 ? SINCE_15 : List.<String>of())
        .flatMap(List::stream)
        .toList();
  }

  /// Functions of the session that the queries are written with.
  static final List<String> FUNCTIONS =
      List.of(
          """
          create function pg_temp.ident(name text) returns text language sql immutable as
          $$ select case when name ~ '^[a-z_][a-z0-9_]*$' then name
                         else '"' || replace(name, '"', '""') || '"' end $$
          """,
          """
          create function pg_temp.rel(relation oid) returns text language sql stable as
          $$ select pg_temp.ident(n.nspname) || '.' || pg_temp.ident(c.relname)
               from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = relation $$
          """,
          """
          create function pg_temp.proc(routine oid) returns text language sql stable as
          $$ select pg_temp.ident(n.nspname) || '.' || pg_temp.ident(p.proname)
               from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid = routine $$
          """,
          """
          create function pg_temp.type(type oid, modifier integer) returns text language sql stable as
          $$ select case when n.nspname = 'pg_catalog' then format_type(type, modifier)
                         else pg_temp.ident(n.nspname) || '.' || pg_temp.ident(b.typname)
                              || coalesce(substring(format_type(type, modifier) from '\\([^()]*\\)'), '')
                              || case when b.oid = t.oid then '' else '[]' end end
               from pg_type t
               join pg_type b on b.oid = case when t.typcategory = 'A' and t.typelem <> 0
                                              then t.typelem else t.oid end
               join pg_namespace n on n.oid = b.typnamespace where t.oid = type $$
          """,
          """
          create function pg_temp.collation(coll oid) returns text language sql stable as
          $$ select case when n.nspname = 'pg_catalog' then '' else pg_temp.ident(n.nspname) || '.' end
                    || pg_temp.ident(c.collname)
               from pg_collation c join pg_namespace n on n.oid = c.collnamespace where c.oid = coll $$
          """,
          """
          create function pg_temp.cols(relation oid, numbers smallint[]) returns text language sql stable as
          $$ select string_agg(coalesce(pg_temp.ident(a.attname), '<expression>'), ', ' order by k.at)
               from unnest(numbers) with ordinality k(number, at)
               left join pg_attribute a on a.attrelid = relation and a.attnum = k.number and k.number <> 0 $$
          """,
          """
          create function pg_temp.own(catalog regclass, object oid) returns boolean language sql stable as
          $$ select not exists (select from pg_depend d
                                 where d.classid = catalog and d.objid = object and d.deptype = 'e') $$
          """,
          """
          create function pg_temp.wanted(catalog regclass, object oid, namespace oid) returns boolean
          language sql stable as
          $$ select exists (select from pg_namespace n where n.oid = namespace
                               and n.nspname !~ '^pg_' and n.nspname <> 'information_schema')
                and pg_temp.own(catalog, object) $$
          """,
          """
          create function pg_temp.deferral(is_deferrable boolean, is_deferred boolean) returns text
          language sql immutable as
          $$ select case when is_deferrable then ' deferrable' else '' end
                    || case when is_deferred then ' initially deferred' else '' end $$
          """,
          """
          create function pg_temp.enabled(state "char") returns text language sql immutable as
          $$ select case state when 'D' then ' disabled' when 'R' then ' enabled replica'
                               when 'A' then ' enabled always' else '' end $$
          """);

  /// Types and domains.
  private static final List<String> TYPES =
      List.of(
          """
          select 'enum ' || pg_temp.type(t.oid, -1) || ' ('
                 || coalesce((select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
                                from pg_enum e where e.enumtypid = t.oid), '') || ')'
            from pg_type t where t.typtype = 'e' and pg_temp.wanted('pg_type', t.oid, t.typnamespace)
          """,
          """
          select 'domain ' || pg_temp.type(t.oid, -1) || ' as ' || pg_temp.type(t.typbasetype, t.typtypmod)
                 || case when t.typcollation <> b.typcollation
                         then ' collate ' || pg_temp.collation(t.typcollation) else '' end
                 || case when t.typnotnull then ' not null' else '' end
                 || case when t.typdefault is not null then ' default' else '' end
            from pg_type t join pg_type b on b.oid = t.typbasetype
           where t.typtype = 'd' and pg_temp.wanted('pg_type', t.oid, t.typnamespace)
          """,
          """
          select 'domain check ' || pg_temp.type(t.oid, -1) || ' ' || pg_temp.ident(k.conname)
                 || case when k.convalidated then '' else ' not valid' end
            from pg_constraint k join pg_type t on t.oid = k.contypid
           where k.contype = 'c' and pg_temp.wanted('pg_type', t.oid, t.typnamespace)
          """,
          """
          select 'composite ' || pg_temp.rel(c.oid) || ' ('
                 || coalesce((select string_agg(pg_temp.ident(a.attname) || ' '
                                                || pg_temp.type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
                                from pg_attribute a
                               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '') || ')'
            from pg_class c
           where c.relkind = 'c' and pg_temp.wanted('pg_type', c.reltype, c.relnamespace)
          """,
          """
          select 'range ' || pg_temp.type(t.oid, -1) || ' of ' || pg_temp.type(r.rngsubtype, -1) || ' multirange '
                 || pg_temp.type(r.rngmultitypid, -1)
            from pg_range r join pg_type t on t.oid = r.rngtypid
           where pg_temp.wanted('pg_type', t.oid, t.typnamespace)
          """,
          """
          select 'type ' || pg_temp.type(t.oid, -1) from pg_type t
           where (t.typtype = 'b' and t.typcategory <> 'A' or t.typtype = 'p')
             and pg_temp.wanted('pg_type', t.oid, t.typnamespace)
          """,
          """
          select 'cast (' || pg_temp.type(c.castsource, -1) || ' as ' || pg_temp.type(c.casttarget, -1) || ') '
                 || case c.castmethod when 'f' then 'function ' || pg_temp.proc(c.castfunc)
                                      when 'i' then 'inout' else 'binary' end
                 || case c.castcontext when 'a' then ' assignment' when 'i' then ' implicit' else '' end
            from pg_cast c where c.oid >= 16384 and pg_temp.own('pg_cast', c.oid)
             and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = c.oid
                                and d.deptype = 'i')
          """,
          """
          select 'collation ' || pg_temp.ident(n.nspname) || '.' || pg_temp.ident(c.collname)
            from pg_collation c join pg_namespace n on n.oid = c.collnamespace
           where pg_temp.wanted('pg_collation', c.oid, n.oid)
          """);

  /// Routines, operators, and what lies outside of tables.
  private static final List<String> OTHERS =
      List.of(
          """
          select 'extension ' || pg_temp.ident(e.extname) || ' schema ' || pg_temp.ident(n.nspname)
            from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql'
          """,
          """
          select case p.prokind when 'p' then 'procedure ' when 'a' then 'aggregate ' when 'w' then 'window function '
                                else 'function ' end
                 || pg_temp.proc(p.oid) || '('
                 || coalesce((select string_agg(pg_temp.type(a.type, -1), ', ' order by a.at)
                                from unnest(p.proargtypes::oid[]) with ordinality a(type, at)), '') || ')'
                 || case when p.prokind = 'p' then ''
                         else ' returns ' || case when p.proretset then 'setof ' else '' end
                              || pg_temp.type(p.prorettype, -1) end
                 || case when p.prokind = 'a' then '' else ' language ' || pg_temp.ident(l.lanname)
                         || case when p.prokind = 'p' then '' when p.provolatile = 'i' then ' immutable'
                                 when p.provolatile = 's' then ' stable' else '' end
                         || case when p.proisstrict then ' strict' else '' end
                         || case when p.prosecdef then ' security definer' else '' end end
            from pg_proc p join pg_language l on l.oid = p.prolang
           where pg_temp.wanted('pg_proc', p.oid, p.pronamespace)
             and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid
                                and d.refclassid = 'pg_type'::regclass and d.deptype = 'i')
          """,
          """
          select 'operator ' || pg_temp.ident(n.nspname) || '.' || o.oprname || ' ('
                 || coalesce(pg_temp.type(nullif(o.oprleft, 0), -1), 'none') || ', '
                 || coalesce(pg_temp.type(nullif(o.oprright, 0), -1), 'none') || ')'
            from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
           where pg_temp.wanted('pg_operator', o.oid, n.oid)
          """,
          """
          select 'operator class ' || pg_temp.ident(n.nspname) || '.' || pg_temp.ident(o.opcname) || ' using ' || m.amname
            from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace join pg_am m on m.oid = o.opcmethod
           where pg_temp.wanted('pg_opclass', o.oid, n.oid)
          """,
          """
          select 'operator family ' || pg_temp.ident(n.nspname) || '.' || pg_temp.ident(o.opfname) || ' using ' || m.amname
            from pg_opfamily o join pg_namespace n on n.oid = o.opfnamespace join pg_am m on m.oid = o.opfmethod
           where pg_temp.wanted('pg_opfamily', o.oid, n.oid)
          """,
          """
          select 'text search configuration ' || pg_temp.ident(n.nspname) || '.' || pg_temp.ident(t.cfgname)
            from pg_ts_config t join pg_namespace n on n.oid = t.cfgnamespace
           where pg_temp.wanted('pg_ts_config', t.oid, n.oid)
          """,
          """
          select 'text search dictionary ' || pg_temp.ident(n.nspname) || '.' || pg_temp.ident(t.dictname)
            from pg_ts_dict t join pg_namespace n on n.oid = t.dictnamespace
           where pg_temp.wanted('pg_ts_dict', t.oid, n.oid)
          """,
          """
          select 'text search parser ' || pg_temp.ident(n.nspname) || '.' || pg_temp.ident(t.prsname)
            from pg_ts_parser t join pg_namespace n on n.oid = t.prsnamespace
           where pg_temp.wanted('pg_ts_parser', t.oid, n.oid)
          """,
          """
          select 'text search template ' || pg_temp.ident(n.nspname) || '.' || pg_temp.ident(t.tmplname)
            from pg_ts_template t join pg_namespace n on n.oid = t.tmplnamespace
           where pg_temp.wanted('pg_ts_template', t.oid, n.oid)
          """,
          """
          select 'event trigger ' || pg_temp.ident(e.evtname) || ' on ' || e.evtevent || ' execute '
                 || pg_temp.proc(e.evtfoid) || pg_temp.enabled(e.evtenabled)
            from pg_event_trigger e where pg_temp.own('pg_event_trigger', e.oid)
          """,
          """
          select 'publication ' || pg_temp.ident(p.pubname)
                 || case when p.puballtables then ' all tables' else '' end from pg_publication p
          """,
          """
          select 'publication ' || pg_temp.ident(p.pubname) || ' table ' || pg_temp.rel(r.prrelid)
            from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
          """,
          """
          select 'foreign data wrapper ' || pg_temp.ident(w.fdwname) from pg_foreign_data_wrapper w
           where pg_temp.own('pg_foreign_data_wrapper', w.oid)
          """,
          """
          select 'server ' || pg_temp.ident(s.srvname) || ' wrapper ' || pg_temp.ident(w.fdwname)
            from pg_foreign_server s join pg_foreign_data_wrapper w on w.oid = s.srvfdw
           where pg_temp.own('pg_foreign_server', s.oid)
          """,
          """
          select 'language ' || pg_temp.ident(l.lanname) from pg_language l
           where l.oid >= 16384 and pg_temp.own('pg_language', l.oid)
          """);

  /// What only 15 and newer have.
  private static final List<String> SINCE_15 =
      List.of(
          """
          select 'publication ' || pg_temp.ident(p.pubname) || ' schema ' || pg_temp.ident(s.nspname)
            from pg_publication_namespace n
            join pg_publication p on p.oid = n.pnpubid
            join pg_namespace s on s.oid = n.pnnspid
          """);
}
