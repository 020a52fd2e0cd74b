-- What a schema's fingerprint is made of: a key that names a part of it, and a line of that part, for a search_path of pg_catalog
-- alone. All lines of a key are sorted and hashed together. Each query stands under a line with its subject; what stands in «» is
-- explained in definitions.sql. Left out are privileges, comments, labels, tablespaces, owners, how columns are stored, options of
-- foreign objects and values of sequences; and what follows from something else: a partition's copies of foreign keys, internal
-- triggers, and what belongs to an extension.

-- schema
select format('schema %I', n.nspname), '' from pg_namespace n where «NS» and «notExt pg_namespace n.oid»;

-- extension
select format('extension %I', e.extname), concat(n.nspname,' ',e.extversion)
  from pg_extension e join pg_namespace n on n.oid=e.extnamespace where extname<>'plpgsql';

-- table, composite type
select format('%s %I.%I', case c.relkind when 'f' then 'foreign table' when 'c' then 'type' else 'table' end, n.nspname, c.relname),
       concat_ws(' ', c.relkind, c.relpersistence, case when c.reloftype<>0 then format_type(c.reloftype,null) end, (select a.amname from pg_am a where a.oid=c.relam),
                 pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound,c.oid),
                 (select string_agg(i.inhparent::regclass::text,',' order by i.inhseqno) from pg_inherits i where i.inhrelid=c.oid),
                 (select string_agg(o,',' order by o collate "C") from unnest(c.reloptions) o), c.relreplident, c.relrowsecurity, c.relforcerowsecurity,
                 (select s.srvname from pg_foreign_table t join pg_foreign_server s on s.oid=t.ftserver where t.ftrelid=c.oid))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
 where c.relkind in ('r','p','f','c') and «NS» and «notExt pg_class c.oid» and (c.relkind<>'c' or «notExt pg_type c.reltype»);

-- column
select format('columns of %I.%I', n.nspname, c.relname),
       concat_ws(' ', lpad((row_number() over (partition by c.oid order by a.attnum))::text,5,'0'), quote_ident(a.attname),
                 format_type(a.atttypid,a.atttypmod), case when a.attnotnull then 'not null' end,
                 'default '||pg_get_expr(d.adbin,d.adrelid), 'identity '||nullif(a.attidentity::text,''), 'generated '||nullif(a.attgenerated::text,''),
                 case when a.attcollation<>ty.typcollation then (select format('collate %I.%I',cn.nspname,co.collname)
                   from pg_collation co join pg_namespace cn on cn.oid=co.collnamespace where co.oid=a.attcollation) end,
                 case when not a.attislocal then 'inherited' when a.attinhcount>0 then 'also inherited' end)
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
  join pg_attribute a on a.attrelid=c.oid and a.attnum>0 and not a.attisdropped join pg_type ty on ty.oid=a.atttypid
  left join pg_attrdef d on d.adrelid=a.attrelid and d.adnum=a.attnum
 where c.relkind in ('r','p','f','c','v','m') and «NS» and «notExt pg_class c.oid» and (c.relkind<>'c' or «notExt pg_type c.reltype»);

-- constraint
select format('constraints of %I.%I', n.nspname, c.relname),
       concat_ws(' ', quote_ident(k.conname), pg_get_constraintdef(k.oid), case when not k.convalidated then 'not validated' end,
                 case when not k.conislocal then 'inherited' when k.coninhcount>0 then 'also inherited' end)
  from pg_constraint k join pg_class c on c.oid=k.conrelid join pg_namespace n on n.oid=c.relnamespace
 where (k.contype<>'f' or k.conparentid=0) and k.contype<>'t' and «NS» and «notExt pg_class c.oid»;

-- index
select format('indexes of %I.%I', n.nspname, t.relname),
       concat_ws(' ', pg_get_indexdef(i.indexrelid), case when not i.indisvalid then 'invalid' end, case when i.indisreplident then 'replica identity' end,
                 (select 'part of '||h.inhparent::regclass from pg_inherits h where h.inhrelid=i.indexrelid))
  from pg_index i join pg_class t on t.oid=i.indrelid join pg_namespace n on n.oid=t.relnamespace
 where t.relkind in ('r','p','m') and «NS» and «notExt pg_class t.oid»;

