// Which dropped object and which created one are the same under another name: as the user says, or by likeness.
// A likeness is only ever proposed. Knows kinds only by what they declare.

import type { Catalog } from '../catalog/catalog.ts'
import { ident } from '../catalog/identifier.ts'
import { schemaOf, type CatalogObject, type Key } from '../catalog/object.ts'
import type { AnyKind } from '../kinds/kind.ts'
import { kinds as allKinds } from '../kinds/all.ts'
import { diff } from './diff.ts'

/** What the user said, by an annotation in the SQL, a flag, or an answer. */
export interface RenameRequest {
  /** Null: any kind. `enum label`: `to` is the enum's identity, a dot, and the label. */
  readonly kind: string | null
  /** The old name: alone, or with its schema and table, dotted. */
  readonly from: string
  /** The new one, likewise. */
  readonly to: string
  /** Where the user said so: `--rename a=b`, or file and line. */
  readonly said: string
  /** It stays in the files after it was carried out, so that there may be nothing left to do. */
  readonly mayBeDone?: boolean
}

export interface Rename {
  /** As it is in the current catalog. */
  readonly from: CatalogObject
  /** As it is desired. */
  readonly to: CatalogObject
  /** The part that is renamed (an enum's label), with its new name; null: the object itself. */
  readonly part: { readonly from: string; readonly to: string } | null
}

export interface ProposedRename {
  readonly from: Key
  readonly to: Key
  /** `--rename` takes it so. */
  readonly flag: string
  /** 0 to 1. */
  readonly likeness: number
  readonly reason: string
}

/** What the user said names nothing, or too much. */
export class RenameError extends Error {
  override readonly name = 'RenameError'
}

/** Names dotted, unquoted: `public.t.c`, as a user writes them. */
export const dotted = (object: CatalogObject): string => {
  const names: string[] = []
  for (let at: CatalogObject | null = object; at; at = at.parent) names.unshift(at.name)
  return names.join('.')
}

const unquoted = (text: string): string =>
  text.replace(/"((?:[^"]|"")*)"/g, (_all, name: string) => name.replaceAll('""', '"'))

/** By its name, or its names from the schema down; a routine also with its arguments. */
function isNamed(object: CatalogObject, text: string): boolean {
  const name = unquoted(text)
  if (object.name === name || object.identity === text || dotted(object) === name) return true
  const types = unquoted(argumentsOf(object))
  return types !== '' && (object.name + types === name || dotted(object) + types === name)
}

/** A routine's argument types, in parentheses; '' of all else. */
const argumentsOf = ({ identity }: CatalogObject): string => /\(.*\)$/s.exec(identity)?.[0] ?? ''

/**
 * @param all the requests: one may take the name that another gives up
 * @throws RenameError
 */
export function resolveRename(
  request: RenameRequest,
  current: Catalog,
  desired: Catalog,
  all: readonly RenameRequest[] = [],
  kinds: readonly AnyKind[] = allKinds,
): Rename | null {
  if (request.kind === 'enum label') return resolvePart(request, current, desired)
  const renamable = new Set(kinds.filter((kind) => kind.rename || kind.setSchema).map((kind) => kind.type))
  const eligible = (object: CatalogObject) =>
    renamable.has(object.kind) && (request.kind === null || request.kind === object.kind)
  const targets = [...desired.objects.values()].filter((object) => eligible(object) && isNamed(object, request.to))
  const pairs = targets.flatMap((to) =>
    origins(to, request.from, current, eligible).map((from) => ({ from, to, part: null })),
  )
  const goes = ({ key }: CatalogObject): boolean => {
    const heir = desired.objects.get(key)
    return heir === undefined || all.some((other) => other !== request && takes(other, heir, current))
  }
  const comes = ({ key }: CatalogObject): boolean => {
    const predecessor = current.objects.get(key)
    const isGiven = (other: RenameRequest) => other !== request && gives(other, predecessor!, desired)
    return predecessor === undefined || (!request.mayBeDone && all.some(isGiven))
  }
  const fresh = pairs.filter(({ from, to }) => comes(to) && goes(from))
  if (fresh.length === 1) return fresh[0]!
  const alike = fresh.filter(({ from, to }) => argumentsOf(from) === argumentsOf(to))
  if (fresh.length > 1 && alike.length === 1) return alike[0]!
  if (fresh.length > 1) throw new RenameError(ambiguous(request, fresh))
  const part = resolvePart(request, current, desired)
  if (part || request.mayBeDone || targets.some((to) => current.objects.has(to.key))) return part
  throw new RenameError(`${request.said}: ${unknown(request, targets, [current, desired])}`)
}

