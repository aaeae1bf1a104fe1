// PostgreSQL refuses to drop an index that is attached to one of a partitioned table (2BP01), and a key of that kind (42P16): where only
// its name differs, it is renamed. Nothing else leads there, and nothing is lost.

import type { Catalog } from '../../catalog/catalog.ts'
import { identityOf } from '../../catalog/assemble.ts'
import { ident } from '../../catalog/identifier.ts'
import { keyOf, type CatalogObject, type Key } from '../../catalog/object.ts'
import { equal } from '../../diff/diff.ts'
import type { AnyKind } from '../../kinds/kind.ts'
import type { PlannedStatement, Subject } from '../plan.ts'

interface Renaming {
  readonly from: CatalogObject
  readonly to: CatalogObject
}

/** With the current catalog as it is after the statements. */
export function renameAttached(
  current: Catalog,
  desired: Catalog,
  kinds: readonly AnyKind[],
): { catalog: Catalog; statements: readonly PlannedStatement[] } {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const statements: PlannedStatement[] = []
  let catalog = current
  // From the uppermost down: what is attached to one that is renamed is known by the new name.
  for (let found = renamings(catalog, desired); found.length > 0; found = renamings(catalog, desired)) {
    for (const { from, to } of found)
      for (const statement of [kindOf.get(from.kind)!.rename!(from, to.name)].flat())
        statements.push({ ...statement, verb: 'rename', objects: [to.key], subject: subjectOf(to) })
    catalog = withNames(catalog, found, kindOf)
  }
  return { catalog, statements }
}

function renamings(current: Catalog, desired: Catalog): Renaming[] {
  const gone = [...attachedOnlyIn(current, desired)]
  const come = gone.length ? [...attachedOnlyIn(desired, current)] : []
  return gone.flatMap((from) => {
    const to = come.find((other) => isSameButName(from, other))
    return to && !isTaken(to, current) ? [{ from, to }] : []
  })
}

function* attachedOnlyIn(one: Catalog, other: Catalog): Generator<CatalogObject> {
  for (const object of one.objects.values())
    if (
      (object.kind === 'index' || object.kind === 'constraint') &&
      attachedTo(object) !== null &&
      !other.objects.has(object.key)
    )
      yield object
}

const attachedTo = (object: CatalogObject): unknown => Reflect.get(object.shape, 'attachedTo') ?? null

const isSameButName = (one: CatalogObject, other: CatalogObject): boolean =>
  one.kind === other.kind &&
  one.parent?.key === other.parent?.key &&
  equal(shapeWithoutName(one), shapeWithoutName(other))

const shapeWithoutName = ({ kind, shape }: CatalogObject): object =>
  kind === 'index'
    ? { ...shape, definition: String(Reflect.get(shape, 'definition')).replace(/ INDEX .*? ON /, ' ') }
    : shape

const subjectOf = ({ kind, name, parent }: CatalogObject): Subject => ({
  kind: parent!.kind,
  identity: parent!.identity,
  part: `${kind} ${name}`,
})

/** The identity of the index, or of the one behind the key. */
const indexOf = ({ kind, identity, name, parent }: CatalogObject): string =>
  kind === 'index' ? identity : `${parent!.parent!.identity}.${ident(name)}`

/** By something that may have to go first. */
function isTaken(to: CatalogObject, current: Catalog): boolean {
  const relation = indexOf(to)
  const kinds = ['table', 'index', 'constraint index', 'view', 'materialized view', 'sequence', 'foreign table']
  return current.objects.has(to.key) || kinds.some((kind) => current.objects.has(keyOf(kind, relation)))
}

/** Every object that bears one of the names, or is named in one's shape, anew. */
function withNames(catalog: Catalog, renamings: readonly Renaming[], kindOf: ReadonlyMap<string, AnyKind>): Catalog {
  const desired = new Map(renamings.map(({ from, to }) => [from.key, to]))
  const names = new Map(
    renamings.flatMap(({ from, to }) => [[from.identity, to.identity] as const, [indexOf(from), indexOf(to)] as const]),
  )
  const anew = new Map<Key, CatalogObject>()
  for (const object of catalog.objects.values()) {
    const to = desired.get(object.key)
    const parent = object.parent && (anew.get(object.parent.key) ?? object.parent)
    const reference = names.get(String(attachedTo(object) ?? Reflect.get(object.shape, 'of')))
    if (!to && parent === object.parent && reference === undefined) continue
    const name = to?.name ?? (object.kind === 'constraint index' ? parent!.name : object.name)
    const shape = reference === undefined ? object.shape : { ...object.shape, ...referring(object, reference) }
    const identity = identityOf(kindOf.get(object.kind)!, name, parent, shape)
    anew.set(object.key, {
      ...object,
      name,
      parent,
      identity,
      key: keyOf(object.kind, identity),
      shape: to?.shape ?? shape,
    })
  }
  const keyFor = (key: Key): Key => anew.get(key)?.key ?? key
  return {
    ...catalog,
    objects: new Map([...catalog.objects].map(([key, object]) => [keyFor(key), anew.get(key) ?? object])),
    dependencies: catalog.dependencies.map((d) => ({ ...d, from: keyFor(d.from), to: keyFor(d.to) })),
  }
}

const referring = (object: CatalogObject, identity: string): object =>
  attachedTo(object) === null ? { of: identity } : { attachedTo: identity }
