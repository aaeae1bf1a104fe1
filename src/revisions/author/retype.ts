// A column whose new type holds less: a column of the new type is made beside it and filled, and takes its place at the end, with
// all that depends on it made again. The way a value becomes one of the new type stands in one function, for the author to edit.

import type { Catalog } from '../../catalog/catalog.ts'
import { ident } from '../../catalog/identifier.ts'
import { keyOf, type CatalogObject, type Key } from '../../catalog/object.ts'
import type { Settled } from '../../compare/comparison.ts'
import { makePlan } from '../../plan/make-plan.ts'
import type { PlannedStatement, Transaction } from '../../plan/plan.ts'
import type { Fill } from './fill.ts'
import { joined } from './joined.ts'
import { dependentsOf } from './middle.ts'
import { isNarrowing } from './narrowing.ts'
import { valueOf } from './needed-values.ts'

export interface Narrowing {
  /** The column as it is, and as it is to be. */
  readonly from: CatalogObject
  readonly to: CatalogObject
  /** The column beside it, until it takes its place. */
  readonly beside: CatalogObject
  /** The function that converts a value; dropped at the end. */
  readonly conversion: string
  readonly returns: string
  /** What it does with its argument `value`. */
  readonly converted: string
  /** Its call. */
  readonly expression: string
  readonly losesData: string | null
  readonly fill: Fill
}

const NAME_LENGTH = 63

/** An explicit cast to these cuts off what is too long, where an assignment refuses it (the manual, 8.3). */
const CUT_OFF = /^(character|bit)\b/

/** Tables that others inherit from, or that do, are left to ALTER … TYPE. */
export function narrowings({ current, goal, plan }: Settled): readonly Narrowing[] {
  const statements = plan.transactions.flatMap((transaction) => transaction.statements)
  return [...goal.objects.values()].flatMap((to): Narrowing[] => {
    const from = to.kind === 'column' ? current.objects.get(to.key) : undefined
    const table = to.parent
    if (!from || table?.kind !== 'table' || !isPlain(from) || !isPlain(to)) return []
    if ([current, goal].some((catalog) => catalog.objects.has(keyOf('identity', to.identity)))) return []
    const types = [from, to].map((column) => String(valueOf(column, 'dataType')))
    const [was = '', is = ''] = types
    if (was === is || !isNarrowing(was, is)) return []
    const altering = statements.find(({ sql, objects }) => objects.includes(to.key) && typing(sql, to) !== null)
    if (!altering) return []
    return [narrowing(from, to, table, typing(altering.sql, to), altering.losesData ?? null)]
  })
}

const isPlain = (column: CatalogObject): boolean =>
  ['generated', 'link', 'ofType', 'inPartitionKeyOf'].every((name) => valueOf(column, name) === null) &&
  valueOf(column, 'hasChildren') !== true

/** What stands behind TYPE in its ALTER; null: it is about something else. */
function typing(sql: string, column: CatalogObject): string | null {
  const words = `ALTER COLUMN ${ident(column.name)} TYPE `
  const at = sql.indexOf(words)
  return at < 0 ? null : (sql.slice(at + words.length).split(/,\s*ALTER COLUMN /)[0] ?? null)
}

function narrowing(
  from: CatalogObject,
  to: CatalogObject,
  table: CatalogObject,
  said: string | null,
  losesData: string | null,
): Narrowing {
  const name = `${to.name}_new`.slice(-NAME_LENGTH)
  const identity = `${table.identity}.${ident(name)}`
  const beside = { ...to, name, identity, key: keyOf('column', identity) }
  const own = ident(to.name)
  const using = / USING ([^]*)$/.exec(said ?? '')?.[1]
  const dataType = String(valueOf(to, 'dataType'))
  const isCut = CUT_OFF.test(dataType)
  const cast = isCut ? 'value' : `value::${dataType}`
  const converted = using?.startsWith(own) ? `value${using.slice(own.length)}` : cast
  const returns = using === undefined && isCut ? String(valueOf(from, 'dataType')) : dataType
  const schema = table.parent?.identity ?? 'public'
  const conversion = `${schema}.${ident(`${table.name}_${to.name}_converted`.slice(0, NAME_LENGTH))}`
  const expression = `${conversion}(${own})`
  const where = `${own} IS NOT NULL AND ${ident(name)} IS NULL`
  const fill: Fill = { column: beside, expression, edit: null, where, mayBeNull: true }
  return { from, to, beside, conversion, returns, converted, expression, losesData, fill }
}