function ambiguous(request: RenameRequest, found: readonly Rename[]): string {
  const pairs = found.map(({ from, to }) => `${from.key} → ${to.identity}`).join(' or ')
  const [{ from, to }] = [found[0]!]
  const advice =
    argumentsOf(from) === ''
      ? 'Name it with its schema, or its table.'
      : `Name both with their arguments: --rename '${from.identity}=${to.identity}'`
  return `${request.said} may mean ${pairs}. ${advice}`
}

function unknown(
  request: RenameRequest,
  targets: readonly CatalogObject[],
  states: readonly [Catalog, Catalog],
): string {
  const [current, desired] = states
  if (targets.length === 0)
    return `the wanted state has no object "${request.to}".${overloads(request.to, desired) || ' The new name stands behind the equals sign.'}`
  const still = [...current.objects.values()].some((object) => isNamed(object, request.from))
  return still
    ? `"${request.from}" is there in both states, so it is not what became "${request.to}".`
    : `the current state has no ${targets[0]!.kind} "${request.from}".${overloads(request.from, current)}`
}

/** What is named like that, with other arguments: these are told apart by PostgreSQL's own names of types. */
function overloads(text: string, { objects }: Catalog): string {
  const name = text.replace(/\(.*\)$/s, '')
  const found = [...objects.values()].filter((object) => argumentsOf(object) !== '' && isNamed(object, name))
  return found.length === 0 ? '' : ` It has ${found.map(({ key }) => key).join(', ')}.`
}

/** The annotation is not followed, since both names are there, and the old one goes: what to say of that. */
export function notFollowed(request: RenameRequest, current: Catalog, desired: Catalog): string | null {
  if (!request.mayBeDone || request.kind === 'enum label') return null
  for (const to of desired.objects.values()) {
    if (to.kind !== request.kind || !current.objects.has(to.key) || !isNamed(to, request.to)) continue
    const [old] = origins(to, request.from, current, ({ key }) => !desired.objects.has(key))
    if (old)
      return `${request.said}: ${to.key} is there already beside ${old.identity}, so the annotation “renamed from ${request.from}” is not followed, and ${old.identity} is dropped.`
  }
  return null
}

/** The name is given to something else, which is there under its old one. */
const takes = (request: RenameRequest, heir: CatalogObject, current: Catalog): boolean =>
  (request.kind === null || request.kind === heir.kind) &&
  isNamed(heir, request.to) &&
  origins(heir, request.from, current, ({ key }) => key !== heir.key).length > 0

/** The object goes by another name then. An annotation stays when that is done, so that it says nothing of now. */
const gives = (request: RenameRequest, predecessor: CatalogObject, desired: Catalog): boolean =>
  !request.mayBeDone &&
  (request.kind === null || request.kind === predecessor.kind) &&
  isNamed(predecessor, request.from) &&
  [...desired.objects.values()].some(
    ({ key, kind, ...object }) =>
      kind === predecessor.kind && key !== predecessor.key && isNamed({ key, kind, ...object }, request.to),
  )

/** Objects of the current catalog, of the same kind and in the same place, that the old name may mean. */
function origins(
  to: CatalogObject,
  from: string,
  current: Catalog,
  eligible: (object: CatalogObject) => boolean,
): CatalogObject[] {
  return [...current.objects.values()].filter((object) => {
    if (object.kind !== to.kind || !eligible(object) || !isNamed(object, from)) return false
    return from.includes('.') || object.parent?.kind === 'schema'
      ? samePlace(object, to) || from.includes('.')
      : samePlace(object, to)
  })
}

