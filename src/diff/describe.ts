// A difference in words, for a person.

import type { Catalog } from '../catalog/catalog.ts'
import type { Key } from '../catalog/object.ts'
import { kinds as allKinds } from '../kinds/all.ts'
import type { AnyKind } from '../kinds/kind.ts'
import { diff, type Change } from './diff.ts'

/** What the first state lacks, has too much or has otherwise than the second, a line each; of a whole object its parts are not named. */
export function differences(actual: Catalog, wanted: Catalog, kinds: readonly AnyKind[] = allKinds): string[] {
  const changes = diff(actual, wanted, kinds)
  const whole = new Set(changes.filter(({ verb }) => verb !== 'alter').map(({ key }) => key))
  return changes.filter((change) => !isPartOf(change, whole)).map(describeChange)
}

function isPartOf(change: Change, whole: ReadonlySet<Key>): boolean {
  if (change.verb === 'alter') return false
  const { parent } = change.verb === 'create' ? change.desired : change.current
  return parent !== null && whole.has(parent.key)
}

export function describeChange(change: Change): string {
  if (change.verb === 'create') return `${change.key} is missing`
  if (change.verb === 'drop') return `${change.key} is there and should not be`
  const [from, to] = [change.current.shape, change.desired.shape]
  const values = change.attributes.map(
    (name) => `${name} is ${brief(Reflect.get(from, name))}, not ${brief(Reflect.get(to, name))}`,
  )
  return `${change.key}: ${values.join('; ')}`
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
