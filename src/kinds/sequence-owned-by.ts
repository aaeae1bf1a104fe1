// That a sequence belongs to a column (OWNED BY, serial). Apart from the sequence, since the column's default needs the
// sequence before there is a column to own it.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind } from './kind.ts'

interface SequenceOwnedBy {
  readonly column: readonly [schema: string, table: string, column: string]
}

const columnName = ([schema, table, column]: SequenceOwnedBy['column']): string =>
  `${ident(schema)}.${ident(table)}.${ident(column)}`

const ownedBy = (o: CatalogObject, column: string) =>
  ({ sql: `ALTER SEQUENCE ${o.parent!.identity} OWNED BY ${column}`, lock: 'ShareRowExclusiveLock' }) as const

export const sequenceOwnedBy = defineKind<SequenceOwnedBy>({
  type: 'sequence owned by',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 27,
  rebuildable: true,
  partOfParent: true,
  present: { relkind: ['S'] },
  query: () => `
    select null::int8 as objid, 0 as objsubid, 'owned by' as name, d.objid::int8 as parent,
           json_build_array(nspname, t.relname, attname) as "column"
      from pg_depend d
      join pg_class s on s.oid = d.objid and s.relkind = 'S'
      join pg_class t on t.oid = d.refobjid
      join pg_namespace n on n.oid = t.relnamespace
      join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
       and d.objsubid = 0 and d.refobjsubid > 0 and d.deptype = 'a' and d.objid >= 16384`,
  identity: (_name, parent) => parent!.identity,
  create: (o) => ownedBy(o, columnName(o.shape.column)),
  drop: (o) => ownedBy(o, 'NONE'),
  requires: (o) => [keyOf('column', columnName(o.shape.column))],
  attributes: {
    column: (o, _from, to) => ownedBy(o, columnName(to)),
  },
})
