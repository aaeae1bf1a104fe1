// What autogenerate found, a line each, as Alembic's users know it: `Detected added table public.invoice`.

import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { Settled } from '../../compare/compare.ts'
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
    ...changes.filter((change) => !isPartOf(objectOf(change), whole)).flatMap(lineOf),
  ]
}

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
