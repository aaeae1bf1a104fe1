// A short hash of every object with its parts, kept in a plan file, so that `apply` can name what has changed since
// the plan was made. Knows no kind.

import { createHash } from 'node:crypto'
import { stateReader } from '../catalog/fingerprint.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { wholeOf } from '../catalog/object.ts'
import type { AnyKind } from '../kinds/kind.ts'

export type Landmarks = Readonly<Record<string, string>>

export function landmarksOf(catalog: Catalog, kinds: readonly AnyKind[]): Landmarks {
  const valuesOf = stateReader(kinds)
  const wholes = new Map<string, string[]>()
  for (const object of catalog.objects.values()) {
    const whole = wholeOf(object).key
    const lines = wholes.get(whole) ?? []
    lines.push(`${object.key} ${JSON.stringify(valuesOf(object))}`)
    wholes.set(whole, lines)
  }
  const hash = (lines: readonly string[]) =>
    createHash('sha256').update(lines.toSorted().join('\n')).digest('hex').slice(0, 8)
  return Object.fromEntries([...wholes].map(([whole, lines]) => [whole, hash(lines)]).sort())
}

/** What differs from where a plan begins, or, where that is less, from where it leads: it may be applied already. */
export function compareWithPlan(found: Landmarks, { from, to }: { from: Landmarks; to: Landmarks }): readonly string[] {
  if (differing(found, from).length <= differing(found, to).length) return compareLandmarks(found, from)
  return [
    'It is nearer to where the plan leads: it seems to be applied already. From there:',
    ...compareLandmarks(found, to),
  ]
}

const differing = (found: Landmarks, expected: Landmarks): string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(found)])].filter((key) => found[key] !== expected[key]).sort()

/** What differs, an object a line, at most twenty. */
export function compareLandmarks(found: Landmarks, expected: Landmarks): readonly string[] {
  const lines = differing(found, expected).map((key) => {
    if (expected[key] === undefined) return `${key} was not there`
    return found[key] === undefined ? `${key} is gone` : `${key} is different`
  })
  return lines.length > 20 ? [...lines.slice(0, 20), `… and ${lines.length - 20} more`] : lines
}
