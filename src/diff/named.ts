// What a definition names without declaring it (the role of a GRANT, an owner) stays as it is. Knows no kind.

import type { Catalog } from '../catalog/catalog.ts'
import type { CatalogObject, Key } from '../catalog/object.ts'
import type { AnyKind } from '../kinds/kind.ts'

/** The desired catalog with what its objects need and it lacks, as far as the current one has it, parts and links included. */
export function withNamed(current: Catalog, desired: Catalog, kinds: readonly AnyKind[]): Catalog {
  if (desired.origin !== 'definition') return desired
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const named = new Set<Key>()
  for (const object of desired.objects.values())
    for (const key of kindOf.get(object.kind)?.requires?.(object) ?? [])
      if (!desired.objects.has(key) && current.objects.get(key)?.parent === null) named.add(key)
  if (named.size === 0) return desired

  const isThere = (key: Key): boolean => named.has(key) || desired.objects.has(key)
  const isKept = (object: CatalogObject): boolean => {
    if (named.has(object.key) || (object.parent && named.has(object.parent.key))) return true
    const ends = kindOf.get(object.kind)?.dropsWith?.(object) ?? []
    return ends.some((key) => named.has(key)) && ends.every(isThere)
  }
  const kept = [...current.objects].filter(([key, object]) => !desired.objects.has(key) && isKept(object))
  return { ...desired, objects: new Map([...desired.objects, ...kept]) }
}
