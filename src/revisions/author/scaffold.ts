// Columns that become NOT NULL while their table has rows: first the column, then values for the rows that are there, in
// batches, then the constraint, checked without a long lock. The place that the author must fill in is marked.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { Settled } from '../../compare/compare.ts'
import { makePlan, type Online } from '../../plan/make-plan.ts'
import type { PlannedStatement, Transaction } from '../../plan/plan.ts'
import { atOnce, inBatches, type Fill } from './fill.ts'
import { middleState } from './middle.ts'
import { placeholderOf } from './placeholder.ts'

export interface Draft {
  readonly transactions: readonly Transaction[]
  /** What stands above a statement, beside its facts. */
  readonly remarks: ReadonlyMap<PlannedStatement, readonly string[]>
}

/** Null: there is nothing to fill. */
export function scaffold(settled: Settled): Draft | null {
  const { current, goal } = settled
  const fills = fillsBetween(current, goal)
  if (fills.length === 0) return null
  const { first, last } = around(settled, fills, 'always')
  const remarks = new Map<PlannedStatement, readonly string[]>()
  const batches = fills.map(({ fill }): Transaction => {
    const statement = inBatches(fill)
    remarks.set(statement, [
      '@resume again',
      `Gives the rows of ${fill.column.parent?.identity} that are there a ${fill.column.name}, a part of the table at a time, each committed.`,
      'It only takes rows that have none, so it may be interrupted and run again.',
    ])
    return { transactional: false, statements: [statement] }
  })
  return { transactions: [...first, ...batches, ...last], remarks }
}

/** The same in one transaction: the way down brings back columns whose values are gone. Null: there is nothing to fill. */
export function refill(settled: Settled): Draft | null {
  const fills = fillsBetween(settled.current, settled.goal).filter(({ isKnown }) => isKnown)
  if (fills.length === 0) return null
  const { first, last } = around(settled, fills, 'never')
  const remarks = new Map<PlannedStatement, readonly string[]>()
  const statements = fills.map(({ fill, isNew }) => {
    const statement = atOnce({ ...fill, edit: null })
    if (isNew) remarks.set(statement, [`the values that ${fill.column.name} had are gone`])
    return statement
  })
  return { transactions: joined([...first, { transactional: true, statements }, ...last]), remarks }
}

interface Needed {
  readonly fill: Fill
  readonly notNulls: readonly Key[]
  readonly isNew: boolean
  /** There is a value that the type takes. */
  readonly isKnown: boolean
}

/** Partitions follow the table that they are of. */
function fillsBetween(current: Catalog, goal: Catalog): Needed[] {
  const made = [...goal.objects.values()].filter(({ kind, key }) => kind === 'not null' && !current.objects.has(key))
  const parts = new Map<Key, CatalogObject[]>()
  for (const object of goal.objects.values())
    if (object.parent?.kind === 'column')
      parts.set(object.parent.key, [...(parts.get(object.parent.key) ?? []), object])
  return made.flatMap((notNull): Needed[] => {
    const column = notNull.parent
    const table = column?.parent
    if (!column || !table || !current.objects.has(table.key) || !/^(partitioned )?table$/.test(table.kind)) return []
    if (valueOf(column, 'generated') !== null || valueOf(column, 'link') !== null) return []
    const own = parts.get(column.key) ?? []
    if (own.some(({ kind }) => kind === 'identity')) return []
    const isNew = !current.objects.has(column.key)
    const given: unknown = own.filter(({ kind }) => kind === 'default').map((one) => valueOf(one, 'expression'))[0]
    if (isNew && given !== undefined) return []
    const value = placeholderOf(column, goal)
    const edit = isNew ? 'the value for rows that are there already' : 'the value for rows that have none'
    const fill: Fill =
      typeof given === 'string'
        ? { column, expression: given, edit: null }
        : { column, expression: value ?? 'NULL', edit }
    const followers = made.filter((other) => follows(other, table.identity, column.name)).map(({ key }) => key)
    return [{ fill, notNulls: [notNull.key, ...followers], isNew, isKnown: fill.edit === null || value !== null }]
  })
}

function follows(notNull: CatalogObject, table: string, column: string): boolean {
  const parents = valueOf(notNull, 'inheritedFrom')
  return notNull.parent?.name === column && Array.isArray(parents) && parents.includes(table)
}

const valueOf = (object: CatalogObject, attribute: string): unknown => Reflect.get(object.shape, attribute) ?? null

/** What comes before the rows have their values, and what after. */
function around({ current, goal, renaming }: Settled, fills: readonly Needed[], online: Online) {
  const columns = new Set(fills.filter(({ isNew }) => isNew).map(({ fill }) => fill.column.key))
  const onThem = goal.dependencies.filter(({ from, to }) => columns.has(to) && isKeyOrIndex(goal, from))
  const late = [...fills.flatMap(({ notNulls }) => notNulls), ...onThem.map(({ from }) => from)]
  const middle = middleState(current, goal, late)
  const first = makePlan(current, middle, { renames: renaming, from: '', to: '', online: 'never' })
  const last = makePlan(middle, goal, { from: '', to: '', online })
  return { first: first.transactions, last: last.transactions }
}

const isKeyOrIndex = (catalog: Catalog, key: Key): boolean =>
  ['constraint', 'index'].includes(catalog.objects.get(key)?.kind ?? '')

/** Neighbours that are transactions are one, where nothing must be committed between. */
function joined(transactions: readonly Transaction[]): Transaction[] {
  const result: Transaction[] = []
  for (const one of transactions) {
    const before = result.at(-1)
    const mayJoin =
      before?.transactional && one.transactional && !before.statements.some((statement) => statement.commitBeforeUse)
    if (mayJoin) result[result.length - 1] = { ...before, statements: [...before.statements, ...one.statements] }
    else result.push(one)
  }
  return result
}
