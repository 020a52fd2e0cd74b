-- The definitions of a database, one statement a row, for a search_path of pg_catalog alone. Each query stands under a line
-- with its subject. What stands in «» is put in before it is sent: NS tells the schemas that count, notExt leaves out what
-- belongs to an extension, SEQOPT prints the options of a sequence, COLUMNS those of a table's columns, and COLLOCALE the
-- locale of a collation. The text between two marks /*18*/ is for servers from 18 on, which name NOT NULL constraints; so with /*15*/.

-- role
select format('do $x$ begin create role %I nologin; exception when duplicate_object then null; end $x$', rolname)
  from pg_roles where rolname !~ '^pg_' and oid >= 16384;

-- schema
select format('create schema if not exists %I', nspname) from pg_namespace n where «NS» and «notExt pg_namespace n.oid»;

-- extension
select format('create extension if not exists %I with schema %I cascade', e.extname, n.nspname)
  from pg_extension e join pg_namespace n on n.oid=e.extnamespace where extname<>'plpgsql';

-- collation
select format('create collation %I.%I (provider=%s, locale=%L, deterministic=%s)', n.nspname, c.collname,
              case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end, «COLLOCALE»,
              case when c.collisdeterministic then 'true' else 'false' end)
  from pg_collation c join pg_namespace n on n.oid=c.collnamespace where «NS» and «notExt pg_collation c.oid»;

-- enum
select format('create type %I.%I as enum (%s)', n.nspname, t.typname, string_agg(quote_literal(e.enumlabel),',' order by e.enumsortorder))
  from pg_enum e join pg_type t on t.oid=e.enumtypid join pg_namespace n on n.oid=t.typnamespace
 where «NS» and «notExt pg_type t.oid» group by n.nspname, t.typname;

-- domain
select format('create domain %I.%I as %s%s%s%s %s', n.nspname, t.typname, format_type(t.typbasetype,t.typtypmod),
              case when t.typcollation<>bt.typcollation and t.typcollation<>0 then
                (select format(' collate %I.%I', cn.nspname, co.collname)
                   from pg_collation co join pg_namespace cn on cn.oid=co.collnamespace where co.oid=t.typcollation) else '' end,
              coalesce(' default '||t.typdefault,''), case when t.typnotnull then
                /*17*/ coalesce((select format(' constraint %I',k.conname) from pg_constraint k where k.contypid=t.oid and k.contype='n'),'')|| /*17*/
                ' not null' else '' end,
              (select string_agg(format('constraint %I %s',k.conname,pg_get_constraintdef(k.oid)),' ')
                 from pg_constraint k where k.contypid=t.oid and k.contype='c' and k.convalidated))
  from pg_type t join pg_namespace n on n.oid=t.typnamespace join pg_type bt on bt.oid=t.typbasetype
 where t.typtype='d' and «NS» and «notExt pg_type t.oid»;

-- domain's constraint that holds for new values only
select format('alter domain %I.%I add constraint %I %s', n.nspname, t.typname, k.conname, pg_get_constraintdef(k.oid))
  from pg_constraint k join pg_type t on t.oid=k.contypid join pg_namespace n on n.oid=t.typnamespace
 where k.contype='c' and not k.convalidated and «NS» and «notExt pg_type t.oid»;

-- type that is only announced
select format('create type %I.%I', n.nspname, t.typname) from pg_type t join pg_namespace n on n.oid=t.typnamespace
 where not t.typisdefined and «NS» and «notExt pg_type t.oid»;

-- composite
select format('create type %I.%I as (%s)', n.nspname, c.relname,
              string_agg(format('%I %s%s',a.attname,format_type(a.atttypid,a.atttypmod),
                (select format(' collate %I.%I', cn.nspname, co.collname) from pg_collation co join pg_namespace cn on cn.oid=co.collnamespace
                  where co.oid=a.attcollation and a.attcollation<>ty.typcollation)),',' order by a.attnum))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
  left join (pg_attribute a join pg_type ty on ty.oid=a.atttypid) on a.attrelid=c.oid and a.attnum>0 and not a.attisdropped
 where c.relkind='c' and «NS» and «notExt pg_type c.reltype» group by n.nspname, c.relname;

