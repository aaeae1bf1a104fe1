// Two catalogs → what differs. Knows no kind and renders no SQL.

import type { Catalog } from '../catalog/catalog.ts'
import type { CatalogObject, Key } from '../catalog/object.ts'
import type { AnyKind } from '../kinds/kind.ts'

export interface Create {
  readonly verb: 'create'
  readonly key: Key
  readonly desired: CatalogObject
}

export interface Drop {
  readonly verb: 'drop'
  readonly key: Key
  readonly current: CatalogObject
}

export interface Alter {
  readonly verb: 'alter'
  readonly key: Key
  readonly current: CatalogObject
  readonly desired: CatalogObject
  /** The attributes that differ, in the order in which the kind lists them. */
  readonly attributes: readonly string[]
}

export type Change = Create | Drop | Alter

/** Drops first, then creates and alters in the desired catalog's order. */
export function diff(current: Catalog, desired: Catalog, kinds: readonly AnyKind[]): Change[] {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const changes: Change[] = []
  for (const [key, object] of current.objects)
    if (!desired.objects.has(key) && !kindOf.get(object.kind)!.unsaid)
      changes.push({ verb: 'drop', key, current: object })
  for (const [key, object] of desired.objects) {
    const was = current.objects.get(key)
    if (!was) {
      changes.push({ verb: 'create', key, desired: object })
      continue
    }
    const attributes = differing(kindOf.get(object.kind)!, was, object)
    if (attributes.length) changes.push({ verb: 'alter', key, current: was, desired: object, attributes })
  }
  return changes
}

/** Whether anything differs; stops at the first difference. */
export function differ(current: Catalog, desired: Catalog, kinds: readonly AnyKind[]): boolean {
  if (current.objects.size !== desired.objects.size) return true
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  for (const [key, object] of desired.objects) {
    const was = current.objects.get(key)
    if (!was || differing(kindOf.get(object.kind)!, was, object).length > 0) return true
  }
  return false
}

function differing(kind: AnyKind, was: CatalogObject, is: CatalogObject): string[] {
  const from = was.shape as Record<string, unknown>
  const to = is.shape as Record<string, unknown>
  return Object.keys(kind.attributes).filter((attribute) => {
    const [a, b] = [from[attribute], to[attribute]]
    if (a === b) return false
    const rule = kind.attributes[attribute]
    if (rule === 'rendered' || equal(a, b)) return false
    return !(typeof rule === 'object' && rule.same?.(a, b))
  })
}

/** Deep equality of JSON values; an absent member equals null. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return (a ?? null) === (b ?? null)
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = new Set([...Object.keys(x), ...Object.keys(y)])
  return [...names].every((name) => equal(x[name], y[name]))
}
