// What a user wants compared: by schema, kind and name. Leaves the rest out of a catalog, as if it were not there.
// Knows no kind by name; who asks says which kinds are meant.

import type { Catalog } from '../catalog/catalog.ts'
import { schemaOf, type CatalogObject, type Key } from '../catalog/object.ts'
import { withoutHistory, type HistoryTable } from './without-history.ts'

export interface Pattern {
  /** Null: any kind. */
  readonly kind: RegExp | null
  /** Tried on its own name, and on its names from the schema down, dotted. */
  readonly name: RegExp
}

export interface Selection {
  /** Only what lives in these; empty: all of them. With `*` for any letters. */
  readonly schemas: readonly RegExp[]
  readonly excludedSchemas: readonly RegExp[]
  /** Objects that match, with their parts; empty: all of them. */
  readonly include: readonly Pattern[]
  /** Objects that match, with their parts, and with all that a matching schema holds. */
  readonly exclude: readonly Pattern[]
  readonly excludedKinds: ReadonlySet<string>
  /** Kinds outside every schema that stay although `schemas` are named, because what lives in one needs them (roles). */
  readonly neededKinds: ReadonlySet<string>
  /** Attributes that are no difference, by kind; the current state's value counts. */
  readonly ignoredAttributes: ReadonlyMap<string, string>
  /** Made where they are missing, never altered or dropped: roles, which all databases of a cluster share. */
  readonly createdOnly: ReadonlySet<string>
  /** Nothing but the missing objects of this kind. */
  readonly onlyCreate: string | null
  /** Trueup's own table; null: what a caller gives holds none. */
  readonly history: HistoryTable | null
}

export const EVERYTHING: Selection = {
  schemas: [],
  excludedSchemas: [],
  include: [],
  exclude: [],
  excludedKinds: new Set(),
  neededKinds: new Set(),
  ignoredAttributes: new Map(),
  createdOnly: new Set(),
  onlyCreate: null,
  history: null,
}

/** `table:public.audit_*`, `audit_*`, `materialized view:*`. */
export function parsePattern(text: string): Pattern {
  const match = /^([a-z _*]+):([^]+)$/.exec(text)
  const [kind, name] = match ? [match[1] ?? '*', match[2] ?? '*'] : ['*', text]
  return { kind: kind === '*' ? null : wildcard(kind.replaceAll('_', ' ')), name: wildcard(name) }
}

/** `*` stands for any letters; all else for itself. */
export const wildcard = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*')}$`, 'u')

/** Both states in one view: what is left out of one is left out of the other. */
export function selectBoth(
  current: Catalog,
  desired: Catalog,
  selection: Selection,
): [current: Catalog, desired: Catalog] {
  const from = select(current, selection)
  const to = select(desired, selection)
  if (selection.onlyCreate !== null) return [from, withOnly(from, to, selection.onlyCreate)]
  return [from, ignoring(from, keeping(from, to, selection), selection.ignoredAttributes)]
}

/** The current state with what it lacks of one kind. */
function withOnly(current: Catalog, desired: Catalog, kind: string): Catalog {
  const missing = [...desired.objects].filter(([key, object]) => object.kind === kind && !current.objects.has(key))
  return { ...current, objects: new Map([...current.objects, ...missing]) }
}

/**
 * Objects of these kinds stay as they are, and missing ones are made: each that a whole definition declares; of a
 * database, which has those of its whole cluster, and of a part of a state, only those that something selected needs.
 */
function keeping(current: Catalog, desired: Catalog, selection: Selection): Catalog {
  const shared = (catalog: Catalog) => [...catalog.objects.values()].filter((object) => isShared(object, selection))
  const wanted = new Set(shared(desired).map(({ key }) => key))
  const needed = new Set(
    desired.dependencies.filter(({ from, to }) => wanted.has(to) && !wanted.has(from)).map(({ to }) => to),
  )
  const isWhole = selection.schemas.length === 0 && selection.include.length === 0
  const objects = new Map(desired.objects)
  const isThere = (key: Key): boolean => objects.has(key) || current.objects.has(key)
  for (const key of wanted) if (!needed.has(key) && !(desired.origin === 'definition' && isWhole)) objects.delete(key)
  for (const { key, parent } of shared(desired)) if (parent && !isThere(parent.key)) objects.delete(key)
  for (const object of shared(current)) objects.set(object.key, object)
  return withObjects(desired, objects)
}

/** A comment on a role is shared like the role. */
export function isShared(object: CatalogObject, { createdOnly }: Selection): boolean {
  for (let at: CatalogObject | null = object; at; at = at.parent) if (createdOnly.has(at.kind)) return true
  return false
}