-- range, without a canonical function: that needs the type first
select format('create type %I.%I as range (subtype=%s, subtype_opclass=%I.%I%s%s, multirange_type_name=%I.%I)', n.nspname, t.typname,
              format_type(r.rngsubtype,null), cn.nspname, c.opcname,
              (select format(', collation=%I.%I', ln.nspname, l.collname)
                 from pg_collation l join pg_namespace ln on ln.oid=l.collnamespace where l.oid=r.rngcollation),
              case when r.rngsubdiff<>0 then ', subtype_diff='||r.rngsubdiff else '' end, mn.nspname, m.typname)
  from pg_range r join pg_type t on t.oid=r.rngtypid join pg_namespace n on n.oid=t.typnamespace
  join pg_opclass c on c.oid=r.rngsubopc join pg_namespace cn on cn.oid=c.opcnamespace
  join pg_type m on m.oid=r.rngmultitypid join pg_namespace mn on mn.oid=m.typnamespace
 where «NS» and «notExt pg_type t.oid»;

-- sequence (not those of identity columns or extensions)
select format('create%s sequence %I.%I ', case c.relpersistence when 'u' then ' unlogged' else '' end, n.nspname, c.relname)||«SEQOPT»
  from pg_sequence s join pg_class c on c.oid=s.seqrelid join pg_namespace n on n.oid=c.relnamespace
 where «NS» and not exists (select 1 from pg_depend d where d.classid='pg_class'::regclass and d.objid=c.oid and d.deptype in ('i','e'));

-- function, procedure, window function (excludes range constructors: deptype 'i')
select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid=p.pronamespace
 where p.prokind in ('f','p','w') and «NS»
   and not exists (select 1 from pg_depend x where x.classid='pg_proc'::regclass and x.objid=p.oid and x.deptype in ('e','i'))
 order by p.oid;

-- aggregate
select format('create aggregate %I.%I(%s) (sfunc=%s, stype=%s', n.nspname, p.proname,
              case when g.aggkind='n' and p.pronargs=0 then '*' else pg_get_function_arguments(p.oid) end,
              g.aggtransfn, format_type(g.aggtranstype,null))||
       concat(', sspace='||nullif(g.aggtransspace,0), ', finalfunc='||nullif(g.aggfinalfn,0)::regproc, case when g.aggfinalextra then ', finalfunc_extra' end,
              ', finalfunc_modify='||case g.aggfinalmodify when 's' then 'shareable' when 'w' then 'read_write' else 'read_only' end,
              ', combinefunc='||nullif(g.aggcombinefn,0)::regproc, ', serialfunc='||nullif(g.aggserialfn,0)::regproc,
              ', deserialfunc='||nullif(g.aggdeserialfn,0)::regproc, ', initcond='||quote_literal(g.agginitval),
              case when g.aggmtransfn<>0 then concat(', msfunc=', g.aggmtransfn, ', minvfunc=', g.aggminvtransfn, ', mstype=', format_type(g.aggmtranstype,null),
                ', msspace='||nullif(g.aggmtransspace,0), ', mfinalfunc='||nullif(g.aggmfinalfn,0)::regproc, case when g.aggmfinalextra then ', mfinalfunc_extra' end,
                ', mfinalfunc_modify='||case g.aggmfinalmodify when 's' then 'shareable' when 'w' then 'read_write' else 'read_only' end,
                ', minitcond='||quote_literal(g.aggminitval)) end,
              (select format(', sortop=operator(%I.%s)', sn.nspname, so.oprname) from pg_operator so join pg_namespace sn on sn.oid=so.oprnamespace where so.oid=g.aggsortop),
              case p.proparallel when 's' then ', parallel=safe' when 'r' then ', parallel=restricted' end,
              case when g.aggkind='h' then ', hypothetical' end, ')')
  from pg_aggregate g join pg_proc p on p.oid=g.aggfnoid join pg_namespace n on n.oid=p.pronamespace
 where «NS» and «notExt pg_proc p.oid»;

-- operator
select concat(format('create operator %I.%s (function=%s', n.nspname, o.oprname, o.oprcode),
              ', leftarg='||format_type(nullif(o.oprleft,0),null), ', rightarg='||format_type(nullif(o.oprright,0),null),
              (select format(', commutator=operator(%I.%s)', cn.nspname, c.oprname) from pg_operator c join pg_namespace cn on cn.oid=c.oprnamespace where c.oid=o.oprcom),
              (select format(', negator=operator(%I.%s)', gn.nspname, g.oprname) from pg_operator g join pg_namespace gn on gn.oid=g.oprnamespace where g.oid=o.oprnegate),
              ', restrict='||nullif(o.oprrest,0)::regproc, ', join='||nullif(o.oprjoin,0)::regproc,
              case when o.oprcanhash then ', hashes' end, case when o.oprcanmerge then ', merges' end, ')')
  from pg_operator o join pg_namespace n on n.oid=o.oprnamespace where o.oprcode<>0 and «NS» and «notExt pg_operator o.oid»;

