-- Who owns what and who may do what with it, one statement a row, for a search_path of pg_catalog alone. Run after the definitions
-- by a model (or a server) that lets everything pass, they make the same owners and privileges. Marks as in definitions.sql.

-- owner of a schema
select format('alter schema %I owner to %I', n.nspname, pg_get_userbyid(n.nspowner)) from pg_namespace n where «NS» order by 1;

-- owner of a table, view, materialized view, foreign table or sequence (those of columns follow their table)
select format('alter table %I.%I owner to %I', n.nspname, c.relname, pg_get_userbyid(c.relowner))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
 where c.relkind in ('r','p','v','m','f','S') and «NS» and «notExt pg_class c.oid»
   and not exists (select 1 from pg_depend d where d.classid='pg_class'::regclass and d.objid=c.oid and c.relkind='S' and d.deptype in ('a','i'))
 order by 1;

-- owner of a type
select format('alter type %I.%I owner to %I', n.nspname, t.typname, pg_get_userbyid(t.typowner))
  from pg_type t join pg_namespace n on n.oid=t.typnamespace left join pg_class c on c.oid=t.typrelid
 where (t.typtype in ('e','d','r') or t.typtype='c' and c.relkind='c') and «NS» and «notExt pg_type t.oid» order by 1;

-- owner of a routine
select format('alter routine %s owner to %I', p.oid::regprocedure, pg_get_userbyid(p.proowner))
  from pg_proc p join pg_namespace n on n.oid=p.pronamespace
 where «NS» and not exists (select 1 from pg_depend x where x.classid='pg_proc'::regclass and x.objid=p.oid and x.deptype in ('e','i')) order by 1;

-- owner of a publication
select format('alter publication %I owner to %I', p.pubname, pg_get_userbyid(p.pubowner)) from pg_publication p order by 1;

-- privileges on a schema that are not those of a new one
select format('revoke all on schema %I from public, %I', n.nspname, pg_get_userbyid(n.nspowner))
  from pg_namespace n where n.nspacl is not null and «NS» order by 1;
select format('grant %s on schema %I to %s%s', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), n.nspname,
              case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end, case when a.is_grantable then ' with grant option' else '' end)
  from pg_namespace n, aclexplode(n.nspacl) a where «NS» group by n.oid, n.nspname, a.grantee, a.is_grantable order by 1;

-- privileges on a relation; its owner's are only told where some of them were taken away
select format('revoke all on %s %I.%I from public, %I', case c.relkind when 'S' then 'sequence' else 'table' end, n.nspname, c.relname, pg_get_userbyid(c.relowner))
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
 where c.relacl is not null and c.relkind in ('r','p','v','m','f','S') and «NS» and «notExt pg_class c.oid»
   and not c.relacl @> (acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))[1] order by 1;
select format('grant %s on %s %I.%I to %s%s', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type),
              case c.relkind when 'S' then 'sequence' else 'table' end, n.nspname, c.relname,
              case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end, case when a.is_grantable then ' with grant option' else '' end)
  from pg_class c join pg_namespace n on n.oid=c.relnamespace, aclexplode(c.relacl) a
 where c.relkind in ('r','p','v','m','f','S') and «NS» and «notExt pg_class c.oid»
   and not (a.grantee=c.relowner and c.relacl @> (acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))[1])
 group by c.oid, c.relkind, n.nspname, c.relname, a.grantee, a.is_grantable order by 1;
select format('grant %s (%s) on table %I.%I to %s', lower(a.privilege_type), string_agg(quote_ident(t.attname), ', ' order by t.attnum), n.nspname, c.relname,
              case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
  from pg_attribute t join pg_class c on c.oid=t.attrelid join pg_namespace n on n.oid=c.relnamespace, aclexplode(t.attacl) a
 where not t.attisdropped and «NS» and «notExt pg_class c.oid» group by c.oid, n.nspname, c.relname, a.grantee, a.privilege_type order by 1;

-- privileges on a type
select format('revoke all on type %I.%I from public, %I', n.nspname, t.typname, pg_get_userbyid(t.typowner))
  from pg_type t join pg_namespace n on n.oid=t.typnamespace
 where t.typacl is not null and t.typtype in ('e','d','r') and «NS» and «notExt pg_type t.oid» order by 1;
select format('grant usage on type %I.%I to %s%s', n.nspname, t.typname,
              case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end, case when a.is_grantable then ' with grant option' else '' end)
  from pg_type t join pg_namespace n on n.oid=t.typnamespace, aclexplode(t.typacl) a
 where t.typtype in ('e','d','r') and «NS» and «notExt pg_type t.oid» order by 1;

-- privileges on a routine
select format('revoke all on routine %s from public, %I', p.oid::regprocedure, pg_get_userbyid(p.proowner))
  from pg_proc p join pg_namespace n on n.oid=p.pronamespace
 where p.proacl is not null and «NS» and «notExt pg_proc p.oid» order by 1;
select format('grant execute on routine %s to %s%s', p.oid::regprocedure,
              case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end, case when a.is_grantable then ' with grant option' else '' end)
  from pg_proc p join pg_namespace n on n.oid=p.pronamespace, aclexplode(p.proacl) a
 where «NS» and «notExt pg_proc p.oid» order by 1;
