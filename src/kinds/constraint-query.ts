// The constraints of tables, as the catalog has them. What only inherited ones and those of partitions have is asked for where
// there are any.

import { ifAny } from './feature.ts'
import type { Server } from './kind.ts'
import { lackedBy } from './lacked-by.ts'
import { isBuiltOnOthers } from './sketch.ts'

export const constraintQuery = (server: Server): string => `
    ${ifAny(server, 'inheritance', `with recursive ${PARTS}`, '')}
    select k.oid::int8 as objid, 0 as objsubid, ${ifAny(server, 'inheritance', 'coalesce(part.name, k.conname)', 'k.conname')} as name,
           k.conrelid::int8 as parent, k.contype as type,
           ${server.sketch ? stored(server) : PRINTED} as definition,
           case when k.condeferred then ' DEFERRABLE INITIALLY DEFERRED' when k.condeferrable then ' DEFERRABLE' else '' end as deferrable,
           ${ifAny(server, 'inheritance', VALIDATED, 'k.convalidated')} as validated, ${server.major >= 18 ? 'k.conenforced' : 'true'} as enforced,
           coalesce(i.reloptions, '{}') as options, t.spcname as tablespace,
           ${server.sketch ? `'{}'::text[]` : KEY_COLUMNS} as "keyColumns",
           ${ifAny(server, 'inheritance', PARTITIONS, `'{}'::text[]`)} as partitions,
           ${ifAny(server, 'inheritance', LACKED_BY, `'{}'::text[]`)} as "lackedBy",
           c.relkind = 'p' as partitioned, k.connoinherit and k.contype = 'c' as "noInherit",
           ${ifAny(server, 'inheritance', INHERITED_FROM, `'{}'::text[]`)} as "inheritedFrom",
           ${ifAny(server, 'inheritance', LINK, 'null')} as link,
           k.conislocal as local,
           ${ifAny(server, 'inheritance', ATTACHED_TO, 'null')} as "attachedTo",
           ${ifAny(server, 'inheritance', 'case when part.name <> k.conname then k.conname end', 'null')} as "ownName"
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid and c.relpersistence <> 't'
      ${ifAny(server, 'inheritance', 'left join part on part.oid = k.oid', '')}
      left join pg_class i on i.oid = case when k.contype in ('p', 'u', 'x') then k.conindid end
      left join pg_tablespace t on t.oid = i.reltablespace
     where k.oid >= 16384 and k.contype in ('p', 'u', 'c', 'x', 'f') and ${ifAny(server, 'inheritance', IS_NO_COPY, 'true')}`

/**
 * A table that is made after a parent's CHECK has it validated, one that was there has not, and no statement tells the two: what
 * is inherited counts as the parent's does.
 */
const VALIDATED = `
           case when k.convalidated and k.contype = 'c' and k.coninhcount > 0
                 and (select exists (select from pg_constraint where contype = 'c' and not convalidated))
                then not exists (
                  with recursive above(oid) as (
                    select inhparent from pg_inherits where inhrelid = k.conrelid
                    union select inhparent from pg_inherits join above on inhrelid = above.oid)
                  select from above join pg_constraint a on a.conrelid = above.oid and a.contype = 'c' and a.conname = k.conname
                   where not a.convalidated)
                else k.convalidated end`

const PRINTED = `
           case when k.condeferrable or not k.convalidated
                then regexp_replace(pg_get_constraintdef(k.oid), '( DEFERRABLE)?( INITIALLY DEFERRED)?( NOT VALID| NOT ENFORCED)?$', '')
                else pg_get_constraintdef(k.oid) end`

/** The definition of a primary key names them too. */
const KEY_COLUMNS = `
           case when k.contype = 'p' then
             array(select a.attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey) order by a.attnum)
             else '{}' end`

const stored = (server: Server): string => `
           case when k.contype = 'c' and not ${isBuiltOnOthers('pg_constraint', 'k.oid')} then k.conbin::text
                when k.contype = 'f'
                then concat_ws(' ', k.confrelid::regclass, k.conkey, k.confkey, k.confupdtype, k.confdeltype, k.confmatchtype,
                               ${server.major >= 15 ? `coalesce(k.confdelsetcols, '{}')` : `''`}, ${server.major >= 18 ? 'k.conperiod' : `''`})
                else ${PRINTED} end`

/** Foreign keys of partitions go by the name of the one that they are a part of, unless it is taken. */
const PARTS = `part (oid, name) as (
      select k.oid, k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
       where k.contype = 'f' and k.conparentid = 0 and c.relkind = 'p'
      union all
      select k.oid, case when exists (select from pg_constraint o
                                       where o.conrelid = k.conrelid and o.contypid = 0 and o.conname = part.name and o.oid <> k.oid)
                         then k.conname else part.name end
        from part join pg_constraint k on k.conparentid = part.oid
    )`

/** Not one that PostgreSQL makes for the partitions of the table referred to. */
const IS_NO_COPY = `
           (k.contype <> 'f' or not exists (select from pg_constraint pk where pk.oid = k.conparentid and pk.conrelid = k.conrelid))`

const PARTITIONS = `
           case when k.contype = 'f' and k.conparentid = 0 and (select relkind from pg_class where oid = k.confrelid) = 'p'
                then array(select format('%I.%I', n.nspname, p.relname) from pg_partition_tree(k.confrelid) t
                             join pg_class p on p.oid = t.relid join pg_namespace n on n.oid = p.relnamespace
                            where t.level > 0 order by 1)
                else '{}' end`

const LACKED_BY = lackedBy(
  `c.relkind = 'p' and k.contype in ('p', 'u', 'x') and not (select indisvalid from pg_index where indexrelid = k.conindid)`,
  { index: 'k.conindid', table: 'k.conrelid' },
)

const INHERITED_FROM = `
           case when k.coninhcount > 0 and k.contype = 'c'
                then array(select format('%I.%I', n.nspname, p.relname)
                             from pg_inherits h join pg_class p on p.oid = h.inhparent
                             join pg_namespace n on n.oid = p.relnamespace
                             join pg_constraint pk on pk.conrelid = p.oid and pk.conname = k.conname
                            where h.inhrelid = c.oid order by h.inhseqno)
                when k.conparentid <> 0
                then array(select format('%I.%I', n.nspname, p.relname) from pg_constraint pk
                             join pg_class p on p.oid = pk.conrelid join pg_namespace n on n.oid = p.relnamespace
                            where pk.oid = k.conparentid)
                else '{}' end`

const LINK = `case when c.relispartition then 'partition' when k.coninhcount > 0 then 'inheritance' end`

const ATTACHED_TO = `
           case when k.conparentid <> 0
                then (select format('%I ON %I.%I', coalesce(whole.name, pk.conname), n.nspname, p.relname) from pg_constraint pk
                        join pg_class p on p.oid = pk.conrelid join pg_namespace n on n.oid = p.relnamespace
                        left join part whole on whole.oid = pk.oid
                       where pk.oid = k.conparentid) end`
