// A sequence that is to belong to a column must have the owner of the column's table before (55000). Only where the plan makes both
// does the sequence go along with its table, and has its owner by that.

import type { Catalog, Dependency } from '../../catalog/catalog.ts'
import { ident } from '../../catalog/identifier.ts'
import { keyOf, type CatalogObject, type Key } from '../../catalog/object.ts'
import type { Change } from '../../diff/diff.ts'

interface Linked {
  readonly changes: readonly Change[]
  readonly desired: Catalog
}

/** @param replaced what is dropped and made again */
export function withLinkedOwners(
  changes: readonly Change[],
  replaced: ReadonlySet<Key>,
  current: Catalog,
  desired: Catalog,
): Linked {
  const links = [...linksIn(changes), ...[...replaced].map((key) => desired.objects.get(key)!)].filter(
    ({ kind }) => kind === 'sequence owned by',
  )
  const isKept = (key: Key): boolean => current.objects.has(key) && !replaced.has(key)
  const owners = new Map<Key, CatalogObject>()
  const dependencies: Dependency[] = []
  for (const link of links) {
    const sequence = link.parent!
    const table = tableOf(link, desired)
    if (!table || (!isKept(table.key) && !isKept(sequence.key))) continue
    const owner = ownedBy(sequence, roleOf(table, desired) ?? ident(current.user))
    owners.set(owner.key, owner)
    for (const to of [owner.key, ownerOf(table)]) dependencies.push({ from: link.key, to, orderOnly: true })
  }
  if (owners.size === 0) return { changes, desired }
  return {
    changes: [
      ...changes.filter(({ key }) => !owners.has(key)),
      ...[...owners.values()].flatMap((owner) => changeTo(owner, replaced, current)),
    ],
    desired: {
      ...desired,
      objects: new Map([...desired.objects, ...owners]),
      dependencies: [...desired.dependencies, ...dependencies],
    },
  }
}

const linksIn = (changes: readonly Change[]): CatalogObject[] =>
  changes.flatMap((change) => (change.verb === 'drop' ? [] : [change.desired]))

function tableOf(link: CatalogObject, { objects }: Catalog): CatalogObject | undefined {
  const [schema, name] = [Reflect.get(link.shape, 'column')].flat().map((part) => ident(String(part)))
  return ['table', 'foreign table', 'view'].map((kind) => objects.get(keyOf(kind, `${schema}.${name}`))).find(Boolean)
}

const ownerOf = ({ key }: CatalogObject): Key => keyOf('owner', `of ${key}`)

function roleOf(object: CatalogObject, { objects }: Catalog): string | null {
  const owner = objects.get(ownerOf(object))
  return owner ? String(Reflect.get(owner.shape, 'role')) : null
}

const ownedBy = (sequence: CatalogObject, role: string): CatalogObject => ({
  key: ownerOf(sequence),
  kind: 'owner',
  identity: `of ${sequence.key}`,
  name: '',
  parent: sequence,
  shape: { role, linked: false },
})

function changeTo(owner: CatalogObject, replaced: ReadonlySet<Key>, current: Catalog): Change[] {
  const role = Reflect.get(owner.shape, 'role')
  const isKept = !replaced.has(owner.parent!.key)
  const was = isKept ? current.objects.get(owner.key) : undefined
  if (was)
    return Reflect.get(was.shape, 'role') === role
      ? []
      : [{ verb: 'alter', key: owner.key, current: was, desired: owner, attributes: ['role'] }]
  return role === ident(current.user) || replaced.has(owner.key)
    ? []
    : [{ verb: 'create', key: owner.key, desired: owner }]
}
