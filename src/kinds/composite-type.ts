// A composite type made by CREATE TYPE; the row type of a table is part of its table. Its attributes are objects of their own.

import { defineKind } from './kind.ts'
import { beside, dropType, renameType, setTypeSchema } from './type-commands.ts'
import { holdsQuery, storedQuery } from './type-use.ts'

interface Layout {
  /** A column stores it, itself or inside of another type. */
  readonly stored: boolean
  /** In order, which is that of the values in a row. */
  readonly attributes: readonly { readonly name: string; readonly type: string }[]
}

interface CompositeType {
  readonly layout: Layout
}

/**
 * ADD ATTRIBUTE appends, so what is kept must come first and in the same order; and an attribute's type cannot change while
 * a column stores the composite type (SQLSTATE 0A000).
 */
function needsReplacement(from: Layout, to: Layout): boolean {
  const kept = from.attributes.filter((a) => to.attributes.some((b) => a.name === b.name))
  return kept.some((attribute, i) => {
    const now = to.attributes[i]!
    return now.name !== attribute.name || (from.stored && now.type !== attribute.type)
  })
}

/** An attribute's type with its collation, where that is not the type's own. */
export const attributeTypeQuery = `
  format_type(atttypid, atttypmod) ||
  coalesce((select ' COLLATE ' || quote_ident(n.nspname) || '.' || quote_ident(collname)
              from pg_collation c join pg_namespace n on n.oid = collnamespace, pg_type y
             where c.oid = attcollation and y.oid = atttypid and y.typcollation <> attcollation), '')`

export const compositeHoldsQuery = holdsQuery(
  `select reltype as oid from pg_class where relkind = 'c' and oid >= 16384`,
)

export const storedCompositeQuery = `select from holds h where h.type = c.reltype and exists (${storedQuery})`

export const compositeType = defineKind<CompositeType>({
  type: 'composite type',
  keyword: 'TYPE',
  catalog: 'pg_type',
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    with recursive ${compositeHoldsQuery}
    select c.reltype::int8 as objid, 0 as objsubid, relname as name, relnamespace::int8 as parent,
           json_build_object(
             'stored', exists (${storedCompositeQuery}),
             'attributes', (select coalesce(json_agg(json_build_object('name', attname, 'type', ${attributeTypeQuery}) order by attnum), '[]')
                              from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped)) as layout
      from pg_class c
     where relkind = 'c' and c.oid >= 16384`,
  create(t, parts) {
    const order = new Map(t.shape.layout.attributes.map(({ name }, i) => [name, i]))
    const attributes = [...parts].sort((a, b) => (order.get(a.object.name) ?? 0) - (order.get(b.object.name) ?? 0))
    return { sql: `CREATE TYPE ${t.identity} AS (${attributes.map((part) => part.sql).join(', ')})`, lock: 'none' }
  },
  drop: (t) => dropType(t.identity, 'TYPE', 'AccessExclusiveLock'),
  rename: (from, to) => renameType(from, to, 'TYPE', 'AccessExclusiveLock'),
  setSchema: (from, schema) => setTypeSchema(from, schema),
  occupies: (t) => [`type ${t.identity}`, `relation ${t.identity}`],
  aside: (was, temporaryName) => ({
    rename: renameType(was, temporaryName, 'TYPE', 'AccessExclusiveLock'),
    drop: dropType(beside(was, temporaryName), 'TYPE', 'AccessExclusiveLock'),
  }),
  attributes: {
    // Differs only where the attributes' own statements cannot make it.
    layout: {
      alter: () => [],
      replaceWhen: needsReplacement,
      same: (from, to) => !needsReplacement(from, to),
    },
  },
})
