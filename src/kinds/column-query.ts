// The columns of tables, as the catalog has them. What only inherited, generated and partitioned columns have is asked for where
// there are any: a database has more columns than anything else.

import { ifAny } from './feature.ts'
import type { Server } from './kind.ts'
import { storageName } from './storage-name.ts'

export const columnQuery = (server: Server): string => `
    select a.attrelid::int8 as objid, a.attnum as objsubid, a.attname as name, a.attrelid::int8 as parent,
           a.attnum as position, format_type(a.atttypid, a.atttypmod) as "dataType",
           case when a.attcollation <> t.typcollation
                then (select format('%I.%I', n.nspname, l.collname) from pg_collation l
                        join pg_namespace n on n.oid = l.collnamespace where l.oid = a.attcollation) end as collation,
           ${ifAny(server, 'generated column', generated(server), 'null::json')} as generated,
           case when a.attstorage <> t.typstorage then ${storageName('a.attstorage')} end as storage,
           case when a.attstorage <> t.typstorage then ${storageName('t.typstorage')} end as "typeStorage",
           case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression,
           ${server.major >= 17 ? 'a.attstattarget' : 'nullif(a.attstattarget, -1)'} as statistics,
           coalesce(a.attoptions, '{}') as options, coalesce(a.attfdwoptions, '{}') as "foreignOptions",
           a.attislocal as local,
           ${ifAny(server, 'inheritance', INHERITED_FROM, `'{}'::text[]`)} as "inheritedFrom",
           ${ifAny(server, 'inheritance', LINK, 'null')} as link,
           c.relhassubclass as "hasChildren",
           ${server.major < 16 ? ifAny(server, 'inheritance', GENERATED_BY_PARENT, 'false') : 'false'} as "generatedByParent",
           ${ifAny(server, 'generated column', ifAny(server, 'inheritance', GENERATED_APART, 'false'), 'false')} as "generatedApart",
           ${ifAny(server, 'inheritance', WITHOUT_DEFAULT, 'false')} as "withoutDefault",
           case when c.reloftype <> 0
                then (select format('%I.%I', n.nspname, y.typname) from pg_type y join pg_namespace n on n.oid = y.typnamespace
                       where y.oid = c.reloftype) end as "ofType",
           ${ifAny(server, 'partitioned table', IN_PARTITION_KEY_OF, 'null')} as "inPartitionKeyOf",
           case when t.typtype = 'd' then exists (select from pg_constraint k where k.contypid = t.oid) else false end as "checkedType",
           case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end as "baseType"
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
     where c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't' and c.oid >= 16384`

const generated = (server: Server): string => `
           case when a.attgenerated <> ''
                then json_build_object('expression', (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d
                                                       where d.adrelid = a.attrelid and d.adnum = a.attnum),
                                       'stored', a.attgenerated = 's', 'settable', ${
                                         server.major >= 17
                                           ? `a.attgenerated = 's' or not exists (
                                           select from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c')`
                                           : 'false'
                                       }) end`

const INHERITED_FROM = `
           case when a.attinhcount > 0
                then array(select format('%I.%I', n.nspname, p.relname)
                             from pg_inherits i join pg_class p on p.oid = i.inhparent
                             join pg_namespace n on n.oid = p.relnamespace
                             join pg_attribute pa on pa.attrelid = p.oid and pa.attname = a.attname
                            where i.inhrelid = a.attrelid and not pa.attisdropped order by i.inhseqno)
                else '{}' end`

const LINK = `case when c.relispartition then 'partition' when a.attinhcount > 0 then 'inheritance' end`

const GENERATED_BY_PARENT = `a.attgenerated <> '' and a.attinhcount > 0 and not c.relispartition`

const GENERATED_APART = `
           a.attgenerated <> '' and a.attinhcount > 0 and exists (
             select from pg_attrdef d, pg_inherits i
               join pg_attribute pa on pa.attrelid = i.inhparent and pa.attname = a.attname
               join pg_attrdef pd on pd.adrelid = pa.attrelid and pd.adnum = pa.attnum
              where i.inhrelid = a.attrelid and d.adrelid = a.attrelid and d.adnum = a.attnum
                and pg_get_expr(d.adbin, d.adrelid) <> pg_get_expr(pd.adbin, pd.adrelid))`

const WITHOUT_DEFAULT = `
           a.attinhcount > 0 and not c.relispartition and not a.atthasdef and a.attidentity = '' and exists (
             select from pg_inherits i join pg_attribute pa on pa.attrelid = i.inhparent and pa.attname = a.attname
              where i.inhrelid = a.attrelid and pa.atthasdef and pa.attgenerated = '')`

/** The columns of a key depend on their own table in this way. */
const IN_PARTITION_KEY_OF = `
           case when c.relkind = 'p'
                then (select format('%I.%I', n.nspname, k.relname)
                        from pg_partition_tree(c.oid) p
                        join pg_class k on k.oid = p.relid and k.relkind = 'p'
                        join pg_namespace n on n.oid = k.relnamespace
                        join pg_attribute ka on ka.attrelid = k.oid and ka.attname = a.attname
                        join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = k.oid and d.objsubid = ka.attnum
                         and d.refclassid = 'pg_class'::regclass and d.refobjid = k.oid and d.refobjsubid = 0 and d.deptype = 'i'
                       order by p.level limit 1) end`
