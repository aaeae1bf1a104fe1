// What needs a hand while tables have rows: columns that become NOT NULL, and types that hold less. First what can be there
// beside the old, then values for the rows that are there, in batches, then the rest, checked without a long lock. The places
// that the author must fill in are marked.

import type { Catalog } from '../../catalog/catalog.ts'
import type { Key } from '../../catalog/object.ts'
import type { Settled } from '../../compare/comparison.ts'
import { makePlan } from '../../plan/make-plan.ts'
import type { PlannedStatement, Transaction } from '../../plan/plan.ts'
import { atOnce, inBatches, type Fill } from './fill.ts'
import { middleState } from './middle.ts'
import { fillsBetween, type Needed } from './needed-values.ts'
import { joined } from './joined.ts'
import { besides, fillsOf, narrowings, swapped } from './retype.ts'

export interface Draft {
  readonly transactions: readonly Transaction[]
  /** What stands above a statement, beside its facts. */
  readonly remarks: ReadonlyMap<PlannedStatement, readonly string[]>
  /** Tables whose rows it updates. */
  readonly filled: ReadonlySet<string>
}

const AGAIN = 'Each part of the table is committed, and what is done is not done again: it may be interrupted.'

const WITHOUT_FINGERPRINTS = { from: '', to: '' } as const

/** Null: there is nothing to fill. */
export function scaffold(settled: Settled, options: { readonly retypes: boolean }): Draft | null {
  const { current, goal, renaming } = settled
  const fills = fillsBetween(current, goal)
  const narrowed = options.retypes ? narrowings(settled) : []
  if (fills.length === 0 && narrowed.length === 0) return null
  const late = lateFor(current, goal, fills)
  const typed = middleState(current, goal, late)
  const first = middleState(current, goal, [...late, ...narrowed.map(({ to }) => to.key)])
  const remarks = new Map<PlannedStatement, readonly string[]>()
  const batch = (what: string, fill: Fill, others: readonly Fill[] = []): Transaction => {
    const statement = inBatches(fill, others)
    remarks.set(statement, ['@resume again', what, AGAIN, ...firedBy(current, fill)])
    return { transactional: false, statements: [statement] }
  }
  return {
    transactions: [
      ...makePlan(current, first, { ...WITHOUT_FINGERPRINTS, renames: renaming, online: 'never' }).transactions,
      ...besides(narrowed),
      ...fillsOf(narrowed).flatMap(([fill, ...others]) =>
        fill ? [batch('Fills what takes the place of the old columns.', fill, others)] : [],
      ),
      ...fills.map(({ fill }) => batch(`Gives rows a ${fill.column.name} that have none.`, fill)),
      ...swapped(first, typed, narrowed),
      ...makePlan(typed, goal, { ...WITHOUT_FINGERPRINTS, online: 'always' }).transactions,
    ],
    remarks,
    filled: tablesOf([...fills.map(({ fill }) => fill), ...fillsOf(narrowed).flat()]),
  }
}

const tablesOf = (fills: readonly Fill[]): ReadonlySet<string> =>
  new Set(fills.map(({ column }) => column.parent?.identity ?? ''))

/** An updated_at would say that all rows were changed now. */
function firedBy(catalog: Catalog, { column }: Fill): string[] {
  const names = updateTriggers(catalog)
    .filter(({ parent }) => parent === column.parent?.identity)
    .map(({ name }) => name)
  return names.length === 0 ? [] : [`It fires ${names.toSorted().join(', ')}, as any update does.`]
}

/** Each with its table. */
export const updateTriggers = (catalog: Catalog): readonly { readonly name: string; readonly parent: string }[] =>
  [...catalog.objects.values()].flatMap(({ kind, name, parent, shape }) =>
    kind === 'trigger' && parent && /\bUPDATE\b/.test(String(Reflect.get(shape, 'definition')))
      ? [{ name, parent: parent.identity }]
      : [],
  )

/** In one transaction: the way down brings back columns whose values are gone. Null: there is nothing to fill. */
export function refill({ current, goal, renaming }: Settled): Draft | null {
  const fills = fillsBetween(current, goal).filter(({ isKnown, isNew }) => isKnown && isNew)
  if (fills.length === 0) return null
  const middle = middleState(current, goal, lateFor(current, goal, fills))
  const before = makePlan(current, middle, { ...WITHOUT_FINGERPRINTS, renames: renaming, online: 'never' })
  const after = makePlan(middle, goal, { ...WITHOUT_FINGERPRINTS, online: 'never' })
  const remarks = new Map<PlannedStatement, readonly string[]>()
  const statements = fills.map(({ fill }) => {
    const statement = atOnce({ ...fill, edit: null })
    remarks.set(statement, [`the values that ${fill.column.name} had are gone`])
    return statement
  })
  const filling: Transaction = { transactional: true, statements }
  const transactions = joined([...before.transactions, filling, ...after.transactions])
  return { transactions, remarks, filled: tablesOf(fills.map(({ fill }) => fill)) }
}

/** What can only come once the rows have their values: keys and indexes over new columns, and triggers that would undo the filling. */
function lateFor(current: Catalog, goal: Catalog, fills: readonly Needed[]): readonly Key[] {
  const columns = new Set(fills.filter(({ isNew }) => isNew).map(({ fill }) => fill.column.key))
  const onThem = goal.dependencies.filter(({ from, to }) => columns.has(to) && isKeyOrIndex(goal, from))
  const tables = tablesOf(fills.map(({ fill }) => fill))
  const triggers = [...goal.objects.values()].filter(
    ({ kind, key, parent }) => kind === 'trigger' && !current.objects.has(key) && tables.has(parent?.identity ?? ''),
  )
  return [
    ...fills.flatMap(({ notNulls }) => notNulls),
    ...onThem.map(({ from }) => from),
    ...triggers.map(({ key }) => key),
  ]
}

const isKeyOrIndex = (catalog: Catalog, key: Key): boolean =>
  ['constraint', 'index'].includes(catalog.objects.get(key)?.kind ?? '')
