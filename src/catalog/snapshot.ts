// A catalog as JSON, and back: what `inspect -o snapshot.json` writes and every command takes as a state.
// One object a line, in the catalog's order, so that two snapshots can be compared by eye. Knows no kind.

import type { Catalog, Dependency, Uncovered } from './catalog.ts'
import { keyOf, type CatalogObject, type Key } from './object.ts'

export const SNAPSHOT_FORMAT = 'trueup snapshot 1'

/** It is no snapshot, or not one that this Trueup can read. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError'
}

/** Objects of one kind that follow each other; attributes by name once, not once an object. */
interface Group {
  readonly kind: string
  readonly attributes: readonly string[]
  /** Identity, name, the parent's key (null: none), then the attributes' values. */
  readonly objects: readonly (readonly unknown[])[]
}

interface Snapshot {
  readonly format: typeof SNAPSHOT_FORMAT
  readonly major: number
  readonly user: string
  readonly origin: Catalog['origin']
  readonly bytes: Readonly<Record<Key, number>>
  readonly uncovered: readonly Uncovered[]
  readonly groups: readonly Group[]
  /** What is no object of the state but has parts that are: members of extensions. */
  readonly outside: readonly Group[]
  /** What needs something, then all that it needs. */
  readonly dependencies: readonly (readonly Key[])[]
  /** Likewise, what only comes first; and what does so only when it is made. */
  readonly orders: readonly (readonly Key[])[]
  readonly buildOrders: readonly (readonly Key[])[]
}

/** The sorts of dependencies, each in a list of its own. */
const SORTS = {
  dependencies: {},
  orders: { orderOnly: true },
  buildOrders: { orderOnly: true, buildOnly: true },
} as const satisfies Record<string, Pick<Dependency, 'orderOnly' | 'buildOnly'>>

type Sort = keyof typeof SORTS

const sortOf = ({ orderOnly, buildOnly }: Dependency): Sort =>
  buildOnly ? 'buildOrders' : orderOnly ? 'orders' : 'dependencies'

const FIRST_ATTRIBUTE = 3

export function snapshotText(catalog: Catalog): string {
  const { major, user, origin, bytes, uncovered } = catalog
  const head = { format: SNAPSHOT_FORMAT, major, user, origin, bytes: Object.fromEntries(bytes), uncovered }
  const groups = groupLines(catalog.objects.values())
  const outside = groupLines(outsideOf(catalog))
  const sorts: readonly Sort[] = ['dependencies', 'orders', 'buildOrders']
  const needs = sorts.map((sort) => {
    const found = catalog.dependencies.filter((dependency) => sortOf(dependency) === sort)
    return `"${sort}":[\n${lines(needsOf(found))}\n]`
  })
  return `${JSON.stringify(head).slice(0, -1)},\n"groups":[\n${groups}\n],\n"outside":[\n${outside}\n],\n${needs.join(',\n')}}\n`
}

const lines = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(',\n')

const groupLines = (objects: Iterable<CatalogObject>): string =>
  groupsOf(objects)
    .map(
      ({ kind, attributes, objects: rows }) =>
        `{"kind":${JSON.stringify(kind)},"attributes":${JSON.stringify(attributes)},"objects":[\n${lines(rows)}\n]}`,
    )
    .join(',\n')

function outsideOf({ objects }: Catalog): Iterable<CatalogObject> {
  const outside = new Map<Key, CatalogObject>()
  for (const object of objects.values())
    for (let at = object.parent; at && !objects.has(at.key); at = at.parent) outside.set(at.key, at)
  return outside.values()
}

function groupsOf(objects: Iterable<CatalogObject>): Group[] {
  const groups: { kind: string; attributes: string[]; objects: unknown[][] }[] = []
  let group: (typeof groups)[number] | undefined
  for (const { kind, identity, name, parent, shape } of objects) {
    const attributes = Object.keys(shape)
    const fits =
      group?.kind === kind &&
      group.attributes.length === attributes.length &&
      attributes.every((a, i) => group?.attributes[i] === a)
    if (!group || !fits) groups.push((group = { kind, attributes, objects: [] }))
    group.objects.push([identity, name, parent?.key ?? null, ...Object.values(shape)])
  }
  return groups
}

