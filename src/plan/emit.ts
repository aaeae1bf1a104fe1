// Changes → steps, one for each object, folded where one statement does the work of several. Knows kinds only by what they declare.

import type { Catalog } from '../catalog/catalog.ts'
import { keyOf, type CatalogObject, type Key } from '../catalog/object.ts'
import { equal, type Alter, type Change } from '../diff/diff.ts'
import type { AnyKind, Follow, Inline, Out, Statement } from '../kinds/kind.ts'
import { ImpossibleChangeError, type Replacements } from './replace.ts'
import type { Step, StepVerb } from './step.ts'

export interface Steps {
  readonly all: readonly Step[]
  readonly creates: ReadonlyMap<Key, Step>
  readonly alters: ReadonlyMap<Key, Step>
  readonly drops: ReadonlyMap<Key, Step>
  readonly asides: ReadonlyMap<Key, Step>
  /** What is altered right after it was created along with something else. */
  readonly settlements: ReadonlyMap<Key, Step>
}

export function emit(
  changes: readonly Change[],
  replacements: Replacements,
  current: Catalog,
  desired: Catalog,
  kindOf: ReadonlyMap<string, AnyKind>,
  isLarge: (object: CatalogObject) => boolean = () => false,
): Steps {
  return new Emission(replacements, current, desired, kindOf, isLarge).run(changes)
}

class Emission {
  private readonly creates = new Map<Key, Step>()
  private readonly alters = new Map<Key, Step>()
  private readonly drops = new Map<Key, Step>()
  private readonly asides = new Map<Key, Step>()
  private readonly alterations = new Map<Key, Alter>()
  private followers: Map<Key, Key[]> | null = null
  private names: Set<string> | null = null
  private readonly following = new Set<Step>()
  private readonly settlements = new Map<Key, Step>()
  private readonly replacements: Replacements
  private readonly current: Catalog
  private readonly desired: Catalog
  private readonly kindOf: ReadonlyMap<string, AnyKind>
  private readonly isLarge: (object: CatalogObject) => boolean

  constructor(
    replacements: Replacements,
    current: Catalog,
    desired: Catalog,
    kindOf: ReadonlyMap<string, AnyKind>,
    isLarge: (object: CatalogObject) => boolean,
  ) {
    this.isLarge = isLarge
    this.replacements = replacements
    this.current = current
    this.desired = desired
    this.kindOf = kindOf
  }

  run(changes: readonly Change[]): Steps {
    const { replaced, recasts } = this.replacements
    const changed = new Set(changes.map((change) => change.key))
    for (const change of changes) if (change.verb === 'drop') this.drop(change.current, false)
    for (const [key, object] of this.current.objects) if (replaced.has(key)) this.drop(object, !changed.has(key))
    const created = new Set(changes.flatMap((change) => (change.verb === 'create' ? [change.key] : [])))
    for (const [key, object] of this.desired.objects)
      if (created.has(key) || replaced.has(key)) this.create(object, !changed.has(key))
    this.collectAlterations(changes, replaced, recasts)
    for (const alteration of this.alterations.values()) this.alter(alteration)
    this.foldDrops()
    this.foldCreates()
    this.foldAlters()
    const { drops, asides, creates, alters, settlements } = this
    const all = [drops, asides, creates, alters, settlements].flatMap((steps) => [...steps.values()])
    return { all, creates, alters, drops, asides, settlements }
  }

  private collectAlterations(
    changes: readonly Change[],
    replaced: ReadonlySet<Key>,
    recasts: ReadonlyMap<Key, string>,
  ): void {
    for (const change of changes)
      if (change.verb === 'alter' && !replaced.has(change.key)) this.alterations.set(change.key, change)
    for (const [key, attribute] of recasts) {
      if (replaced.has(key)) continue
      const change = this.alterations.get(key)
      const attributes = [...new Set([...(change?.attributes ?? []), attribute])]
      this.alterations.set(key, {
        verb: 'alter',
        key,
        current: this.current.objects.get(key)!,
        desired: this.desired.objects.get(key)!,
        attributes,
      })
    }
  }

  private step(
    verb: StepVerb,
    object: CatalogObject,
    statements: readonly Statement[],
    rebuilds: boolean,
    separable: boolean,
  ): Step {
    const kind = this.kind(object)
    const online =
      verb === 'create' && this.isLarge(object)
        ? (kind.createOnline?.(object, { major: this.current.serverMajor ?? this.current.major }) ?? null)
        : null
    return {
      verb,
      key: object.key,
      object,
      kind,
      rebuilds,
      statements,
      online: online && [online].flat(),
      wasThere: this.wasThere,
      hollow: null,
      host: null,
      separable,
      parts: [],
    }
  }

  private readonly wasThere = (key: Key): boolean =>
    this.current.objects.has(key) && !this.replacements.replaced.has(key)

