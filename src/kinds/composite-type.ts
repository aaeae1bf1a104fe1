// A composite type made by CREATE TYPE; the row type of a table is part of its table. Its attributes are objects of their own.

import { ident, literal } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { lossInCast } from './lossy-cast.ts'
import { beside, dropType, renameType, setTypeSchema } from './type-commands.ts'
import { holdsQuery, storedQuery } from './type-use.ts'

interface Attribute {
  readonly name: string
  readonly type: string
  readonly array: boolean
  /** Certainly holds no composite type. */
  readonly plain: boolean
}

interface Layout {
  /** A column stores it, itself or inside of another type. */
  readonly stored: boolean
  /** In order, which is that of the values in a row. */
  readonly attributes: readonly Attribute[]
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

/**
 * Columns are moved over by way of text, which goes by position. A cast of its own makes the text have what the new type has, in its order; and
 * it is casts that the parts go through as well, which may be such types themselves.
 */
function castToText(
  was: CatalogObject<CompositeType>,
  temporaryName: string,
  to: Layout,
): { make: Statement[]; drop: Statement[] } {
  const before = new Map(was.shape.layout.attributes.map((attribute) => [attribute.name, attribute]))
  const sameOrder = sameNames(was.shape.layout, to)
  if (sameOrder && was.shape.layout.attributes.every(({ plain }) => plain)) return { make: [], drop: [] }
  const values = to.attributes.map(({ name }) => {
    const attribute = before.get(name)
    return attribute ? `($1).${ident(name)}::${attribute.array ? 'text[]::text' : 'text'}` : 'NULL'
  })
  const aside = beside(was, temporaryName)
  return {
    make: [
      {
        sql: `CREATE FUNCTION ${aside}(${aside}) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS ${literal(`SELECT ROW(${values.join(', ')})::text`)}`,
        lock: 'none',
      },
      { sql: `CREATE CAST (${aside} AS text) WITH FUNCTION ${aside}(${aside})`, lock: 'none' },
    ],
    drop: [
      { sql: `DROP CAST (${aside} AS text)`, lock: 'none' },
      { sql: `DROP FUNCTION ${aside}(${aside})`, lock: 'none' },
    ],
  }
}

/** Of those that go, all; of those that get another type, what a text that is read as that type loses. */
const lostValues = (was: CatalogObject<CompositeType>, to: Layout): string[] =>
  was.shape.layout.attributes.flatMap(({ name, type }) => {
    const now = to.attributes.find((attribute) => attribute.name === name)
    const loss = now ? lossInCast(type, now.type, false) : null
    if (now && loss === null) return []
    return `${loss === null ? '' : `${loss} of `}the values of attribute ${ident(name)} of type ${was.identity}`
  })

const sameNames = (from: Layout, to: Layout): boolean =>
  from.attributes.length === to.attributes.length &&
  from.attributes.every(({ name }, i) => name === to.attributes[i]!.name)

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
  present: { relkind: ['c'] },
  query: () => `
    with recursive ${compositeHoldsQuery}
    select c.reltype::int8 as objid, 0 as objsubid, relname as name, relnamespace::int8 as parent,
           json_build_object(
             'stored', exists (${storedCompositeQuery}),
             'attributes', (select coalesce(json_agg(json_build_object('name', attname, 'type', ${attributeTypeQuery},
                                     'array', y.typcategory = 'A',
                                     'plain', coalesce(element.typtype, y.typtype) not in ('c', 'd')) order by attnum), '[]')
                              from pg_attribute join pg_type y on y.oid = atttypid
                              left join pg_type element on element.oid = y.typelem and y.typcategory = 'A'
                             where attrelid = c.oid and attnum > 0 and not attisdropped)) as layout
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
  aside(was, temporaryName, object) {
    const to = object?.shape.layout
    const { make, drop } = to ? castToText(was, temporaryName, to) : { make: [], drop: [] }
    const lost = to ? lostValues(was, to) : []
    return {
      rename: [renameType(was, temporaryName, 'TYPE', 'AccessExclusiveLock'), ...make],
      drop: [
        ...drop,
        {
          ...dropType(beside(was, temporaryName), 'TYPE', 'AccessExclusiveLock'),
          ...(lost.length > 0 ? { losesData: lost.join(', ') } : {}),
        },
      ],
    }
  },
  attributes: {
    // Differs only where the attributes' own statements cannot make it.
    layout: {
      alter: () => [],
      replaceWhen: needsReplacement,
      same: (from, to) => !needsReplacement(from, to),
      state: ({ attributes }) => attributes.map(({ name }) => name),
    },
  },
})