-- trigger
select format('triggers of %I.%I', n.nspname, c.relname), concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
  from pg_trigger t join pg_class c on c.oid=t.tgrelid join pg_namespace n on n.oid=c.relnamespace
 where not t.tgisinternal and t.tgparentid=0 and «NS»;

-- rule
select format('rules of %I.%I', n.nspname, c.relname), concat_ws(' ', pg_get_ruledef(r.oid), r.ev_enabled)
  from pg_rewrite r join pg_class c on c.oid=r.ev_class join pg_namespace n on n.oid=c.relnamespace
 where r.rulename<>'_RETURN' and «NS» and «notExt pg_class c.oid»;

-- policy
select format('policies of %I.%I', schemaname, tablename), concat_ws(' ', quote_ident(policyname), permissive, roles, cmd, 'using '||qual, 'check '||with_check)
  from pg_policies, lateral (select schemaname) n(nspname) where «NS»;

-- view
select format('view %I.%I', n.nspname, c.relname),
       concat_ws(' ', c.relkind, pg_get_viewdef(c.oid), (select string_agg(o,',' order by o collate "C") from unnest(c.reloptions) o), c.relispopulated)
  from pg_class c join pg_namespace n on n.oid=c.relnamespace where c.relkind in ('v','m') and «NS» and «notExt pg_class c.oid»;

-- sequence
select format('sequence %I.%I', n.nspname, c.relname),
       concat_ws(' ', «SEQOPT», c.relpersistence,
                 (select concat(d.deptype,' ',d.refobjid::regclass,' ',a.attname) from pg_depend d
                    join pg_attribute a on a.attrelid=d.refobjid and a.attnum=d.refobjsubid
                   where d.classid='pg_class'::regclass and d.objid=c.oid and d.refclassid='pg_class'::regclass and d.deptype in ('a','i')))
  from pg_sequence s join pg_class c on c.oid=s.seqrelid join pg_namespace n on n.oid=c.relnamespace
 where «NS» and «notExt pg_class c.oid»;

-- function, procedure, window function
select format('function %s', p.oid::regprocedure), pg_get_functiondef(p.oid)
  from pg_proc p join pg_namespace n on n.oid=p.pronamespace
 where p.prokind in ('f','p','w') and «NS»
   and not exists (select 1 from pg_depend x where x.classid='pg_proc'::regclass and x.objid=p.oid and x.deptype in ('e','i'));

-- aggregate
select format('aggregate %s', p.oid::regprocedure),
       concat_ws(' ', g.aggkind, g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggserialfn, g.aggdeserialfn, g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn,
                 g.aggfinalextra, g.aggmfinalextra, g.aggfinalmodify, g.aggmfinalmodify, case when g.aggsortop<>0 then g.aggsortop::regoperator::text end,
                 format_type(g.aggtranstype,null), g.aggtransspace, g.agginitval, p.proparallel, p.provolatile)
  from pg_aggregate g join pg_proc p on p.oid=g.aggfnoid join pg_namespace n on n.oid=p.pronamespace
 where «NS» and «notExt pg_proc p.oid»;

-- enum, range, domain, and types that are only announced or made by hand
select format('type %I.%I', n.nspname, t.typname),
       case t.typtype
         when 'e' then 'enum '||coalesce((select string_agg(quote_literal(e.enumlabel),',' order by e.enumsortorder) from pg_enum e where e.enumtypid=t.oid),'')
         when 'r' then (select concat_ws(' ', 'range', format_type(r.rngsubtype,null), format_type(r.rngmultitypid,null), o.opcname, r.rngcollation::regcollation,
                                         r.rngcanonical, r.rngsubdiff)
                          from pg_range r join pg_opclass o on o.oid=r.rngsubopc where r.rngtypid=t.oid)
         when 'd' then concat_ws(' ', 'domain', format_type(t.typbasetype,t.typtypmod), case when t.typnotnull then 'not null' end, 'default '||t.typdefault,
                                 'collation '||nullif(t.typcollation,0)::regcollation::text,
                                 (select string_agg(concat_ws(' ', quote_ident(k.conname), pg_get_constraintdef(k.oid), k.convalidated),',' order by k.conname collate "C")
                                    from pg_constraint k where k.contypid=t.oid))
         else concat_ws(' ', t.typtype, t.typisdefined, t.typlen, t.typinput, t.typoutput) end
  from pg_type t join pg_namespace n on n.oid=t.typnamespace
 where (t.typtype in ('e','r','d','p') or t.typtype='b' and t.typelem=0) and «NS» and «notExt pg_type t.oid»;

