// A state in the words of a later major than its server's, for want of that major's binaries: without what the server does not have,
// so that no plan asks for it.

import type { Catalog } from '../catalog/catalog.ts'
import type { CatalogObject, Key } from '../catalog/object.ts'
import { kinds } from '../kinds/all.ts'

const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))

export function onServer(catalog: Catalog, serverMajor: number): Catalog {
  if (catalog.major <= serverMajor) return catalog
  const made = new Map<CatalogObject, CatalogObject>()
  const lowered = (object: CatalogObject): CatalogObject => {
    const known = made.get(object)
    if (known) return known
    const parent = object.parent && lowered(object.parent)
    const less = kindOf.get(object.kind)?.onOlder?.(object, serverMajor) ?? null
    const result = less === null && parent === object.parent ? object : { ...object, parent, ...less }
    made.set(object, result)
    return result
  }
  const objects = new Map<Key, CatalogObject>()
  for (const [key, object] of catalog.objects) objects.set(key, lowered(object))
  return { ...catalog, objects, serverMajor }
}
