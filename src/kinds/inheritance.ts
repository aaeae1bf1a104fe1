// The parents of a table by INHERITS, in order. A partition's place is another kind (partition.ts).

import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Inheritance {
  parents: string[]
}

export const inheritance = defineKind<Inheritance>({
  type: 'inheritance',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 30,
  rebuildable: true,
  partOfParent: true,
  query: () => `
    select null::int8 as objid, 0 as objsubid, '' as name, h.inhrelid::int8 as parent,
           array_agg(format('%I.%I', n.nspname, p.relname) order by h.inhseqno) as parents
      from pg_inherits h
      join pg_class c on c.oid = h.inhrelid and c.relkind in ('r', 'f') and not c.relispartition
      join pg_class p on p.oid = h.inhparent
      join pg_namespace n on n.oid = p.relnamespace
     group by h.inhrelid`,
  identity: (_name, parent) => `${parent?.identity}`,
  requires: (i) => i.shape.parents.flatMap((parent) => [keyOf('table', parent), keyOf('foreign table', parent)]),
  create: (i) => i.shape.parents.map((parent) => alter(i, `INHERIT ${parent}`)),
  inline: (i) => `INHERITS (${i.shape.parents.join(', ')})`,
  drop: (i) => i.shape.parents.map((parent) => alter(i, `NO INHERIT ${parent}`)),
  attributes: {
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

const alter = (i: CatalogObject<Inheritance>, clause: string): Statement => ({
  sql: `ALTER TABLE ${i.identity} ${clause}`,
  lock: 'AccessExclusiveLock',
})