/**
 * What the fingerprint of a state is taken of. Of what is only ever created, that it is there, where the plan makes it: a
 * role that another database's owner makes changes nothing here. And without what is left unsaid: `unsaid` kinds' objects on these parents, and `open`
 * attributes of these, by kind.
 */
export function answeredFor(
  catalog: Catalog,
  selection: Selection,
  unsaid: { kinds: ReadonlySet<string>; open: ReadonlyMap<string, readonly string[]>; on: ReadonlySet<Key> },
): Catalog {
  const isLeft = ({ kind, parent }: CatalogObject): boolean =>
    parent !== null && unsaid.kinds.has(kind) && unsaid.on.has(parent.key)
  const objects = new Map<Key, CatalogObject>()
  for (const [key, object] of catalog.objects) {
    if (isShared(object, selection)) {
      if (unsaid.on.has(key)) objects.set(key, { ...object, shape: {} })
      continue
    }
    if (isLeft(object)) continue
    const open = unsaid.open.get(object.kind)
    objects.set(key, open && unsaid.on.has(key) ? without(object, open) : object)
  }
  return { ...catalog, objects }
}

const without = (object: CatalogObject, attributes: readonly string[]): CatalogObject => ({
  ...object,
  shape: { ...object.shape, ...Object.fromEntries(attributes.map((name) => [name, null])) },
})

export function select(whole: Catalog, selection: Selection): Catalog {
  const catalog = selection.history ? withoutHistory(whole, selection.history) : whole
  if (isEverything(selection)) return catalog
  const kept = new Map([...catalog.objects].filter(([, object]) => isSelected(object, selection)))
  return withObjects(catalog, kept)
}

function withObjects(catalog: Catalog, objects: ReadonlyMap<Key, CatalogObject>): Catalog {
  if (objects.size >= catalog.objects.size && [...catalog.objects.keys()].every((key) => objects.has(key)))
    return { ...catalog, objects }
  return {
    ...catalog,
    objects,
    dependencies: catalog.dependencies.filter(({ from, to }) => objects.has(from) && objects.has(to)),
    bytes: new Map([...catalog.bytes].filter(([key]) => objects.has(key))),
  }
}

const isEverything = ({ schemas, excludedSchemas, include, exclude, excludedKinds }: Selection): boolean =>
  [schemas, excludedSchemas, include, exclude].every((list) => list.length === 0) && excludedKinds.size === 0

function isSelected(object: CatalogObject, selection: Selection): boolean {
  const line = [...ancestry(object)]
  if (line.some((o) => selection.excludedKinds.has(o.kind))) return false
  if (selection.exclude.some((pattern) => line.some((o) => matches(o, pattern)))) return false
  if (!isInSchemas(object, selection)) return false
  return selection.include.length === 0 || selection.include.some((pattern) => line.some((o) => matches(o, pattern)))
}

function isInSchemas(object: CatalogObject, selection: Selection): boolean {
  const schema = schemaOf(object) ?? schemaNamedBy(object)
  if (schema === null) return selection.schemas.length === 0 || selection.neededKinds.has(object.kind)
  if (selection.excludedSchemas.some((excluded) => excluded.test(schema))) return false
  return selection.schemas.length === 0 || selection.schemas.some((wanted) => wanted.test(schema))
}

/** What lives in no schema may be about one: an extension, default privileges. */
function schemaNamedBy(object: CatalogObject): string | null {
  const schema: unknown = Reflect.get(object.shape, 'schema')
  if (typeof schema !== 'string') return null
  return schema.startsWith('"') ? schema.slice(1, -1).replaceAll('""', '"') : schema
}

const matches = (object: CatalogObject, pattern: Pattern): boolean =>
  (pattern.kind === null || pattern.kind.test(object.kind)) &&
  (pattern.name.test(object.name) || pattern.name.test(dotted(object)) || pattern.name.test(object.identity))

const dotted = (object: CatalogObject): string =>
  [...ancestry(object)]
    .map((o) => o.name)
    .reverse()
    .join('.')

function* ancestry(object: CatalogObject): Generator<CatalogObject> {
  for (let at: CatalogObject | null = object; at; at = at.parent) yield at
}

/** An ignored attribute is as it is now; an object that is made takes what the definition says. */
function ignoring(current: Catalog, desired: Catalog, ignored: ReadonlyMap<string, string>): Catalog {
  if (ignored.size === 0) return desired
  const objects = [...desired.objects].map(([key, object]): [Key, CatalogObject] => {
    const attribute = ignored.get(object.kind)
    const was = current.objects.get(key)
    if (attribute === undefined || !was) return [key, object]
    const value: unknown = Reflect.get(was.shape, attribute)
    return [key, { ...object, shape: { ...object.shape, [attribute]: value } }]
  })
  return { ...desired, objects: new Map(objects) }
}