-- operator family that no operator class of its name brings along
select format('create operator family %I.%I using %I', n.nspname, f.opfname, a.amname)
  from pg_opfamily f join pg_am a on a.oid=f.opfmethod join pg_namespace n on n.oid=f.opfnamespace
 where «NS» and «notExt pg_opfamily f.oid»
   and not exists (select 1 from pg_opclass c where c.opcfamily=f.oid and c.opcname=f.opfname and c.opcnamespace=f.opfnamespace);

-- operator class
select format('create operator class %I.%I%s for type %s using %I%s as %s', n.nspname, c.opcname, case when c.opcdefault then ' default' else '' end,
              format_type(c.opcintype,null), a.amname,
              case when f.opfname<>c.opcname or f.opfnamespace<>c.opcnamespace then format(' family %I.%I', fn.nspname, f.opfname) else '' end,
              concat_ws(', ', 'storage '||format_type(nullif(c.opckeytype,0),null),
                (select string_agg(format('operator %s %s%s', x.amopstrategy, x.amopopr::regoperator,
                                          (select format(' for order by %I.%I', sn.nspname, sf.opfname) from pg_opfamily sf
                                             join pg_namespace sn on sn.oid=sf.opfnamespace where sf.oid=x.amopsortfamily)), ', ' order by x.amopstrategy)
                   from pg_amop x join pg_depend d on d.classid='pg_amop'::regclass and d.objid=x.oid and d.refclassid='pg_opclass'::regclass and d.refobjid=c.oid),
                (select string_agg(format('function %s (%s, %s) %s', x.amprocnum, format_type(x.amproclefttype,null), format_type(x.amprocrighttype,null),
                                          x.amproc::regprocedure), ', ' order by x.amprocnum)
                   from pg_amproc x join pg_depend d on d.classid='pg_amproc'::regclass and d.objid=x.oid and d.refclassid='pg_opclass'::regclass and d.refobjid=c.oid)))
  from pg_opclass c join pg_am a on a.oid=c.opcmethod join pg_namespace n on n.oid=c.opcnamespace
  join pg_opfamily f on f.oid=c.opcfamily join pg_namespace fn on fn.oid=f.opfnamespace where «NS» and «notExt pg_opclass c.oid»;

-- cast (not those of ranges to their multiranges, which come with the type)
select format('create cast (%s as %s) %s%s', format_type(c.castsource,null), format_type(c.casttarget,null),
              case c.castmethod when 'f' then 'with function '||c.castfunc::regprocedure when 'i' then 'with inout' else 'without function' end,
              case c.castcontext when 'a' then ' as assignment' when 'i' then ' as implicit' else '' end)
  from pg_cast c where c.oid>=16384
   and not exists (select 1 from pg_depend x where x.classid='pg_cast'::regclass and x.objid=c.oid and x.deptype in ('e','i'));

-- text search dictionary
select format('create text search dictionary %I.%I (template=%I.%I%s)', n.nspname, d.dictname, tn.nspname, t.tmplname, ', '||d.dictinitoption)
  from pg_ts_dict d join pg_ts_template t on t.oid=d.dicttemplate join pg_namespace tn on tn.oid=t.tmplnamespace
  join pg_namespace n on n.oid=d.dictnamespace where «NS» and «notExt pg_ts_dict d.oid»;

-- text search configuration
select format('create text search configuration %I.%I (parser=%I.%I)', n.nspname, c.cfgname, pn.nspname, p.prsname)
  from pg_ts_config c join pg_ts_parser p on p.oid=c.cfgparser join pg_namespace pn on pn.oid=p.prsnamespace
  join pg_namespace n on n.oid=c.cfgnamespace where «NS» and «notExt pg_ts_config c.oid»;