const planned = (table: CatalogObject | null, sql: string, more: Partial<PlannedStatement> = {}): PlannedStatement => ({
  sql,
  lock: 'none',
  verb: 'alter',
  objects: [],
  subject: { kind: table?.kind ?? 'table', identity: table?.identity ?? '', part: null },
  ...more,
})

/** By table. */
export function fillsOf(narrowed: readonly Narrowing[]): readonly (readonly Fill[])[] {
  const tables = new Map<string, Fill[]>()
  for (const { fill, to } of narrowed) {
    const table = to.parent?.identity ?? ''
    tables.set(table, [...(tables.get(table) ?? []), fill])
  }
  return [...tables.values()]
}

/** The conversions, and the new columns. */
export function besides(narrowed: readonly Narrowing[]): Transaction[] {
  if (narrowed.length === 0) return []
  const statements = narrowed.flatMap(({ from, beside, conversion, returns, converted, losesData }) => {
    const types = [from, beside].map((column) => String(valueOf(column, 'dataType')))
    const body = `CREATE FUNCTION ${conversion}(value ${types[0]}) RETURNS ${returns} LANGUAGE sql AS $convert$
  SELECT ${converted} -- EDIT: how a value of ${from.identity} becomes ${types[1]}
$convert$`
    const collation = valueOf(beside, 'collation')
    const column = `${ident(beside.name)} ${types[1]}${collation === null ? '' : ` COLLATE ${String(collation)}`}`
    return [
      planned(from.parent, body, losesData === null ? {} : { losesData }),
      planned(from.parent, `ALTER TABLE ${from.parent?.identity} ADD COLUMN ${column}`, {
        lock: 'AccessExclusiveLock',
      }),
    ]
  })
  return [{ transactional: true, statements }]
}

/** Catches up with what was written meanwhile, and puts the new columns in the places of the old ones, in one transaction. */
export function swapped(before: Catalog, after: Catalog, narrowed: readonly Narrowing[]): Transaction[] {
  if (narrowed.length === 0) return []
  const olds = new Set(narrowed.map(({ to }) => to.key))
  const made = narrowed.map(({ beside }) => beside)
  const without = (catalog: Catalog): Map<Key, CatalogObject> => {
    const gone = dependentsOf(catalog, olds)
    return new Map([...catalog.objects].filter(([key]) => !gone.has(key)))
  }
  const withOld = withObjects(before, new Map([...before.objects, ...made.map((one) => [one.key, one] as const)]))
  const withNew = withObjects(after, new Map([...without(after), ...made.map((one) => [one.key, one] as const)]))
  const renamed = withObjects(after, new Map([...without(after), ...narrowed.map(({ to }) => [to.key, to] as const)]))
  const options = { from: '', to: '', online: 'never' } as const
  const tables = [...new Set(narrowed.map(({ to }) => to.parent?.identity ?? ''))]
  return joined([
    {
      transactional: true,
      statements: [
        ...tables.map((table) => planned(null, `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`)),
        ...narrowed.map(catchUp),
      ],
    },
    ...makePlan(withOld, withNew, options).transactions.map((one) => keeping(one, olds)),
    { transactional: true, statements: narrowed.map(takePlace) },
    ...makePlan(renamed, after, options).transactions,
    { transactional: true, statements: narrowed.map(dropConversion) },
  ])
}

function withObjects(catalog: Catalog, objects: ReadonlyMap<Key, CatalogObject>): Catalog {
  const dependencies = catalog.dependencies.filter(({ from, to }) => objects.has(from) && objects.has(to))
  return { ...catalog, objects, dependencies }
}

const catchUp = ({ to, beside, expression }: Narrowing): PlannedStatement =>
  planned(
    to.parent,
    `UPDATE ${to.parent?.identity}
   SET ${ident(beside.name)} = ${expression}
 WHERE ${ident(beside.name)} IS DISTINCT FROM ${expression}`,
  )

const takePlace = ({ to, beside }: Narrowing): PlannedStatement =>
  planned(to.parent, `ALTER TABLE ${to.parent?.identity} RENAME COLUMN ${ident(beside.name)} TO ${ident(to.name)}`, {
    lock: 'AccessExclusiveLock',
  })

const dropConversion = ({ from, conversion }: Narrowing): PlannedStatement =>
  planned(from.parent, `DROP FUNCTION ${conversion}(${String(valueOf(from, 'dataType'))})`)

/** The values are in the new columns. */
const keeping = (transaction: Transaction, olds: ReadonlySet<Key>): Transaction => ({
  ...transaction,
  statements: transaction.statements.map((statement) => {
    const { losesData: _, ...rest } = statement
    return statement.objects.some((key) => olds.has(key)) ? rest : statement
  }),
})
