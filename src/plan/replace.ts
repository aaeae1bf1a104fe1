// Which objects must be dropped and made again, because no ALTER exists or because something that they depend on goes.
// Knows kinds only by what they declare.

import type { Catalog } from '../catalog/catalog.ts'
import type { CatalogObject, Key } from '../catalog/object.ts'
import type { Change } from '../diff/diff.ts'
import type { AnyKind } from '../kinds/kind.ts'
import { isRebuilt, rebuildsOf } from './rebuilds.ts'

export interface Replacements {
  /** Objects of both catalogs that are dropped and made again. */
  readonly replaced: ReadonlySet<Key>
  /** Those of them that are renamed aside first, since columns hold on to them until they are moved over. */
  readonly aside: ReadonlySet<Key>
  /** Columns to move over, with the attribute to apply again. */
  readonly recasts: ReadonlyMap<Key, string>
}

/** No sequence of ALTERs that keeps the data leads from the one state to the other. */
export class ImpossibleChangeError extends Error {
  override readonly name = 'ImpossibleChangeError'
  readonly object: Key
  constructor(object: Key, message: string) {
    super(message)
    this.object = object
  }
}

export function replacements(
  changes: readonly Change[],
  current: Catalog,
  desired: Catalog,
  kindOf: ReadonlyMap<string, AnyKind>,
): Replacements {
  const closure = new Closure(changes, current, desired, kindOf)
  closure.run()
  return {
    replaced: new Set([...closure.gone].filter((key) => desired.objects.has(key))),
    aside: closure.aside,
    recasts: closure.recasts,
  }
}

/** The rules of one attribute's change that say more than how it is altered. */
export function needsReplacement(kind: AnyKind, attribute: string, was: CatalogObject, is: CatalogObject): boolean {
  const rule = kind.attributes[attribute]
  if (rule === 'replace') return true
  if (typeof rule !== 'object') return false
  const [from, to] = [was.shape as Record<string, unknown>, is.shape as Record<string, unknown>]
  return rule.replaceWhen?.(from[attribute], to[attribute], is, was) ?? false
}

class Closure {
  readonly gone = new Set<Key>()
  readonly aside = new Set<Key>()
  readonly recasts = new Map<Key, string>()
  private readonly forcing = new Map<Key, Set<string>>()
  private readonly altered = new Map<Key, Change & { verb: 'alter' }>()
  /** Of the desired catalog, by dependent; an end counts with the wholes that it is part of. */
  private readonly needs: ReadonlyMap<Key, ReadonlySet<Key>>
  private readonly dependents: ReadonlyMap<Key, readonly { key: Key; isChild: boolean }[]>
  private readonly current: Catalog
  private readonly desired: Catalog
  private readonly kindOf: ReadonlyMap<string, AnyKind>
  private readonly work: Key[] = []

  constructor(changes: readonly Change[], current: Catalog, desired: Catalog, kindOf: ReadonlyMap<string, AnyKind>) {
    this.current = current
    this.desired = desired
    this.kindOf = kindOf
    for (const change of changes) {
      if (change.verb === 'drop') this.take(change.key)
      if (change.verb !== 'alter') continue
      const kind = this.kind(change.key)
      if (change.attributes.some((a) => needsReplacement(kind, a, change.current, change.desired)))
        this.take(change.key)
      else {
        this.altered.set(change.key, change)
        for (const attribute of change.attributes) this.force(change.key, attribute)
      }
    }
    const needed = this.work.length > 0
    this.needs = needed ? needsOf(desired, new Set(this.altered.keys())) : new Map()
    this.dependents = needed ? dependentsOf(current, kindOf) : new Map()
  }

  run(): void {
    for (let target = this.work.pop(); target !== undefined; target = this.work.pop())
      for (const dependent of this.dependents.get(target) ?? []) this.visit(target, dependent.key, dependent.isChild)
    while (this.spreadAside()) continue
  }

  /** What a type that is set aside holds on to cannot go before it, so it makes room for its successor in the same way. */
  private spreadAside(): boolean {
    if (this.aside.size === 0) return false
    const size = this.aside.size
    for (const { from, to } of this.current.dependencies)
      if (this.gone.has(to) && this.desired.objects.has(to) && this.kind(to).aside && this.isAside(from))
        this.aside.add(to)
    return this.aside.size > size
  }

  private isAside(key: Key): boolean {
    for (let at = this.current.objects.get(key) ?? null; at; at = at.parent) if (this.aside.has(at.key)) return true
    return false
  }

  private visit(target: Key, dependent: Key, isChild: boolean): void {
    if (this.gone.has(dependent) || !this.desired.objects.has(dependent)) return
    const object = this.current.objects.get(dependent)!
    const kind = this.kind(dependent)
    if (!this.gone.has(target)) {
      if (isRebuilt(this.forcing.get(target)!, kind, object) && this.rebuildable(kind, object)) this.take(dependent)
      return
    }
    if (isChild && kind.partOfParent) return this.take(dependent)
    const link = kind.follows?.(object).find(({ key }) => key === target)?.unless
    if (link === undefined ? this.released(dependent, target) : this.isCut(link)) return
    if (this.rebuildable(kind, object)) return this.take(dependent)
    // A part that cannot be made again by itself is made again with its whole: a composite type's attribute.
    const whole =
      kind.partOfParent && kind.recast === undefined && this.desired.objects.has(target) ? object.parent : null
    if (whole && this.rebuildable(this.kind(whole.key), whole))
      return this.gone.has(whole.key) ? undefined : this.take(whole.key)
    this.moveOver(target, dependent, kind)
  }

