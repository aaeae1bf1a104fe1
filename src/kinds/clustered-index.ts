// The index that CLUSTER without a name would use: ALTER TABLE … CLUSTER ON.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface ClusteredIndex {
  index: string
  indexIdentity: string
}

export const clusteredIndex = defineKind<ClusteredIndex>({
  type: 'clustered index',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 65,
  rebuildable: true,
  partOfParent: true,
  query: () => `
    select null::int8 as objid, 0 as objsubid, '' as name, x.indrelid::int8 as parent,
           r.relname as index, format('%I.%I', n.nspname, r.relname) as "indexIdentity"
      from pg_index x join pg_class r on r.oid = x.indexrelid join pg_namespace n on n.oid = r.relnamespace
     where x.indisclustered and x.indrelid >= 16384`,
  identity: (_name, parent) => `${parent?.identity}`,
  requires: (c) => [keyOf('index', c.shape.indexIdentity), keyOf('constraint index', c.shape.indexIdentity)],
  create: (c) => alter(c, `CLUSTER ON ${ident(c.shape.index)}`),
  drop: (c) => alter(c, 'SET WITHOUT CLUSTER'),
  attributes: {
    index: (c, _from, to) => alter(c, `CLUSTER ON ${ident(to)}`),
    indexIdentity: 'rendered',
  },
})

const alter = (c: CatalogObject<ClusteredIndex>, words: string): Statement => ({
  sql: `ALTER ${c.parent?.kind === 'materialized view' ? 'MATERIALIZED VIEW' : 'TABLE'} ${c.identity} ${words}`,
  lock: 'ShareUpdateExclusiveLock',
})
