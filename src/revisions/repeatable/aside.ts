// States without what repeatable files answer for: revisions are held against the rest.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { Made } from './made.ts'

export type Keys = ReadonlySet<Key>

export const keysOf = ({ units }: Made): Keys => new Set(units.flatMap(({ keys }) => [...keys]))

/** It is one of these, or a part of one. */
export function isAmong(object: CatalogObject, keys: Keys): boolean {
  for (let at: CatalogObject | null = object; at; at = at.parent) if (keys.has(at.key)) return true
  return false
}

export const without = (catalog: Catalog, keys: Keys): Catalog =>
  keys.size === 0 ? catalog : kept(catalog, (object) => !isAmong(object, keys))

/** The definition as the revisions are to lead to it: of what repeatable files change, it is as the revisions left it. */
export function withoutRepeatable(definition: Catalog, made: Made): Catalog {
  const keys = keysOf(made)
  if (keys.size === 0) return definition
  const isOwn = (object: CatalogObject): boolean => isAmong(object, keys)
  const rest = kept(definition, (object) => !isOwn(object))
  return withOwn(rest, made.base, isOwn)
}

/** A state, with these of another one's objects in place of its own. */
export function withOwn(rest: Catalog, other: Catalog, isOwn: (object: CatalogObject) => boolean): Catalog {
  const own = new Map([...other.objects].filter(([, object]) => isOwn(object)))
  if (own.size === 0) return rest
  const objects = new Map([...rest.objects, ...own])
  const isThere = ({ from, to }: { from: Key; to: Key }): boolean => objects.has(from) && objects.has(to)
  return {
    ...rest,
    objects,
    dependencies: [
      ...rest.dependencies.filter(({ from }) => !own.has(from)),
      ...other.dependencies.filter((one) => own.has(one.from) && isThere(one)),
    ],
  }
}

function kept(state: Catalog, keeps: (object: CatalogObject) => boolean): Catalog {
  const objects = new Map([...state.objects].filter(([, object]) => keeps(object)))
  return {
    ...state,
    objects,
    dependencies: state.dependencies.filter(({ from, to }) => objects.has(from) && objects.has(to)),
    bytes: new Map([...state.bytes].filter(([key]) => objects.has(key))),
  }
}
