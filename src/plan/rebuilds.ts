// Which dependents must be dropped before an ALTER and made again after it: what the kinds' rules say of it.

import type { CatalogObject } from '../catalog/object.ts'
import type { AnyKind } from '../kinds/kind.ts'

/** Kinds, or narrower words for some of their objects. */
export function rebuildsOf(kind: AnyKind, attribute: string, was: CatalogObject, is: CatalogObject): readonly string[] {
  const rule = kind.attributes[attribute]
  if (typeof rule !== 'object' || !rule.rebuilds) return []
  if (typeof rule.rebuilds !== 'function') return rule.rebuilds
  return rule.rebuilds(Reflect.get(was.shape, attribute), Reflect.get(is.shape, attribute), is, was)
}

export function isRebuilt(names: { has(name: string): boolean }, kind: AnyKind, dependent: CatalogObject): boolean {
  if (names.has(kind.type)) return true
  const narrower = kind.narrower?.(dependent) ?? null
  return narrower !== null && names.has(narrower)
}
