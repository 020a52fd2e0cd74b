package dev.migrationsentry.rehearsal;

import java.util.List;

/// The part of [CatalogQueries] that reads relations and what hangs on them.
final class RelationQueries {
  private RelationQueries() {}

  /// Tables, views, sequences, columns, constraints, indexes and what hangs on them.
  static final List<String> ALL =
      List.of(
          """
          select 'schema ' || pg_temp.ident(n.nspname) from pg_namespace n
           where pg_temp.wanted('pg_namespace', n.oid, n.oid)
          """,
          """
          select case c.relkind when 'f' then 'foreign table ' else 'table ' end || pg_temp.rel(c.oid)
                 || ' (' || coalesce((select string_agg(pg_temp.ident(a.attname), ', ' order by a.attnum)
                                        from pg_attribute a
                                       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '') || ')'
                 || case c.relpersistence when 'u' then ' unlogged' else '' end
                 || case when c.reloftype <> 0 then ' of ' || pg_temp.type(c.reloftype, -1) else '' end
                 || coalesce(case when c.relispartition then ' partition of ' else ' inherits ' end
                             || (select string_agg(pg_temp.rel(i.inhparent), ', ' order by i.inhseqno)
                                   from pg_inherits i where i.inhrelid = c.oid), '')
                 || case when pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' then ' default' else '' end
                 || coalesce((select ' partitioned by '
                                     || case p.partstrat when 'r' then 'range' when 'l' then 'list' else 'hash' end
                                     || ' (' || pg_temp.cols(c.oid, p.partattrs::smallint[]) || ')'
                                from pg_partitioned_table p where p.partrelid = c.oid), '')
                 || coalesce((select ' server ' || pg_temp.ident(s.srvname)
                                from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver
                               where f.ftrelid = c.oid), '')
            from pg_class c
           where c.relkind in ('r', 'p', 'f') and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'column ' || pg_temp.rel(c.oid) || '.' || pg_temp.ident(a.attname) || ' '
                 || pg_temp.type(a.atttypid, a.atttypmod)
                 || case when a.attcollation <> t.typcollation
                         then ' collate ' || pg_temp.collation(a.attcollation) else '' end
                 || case when a.attnotnull then ' not null' else '' end
                 || case when a.atthasdef and a.attgenerated = '' then ' default' else '' end
                 || case a.attgenerated when 's' then ' generated stored' when 'v' then ' generated virtual'
                                        else '' end
                 || case a.attidentity when 'a' then ' identity always' when 'd' then ' identity by default'
                                       else '' end
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_type t on t.oid = a.atttypid
           where c.relkind in ('r', 'p', 'f') and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select case c.relkind when 'v' then 'view ' else 'materialized view ' end || pg_temp.rel(c.oid) || ' ('
                 || coalesce((select string_agg(pg_temp.ident(a.attname) || ' '
                                                || pg_temp.type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
                                from pg_attribute a
                               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '') || ')'
                 || case when c.relispopulated then '' else ' not populated' end
            from pg_class c
           where c.relkind in ('v', 'm') and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'sequence ' || pg_temp.rel(c.oid) || ' as ' || pg_temp.type(s.seqtypid, -1)
                 || case when s.seqincrement <> 1 then ' increment ' || s.seqincrement else '' end
                 || case when s.seqmin <> case when s.seqincrement > 0 then 1 else l.low end
                         then ' minvalue ' || s.seqmin else '' end
                 || case when s.seqmax <> case when s.seqincrement > 0 then l.high else -1 end
                         then ' maxvalue ' || s.seqmax else '' end
                 || case when s.seqstart <> case when s.seqincrement > 0 then s.seqmin else s.seqmax end
                         then ' start ' || s.seqstart else '' end
                 || case when s.seqcycle then ' cycle' else '' end
                 || coalesce((select case d.deptype when 'i' then ' identity of ' else ' owned by ' end
                                     || pg_temp.rel(d.refobjid) || '.' || pg_temp.ident(a.attname)
                                from pg_depend d
                                join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                               where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
                                 and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')), '')
            from pg_class c
            join pg_sequence s on s.seqrelid = c.oid
            cross join lateral (select case s.seqtypid when 21 then -32768 when 23 then -2147483648
                                                       else -9223372036854775808 end::bigint as low,
                                       case s.seqtypid when 21 then 32767 when 23 then 2147483647
                                                       else 9223372036854775807 end::bigint as high) l
           where pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select case k.contype when 'p' then 'primary key ' else 'unique ' end || pg_temp.rel(k.conrelid) || ' '
                 || pg_temp.ident(k.conname) || ' (' || pg_temp.cols(k.conrelid, k.conkey)
                 || case when (to_jsonb(k) ->> 'conperiod')::boolean then ' without overlaps' else '' end || ')'
                 || coalesce(' include (' || pg_temp.cols(k.conrelid, i.keys[i.indnkeyatts + 1 : i.indnatts])
                             || ')', '')
                 || case when i.distinctness then ' nulls not distinct' else '' end
                 || pg_temp.deferral(k.condeferrable, k.condeferred)
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join lateral (select x.indnkeyatts, x.indnatts, string_to_array(x.indkey::text, ' ')::smallint[] as keys,
                                 (to_jsonb(x) ->> 'indnullsnotdistinct')::boolean as distinctness
                            from pg_index x where x.indexrelid = k.conindid) i on true
           where k.contype in ('p', 'u') and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'check ' || pg_temp.rel(k.conrelid) || ' ' || pg_temp.ident(k.conname)
                 || case when k.connoinherit then ' no inherit' else '' end
                 || case when k.convalidated then '' else ' not valid' end
                 || case when (to_jsonb(k) ->> 'conenforced') = 'false' then ' not enforced' else '' end
            from pg_constraint k join pg_class c on c.oid = k.conrelid
           where k.contype = 'c' and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'foreign key ' || pg_temp.rel(k.conrelid) || ' ' || pg_temp.ident(k.conname) || ' ('
                 || pg_temp.cols(k.conrelid, k.conkey) || ') references ' || pg_temp.rel(k.confrelid) || ' ('
                 || pg_temp.cols(k.confrelid, k.confkey) || ')'
                 || case k.confmatchtype when 'f' then ' match full' else '' end
                 || coalesce(' on update ' || u.action, '') || coalesce(' on delete ' || d.action, '')
                 || coalesce(' ('
                             || pg_temp.cols(k.conrelid, (select array_agg(x::smallint) from jsonb_array_elements_text(
                                  nullif(to_jsonb(k) -> 'confdelsetcols', 'null')) x)) || ')', '')
                 || pg_temp.deferral(k.condeferrable, k.condeferred)
                 || case when k.convalidated then '' else ' not valid' end
                 || case when (to_jsonb(k) ->> 'conenforced') = 'false' then ' not enforced' else '' end
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            left join (values ('r', 'restrict'), ('c', 'cascade'), ('n', 'set null'), ('d', 'set default'))
                      u(code, action) on u.code = k.confupdtype::text
            left join (values ('r', 'restrict'), ('c', 'cascade'), ('n', 'set null'), ('d', 'set default'))
                      d(code, action) on d.code = k.confdeltype::text
           where k.contype = 'f' and k.conparentid = 0 and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'exclude ' || pg_temp.rel(k.conrelid) || ' ' || pg_temp.ident(k.conname) || ' using ' || m.amname
                 || ' (' || (select string_agg(coalesce(pg_temp.ident(a.attname), '<expression>') || ' with '
                                               || o.oprname, ', ' order by e.at)
                               from unnest(string_to_array(i.indkey::text, ' ')::smallint[], k.conexclop)
                                    with ordinality e(number, operator, at)
                               join pg_operator o on o.oid = e.operator
                               left join pg_attribute a on a.attrelid = k.conrelid and a.attnum = e.number
                                                       and e.number <> 0) || ')'
                 || case when i.indpred is not null then ' where' else '' end
                 || pg_temp.deferral(k.condeferrable, k.condeferred)
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join pg_index i on i.indexrelid = k.conindid
            join pg_class x on x.oid = i.indexrelid
            join pg_am m on m.oid = x.relam
           where k.contype = 'x' and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'index ' || pg_temp.rel(x.oid) || ' on ' || pg_temp.rel(i.indrelid)
                 || case when i.indisunique then ' unique' else '' end || ' using ' || m.amname || ' ('
                 || (select string_agg(
                              case when e.number = 0 then '<expression>' else pg_temp.ident(a.attname) end
                              || case when e.number <> 0 and e.coll not in (0, a.attcollation)
                                      then ' collate ' || pg_temp.collation(e.coll) else '' end
                              || case when o.opcdefault then '' else ' ' || o.opcname end
                              || case when e.option & 1 = 1 then ' desc' else '' end
                              || case e.option & 3 when 2 then ' nulls first' when 1 then ' nulls last' else '' end,
                              ', ' order by e.at)
                       from unnest(string_to_array(i.indkey::text, ' ')::smallint[],
                                   string_to_array(i.indclass::text, ' ')::oid[],
                                   string_to_array(i.indcollation::text, ' ')::oid[],
                                   string_to_array(i.indoption::text, ' ')::int[])
                            with ordinality e(number, class, coll, option, at)
                       join pg_opclass o on o.oid = e.class
                       left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = e.number
                      where e.at <= i.indnkeyatts) || ')'
                 || coalesce(' include (' || pg_temp.cols(i.indrelid,
                       (string_to_array(i.indkey::text, ' ')::smallint[])[i.indnkeyatts + 1 : i.indnatts]) || ')', '')
                 || case when (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean then ' nulls not distinct' else '' end
                 || case when i.indpred is not null then ' where' else '' end
                 || coalesce((select ' partition of ' || pg_temp.rel(h.inhparent) from pg_inherits h
                               where h.inhrelid = x.oid), '')
                 || case when i.indisvalid then '' else ' invalid' end
            from pg_index i
            join pg_class x on x.oid = i.indexrelid
            join pg_am m on m.oid = x.relam
           where not exists (select from pg_constraint k where k.conindid = x.oid and k.contype in ('p', 'u', 'x'))
             and pg_temp.wanted('pg_class', x.oid, x.relnamespace)
             and pg_temp.own('pg_class', i.indrelid)
          """,
          """
          select 'statistics ' || pg_temp.ident(n.nspname) || '.' || pg_temp.ident(s.stxname) || ' on '
                 || pg_temp.rel(s.stxrelid) || ' (' || coalesce((select string_agg(k.kind, ', ' order by k.at)
                      from (values ('d', 'ndistinct', 1), ('f', 'dependencies', 2), ('m', 'mcv', 3))
                           k(code, kind, at) where k.code::"char" = any (s.stxkind)), '') || ') ('
                 || concat_ws(', ', nullif(pg_temp.cols(s.stxrelid, string_to_array(s.stxkeys::text, ' ')::smallint[]), ''),
                              (select string_agg('<expression>', ', ')
                                 from unnest(pg_get_statisticsobjdef_expressions(s.oid)))) || ')'
            from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace
           where pg_temp.wanted('pg_statistic_ext', s.oid, s.stxnamespace)
          """,
          """
          select 'rule ' || pg_temp.rel(r.ev_class) || ' ' || pg_temp.ident(r.rulename) || ' on '
                 || case r.ev_type when '1' then 'select' when '2' then 'update' when '3' then 'insert'
                                   else 'delete' end
                 || case when r.is_instead then ' instead' else '' end || pg_temp.enabled(r.ev_enabled)
            from pg_rewrite r join pg_class c on c.oid = r.ev_class
           where r.rulename <> '_RETURN' and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'trigger ' || pg_temp.rel(t.tgrelid) || ' ' || pg_temp.ident(t.tgname)
                 || case when t.tgtype & 64 <> 0 then ' instead of ' when t.tgtype & 2 <> 0 then ' before '
                         else ' after ' end
                 || concat_ws(' or ', case when t.tgtype & 4 <> 0 then 'insert' end,
                              case when t.tgtype & 16 <> 0
                                   then 'update' || coalesce(' of ' || (
                                          select string_agg(pg_temp.ident(a.attname), ', ' order by a.attnum)
                                            from pg_attribute a where a.attrelid = t.tgrelid
                                             and a.attnum = any (string_to_array(t.tgattr::text, ' ')::smallint[])), '') end,
                              case when t.tgtype & 8 <> 0 then 'delete' end,
                              case when t.tgtype & 32 <> 0 then 'truncate' end)
                 || case when t.tgtype & 1 <> 0 then ' for each row' else ' for each statement' end
                 || ' execute ' || pg_temp.proc(t.tgfoid)
                 || case when t.tgqual is not null then ' when' else '' end
                 || case when t.tgconstraint <> 0 then ' constraint' else '' end
                 || pg_temp.deferral(t.tgdeferrable, t.tginitdeferred) || pg_temp.enabled(t.tgenabled)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid
           where not t.tgisinternal and t.tgparentid = 0 and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'policy ' || pg_temp.rel(p.polrelid) || ' ' || pg_temp.ident(p.polname)
                 || case when p.polpermissive then '' else ' restrictive' end || ' for '
                 || case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                                  when 'd' then 'delete' else 'all' end || ' to '
                 || (select string_agg(coalesce(pg_temp.ident(r.rolname), 'public'), ', '
                                       order by coalesce(r.rolname, 'public') collate "C")
                       from unnest(p.polroles) u(role) left join pg_roles r on r.oid = u.role)
                 || case when p.polqual is not null then ' using' else '' end
                 || case when p.polwithcheck is not null then ' with check' else '' end
            from pg_policy p join pg_class c on c.oid = p.polrelid
           where pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'row security ' || pg_temp.rel(c.oid) from pg_class c
           where c.relrowsecurity and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """,
          """
          select 'forced row security ' || pg_temp.rel(c.oid) from pg_class c
           where c.relforcerowsecurity and pg_temp.wanted('pg_class', c.oid, c.relnamespace)
          """);
}
