// What logical replication knows a table's rows by, where it is not the default. PostgreSQL falls back to the default
// when the index that it names is dropped.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface ReplicaIdentity {
  identity: 'FULL' | 'NOTHING' | 'USING INDEX'
  index: string | null
  indexIdentity: string | null
}

export const replicaIdentity = defineKind<ReplicaIdentity>({
  type: 'replica identity',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 64,
  rebuildable: true,
  partOfParent: true,
  present: { feature: 'replica identity' },
  query: () => `
    select null::int8 as objid, 0 as objsubid, '' as name, c.oid::int8 as parent,
           case c.relreplident when 'f' then 'FULL' when 'n' then 'NOTHING' else 'USING INDEX' end as identity,
           i.relname as index, case when i.relname is not null then format('%I.%I', n.nspname, i.relname) end as "indexIdentity"
      from pg_class c
      left join (select x.indrelid, r.relname, r.relnamespace from pg_index x join pg_class r on r.oid = x.indexrelid
                  where x.indisreplident) i on i.indrelid = c.oid and c.relreplident = 'i'
      left join pg_namespace n on n.oid = i.relnamespace
     where c.relkind in ('r', 'p', 'm') and c.relreplident <> 'd' and c.oid >= 16384`,
  identity: (_name, parent) => `${parent?.identity}`,
  requires: (r) => {
    const { indexIdentity } = r.shape
    return indexIdentity === null ? [] : [keyOf('index', indexIdentity), keyOf('constraint index', indexIdentity)]
  },
  create: (r) => alter(r, text(r.shape)),
  drop: (r) => alter(r, 'DEFAULT'),
  attributes: {
    identity: (r) => alter(r, text(r.shape)),
    index: (r, _from, _to, was) => (was.shape.identity === r.shape.identity ? alter(r, text(r.shape)) : []),
    indexIdentity: 'rendered',
  },
})

const text = (shape: ReplicaIdentity): string =>
  shape.identity === 'USING INDEX' ? `USING INDEX ${ident(shape.index ?? '')}` : shape.identity

const alter = (r: CatalogObject<ReplicaIdentity>, words: string): Statement => ({
  sql: `ALTER TABLE ${r.identity} REPLICA IDENTITY ${words}`,
  lock: 'AccessExclusiveLock',
})
