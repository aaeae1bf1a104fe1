// An enum type: its labels, in order. What stores it is the columns' own affair.

import { literal } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { beside, dropType, renameType, setTypeSchema } from './type-commands.ts'

interface Enum {
  readonly labels: readonly string[]
}

const kept = (from: readonly string[], to: readonly string[]) => from.filter((label) => to.includes(label))

/** ADD VALUE can add labels anywhere, but neither remove nor move one. */
const needsReplacement = (from: readonly string[], to: readonly string[]): boolean =>
  to.filter((label) => from.includes(label)).some((label, i) => label !== from[i]) ||
  kept(from, to).length < from.length

/** One ADD VALUE for each new label, in the order in which they can refer to each other. */
function addLabels(type: CatalogObject, from: readonly string[], to: readonly string[]): Statement[] {
  const present = new Set(from)
  const last = to.findLastIndex((label) => present.has(label))
  return to.flatMap((label, i) => {
    if (present.has(label)) return []
    const next = to.slice(i + 1).find((other) => present.has(other))
    const place = i > last ? '' : i > 0 ? ` AFTER ${literal(to[i - 1]!)}` : next ? ` BEFORE ${literal(next)}` : ''
    return [
      { sql: `ALTER TYPE ${type.identity} ADD VALUE ${literal(label)}${place}`, lock: 'none', commitBeforeUse: true },
    ]
  })
}

export const enumType = defineKind<Enum>({
  type: 'enum',
  keyword: 'TYPE',
  catalog: 'pg_type',
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  present: { typtype: ['e'] },
  query: () => `
    select t.oid::int8 as objid, 0 as objsubid, typname as name, typnamespace::int8 as parent,
           array(select enumlabel::text from pg_enum where enumtypid = t.oid order by enumsortorder) as labels
      from pg_type t
     where typtype = 'e' and t.oid >= 16384`,
  create: (e) => ({
    sql: `CREATE TYPE ${e.identity} AS ENUM (${e.shape.labels.map(literal).join(', ')})`,
    lock: 'none',
  }),
  drop: (e) => dropType(e.identity),
  rename: (from, to) => renameType(from, to),
  renamePart: (from, label, to) => ({
    sql: `ALTER TYPE ${from.identity} RENAME VALUE ${literal(label)} TO ${literal(to)}`,
    lock: 'none',
  }),
  setSchema: (from, schema) => setTypeSchema(from, schema),
  occupies: (e) => [`type ${e.identity}`],
  aside(was, temporaryName, e) {
    const removed = was.shape.labels.filter((label) => e && !e.shape.labels.includes(label))
    const risk = `moving the columns over to the new ${was.identity} fails where rows hold ${removed.map(literal).join(' or ')}`
    return {
      rename: removed.length > 0 ? { ...renameType(was, temporaryName), risk } : renameType(was, temporaryName),
      drop: dropType(beside(was, temporaryName)),
    }
  },
  attributes: {
    labels: {
      alter: (e, from, to) => addLabels(e, from, to),
      replaceWhen: (from, to) => needsReplacement(from, to),
    },
  },
})
