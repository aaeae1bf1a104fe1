// An index's place as the partition of a partitioned table's index: ALTER INDEX … ATTACH PARTITION, which does nothing
// where attaching the table has attached the index already.

import { keyOf } from '../catalog/object.ts'
import { defineKind } from './kind.ts'

interface IndexPartition {
  of: string
  /** The partition, whose place comes first. */
  table: string
}

export const indexPartition = defineKind<IndexPartition>({
  type: 'index partition',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 57,
  rebuildable: true,
  partOfParent: true,
  present: { relkind: ['I'] },
  query: () => `
    select null::int8 as objid, 0 as objsubid, '' as name, c.oid::int8 as parent,
           format('%I.%I', n.nspname, p.relname) as of,
           (select format('%I.%I', tn.nspname, t.relname) from pg_index i join pg_class t on t.oid = i.indrelid
              join pg_namespace tn on tn.oid = t.relnamespace where i.indexrelid = c.oid) as "table"
      from pg_class c
      join pg_inherits h on h.inhrelid = c.oid
      join pg_class p on p.oid = h.inhparent
      join pg_namespace n on n.oid = p.relnamespace
     where c.relkind in ('i', 'I')`,
  identity: (_name, parent) => `${parent?.identity}`,
  requires: (i) => [
    keyOf('index', i.shape.of),
    keyOf('constraint index', i.shape.of),
    keyOf('partition', i.shape.table),
  ],
  create: (i) => ({ sql: `ALTER INDEX ${i.shape.of} ATTACH PARTITION ${i.identity}`, lock: 'AccessExclusiveLock' }),
  drop: () => [],
  dropsWith: (i) => [keyOf('partition', i.shape.table)],
  attributes: {
    of: 'replace',
    table: 'rendered',
  },
})
