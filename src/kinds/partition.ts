// A table's place as a partition of another, with its bound. Made by ATTACH, so that the partition's own columns, keys and
// indexes are made as they were declared, and its data stays when only the place changes.

import { keyOf } from '../catalog/object.ts'
import { defineKind } from './kind.ts'

interface Partition {
  of: string
  bound: string
  /** Columns that both tables must have before. */
  columns: string[]
  /** Of the partitioned table: where they go, those of a partition that is detached stay. */
  foreignKeys: string[]
  /** Its own that are attached to such of the partitioned table. */
  indexes: string[]
  /** Foreign keys from anywhere that reach its rows by way of the tables that it is a partition of. */
  referencedBy: string[]
}

export const partition = defineKind<Partition>({
  type: 'partition',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 55,
  rebuildable: true,
  partOfParent: true,
  present: { relkind: ['p'] },
  definitions: ['bound'],
  usual: { foreignKeys: [], indexes: [], referencedBy: [] },
  query: () => `
    select null::int8 as objid, 0 as objsubid, '' as name, c.oid::int8 as parent,
           format('%I.%I', n.nspname, p.relname) as of, pg_get_expr(c.relpartbound, c.oid) as bound,
           array(select quote_ident(attname) from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
           array(select format('%I ON %I.%I', k.conname, n.nspname, p.relname) from pg_constraint k
                  where k.conrelid = p.oid and k.contype = 'f'
                    and not exists (select from pg_constraint pk where pk.oid = k.conparentid and pk.conrelid = k.conrelid)
                  order by 1) as "foreignKeys",
           array(select format('%I.%I', xn.nspname, i.relname) from pg_index x join pg_class i on i.oid = x.indexrelid
                   join pg_namespace xn on xn.oid = i.relnamespace
                  where x.indrelid = c.oid and i.relispartition order by 1) as indexes,
           case when c.oid in (select confrelid from pg_constraint where contype = 'f' and conparentid <> 0)
                then array(select format('%I ON %I.%I', k.conname, kn.nspname, r.relname)
                             from pg_constraint k join pg_class r on r.oid = k.conrelid join pg_namespace kn on kn.oid = r.relnamespace
                            where k.contype = 'f' and k.conparentid = 0 and k.confrelid in (select pg_partition_ancestors(c.oid)) order by 1)
                else '{}' end as "referencedBy"
      from pg_class c
      join pg_inherits h on h.inhrelid = c.oid
      join pg_class p on p.oid = h.inhparent
      join pg_namespace n on n.oid = p.relnamespace
     where c.relispartition and c.relkind in ('r', 'p', 'f')`,
  identity: (_name, parent) => `${parent?.identity}`,
  links: (p) => [p.shape.of],
  requires: (p) => [keyOf('table', p.shape.of)],
  waitsFor: (p) =>
    p.shape.columns.flatMap((column) => [
      keyOf('column', `${p.shape.of}.${column}`),
      keyOf('not null', `${p.shape.of}.${column}`),
      keyOf('column', `${p.identity}.${column}`),
      keyOf('not null', `${p.identity}.${column}`),
    ]),
  // ATTACH makes those that are not there yet, under names of its own.
  madeAfter: (p) => p.shape.indexes.flatMap((index) => [keyOf('index', index), keyOf('constraint index', index)]),
  create: (p) => ({
    sql: `ALTER TABLE ${p.shape.of} ATTACH PARTITION ${p.identity} ${p.shape.bound}`,
    lock: 'AccessExclusiveLock',
    scansTable: true,
  }),
  drop: (p) => ({ sql: `ALTER TABLE ${p.shape.of} DETACH PARTITION ${p.identity}`, lock: 'AccessExclusiveLock' }),
  // DROP TABLE is refused while the foreign keys are there (2BP01), DETACH is not.
  dropApart: (p, stays) => p.shape.referencedBy.some((reference) => stays(keyOf('constraint', reference))),
  dropsBefore: (p) => p.shape.foreignKeys.map((key) => keyOf('constraint', key)),
  occupies: (p) => [`bound ${p.shape.bound} of ${p.shape.of}`],
  attributes: {
    of: 'replace',
    bound: 'replace',
    columns: 'rendered',
    foreignKeys: 'rendered',
    indexes: 'rendered',
    referencedBy: 'rendered',
  },
})