  /** The link by which it would go with the target is cut before. */
  private isCut(link: Key): boolean {
    const place = this.current.objects.get(link)
    if (!place || this.gone.has(place.parent!.key)) return false
    return this.gone.has(place.key) || (this.kind(place.key).requires?.(place) ?? []).some((key) => this.gone.has(key))
  }

  /** Its ALTER lets go of the target, and of every whole that goes with it. */
  private released(dependent: Key, target: Key): boolean {
    if (!this.altered.has(dependent)) return false
    const needs = this.needs.get(dependent) ?? new Set()
    const object = this.current.objects.get(target)!
    for (let at: CatalogObject | null = object; at; at = at.parent)
      if (this.gone.has(at.key) && (needs.has(at.key) || this.makesWay(at, needs))) return false
    // While both overloads of a routine are there, its call may not be unique (42725).
    const isRoutine = this.kind(target).definesCode === true
    return !isRoutine || ![...needs].some((key) => isOverload(this.desired.objects.get(key), object))
  }

  /** What is needed gets its name, so that it is there only when this is gone: a view in the place of a table. */
  private makesWay(object: CatalogObject, needs: ReadonlySet<Key>): boolean {
    const names = new Set(this.kind(object.key).occupies?.(object))
    if (names.size === 0 || this.desired.objects.has(object.key)) return false
    return [...needs].some((key) => {
      const needed = this.current.objects.has(key) ? undefined : this.desired.objects.get(key)
      return (
        needed &&
        this.kind(key)
          .occupies?.(needed)
          .some((name) => names.has(name))
      )
    })
  }

  private moveOver(target: Key, dependent: Key, kind: AnyKind): void {
    const type = this.kind(target)
    if (kind.recast === undefined || !type.aside) {
      if (!this.desired.objects.has(target)) return
      throw new ImpossibleChangeError(
        target,
        `${target} would have to be dropped and made again, but ${dependent} uses it and cannot be without it. Change ${dependent} first, in a step of its own.`,
      )
    }
    this.aside.add(target)
    if (this.recasts.has(dependent)) return
    this.recasts.set(dependent, kind.recast)
    this.force(dependent, kind.recast)
  }

  private take(key: Key): void {
    this.gone.add(key)
    this.work.push(key)
  }

  private force(key: Key, attribute: string): void {
    const [was, is] = [this.current.objects.get(key), this.desired.objects.get(key)]
    const rebuilt = was && is ? rebuildsOf(this.kind(key), attribute, was, is) : []
    if (rebuilt.length === 0) return
    const forced = this.forcing.get(key) ?? new Set()
    for (const type of rebuilt) forced.add(type)
    this.forcing.set(key, forced)
    this.work.push(key)
  }

  private rebuildable(kind: AnyKind, object: CatalogObject): boolean {
    return typeof kind.rebuildable === 'function' ? kind.rebuildable(object) : kind.rebuildable
  }

  private kind(key: Key): AnyKind {
    return this.kindOf.get((this.current.objects.get(key) ?? this.desired.objects.get(key))!.kind)!
  }
}

const isOverload = (one: CatalogObject | undefined, other: CatalogObject): boolean =>
  one !== undefined && one.kind === other.kind && one.name === other.name && one.parent?.key === other.parent?.key

function needsOf(catalog: Catalog, dependents: ReadonlySet<Key>): Map<Key, Set<Key>> {
  const needs = new Map<Key, Set<Key>>()
  for (const { from, to } of catalog.dependencies) {
    if (!dependents.has(from)) continue
    const found = needs.get(from) ?? new Set()
    for (let at = catalog.objects.get(to) ?? null; at; at = at.parent) found.add(at.key)
    needs.set(from, found)
  }
  return needs
}

function dependentsOf(
  catalog: Catalog,
  kindOf: ReadonlyMap<string, AnyKind>,
): Map<Key, { key: Key; isChild: boolean }[]> {
  const dependents = new Map<Key, { key: Key; isChild: boolean }[]>()
  const add = (to: Key, key: Key, isChild: boolean) => {
    const list = dependents.get(to)
    if (list) list.push({ key, isChild })
    else dependents.set(to, [{ key, isChild }])
  }
  for (const object of catalog.objects.values()) if (object.parent) add(object.parent.key, object.key, true)
  for (const { from, to, orderOnly } of catalog.dependencies) if (!orderOnly) add(to, from, false)
  for (const object of catalog.objects.values()) {
    for (const { key, unless } of kindOf.get(object.kind)!.follows?.(object) ?? [])
      if (unless) add(key, object.key, false)
    // What cannot be made again is cut loose before: a sequence, by OWNED BY NONE.
    if (kindOf.get(object.kind)!.rebuildable === false) continue
    for (const taker of kindOf.get(object.kind)!.dropsWith?.(object) ?? []) add(taker, object.key, false)
  }
  return dependents
}
