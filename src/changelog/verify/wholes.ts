// Differences without those that come along with another: the columns of a table that is missing. Compares nothing.

import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { Change } from '../../diff/diff.ts'

/** Without what is missing, or too much, as a part of something that is. */
export function wholesOf(changes: readonly Change[]): { readonly change: Change; readonly parts: number }[] {
  const verbs = new Map(changes.map((change) => [change.key, change.verb]))
  const isPart = (change: Change): boolean => {
    if (change.verb === 'alter') return false
    for (let at = objectOf(change).parent; at; at = at.parent) if (verbs.get(at.key) === change.verb) return true
    return false
  }
  const parts = changes.filter(isPart)
  return changes
    .filter((change) => !isPart(change))
    .map((change) => ({
      change,
      parts: parts.filter((part) => part.verb === change.verb && isWithin(objectOf(part), change.key)).length,
    }))
}

export const objectOf = (change: Change): CatalogObject => (change.verb === 'drop' ? change.current : change.desired)

function isWithin(object: CatalogObject, key: Key): boolean {
  for (let at = object.parent; at; at = at.parent) if (at.key === key) return true
  return false
}
