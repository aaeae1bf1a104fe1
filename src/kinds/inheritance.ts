// The parents of a table by INHERITS, in order. A partition's place is another kind (partition.ts).

import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Server, type Statement } from './kind.ts'

interface Inheritance {
  parents: string[]
  /** What the table must have, like its parents, before INHERIT: columns, quoted; those that are NOT NULL; CHECK constraints. */
  columns: string[]
  notNulls: string[]
  checks: string[]
}

export const inheritance = defineKind<Inheritance>({
  type: 'inheritance',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 30,
  rebuildable: true,
  partOfParent: true,
  present: { feature: 'inheritance' },
  query: (server) => `
    select null::int8 as objid, 0 as objsubid, '' as name, h.inhrelid::int8 as parent,
           array_agg(format('%I.%I', n.nspname, p.relname) order by h.inhseqno) as parents,
           array(select quote_ident(attname) from pg_attribute
                  where attrelid = h.inhrelid and attnum > 0 and attinhcount > 0 order by attnum) as columns,
           ${notNulls(server)} as "notNulls",
           array(select quote_ident(conname) from pg_constraint
                  where conrelid = h.inhrelid and contype = 'c' and coninhcount > 0 and convalidated order by 1) as checks
      from pg_inherits h
      join pg_class c on c.oid = h.inhrelid and c.relkind in ('r', 'f') and not c.relispartition
      join pg_class p on p.oid = h.inhparent
      join pg_namespace n on n.oid = p.relnamespace
     group by h.inhrelid`,
  identity: (_name, parent) => `${parent?.identity}`,
  requires: (i) => i.shape.parents.flatMap((parent) => [keyOf('table', parent), keyOf('foreign table', parent)]),
  inseparable: true,
  links: (i) => i.shape.parents,
  waitsFor: (i) => [
    ...[i.identity, ...i.shape.parents].flatMap((table) =>
      i.shape.columns.map((name) => keyOf('column', `${table}.${name}`)),
    ),
    ...i.shape.notNulls.map((name) => keyOf('not null', `${i.identity}.${name}`)),
    ...i.shape.checks.map((name) => keyOf('constraint', `${name} ON ${i.identity}`)),
  ],
  create: (i) => i.shape.parents.map((parent) => alter(i, `INHERIT ${parent}`)),
  inline: (i) => `INHERITS (${i.shape.parents.join(', ')})`,
  drop: (i) => i.shape.parents.map((parent) => alter(i, `NO INHERIT ${parent}`)),
  attributes: {
    columns: 'rendered',
    notNulls: 'rendered',
    checks: 'rendered',
    parents: (i, from, to) => {
      const kept = from.filter((parent) => to.includes(parent))
      const inOrder = kept.every((parent, at) => to[at] === parent)
      const [gone, come] = inOrder
        ? [from.filter((p) => !to.includes(p)), to.filter((p) => !from.includes(p))]
        : [from, to]
      return [
        ...gone.map((parent) => alter(i, `NO INHERIT ${parent}`)),
        ...come.map((parent) => alter(i, `INHERIT ${parent}`)),
      ]
    },
  },
})

const notNulls = ({ major }: Server): string =>
  major >= 18
    ? `array(select quote_ident(a.attname) from pg_constraint k
               join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
              where k.conrelid = h.inhrelid and k.contype = 'n' and k.coninhcount > 0 and k.convalidated order by a.attnum)`
    : `array(select quote_ident(a.attname) from pg_attribute a
              where a.attrelid = h.inhrelid and a.attnum > 0 and a.attinhcount > 0 and a.attnotnull
                and exists (select from pg_inherits i join pg_attribute p on p.attrelid = i.inhparent and p.attname = a.attname
                             where i.inhrelid = h.inhrelid and p.attnotnull) order by a.attnum)`

const alter = (i: CatalogObject<Inheritance>, clause: string): Statement => ({
  sql: `ALTER TABLE ${i.identity} ${clause}`,
  lock: 'AccessExclusiveLock',
})
