// What a definition leaves unsaid is no difference: it stays as it is, also where its object is made anew.

import type { Catalog } from '../catalog/catalog.ts'
import type { AnyKind } from '../kinds/kind.ts'

/** The desired catalog with what it does not say (an owner) taken over from the current one. */
export function withUnsaid(current: Catalog, desired: Catalog, kinds: readonly AnyKind[]): Catalog {
  const unsaid = new Set(kinds.filter((kind) => kind.unsaid).map((kind) => kind.type))
  const carried = [...current.objects.values()].filter(
    (object) =>
      unsaid.has(object.kind) &&
      !desired.objects.has(object.key) &&
      object.parent !== null &&
      desired.objects.has(object.parent.key),
  )
  if (carried.length === 0) return desired
  const objects = new Map(desired.objects)
  for (const object of carried) objects.set(object.key, { ...object, parent: desired.objects.get(object.parent!.key)! })
  const keys = new Set(carried.map((object) => object.key))
  const dependencies = [...desired.dependencies, ...current.dependencies.filter((d) => keys.has(d.from) && objects.has(d.to))]
  return { ...desired, objects, dependencies }
}