-- dictionaries of a text search configuration
select format('alter text search configuration %I.%I add mapping for %I with %s', n.nspname, c.cfgname, k.alias,
              string_agg(m.mapdict::regdictionary::text,', ' order by m.mapseqno))
  from pg_ts_config c join pg_namespace n on n.oid=c.cfgnamespace join pg_ts_config_map m on m.mapcfg=c.oid
  cross join lateral (select t.alias from ts_token_type(c.cfgparser) t where t.tokid=m.maptokentype) k
 where «NS» and «notExt pg_ts_config c.oid» group by n.nspname, c.cfgname, m.maptokentype, k.alias;

-- table
select format('create%s table %I.%I (%s)%s%s%s', case c.relpersistence when 'u' then ' unlogged' else '' end, n.nspname, c.relname,
              «COLUMNS»,
              (select ' inherits ('||string_agg(format('%I.%I',pn.nspname,pc.relname),',' order by i.inhseqno)||')'
                 from pg_inherits i join pg_class pc on pc.oid=i.inhparent join pg_namespace pn on pn.oid=pc.relnamespace
                where i.inhrelid=c.oid and not c.relispartition),
              case when c.relkind='p' then ' partition by '||pg_get_partkeydef(c.oid) else '' end||
              coalesce((select format(' using %I',m.amname) from pg_am m where m.oid=c.relam and m.amname<>'heap'),''),
              ' with ('||array_to_string(c.reloptions,',')||')')
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
 where c.relkind in ('r','p') and c.reloftype=0 and «NS» and «notExt pg_class c.oid» order by c.oid;

-- table of a type
select format('create%s table %I.%I of %s%s%s', case c.relpersistence when 'u' then ' unlogged' else '' end, n.nspname, c.relname,
              format_type(c.reloftype,null), case when c.relkind='p' then ' partition by '||pg_get_partkeydef(c.oid) else '' end,
              ' with ('||array_to_string(c.reloptions,',')||')')
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
 where c.relkind in ('r','p') and not c.relispartition and c.reloftype<>0 and «NS» and «notExt pg_class c.oid» order by c.oid;

-- default of a column of a table of a type, or of an inherited one
select format('alter table only %I.%I alter column %I set default %s', n.nspname, c.relname, a.attname, pg_get_expr(d.adbin,d.adrelid))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
  join pg_attribute a on a.attrelid=c.oid and a.attnum>0 and not a.attisdropped
  join pg_attrdef d on d.adrelid=c.oid and d.adnum=a.attnum
 where (c.reloftype<>0 or not a.attislocal and not c.relispartition) and c.relkind in ('r','p','f') and a.attgenerated='' and «NS» and «notExt pg_class c.oid»;

-- required column of a table of a type, or an inherited one that no parent requires
select format('alter table only %I.%I alter column %I set not null', n.nspname, c.relname, a.attname)
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
  join pg_attribute a on a.attrelid=c.oid and a.attnum>0 and not a.attisdropped and a.attnotnull
 where (c.reloftype<>0 or not a.attislocal and not c.relispartition) and c.relkind in ('r','p','f') and «NS» and «notExt pg_class c.oid»
   and not exists (select 1 from pg_inherits i join pg_attribute p on p.attrelid=i.inhparent where i.inhrelid=c.oid and p.attname=a.attname and p.attnotnull);

-- inherited column without its parent's default
select format('alter table only %I.%I alter column %I drop default', n.nspname, c.relname, a.attname)
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
  join pg_attribute a on a.attrelid=c.oid and a.attnum>0 and not a.attisdropped and not a.attislocal and not a.atthasdef
 where not c.relispartition and c.relkind in ('r','f') and «NS» and «notExt pg_class c.oid»
   and exists (select 1 from pg_inherits i join pg_attribute p on p.attrelid=i.inhparent where i.inhrelid=c.oid and p.attname=a.attname and p.atthasdef);

-- partition: its columns may have another order than its parent's, so that it is made by itself
select format('alter table only %I.%I attach partition %I.%I %s', pn.nspname, pc.relname, n.nspname, c.relname, pg_get_expr(c.relpartbound,c.oid))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace join pg_inherits i on i.inhrelid=c.oid
  join pg_class pc on pc.oid=i.inhparent join pg_namespace pn on pn.oid=pc.relnamespace
 where c.relispartition and c.relkind in ('r','p') and «NS» order by c.oid;