-- collation
select format('collation %I.%I', n.nspname, c.collname), concat_ws(' ', c.collprovider, «COLLOCALE», c.collisdeterministic)
  from pg_collation c join pg_namespace n on n.oid=c.collnamespace where «NS» and «notExt pg_collation c.oid»;

-- extended statistics
select format('statistics %I.%I', n.nspname, s.stxname), pg_get_statisticsobjdef(s.oid)
  from pg_statistic_ext s join pg_namespace n on n.oid=s.stxnamespace where «NS»;

-- operator
select format('operator %s', o.oid::regoperator), concat_ws(' ', o.oprcode, o.oprcanmerge, o.oprcanhash, o.oprrest, o.oprjoin)
  from pg_operator o join pg_namespace n on n.oid=o.oprnamespace where «NS» and «notExt pg_operator o.oid»;

-- operator class
select format('operator class %I.%I', n.nspname, c.opcname), concat_ws(' ', a.amname, format_type(c.opcintype,null), c.opcdefault)
  from pg_opclass c join pg_am a on a.oid=c.opcmethod join pg_namespace n on n.oid=c.opcnamespace where «NS» and «notExt pg_opclass c.oid»;

-- cast
select format('cast %s', format('%s as %s', format_type(c.castsource,null), format_type(c.casttarget,null))),
       concat_ws(' ', c.castcontext, c.castmethod, case when c.castfunc<>0 then c.castfunc::regprocedure::text end)
  from pg_cast c where c.oid>=16384 and «notExt pg_cast c.oid»;

-- language
select format('language %I', l.lanname), concat(l.lanpltrusted) from pg_language l where l.oid>=16384 and «notExt pg_language l.oid»;

-- text search configuration
select format('text search configuration %I.%I', n.nspname, c.cfgname),
       (select string_agg(concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::regdictionary),',' order by m.maptokentype, m.mapseqno) from pg_ts_config_map m where m.mapcfg=c.oid)
  from pg_ts_config c join pg_namespace n on n.oid=c.cfgnamespace where «NS» and «notExt pg_ts_config c.oid»;

-- text search dictionary
select format('text search dictionary %I.%I', n.nspname, d.dictname), concat_ws(' ', t.tmplname, d.dictinitoption)
  from pg_ts_dict d join pg_ts_template t on t.oid=d.dicttemplate join pg_namespace n on n.oid=d.dictnamespace where «NS» and «notExt pg_ts_dict d.oid»;

-- foreign data wrapper
select format('foreign data wrapper %I', f.fdwname), '' from pg_foreign_data_wrapper f where «notExt pg_foreign_data_wrapper f.oid»;

-- foreign server
select format('server %I', s.srvname), (select f.fdwname from pg_foreign_data_wrapper f where f.oid=s.srvfdw)
  from pg_foreign_server s where «notExt pg_foreign_server s.oid»;

-- event trigger
select format('event trigger %I', e.evtname), concat_ws(' ', e.evtevent, e.evtfoid::regproc, e.evtenabled, e.evttags)
  from pg_event_trigger e where «notExt pg_event_trigger e.oid»;

-- publication
select format('publication %I', p.pubname),
       concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
                 (select string_agg(concat(t.schemaname,'.',t.tablename),',' order by concat(t.schemaname,'.',t.tablename) collate "C")
                    from pg_publication_tables t where t.pubname=p.pubname and not p.puballtables))
  from pg_publication p where «notExt pg_publication p.oid»;
