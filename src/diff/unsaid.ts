// What a definition leaves unsaid, or says in other words, is no difference: it stays as it is, also where its object is made anew.

import type { Catalog } from '../catalog/catalog.ts'
import { ident } from '../catalog/identifier.ts'
import { keyOf, wholeOf, type CatalogObject, type Key } from '../catalog/object.ts'
import type { AnyKind } from '../kinds/kind.ts'
import { equal } from './diff.ts'
import { withNamed } from './named.ts'

/** The desired catalog with what it does not say (an owner), and what it says in other words, as the current one has it. */
export function withUnsaid(current: Catalog, desired: Catalog, kinds: readonly AnyKind[]): Catalog {
  const carried = carriedOver(current, forUser(current, desired, kinds), kinds)
  return inWordsOf(current, withNamed(current, carried, kinds), kinds)
}

function carriedOver(current: Catalog, desired: Catalog, kinds: readonly AnyKind[]): Catalog {
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
  const dependencies = [
    ...desired.dependencies,
    ...current.dependencies.filter((d) => keys.has(d.from) && objects.has(d.to)),
  ]
  return { ...desired, objects, dependencies }
}

/** A definition that names the applying role means it as one that names none does; CURRENT_USER in it is who applies it. */
function forUser(current: Catalog, desired: Catalog, kinds: readonly AnyKind[]): Catalog {
  if (desired.origin !== 'definition' || current.origin !== 'database') return desired
  const personal = new Map(kinds.flatMap((kind) => (kind.forUser ? [[kind.type, kind] as const] : [])))
  const owners = [desired, current].map((catalog) => ownersIn(catalog, kinds))
  const meant = new Map<Key, CatalogObject | null>()
  const applied = new Map([...personal].map(([type, kind]) => [type, appliedBy(kind, current, desired)]))
  for (const object of desired.objects.values()) {
    const kind = personal.get(object.kind)
    if (!kind) continue
    const owns = ownerOf(object, owners, [current, desired]) === ident(current.user)
    const roles = { user: current.user, loader: desired.user, owns, appliedBy: applied.get(object.kind) ?? null }
    const said = kind.forUser?.(object, roles) ?? null
    if (said === 'nothing') meant.set(object.key, null)
    else if (said) meant.set(object.key, { ...object, ...said, key: keyOf(object.kind, said.identity) })
  }
  if (meant.size === 0) return desired
  const keyFor = (key: Key) => meant.get(key)?.key ?? key
  const objects = [...desired.objects.values()].flatMap(
    (object) => meant.get(object.key) ?? (meant.has(object.key) ? [] : object),
  )
  const dependencies = desired.dependencies.filter(({ from, to }) => meant.get(from) !== null && meant.get(to) !== null)
  return {
    ...desired,
    objects: new Map(objects.map((object) => [object.key, object])),
    dependencies: dependencies.map((d) => ({ ...d, from: keyFor(d.from), to: keyFor(d.to) })),
  }
}

function appliedBy(kind: AnyKind, ...catalogs: readonly [current: Catalog, desired: Catalog]): string | null {
  if (!kind.appliedBy) return null
  const [current, desired] = catalogs.map(({ objects }) => [...objects.values()].filter((o) => o.kind === kind.type))
  return kind.appliedBy(current ?? [], desired ?? [])
}

function ownersIn(catalog: Catalog, kinds: readonly AnyKind[]): Map<Key, string> {
  const owning = new Map(kinds.flatMap((kind) => (kind.ownedBy ? [[kind.type, kind] as const] : [])))
  const owners = new Map<Key, string>()
  for (const object of catalog.objects.values()) {
    const role = owning.get(object.kind)?.ownedBy?.(object)
    if (role !== undefined && object.parent) owners.set(object.parent.key, role)
  }
  return owners
}

/** Said by the definition, or else as it is now; what is new belongs to the applying role. Null: not known. */
function ownerOf(
  object: CatalogObject,
  owners: readonly ReadonlyMap<Key, string>[],
  [current, desired]: readonly [Catalog, Catalog],
): string | null {
  const parent = object.parent
  if (parent === null) return null
  const { key } = parent.kind === 'schema' ? parent : wholeOf(parent)
  for (const known of owners) if (known.has(key)) return known.get(key) ?? null
  const isThere = current.objects.has(key)
  // A member of an extension is in no catalog, and is its extension's owner's.
  if (!isThere && !desired.objects.has(key)) return null
  return isThere && parent.kind === 'schema' ? null : ident(current.user)
}

/** Where two values mean the same, the current one counts, so that the state that a plan leads to is the one that it names. */
function inWordsOf(current: Catalog, desired: Catalog, kinds: readonly AnyKind[]): Catalog {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const changed = new Map<Key, CatalogObject>()
  for (const [key, object] of desired.objects) {
    const was = current.objects.get(key)
    if (!was || was.shape === object.shape) continue
    const taken = takenOver(kindOf.get(object.kind)!, was, object, desired.origin)
    if (taken) changed.set(key, { ...object, shape: { ...object.shape, ...taken } })
  }
  if (changed.size === 0) return desired
  return {
    ...desired,
    objects: new Map([...desired.objects].map(([key, object]) => [key, changed.get(key) ?? object])),
  }
}

function takenOver(kind: AnyKind, was: CatalogObject, is: CatalogObject, origin: Catalog['origin']): object | null {
  const [from, to] = [was.shape as Record<string, unknown>, is.shape as Record<string, unknown>]
  let taken: Record<string, unknown> | null = null
  for (const attribute in kind.attributes) {
    const [a, b] = [from[attribute], to[attribute]]
    if (a === b) continue
    const rule = kind.attributes[attribute]
    if (rule === 'rendered' || equal(a, b)) continue
    const isSame = typeof rule === 'object' && !rule.state && rule.same?.(a, b) === true
    if (isSame || (origin === 'definition' && isReprinted(a, b))) (taken ??= {})[attribute] = a
  }
  return taken
}

/**
 * A dump prints `x IN ('a', 'b')` over character varying as `(ARRAY['a'::character varying, …])::text[]`, which PostgreSQL,
 * loading it, takes for a cast of each element (transformTypeCast, parse_expr.c) and prints as such from then on.
 */
function isReprinted(a: unknown, b: unknown): boolean {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)]
  if (x === undefined || y === undefined || !(x.includes('ARRAY[') && y.includes('ARRAY['))) return false
  return withElementCasts(x) === withElementCasts(y)
}

const ARRAY_CAST = /\(ARRAY\[((?:(?:'(?:[^']|'')*'::character varying)(?:, )?)+)\]\)::text\[\]/g

const withElementCasts = (text: string): string =>
  text.replace(ARRAY_CAST, (_all, elements: string) => {
    const cast = elements.replace(/'(?:[^']|'')*'::character varying/g, (element) => `(${element})::text`)
    return `ARRAY[${cast}]`
  })