-- foreign data wrapper
select format('create foreign data wrapper %I', fdwname) from pg_foreign_data_wrapper f where «notExt pg_foreign_data_wrapper f.oid»;

-- foreign server, without its options: they may hold secrets
select format('create server %I foreign data wrapper %I', s.srvname, f.fdwname)
  from pg_foreign_server s join pg_foreign_data_wrapper f on f.oid=s.srvfdw where «notExt pg_foreign_server s.oid»;

-- foreign table
select format('create foreign table %I.%I (%s)%s server %I', n.nspname, c.relname, «COLUMNS»,
              (select ' inherits ('||string_agg(format('%I.%I',pn.nspname,pc.relname),',' order by i.inhseqno)||')'
                 from pg_inherits i join pg_class pc on pc.oid=i.inhparent join pg_namespace pn on pn.oid=pc.relnamespace
                where i.inhrelid=c.oid and not c.relispartition), s.srvname)
  from pg_foreign_table t join pg_class c on c.oid=t.ftrelid join pg_namespace n on n.oid=c.relnamespace
  join pg_foreign_server s on s.oid=t.ftserver where «NS» and «notExt pg_class c.oid»;

-- partition that is a foreign table
select format('alter table only %I.%I attach partition %I.%I %s', pn.nspname, pc.relname, n.nspname, c.relname, pg_get_expr(c.relpartbound,c.oid))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace join pg_inherits i on i.inhrelid=c.oid
  join pg_class pc on pc.oid=i.inhparent join pg_namespace pn on pn.oid=pc.relnamespace
 where c.relispartition and c.relkind='f' and «NS» order by c.oid;

-- sequence owner
select format('alter sequence %I.%I owned by %I.%I.%I', n.nspname, c.relname, tn.nspname, t.relname, a.attname)
  from pg_depend d join pg_class c on c.oid=d.objid and c.relkind='S' join pg_namespace n on n.oid=c.relnamespace
  join pg_class t on t.oid=d.refobjid join pg_namespace tn on tn.oid=t.relnamespace
  join pg_attribute a on a.attrelid=t.oid and a.attnum=d.refobjsubid
 where d.classid='pg_class'::regclass and d.refclassid='pg_class'::regclass and d.deptype='a' and «NS»;

-- primary key, unique, exclude, check ("only" on partitioned parents: the partitions' indexes are attached in 17)
select format('alter table %s%I.%I add constraint %I %s', case when c.relkind='p' and k.contype in ('p','u','x') then 'only ' else '' end,
              n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))
  from pg_constraint k join pg_class c on c.oid=k.conrelid join pg_namespace n on n.oid=c.relnamespace
 where k.contype in ('p','u','x','c') and (k.contype<>'c' or k.coninhcount=0) and c.relkind in ('r','p','f')
   and «NS» and «notExt pg_class c.oid» order by k.contype desc, k.oid;

-- options of an index that a constraint has made
select format('alter index %I.%I set (%s)', n.nspname, c.relname, array_to_string(c.reloptions,','))
  from pg_constraint k join pg_class c on c.oid=k.conindid join pg_namespace n on n.oid=c.relnamespace
 where k.contype in ('p','u','x') and c.reloptions is not null and «NS» and «notExt pg_class k.conrelid»;

-- index without constraint
select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid=i.indexrelid
  join pg_namespace n on n.oid=c.relnamespace join pg_class t on t.oid=i.indrelid
 where t.relkind in ('r','p') and not exists (select 1 from pg_constraint k where k.conindid=i.indexrelid and k.contype in ('p','u','x'))
   and «NS» and «notExt pg_class t.oid»;

-- attach partition indexes
select format('alter index %I.%I attach partition %I.%I', pn.nspname, p.relname, n.nspname, c.relname)
  from pg_inherits h join pg_class c on c.oid=h.inhrelid and c.relkind in ('i','I') join pg_namespace n on n.oid=c.relnamespace
  join pg_class p on p.oid=h.inhparent join pg_namespace pn on pn.oid=p.relnamespace where «NS»;

-- view
select format('create view %I.%I%s as %s', n.nspname, c.relname, ' with ('||array_to_string(c.reloptions,',')||')', pg_get_viewdef(c.oid))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace where c.relkind='v' and «NS» and «notExt pg_class c.oid» order by c.oid;

