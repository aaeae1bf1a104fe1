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
  const values = change.attributes.map((name) => {
    const [is, shouldBe] = apart(Reflect.get(from, name), Reflect.get(to, name))
    return `${name} is ${brief(is)}, not ${brief(shouldBe)}`
  })
  return `${change.key}: ${values.join('; ')}`
}

const MOST_SHOWN = 200
/** Of what both begin with. */
const SHOWN_BEFORE = 60

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

/** Of long texts what surrounds the first difference; of several fields those that differ. */
function apart(a: unknown, b: unknown): [unknown, unknown] {
  if (typeof a === 'string' && typeof b === 'string') {
    if (Math.max(a.length, b.length) <= MOST_SHOWN) return [a, b]
    const at = [...a].findIndex((char, i) => char !== b[i])
    const start = (at < 0 ? Math.min(a.length, b.length) : at) - SHOWN_BEFORE
    return start <= 0 ? [a, b] : [`…${a.slice(start)}`, `…${b.slice(start)}`]
  }
  if (!isFields(a) || !isFields(b)) return [a, b]
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const differing = names.filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
  const only = (fields: Fields): Fields => Object.fromEntries(differing.map((name) => [name, fields[name]]))
  return [only(a), only(b)]
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
