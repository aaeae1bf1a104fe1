// What the applying role makes is its own: no ALTER … OWNER is needed.

import type { Catalog } from '../../catalog/catalog.ts'
import { ident } from '../../catalog/identifier.ts'
import { keyOf, type CatalogObject, type Key } from '../../catalog/object.ts'

/** @param made every object that the plan creates, or drops and makes again; owners among them */
export function impliedOwners(made: readonly CatalogObject[], current: Catalog): Key[] {
  const applying = ident(current.user)
  const keys = new Set(made.map((object) => object.key))
  return made
    .filter((object) => object.kind === 'owner' && Reflect.get(object.shape, 'role') === applying)
    .filter((object) => object.parent !== null && keys.has(object.parent.key))
    .map((object) => keyOf('owner', object.identity))
}
