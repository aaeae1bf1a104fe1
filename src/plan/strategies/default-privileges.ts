// What ALTER DEFAULT PRIVILEGES of the current state grants by itself on every object that the plan makes: the plan must
// not count on less, and must revoke what is not wanted.

import type { Catalog } from '../../catalog/catalog.ts'
import { keyOf, schemaOf, type CatalogObject, type Key } from '../../catalog/object.ts'
import { equal, type Alter } from '../../diff/diff.ts'
import type { DefaultPrivilege } from '../../kinds/default-privilege.ts'
import { OWNER, type Privilege } from '../../kinds/privilege.ts'

/** The word of ALTER DEFAULT PRIVILEGES, the word of GRANT, and what PUBLIC has anyway. */
const CLASSES: Record<string, { objects: string; word: string; usual: string[] }> = {
  table: { objects: 'TABLES', word: 'TABLE', usual: [] },
  view: { objects: 'TABLES', word: 'TABLE', usual: [] },
  'materialized view': { objects: 'TABLES', word: 'TABLE', usual: [] },
  'foreign table': { objects: 'TABLES', word: 'TABLE', usual: [] },
  sequence: { objects: 'SEQUENCES', word: 'SEQUENCE', usual: [] },
  function: { objects: 'FUNCTIONS', word: 'FUNCTION', usual: ['EXECUTE'] },
  procedure: { objects: 'FUNCTIONS', word: 'PROCEDURE', usual: ['EXECUTE'] },
  aggregate: { objects: 'FUNCTIONS', word: 'FUNCTION', usual: ['EXECUTE'] },
  enum: { objects: 'TYPES', word: 'TYPE', usual: ['USAGE'] },
  'composite type': { objects: 'TYPES', word: 'TYPE', usual: ['USAGE'] },
  'range type': { objects: 'TYPES', word: 'TYPE', usual: ['USAGE'] },
  'base type': { objects: 'TYPES', word: 'TYPE', usual: ['USAGE'] },
  domain: { objects: 'TYPES', word: 'DOMAIN', usual: ['USAGE'] },
  schema: { objects: 'SCHEMAS', word: 'SCHEMA', usual: [] },
}

export interface ImpliedPrivileges {
  /** Privileges whose creation is no longer a step: they come by themselves, or are altered instead. */
  readonly covered: ReadonlySet<Key>
  readonly alterations: readonly Alter[]
}

/** @param made every object that the plan creates, or drops and makes again */
export function impliedPrivileges(
  made: readonly CatalogObject[],
  current: Catalog,
  desired: Catalog,
): ImpliedPrivileges {
  const defaults = [...current.objects.values()]
    .filter((object) => object.kind === 'default privilege')
    .map((object) => object as CatalogObject<DefaultPrivilege>)
    .filter((object) => object.shape.forRole === null)
  const covered = new Set<Key>()
  const alterations: Alter[] = []
  if (defaults.length === 0) return { covered, alterations }
  const owners = new Map(
    made.flatMap(({ kind, parent, shape }) =>
      kind === 'owner' && parent ? [[parent.key, Reflect.get(shape, 'role')]] : [],
    ),
  )
  for (const object of made)
    for (const implied of impliedOn(object, defaults)) {
      // Where the object is given to that role, what it was granted is its own.
      if (owners.get(object.key) === implied.name) continue
      const wanted = desired.objects.get(implied.key) ?? {
        ...implied,
        shape: { ...implied.shape, granted: implied.shape.usual },
      }
      covered.add(implied.key)
      if (equal((wanted.shape as Privilege).granted, implied.shape.granted)) continue
      alterations.push({ verb: 'alter', key: implied.key, current: implied, desired: wanted, attributes: ['granted'] })
    }
  return { covered, alterations }
}

function impliedOn(
  object: CatalogObject,
  defaults: readonly CatalogObject<DefaultPrivilege>[],
): CatalogObject<Privilege>[] {
  const row = CLASSES[object.kind]
  if (!row) return []
  const schema = object.kind === 'schema' ? null : schemaOf(object)
  const applying = defaults.filter(
    ({ shape }) => shape.objects === row.objects && (shape.schema === null || shape.schema === object.parent?.identity),
  )
  const byGrantee = new Map<string, CatalogObject<Privilege>>()
  const globalFirst = [...applying].sort((a, b) => Number(a.shape.schema !== null) - Number(b.shape.schema !== null))
  for (const { name, shape } of globalFirst) {
    const identity = `of ${name} on ${object.key}`
    const usual = shape.schema === null ? shape.usual : name === 'PUBLIC' ? row.usual : []
    if (name === OWNER && shape.schema !== null) continue
    const before = byGrantee.get(name)?.shape.granted ?? (shape.schema === null ? [] : usual)
    const granted = [...new Set([...before, ...shape.granted])].sort()
    if (schema === null && shape.schema !== null) continue
    byGrantee.set(name, {
      key: keyOf('privilege', identity),
      kind: 'privilege',
      identity,
      name,
      parent: object,
      shape: { granted, usual: byGrantee.get(name)?.shape.usual ?? usual, role: shape.role, objectType: row.word },
    })
  }
  return [...byGrantee.values()].filter(({ shape }) => !equal(shape.granted, shape.usual))
}