  private drop(object: CatalogObject, rebuilds: boolean): void {
    const kind = this.kind(object)
    if (this.replacements.aside.has(object.key)) {
      const { rename, drop } = kind.aside!(object, this.asideName(object.name), this.desired.objects.get(object.key)!)
      this.asides.set(object.key, this.step('aside', object, [rename].flat(), true, false))
      this.drops.set(object.key, { ...this.step('drop', object, [drop].flat(), rebuilds, false), ofAside: true })
      return
    }
    const statements = [this.dropStatements(kind, object)].flat()
    this.drops.set(object.key, this.step('drop', object, statements, rebuilds, statements.length > 0))
  }

  /** One that nothing has, whatever it is: a table has a type of its name, an index is a relation. */
  private asideName(name: string): string {
    this.names ??= new Set([...this.current.objects.values(), ...this.desired.objects.values()].map((o) => o.name))
    for (let number = 1; ; number++) {
      const free = shortenedBefore(number === 1 ? '__trueup_aside' : `__trueup_aside_${number}`, name)
      if (this.names.has(free)) continue
      this.names.add(free)
      return free
    }
  }

  private dropStatements(kind: AnyKind, object: CatalogObject): Out {
    if (this.leavesFollower(kind, object)) return kind.dropAlone!(object)
    return (this.isLarge(object) ? kind.dropOnline?.(object) : null) ?? kind.drop(object)
  }

  /** Something in another table would go along that stays. */
  private leavesFollower(kind: AnyKind, object: CatalogObject): boolean {
    if (!kind.dropAlone) return false
    this.followers ??= this.findFollowers()
    return (this.followers.get(object.key) ?? []).some((key) => this.stays(key))
  }

  private stays(key: Key): boolean {
    return this.desired.objects.has(key) && !this.replacements.replaced.has(key)
  }

  private findFollowers(): Map<Key, Key[]> {
    const followers = new Map<Key, Key[]>()
    for (const object of this.current.objects.values())
      for (const { key, verbs } of this.kind(object).follows?.(object) ?? [])
        if (verbs.includes('drop')) followers.set(key, [...(followers.get(key) ?? []), object.key])
    return followers
  }

  private create(object: CatalogObject, rebuilds: boolean): void {
    this.creates.set(object.key, this.step('create', object, [], rebuilds, !this.kind(object).inseparable))
  }

  private alter(change: Alter): void {
    const kind = this.kind(change.desired)
    const followed = this.followedAttributes(kind, change)
    const attributes = change.attributes.filter((attribute) => !followed.has(attribute))
    const again = change.attributes
      .filter((attribute) => followed.has(attribute))
      .flatMap((attribute) => saidAgain(kind.attributes[attribute], change.desired))
    const [from, to] = [
      change.current.shape as Record<string, unknown>,
      change.desired.shape as Record<string, unknown>,
    ]
    const statements = attributes.flatMap((attribute) => {
      const rule = kind.attributes[attribute]
      if (rule === undefined || typeof rule === 'string')
        throw new Error(`no way to alter ${attribute} of ${change.key}`)
      const impossible = typeof rule === 'object' ? rule.impossible : undefined
      const reason = impossible?.(from[attribute], to[attribute], change.desired, change.current)
      if (reason) throw new ImpossibleChangeError(change.key, reason)
      const render = typeof rule === 'function' ? rule : rule.alter
      return [render(change.desired, from[attribute], to[attribute], change.current)].flat()
    })
    const all = [...again, ...statements]
    if (all.length || attributes.length === 0)
      this.alters.set(change.key, this.step('alter', change.desired, all, false, false))
  }

  /** Attributes that PostgreSQL changes here too when it changes them on a parent. */
  private followedAttributes(kind: AnyKind, change: Alter): Set<string> {
    const followed = new Set<string>()
    for (const follow of kind.follows?.(change.desired) ?? []) {
      const { key, verbs, attributes } = follow
      if (!verbs.includes('alter') || !this.linked(follow)) continue
      const leader = this.alterations.get(key)
      for (const attribute of leader?.attributes ?? [])
        if (attributes?.includes(attribute) !== false && isAlike(leader!.desired, change.desired, attribute))
          followed.add(attribute)
    }
    return followed
  }

  private linked(follow: Follow): boolean {
    const isKept = !this.replacements.replaced.has(follow.through)
    return isKept && this.leads(this.current, follow) && this.leads(this.desired, follow)
  }

  private leads({ objects }: Catalog, { through, to }: Follow): boolean {
    const link = objects.get(through)
    return link !== undefined && (to === undefined || this.kind(link).links!(link).includes(to))
  }

  private foldDrops(): void {
    for (const step of this.drops.values()) {
      const { kind, object } = step
      if (this.asides.has(step.key) || kind.dropApart?.(object, (key) => this.stays(key))) continue
      const parent = object.parent && kind.partOfParent ? [object.parent.key] : []
      const takers = [...(kind.dropsWith?.(object) ?? []), ...parent]
      const host = takers.map((key) => this.drops.get(key)).find((taker) => taker !== undefined)
      const leader = this.followed(step, 'drop', this.drops)
      if (leader && (host === undefined || this.following.has(host))) this.follow(step, leader)
      else step.host = host ?? null
      if (leader) step.separable = false
    }
  }

