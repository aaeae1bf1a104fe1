// What autogenerate found, a line each, as Alembic's users know it: `Detected added table public.invoice`.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { Settled } from '../../compare/comparison.ts'
import { diff, type Change } from '../../diff/diff.ts'
import { dotted } from '../../diff/renames.ts'
import { kinds } from '../../kinds/all.ts'

const LONGEST = 80

/** What is part of a new or a dropped object goes without saying. */
export function findings({ current, goal, renames }: Pick<Settled, 'current' | 'goal' | 'renames'>): readonly string[] {
  const changes = diff(current, goal, kinds)
  const whole = new Set(changes.filter(({ verb }) => verb !== 'alter').map(({ key }) => key))
  return [
    ...renames.map(({ from, to, part }) =>
      part
        ? `Detected renamed label of ${from.kind} ${dotted(to)}: ${part.from} → ${part.to}`
        : `Detected renamed ${from.kind} ${dotted(from)} → ${dotted(to)}`,
    ),
    ...changes
      .filter((change) => !isPartOf(objectOf(change), whole))
      .toSorted(inOrder)
      .flatMap(lineOf),
  ]
}

const place = new Map(kinds.map(({ type }, index) => [type, index]))
const placeOf = (change: Change): number => place.get(objectOf(change).kind) ?? 0

/** As the kinds are listed, then by name, so that the same difference always reads the same. */
const inOrder = (a: Change, b: Change): number => placeOf(a) - placeOf(b) || (a.key < b.key ? -1 : 1)

const objectOf = (change: Change): CatalogObject => (change.verb === 'drop' ? change.current : change.desired)

function isPartOf(object: CatalogObject, whole: ReadonlySet<Key>): boolean {
  for (let at = object.parent; at && at.kind !== 'schema'; at = at.parent) if (whole.has(at.key)) return true
  return false
}

function lineOf(change: Change): string[] {
  if (change.verb === 'create') return [`Detected added ${change.key}`]
  if (change.verb === 'drop') return [`Detected removed ${change.key}`]
  const values = change.attributes.map((name) => {
    const [from = '', to = ''] = [change.current, change.desired].map(({ shape }) => brief(Reflect.get(shape, name)))
    return from === '' || to === '' || from.length + to.length > LONGEST ? name : `${name} ${from} → ${to}`
  })
  return [`Detected altered ${change.key}: ${values.join(', ')}`]
}

/** Empty where a value says little to a person. */
function brief(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll(/\s+/g, ' ')
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? '' : (JSON.stringify(value) ?? 'null')
}

/** Tables whose columns stand in another order: no statement of PostgreSQL changes that, and nothing hangs on it. */
export function columnOrders({ current, goal }: Pick<Settled, 'current' | 'goal'>): readonly string[] {
  const columnsOf = (catalog: Catalog, other: Catalog): Map<string, string> => {
    const columns = [...catalog.objects.values()]
      .filter(({ key, kind, parent }) => kind === 'column' && parent !== null && other.objects.has(key))
      .toSorted((a, b) => positionOf(a) - positionOf(b))
    const orders = new Map<string, string>()
    for (const { parent, name } of columns)
      if (parent) orders.set(parent.key, `${orders.get(parent.key) ?? ''} ${JSON.stringify(name)}`)
    return orders
  }
  const [before, after] = [columnsOf(current, goal), columnsOf(goal, current)]
  return [...after]
    .filter(([key, order]) => before.get(key) !== order)
    .map(([key]) => `Detected other order of the columns of ${key}, which stays as it is`)
}

const positionOf = ({ shape }: CatalogObject): number => Number(Reflect.get(shape, 'position'))
