// A query that tells whether a database needs a change: one that has it answers otherwise than one that lacks it. For the precondition
// of a migration that stands beside an edited definition. One line, in PostgreSQL's own catalogs.

import { literal } from '../../catalog/identifier.ts'
import { wholeOf, type CatalogObject } from '../../catalog/object.ts'
import type { Change } from '../../diff/diff.ts'

/** A count, which is what is expected where the change is needed. */
export interface Guard {
  readonly expected: '0' | '1'
  readonly sql: string
}

/** Of the first change that can be asked about; a database has all of them or none. Null: none can. */
export function guardOf(changes: readonly Change[]): Guard | null {
  for (const change of [...changes].toSorted((a, b) => rank(a) - rank(b))) {
    const guard = oneGuard(change)
    if (guard !== null && !guard.sql.includes('\n')) return guard
  }
  return null
}

/** What is there or not is plainer than how it is; a routine goes by its arguments' types, which must be there. */
const rank = (change: Change): number => {
  if (change.verb === 'alter') return 1
  const { kind } = change.verb === 'drop' ? change.current : change.desired
  return kind === 'function' || kind === 'procedure' ? 2 : 0
}

function oneGuard(change: Change): Guard | null {
  if (change.verb === 'alter') {
    const sql = asWanted(change)
    return sql === null ? null : { expected: '0', sql: `SELECT count(*) FROM ${sql}` }
  }
  const object = change.verb === 'create' ? change.desired : change.current
  const sql = there(object)
  return sql === null ? null : { expected: change.verb === 'create' ? '0' : '1', sql: `SELECT count(*) FROM ${sql}` }
}

const RELATIONS = new Set([
  'table',
  'view',
  'materialized view',
  'sequence',
  'index',
  'foreign table',
  'composite type',
])
const TYPES = new Set(['domain', 'enum', 'range type', 'base type'])

const relation = (object: CatalogObject): string => `to_regclass(${literal(object.identity)})`

const attribute = (column: CatalogObject): string =>
  `pg_attribute WHERE attrelid = ${relation(wholeOf(column))} AND attname = ${literal(column.name)} AND NOT attisdropped`

/** Rows where it is there; null: it cannot be asked for. */
function there(object: CatalogObject): string | null {
  const { kind, name, identity, parent } = object
  if (RELATIONS.has(kind)) return `pg_class WHERE oid = ${relation(object)}`
  if (TYPES.has(kind)) return `pg_type WHERE oid = to_regtype(${literal(identity)})`
  if (parent === null)
    return kind === 'schema' ? `pg_namespace WHERE nspname = ${literal(name)}` : ofDatabase(kind, name)
  switch (kind) {
    case 'column':
    case 'composite attribute':
      return attribute(object)
    case 'default':
      return `${attribute(parent)} AND atthasdef`
    case 'not null':
      return `${attribute(parent)} AND attnotnull`
    case 'constraint':
      return `pg_constraint WHERE conrelid = ${relation(parent)} AND conname = ${literal(name)}`
    case 'trigger':
      return `pg_trigger WHERE tgrelid = ${relation(parent)} AND tgname = ${literal(name)}`
    case 'policy':
      return `pg_policy WHERE polrelid = ${relation(parent)} AND polname = ${literal(name)}`
    case 'function':
    case 'procedure':
      return routine(object)
    default:
      return null
  }
}

const ofDatabase = (kind: string, name: string): string | null =>
  kind === 'extension' ? `pg_extension WHERE extname = ${literal(name)}` : null

const routine = ({ identity }: CatalogObject): string | null =>
  /[(,]\s*(?:in|out|inout|variadic)\s/i.test(identity)
    ? null
    : `pg_proc WHERE oid = to_regprocedure(${literal(identity)})`

type Alteration = Extract<Change, { readonly verb: 'alter' }>

/** Rows where it is as it is to be; null: it cannot be asked for. */
function asWanted({ desired: object, current, attributes }: Alteration): string | null {
  const { kind, parent, name, shape } = object
  const value: unknown = Reflect.get(shape, attributes[0] ?? '')
  const [first] = attributes
  if (kind === 'column' && first === 'generated') return generatedAs(object, value)
  if (typeof value !== 'string') return kind === 'enum' ? hasLabel(object, labelsOf(current)) : null
  if (kind === 'partition' && first === 'bound' && parent)
    return `pg_class WHERE oid = ${relation(parent)} AND pg_get_expr(relpartbound, oid) = ${literal(value)}`
  if (kind === 'default' && first === 'expression' && parent) return expressionOf(parent, value)
  if (kind === 'column' && first === 'dataType')
    return `${attribute(object)} AND format_type(atttypid, atttypmod) = ${literal(value)}`
  if (kind === 'constraint' && parent)
    return `pg_constraint WHERE conrelid = ${relation(parent)} AND conname = ${literal(name)} AND pg_get_constraintdef(oid) = ${literal(value)}`
  if (kind === 'index' && first === 'definition')
    return `pg_index WHERE indexrelid = ${relation(object)} AND pg_get_indexdef(indexrelid) = ${literal(value)}`
  return null
}

function generatedAs(column: CatalogObject, generated: unknown): string | null {
  const expression: unknown = typeof generated === 'object' && generated ? Reflect.get(generated, 'expression') : null
  return typeof expression === 'string' ? expressionOf(column, expression) : null
}

const expressionOf = (column: CatalogObject, expression: string): string =>
  `pg_attrdef WHERE adrelid = ${relation(wholeOf(column))} AND adnum = (SELECT attnum FROM ${attribute(column)}) AND pg_get_expr(adbin, adrelid) = ${literal(expression)}`

/** The first one that is new. */
function hasLabel(object: CatalogObject, before: readonly unknown[]): string | null {
  const label = labelsOf(object).find((one) => !before.includes(one))
  return typeof label === 'string'
    ? `pg_enum WHERE enumtypid = to_regtype(${literal(object.identity)}) AND enumlabel = ${literal(label)}`
    : null
}

function labelsOf({ shape }: CatalogObject): readonly unknown[] {
  const labels: unknown = Reflect.get(shape, 'labels')
  return Array.isArray(labels) ? labels : []
}