-- materialized view
select format('create materialized view %I.%I%s as %s with no data', n.nspname, c.relname, ' with ('||array_to_string(c.reloptions,',')||')',
              rtrim(pg_get_viewdef(c.oid),';'))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace where c.relkind='m' and «NS» order by c.oid;

-- index of a materialized view
select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid=i.indexrelid
  join pg_namespace n on n.oid=c.relnamespace join pg_class t on t.oid=i.indrelid where t.relkind='m' and «NS»;

-- foreign key
select format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))
  from pg_constraint k join pg_class c on c.oid=k.conrelid join pg_namespace n on n.oid=c.relnamespace
 where k.contype='f' and k.conparentid=0 and «NS» order by k.oid;

-- replica identity
select format('alter table %I.%I replica identity %s', n.nspname, c.relname,
              case c.relreplident when 'f' then 'full' when 'n' then 'nothing'
                else 'using index '||quote_ident((select ic.relname from pg_index ix join pg_class ic on ic.oid=ix.indexrelid
                                                   where ix.indrelid=c.oid and ix.indisreplident)) end)
  from pg_class c join pg_namespace n on n.oid=c.relnamespace where c.relkind in ('r','p') and c.relreplident<>'d' and «NS»;

-- extended statistics
select pg_get_statisticsobjdef(s.oid) from pg_statistic_ext s join pg_namespace n on n.oid=s.stxnamespace where «NS»;

-- trigger
select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid=t.tgrelid join pg_namespace n on n.oid=c.relnamespace
 where not t.tgisinternal and t.tgparentid=0 and «NS»;

-- rule
select pg_get_ruledef(r.oid) from pg_rewrite r join pg_class c on c.oid=r.ev_class join pg_namespace n on n.oid=c.relnamespace
 where r.rulename<>'_RETURN' and «NS»;

-- row level security
select format('alter table %I.%I enable row level security', n.nspname, c.relname)||
       case when c.relforcerowsecurity then format('; alter table %I.%I force row level security', n.nspname, c.relname) else '' end
  from pg_class c join pg_namespace n on n.oid=c.relnamespace where c.relrowsecurity and «NS»;

-- policy
select format('create policy %I on %I.%I as %s for %s to %s%s%s', policyname, schemaname, tablename, permissive, cmd,
              (select string_agg(case r when 'public' then r else quote_ident(r) end, ',') from unnest(roles) r),
              ' using ('||qual||')', ' with check ('||with_check||')') from pg_policies, lateral (select schemaname) n(nspname) where «NS»;

-- owner
select format('alter table %I.%I owner to %I', n.nspname, c.relname, pg_get_userbyid(c.relowner))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
 where c.relkind in ('r','p','v','m') and c.relowner>=16384 and «NS»;

-- comment (tables, views, columns)
select case when a.attname is null
            then format('comment on %s %I.%I is %L', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
                        n.nspname, c.relname, d.description)
            else format('comment on column %I.%I.%I is %L', n.nspname, c.relname, a.attname, d.description) end
  from pg_description d join pg_class c on c.oid=d.objoid and d.classoid='pg_class'::regclass
  join pg_namespace n on n.oid=c.relnamespace left join pg_attribute a on a.attrelid=c.oid and a.attnum=d.objsubid and d.objsubid>0
 where c.relkind in ('r','p','v','m') and «NS»;