function needsOf(dependencies: readonly Dependency[]): Key[][] {
  const needs = new Map<Key, Key[]>()
  for (const { from, to } of dependencies) {
    const known = needs.get(from)
    if (known) known.push(to)
    else needs.set(from, [from, to])
  }
  return [...needs.values()]
}

/** @param name of the file, for messages. Throws a SnapshotError. */
export function parseSnapshot(text: string, name: string): Catalog {
  const snapshot = checked(text, name)
  const parsed = [...objectsIn(snapshot.groups, name)]
  const outside = [...objectsIn(snapshot.outside, name)]
  const objects = new Map(parsed.map(({ object }) => [object.key, object]))
  const all = new Map([...outside.map(({ object }) => [object.key, object] as const), ...objects])
  for (const { object, parentKey } of [...parsed, ...outside]) {
    if (parentKey === null) continue
    const parent = all.get(parentKey)
    if (!parent) throw damaged(name)
    object.parent = parent
  }
  const needs = (sort: Sort): Dependency[] =>
    snapshot[sort].flatMap(([from = '', ...needed]) => needed.map((to) => ({ from, to, ...SORTS[sort] })))
  const dependencies = [...needs('dependencies'), ...needs('orders'), ...needs('buildOrders')]
  const { major, user, origin, uncovered } = snapshot
  return { objects, dependencies, uncovered, major, user, origin, bytes: new Map(Object.entries(snapshot.bytes)) }
}

type Parsed = Omit<CatalogObject, 'parent'> & { parent: CatalogObject | null }

function* objectsIn(groups: readonly Group[], name: string): Generator<{ object: Parsed; parentKey: Key | null }> {
  for (const { kind, attributes, objects: rows } of groups) {
    for (const row of rows) {
      const [identity, ownName, parent] = row
      if (typeof identity !== 'string' || typeof ownName !== 'string') throw damaged(name)
      const shape: Record<string, unknown> = {}
      for (let i = 0; i < attributes.length; i++) shape[attributes[i]!] = row[FIRST_ATTRIBUTE + i]
      const object = { key: keyOf(kind, identity), kind, identity, name: ownName, parent: null, shape }
      yield { object, parentKey: typeof parent === 'string' ? parent : null }
    }
  }
}

const damaged = (name: string): SnapshotError =>
  new SnapshotError(
    `${name} is a Trueup snapshot, but a damaged one. Make it again: trueup inspect <source> -o ${name}`,
  )

function checked(text: string, name: string): Snapshot {
  const foreign = `${name} is no Trueup snapshot. Make one: trueup inspect <source> -o snapshot.json`
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw text.includes('"trueup snapshot') ? damaged(name) : new SnapshotError(foreign, { cause })
  }
  if (typeof value !== 'object' || value === null || !('format' in value)) throw new SnapshotError(foreign)
  const { format } = value
  if (typeof format !== 'string' || !format.startsWith('trueup snapshot ')) throw new SnapshotError(foreign)
  if (format !== SNAPSHOT_FORMAT)
    throw new SnapshotError(
      `${name} is a “${format}”, and this Trueup reads “${SNAPSHOT_FORMAT}”. Make it again with this Trueup, or use the newer one.`,
    )
  if (!isSnapshot(value)) throw damaged(name)
  return value
}

/** Where rows enter: deep enough that nothing below can go wrong unnoticed. */
function isSnapshot(value: object): value is Snapshot {
  const has = (key: string, test: (field: unknown) => boolean): boolean => test(Reflect.get(value, key))
  return (
    has('major', (major) => typeof major === 'number') &&
    has('user', (user) => typeof user === 'string') &&
    has('origin', (origin) => origin === 'database' || origin === 'definition') &&
    has('bytes', (bytes) => typeof bytes === 'object' && bytes !== null) &&
    has('uncovered', Array.isArray) &&
    ['dependencies', 'orders', 'buildOrders'].every((sort) =>
      has(sort, (all) => Array.isArray(all) && all.every(Array.isArray)),
    ) &&
    ['groups', 'outside'].every((list) => has(list, (groups) => Array.isArray(groups) && groups.every(isGroup)))
  )
}

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  'attributes' in value &&
  Array.isArray(value.attributes) &&
  'objects' in value &&
  Array.isArray(value.objects) &&
  value.objects.every(Array.isArray)