const samePlace = (a: CatalogObject, b: CatalogObject): boolean => a.parent?.key === b.parent?.key

function resolvePart(request: RenameRequest, current: Catalog, desired: Catalog): Rename | null {
  const dot = request.to.lastIndexOf('.')
  const [owner, label] = dot < 0 ? [null, request.to] : [request.to.slice(0, dot), request.to.slice(dot + 1)]
  const old = unquotedLabel(request.from.slice(request.from.lastIndexOf('.') + 1))
  for (const to of desired.objects.values()) {
    const labels: unknown = Reflect.get(to.shape, 'labels')
    const from = current.objects.get(to.key)
    if (!Array.isArray(labels) || !from || (owner !== null && !isNamed(to, owner))) continue
    const was: unknown = Reflect.get(from.shape, 'labels')
    if (!Array.isArray(was) || !labels.includes(unquotedLabel(label)) || !was.includes(old)) continue
    if (was.includes(unquotedLabel(label)) || labels.includes(old)) continue
    return { from, to, part: { from: old, to: unquotedLabel(label) } }
  }
  return null
}

const unquotedLabel = (text: string): string => text.replace(/^'(.*)'$/s, '$1').replaceAll("''", "'")

/**
 * Names that PostgreSQL made from a name that is changed (`client_pkey`, `client_id_seq`): they come along.
 * @param done what was renamed already, in the catalog that `current` now is
 */
export function followUps(
  done: readonly Rename[],
  current: Catalog,
  desired: Catalog,
  kinds: readonly AnyKind[] = allKinds,
): Rename[] {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const words = done.filter(({ part }) => part === null).map(({ from, to }) => [from.name, to.name] as const)
  const changes = diff(current, desired, kinds)
  const created = changes.flatMap((change) => (change.verb === 'create' ? [change.desired] : []))
  return changes.flatMap((change): Rename[] => {
    if (change.verb !== 'drop' || !kindOf.get(change.current.kind)?.rename) return []
    const from = change.current
    const to = created.find(
      (object) =>
        object.kind === from.kind &&
        samePlace(object, from) &&
        words.some(([old, name]) => from.name !== object.name && from.name.replaceAll(old, name) === object.name),
    )
    return to ? [{ from, to, part: null }] : []
  })
}

const THRESHOLD = 0.7

/** Likely renames, the likeliest first, each object once. Cheap: looks only at what is dropped and created. */
export function proposeRenames(
  current: Catalog,
  desired: Catalog,
  kinds: readonly AnyKind[] = allKinds,
): ProposedRename[] {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const changes = diff(current, desired, kinds)
  const lives = (object: CatalogObject) => kindOf.get(object.kind)?.rename !== undefined
  const dropped = changes.flatMap((c) => (c.verb === 'drop' && lives(c.current) ? [c.current] : []))
  const created = changes.flatMap((c) => (c.verb === 'create' && lives(c.desired) ? [c.desired] : []))
  if (dropped.length === 0 || created.length === 0) return []
  const [before, after] = [new Signatures(current, kindOf), new Signatures(desired, kindOf)]
  const candidates = dropped.flatMap((from) =>
    created
      .filter((to) => to.kind === from.kind && comparablePlace(from, to, desired))
      .map((to) => ({ from, to, likeness: likeness(before.of(from), after.of(to)) })),
  )
  const taken = new Set<Key>()
  return candidates
    .filter((candidate) => candidate.likeness >= THRESHOLD && isClear(candidate, candidates))
    .sort((x, y) => y.likeness - x.likeness || shared(y.from.name, y.to.name) - shared(x.from.name, x.to.name))
    .flatMap(({ from, to, likeness: score }) => {
      if (taken.has(from.key) || taken.has(to.key)) return []
      taken.add(from.key).add(to.key)
      const reason = score === 1 ? 'the same but for the name' : `${Math.round(score * 100)} % alike`
      return [{ from: from.key, to: to.key, flag: `${dotted(from)}=${dotted(to)}`, likeness: score, reason }]
    })
}

