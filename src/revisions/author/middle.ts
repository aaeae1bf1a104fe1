// A state between two others: the later one, but for some objects and what depends on them, which are as they were.

import type { Catalog, Dependency } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'

/** @param late what is only to come, or change, after the state that is returned */
export function middleState(current: Catalog, goal: Catalog, late: Iterable<Key>): Catalog {
  const waiting = dependentsOf(goal, late)
  const objects = new Map([...goal.objects].filter(([key]) => !waiting.has(key)))
  const kept = new Set([...waiting].filter((key) => current.objects.has(key)))
  // What they need as they were: a dropped column of a key that is changed.
  for (let added = [...kept]; added.length > 0;) {
    const missing = needsOf(current, added).filter((key) => !objects.has(key) && !kept.has(key))
    const parts = partsOf(current, missing).filter((key) => !objects.has(key) && !kept.has(key))
    added = [...new Set([...missing, ...parts])]
    for (const key of added) kept.add(key)
  }
  for (const key of kept) objects.set(key, current.objects.get(key)!)
  const isThere = ({ from, to }: Dependency): boolean => objects.has(from) && objects.has(to)
  const dependencies = [
    ...goal.dependencies.filter((one) => !kept.has(one.from) && isThere(one)),
    ...current.dependencies.filter((one) => kept.has(one.from) && isThere(one)),
  ]
  return { ...goal, objects, dependencies }
}

/** These, what depends on them, and all parts. */
export function dependentsOf(catalog: Catalog, keys: Iterable<Key>): Set<Key> {
  const on = new Map<Key, Key[]>()
  const note = (from: Key, to: Key): void => void (on.get(to)?.push(from) ?? on.set(to, [from]))
  for (const { from, to, orderOnly } of catalog.dependencies) if (!orderOnly) note(from, to)
  for (const { key, parent } of catalog.objects.values()) if (parent) note(key, parent.key)
  const found = new Set(keys)
  for (const key of found) for (const dependent of on.get(key) ?? []) found.add(dependent)
  return found
}

function needsOf(catalog: Catalog, keys: readonly Key[]): Key[] {
  const asked = new Set(keys)
  return catalog.dependencies.filter(({ from, to }) => asked.has(from) && catalog.objects.has(to)).map(({ to }) => to)
}

function partsOf(catalog: Catalog, keys: readonly Key[]): Key[] {
  const whole = new Set(keys)
  const isPart = (object: CatalogObject): boolean => {
    for (let at = object.parent; at; at = at.parent) if (whole.has(at.key)) return true
    return false
  }
  return [...catalog.objects.values()].filter(isPart).map(({ key }) => key)
}