  private foldCreates(): void {
    for (const step of this.creates.values()) {
      const { kind, object } = step
      const host = object.parent && kind.partOfParent ? this.creates.get(object.parent.key) : undefined
      const text = textOf(kind.inline?.(object, []))
      const isApart = host === undefined || this.following.has(host)
      const leader = isApart || text === null ? this.followed(step, 'create', this.creates) : null
      if (leader) this.follow(step, leader)
      else if (host && (text === '' || (!isApart && text !== null && this.isWritten(step, host, text)))) {
        step.host = host
        host.parts.push(step)
      }
    }
    for (const step of this.creates.values()) if (this.following.has(step)) this.settle(step)
  }

  /** There is room for the part in the statement that makes its whole. */
  private isWritten({ object }: Step, host: Step, text: string): boolean {
    return host.host === null || textOf(host.kind.inline?.(host.object, [{ object, sql: text }])) !== ''
  }

  private follow(step: Step, leader: Step): void {
    step.host = leader
    step.separable = false
    this.following.add(step)
  }

  /** PostgreSQL makes it with the leader; what it does not make alike is altered after. */
  private settle(step: Step): void {
    const { kind, object } = step
    let leader = step.host!
    while (this.following.has(leader)) leader = leader.host!
    const statements = [kind.createAlong?.(object) ?? []].flat()
    for (const part of leader.parts) {
      if (!part.kind.comesAlong) continue
      const twin = { ...part.object, parent: object }
      const identity = part.kind.identity!(twin.name, object, twin.shape)
      const own = this.creates.get(keyOf(twin.kind, identity))
      if (!own) statements.push(...[part.kind.drop({ ...twin, identity })].flat())
      else if (own.host === null && equal(own.object.shape, twin.shape)) own.host = leader
    }
    if (statements.length) this.settlements.set(step.key, this.step('alter', object, statements, step.rebuilds, false))
  }

  /** What PostgreSQL alters along with a parent waits, and is waited for, like that. */
  private foldAlters(): void {
    for (const step of this.alters.values())
      if (step.statements.length === 0) step.host = this.followed(step, 'alter', this.alters)
  }

  private followed(step: Step, verb: Follow['verbs'][number], steps: ReadonlyMap<Key, Step>): Step | null {
    for (const follow of step.kind.follows?.(step.object) ?? []) {
      const leader = steps.get(follow.key)
      const linked =
        verb === 'drop' ? this.linkedUntilDropped(follow) : this.linked(follow) || this.linkedByCreate(follow)
      // With a column that comes along, its own NOT NULL comes too.
      const comes = step.object.parent !== null && this.following.has(steps.get(step.object.parent.key)!)
      if (verb === 'drop' && leader && this.leavesFollower(leader.kind, leader.object)) continue
      if (leader && linked && (follow.verbs.includes(verb) || (verb === 'create' && comes))) return leader
    }
    return null
  }

  /** CREATE TABLE … INHERITS: what the parent gets by a later statement, the child gets by that too. */
  private linkedByCreate(follow: Follow): boolean {
    return (this.creates.get(follow.through)?.host ?? null) !== null && this.leads(this.desired, follow)
  }

  /** A link that a statement of its own cuts is cut before. */
  private linkedUntilDropped(follow: Follow): boolean {
    const { through, unless } = follow
    if (!this.leads(this.current, follow) || (unless !== undefined && this.isCutApart(unless))) return false
    return this.drops.has(through) ? !this.isCutApart(through) : this.leads(this.desired, follow)
  }

  /** By a statement of its own. */
  private isCutApart(link: Key): boolean {
    const cut = this.drops.get(link)
    return cut !== undefined && cut.statements.length > 0 && !this.drops.has(cut.object.parent!.key)
  }

  private kind(object: CatalogObject): AnyKind {
    return this.kindOf.get(object.kind)!
  }
}

const saidAgain = (rule: AnyKind['attributes'][string] | undefined, object: CatalogObject): Statement[] =>
  typeof rule === 'object' && rule.again ? [rule.again(object)].flat() : []

const textOf = (inline: string | Inline | null | undefined): string | null =>
  typeof inline === 'object' ? (inline?.sql ?? null) : (inline ?? null)

const isAlike = (one: CatalogObject, other: CatalogObject, attribute: string): boolean =>
  one.kind !== other.kind || equal(Reflect.get(one.shape, attribute), Reflect.get(other.shape, attribute))

/** 63 bytes at the most, like every name. */
function shortenedBefore(suffix: string, name: string): string {
  let kept = name
  while (Buffer.byteLength(kept) > 63 - suffix.length) kept = kept.slice(0, -1)
  return kept + suffix
}