interface Candidate {
  readonly from: CatalogObject
  readonly to: CatalogObject
  readonly likeness: number
}

const CLEARLY = 0.25

/** No other object is as like as this one, or its name is clearly the nearest: trigger functions are often all the same. */
function isClear(candidate: Candidate, all: readonly Candidate[]): boolean {
  const rivals = all.filter(
    (other) => other !== candidate && (other.from === candidate.from || other.to === candidate.to),
  )
  const own = shared(candidate.from.name, candidate.to.name)
  return rivals.every(
    (rival) => rival.likeness < candidate.likeness - 0.1 || shared(rival.from.name, rival.to.name) < own - CLEARLY,
  )
}

/** In the same schema; or, for what hangs on something, on the same thing, which is there before and after. */
const comparablePlace = (from: CatalogObject, to: CatalogObject, desired: Catalog): boolean =>
  from.parent === null || to.parent === null || from.parent.kind === 'schema'
    ? from.parent?.key === to.parent?.key || schemaOf(from) !== schemaOf(to)
    : samePlace(from, to) && desired.objects.has(from.parent.key)

/** What an object and its parts are like, with its own name left out. */
class Signatures {
  private readonly children = new Map<CatalogObject, CatalogObject[]>()
  private readonly kindOf: ReadonlyMap<string, AnyKind>

  constructor(catalog: Catalog, kindOf: ReadonlyMap<string, AnyKind>) {
    this.kindOf = kindOf
    for (const object of catalog.objects.values()) {
      if (!object.parent || !kindOf.get(object.kind)?.partOfParent) continue
      const list = this.children.get(object.parent)
      if (list) list.push(object)
      else this.children.set(object.parent, [object])
    }
  }

  of(object: CatalogObject): Set<string> {
    const lines = new Set<string>()
    const own = new RegExp(`(?<![A-Za-z0-9])${object.name.replace(/[.+?^${}()|[\]\\*]/g, '\\$&')}(?![A-Za-z0-9])`, 'g')
    const visit = (at: CatalogObject, prefix: string) => {
      const name = at === object ? '' : at.name
      lines.add(`${prefix}${at.kind} ${name} ${this.shape(at)}`.replace(own, '·'))
      for (const child of this.children.get(at) ?? []) visit(child, `${prefix}${name}.`)
    }
    visit(object, '')
    return lines
  }

  private shape(object: CatalogObject): string {
    const { attributes } = this.kindOf.get(object.kind)!
    return JSON.stringify(
      Object.entries(object.shape)
        .filter(([name]) => attributes[name] !== 'rendered')
        .map(([, value]) => value),
    )
  }
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0
  for (const line of a) if (b.has(line)) common++
  return common / Math.max(a.size, b.size)
}

/** What part of their pairs of letters two names share, 0 to 1. */
function shared(a: string, b: string): number {
  const pairs = new Set([...a].slice(1).map((letter, i) => a[i]! + letter))
  const common = [...b].slice(1).filter((letter, i) => pairs.has(b[i]! + letter)).length
  return common / Math.max(1, a.length - 1, b.length - 1)
}

/** The statement that renames. A move to another schema and a new name are two. */
export function renameStatements(rename: Rename, kind: AnyKind) {
  const { from, to, part } = rename
  if (part) return [kind.renamePart?.(from, part.from, part.to) ?? []].flat()
  const [was, is] = [schemaOf(from), schemaOf(to)]
  const moves = was !== is && is !== null && from.kind !== 'schema' && kind.setSchema !== undefined
  const move = moves ? [kind.setSchema!(from, is)].flat() : []
  if (from.name === to.name) return move
  const moved = moves
    ? { ...from, parent: to.parent, identity: from.identity.replace(/^("(?:[^"]|"")*"|[^."]+)\./, `${ident(is)}.`) }
    : from
  return [...move, ...[kind.rename?.(moved, to.name) ?? []].flat()]
}