-- trigger that does not fire as usual
select format('alter table %I.%I %s trigger %I', n.nspname, c.relname,
              case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica' else 'enable always' end, t.tgname)
  from pg_trigger t join pg_class c on c.oid=t.tgrelid join pg_namespace n on n.oid=c.relnamespace
 where not t.tgisinternal and t.tgparentid=0 and t.tgenabled<>'O' and «NS»;

-- rule that does not apply as usual
select format('alter table %I.%I %s rule %I', n.nspname, c.relname,
              case r.ev_enabled when 'D' then 'disable' when 'R' then 'enable replica' else 'enable always' end, r.rulename)
  from pg_rewrite r join pg_class c on c.oid=r.ev_class join pg_namespace n on n.oid=c.relnamespace
 where r.rulename<>'_RETURN' and r.ev_enabled<>'O' and «NS» and «notExt pg_class c.oid»;

-- default of a view's column
select format('alter view %I.%I alter column %I set default %s', n.nspname, c.relname, a.attname, pg_get_expr(d.adbin,d.adrelid))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace join pg_attribute a on a.attrelid=c.oid and a.attnum>0
  join pg_attrdef d on d.adrelid=c.oid and d.adnum=a.attnum where c.relkind='v' and «NS» and «notExt pg_class c.oid»;

-- event trigger
select format('create event trigger %I on %s%s execute function %s()', evtname, evtevent,
              ' when tag in ('||(select string_agg(quote_literal(tag),',') from unnest(evttags) tag)||')', evtfoid::regproc)
  from pg_event_trigger e where «notExt pg_event_trigger e.oid»;

-- event trigger that does not fire as usual
select format('alter event trigger %I %s', evtname, case evtenabled when 'D' then 'disable' when 'R' then 'enable replica' else 'enable always' end)
  from pg_event_trigger e where evtenabled<>'O' and «notExt pg_event_trigger e.oid»;

-- publication
select concat(format('create publication %I', p.pubname),
              case when p.puballtables then ' for all tables' else
                ' for '||nullif(concat_ws(', ',
                  'table '||(select string_agg(format('only %I.%I%s', rn.nspname, rc.relname,
                            /*15*/ concat((select ' ('||string_agg(quote_ident(a.attname),', ' order by a.attnum)||')' from pg_attribute a
                                            where a.attrelid=r.prrelid and a.attnum=any(r.prattrs)), ' where ('||pg_get_expr(r.prqual,r.prrelid)||')')|| /*15*/
                            ''), ', ' order by rc.oid)
                     from pg_publication_rel r join pg_class rc on rc.oid=r.prrelid join pg_namespace rn on rn.oid=rc.relnamespace where r.prpubid=p.oid)
                  /*15*/ , (select 'tables in schema '||string_agg(quote_ident(sn.nspname),', ' order by sn.nspname)
                     from pg_publication_namespace s join pg_namespace sn on sn.oid=s.pnnspid where s.pnpubid=p.oid) /*15*/
                  ),'') end,
              format(' with (publish=%L, publish_via_partition_root=%s', concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
                       case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end), case when p.pubviaroot then 'true' else 'false' end),
              /*18*/ case p.pubgencols when 's' then ', publish_generated_columns=stored' end, /*18*/
              ')')
  from pg_publication p where «notExt pg_publication p.oid»;

-- materialized view that is filled
select format('refresh materialized view %I.%I', n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid=c.relnamespace where c.relkind='m' and c.relispopulated and «NS» order by c.oid;

-- «COLUMNS»
(select string_agg(format('%I %s%s%s%s%s', a.attname, format_type(a.atttypid,a.atttypmod),
    case when a.attcollation<>ty.typcollation and a.attcollation<>0 then
      (select ' collate '||quote_ident(cn.nspname)||'.'||quote_ident(co.collname)
         from pg_collation co join pg_namespace cn on cn.oid=co.collnamespace where co.oid=a.attcollation) else '' end,
    case when a.attgenerated<>'' then format(' generated always as (%s) %s', pg_get_expr(d.adbin,d.adrelid),
                                             case a.attgenerated when 's' then 'stored' else 'virtual' end)
         when a.attidentity<>'' then
           (select format(' generated %s as identity (sequence name %I.%I %s)',
                          case a.attidentity when 'a' then 'always' else 'by default' end, sn.nspname, sc.relname,
                          regexp_replace(«SEQOPT»,'^as \S+ ',''))
              from pg_depend dd join pg_sequence s on s.seqrelid=dd.objid join pg_class sc on sc.oid=s.seqrelid
              join pg_namespace sn on sn.oid=sc.relnamespace
             where dd.refobjid=c.oid and dd.refobjsubid=a.attnum and dd.classid='pg_class'::regclass and dd.deptype='i')
         when d.adbin is not null then ' default '||pg_get_expr(d.adbin,d.adrelid) else '' end,
    case when a.attnotnull then
      /*18*/ coalesce((select format(' constraint %I',k.conname) from pg_constraint k
                        where k.conrelid=c.oid and k.contype='n' and k.conkey=array[a.attnum]),'')|| /*18*/
      ' not null' else '' end,
    ''), ', ' order by a.attnum)
   from pg_attribute a join pg_type ty on ty.oid=a.atttypid left join pg_attrdef d on d.adrelid=a.attrelid and d.adnum=a.attnum
  where a.attrelid=c.oid and a.attnum>0 and not a.attisdropped and (a.attislocal or c.relispartition))
