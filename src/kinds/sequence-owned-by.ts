// That a sequence belongs to a column (OWNED BY, serial). Apart from the sequence, since the column's default needs the
// sequence before there is a column to own it.

import { ident, literal } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject, type Key } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface SequenceOwnedBy {
  readonly column: readonly [schema: string, table: string, column: string]
  /** Where the sequence begins, and to which side it goes; null: the column holds no integers. */
  readonly counts: { readonly start: string; readonly up: boolean } | null
}

const columnName = ([schema, table, column]: SequenceOwnedBy['column']): string =>
  `${ident(schema)}.${ident(table)}.${ident(column)}`

const ownedBy = (o: CatalogObject, column: string) =>
  ({ sql: `ALTER SEQUENCE ${o.parent!.identity} OWNED BY ${column}`, lock: 'ShareRowExclusiveLock' }) as const

const columnKey = (o: CatalogObject<SequenceOwnedBy>): Key => keyOf('column', columnName(o.shape.column))

/** A new sequence for a column that has rows must not meet their values again. */
function behindRows(o: CatalogObject<SequenceOwnedBy>): Statement[] {
  const { column, counts } = o.shape
  if (!counts) return []
  const [schema, table, name] = column
  const [last, reached] = counts.up ? ['max', '>='] : ['min', '<=']
  const used = `SELECT ${last}(${ident(name)}) AS m FROM ${ident(schema)}.${ident(table)}`
  return [
    {
      sql: `SELECT setval(${literal(o.parent!.identity)}, m) FROM (${used}) AS used WHERE m ${reached} ${counts.start}`,
      lock: 'RowExclusiveLock',
      scansTable: true,
    },
  ]
}

export const sequenceOwnedBy = defineKind<SequenceOwnedBy>({
  type: 'sequence owned by',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 27,
  rebuildable: true,
  partOfParent: true,
  present: { feature: 'sequence' },
  query: () => `
    select null::int8 as objid, 0 as objsubid, 'owned by' as name, d.objid::int8 as parent,
           json_build_array(nspname, t.relname, attname) as "column",
           case when atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
                then json_build_object('start', seqstart::text, 'up', seqincrement > 0) end as counts
      from pg_depend d
      join pg_class s on s.oid = d.objid and s.relkind = 'S'
      join pg_sequence on seqrelid = s.oid
      join pg_class t on t.oid = d.refobjid
      join pg_namespace n on n.oid = t.relnamespace
      join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
       and d.objsubid = 0 and d.refobjsubid > 0 and d.deptype = 'a' and d.objid >= 16384`,
  identity: (_name, parent) => parent!.identity,
  create: (o, _parts, wasThere) => [
    ownedBy(o, columnName(o.shape.column)),
    ...(wasThere(o.parent!.key) || !wasThere(columnKey(o)) ? [] : behindRows(o)),
  ],
  drop: (o) => ownedBy(o, 'NONE'),
  // A view's column may own one too; what a folder's file says of it stands with the sequence.
  requires: (o) => [columnKey(o), keyOf('view column', columnName(o.shape.column))],
  // Before the table's owner is said, which must be the sequence's.
  standsWith: columnKey,
  attributes: {
    column: (o, _from, to) => ownedBy(o, columnName(to)),
    counts: 'rendered',
  },
})
