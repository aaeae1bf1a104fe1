// PostgreSQL 18 names a NOT NULL after its table and column, and with a number behind where another constraint of the schema has
// that name already: there the name must be written out.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { NotNull } from '../../kinds/not-null.ts'

/** The desired catalog, with the names written out that the current one has given to other tables. */
export function withTakenNames(created: readonly CatalogObject[], current: Catalog, desired: Catalog): Catalog {
  const unnamed = created
    .filter(isNotNull)
    .filter(({ name, shape }) => name !== '' && shape.label === null && !shape.ambiguous)
  if (unnamed.length === 0) return desired
  const taken = new Map<string, CatalogObject>()
  for (const object of current.objects.values()) if (isNotNull(object)) taken.set(nameInSchema(object), object)
  const named = unnamed.filter((object) => {
    const other = taken.get(nameInSchema(object))
    return other !== undefined && other.parent?.parent?.key !== object.parent?.parent?.key
  })
  if (named.length === 0) return desired
  const again = new Map<Key, CatalogObject>(
    named.map((object) => [object.key, { ...object, shape: { ...object.shape, ambiguous: true } }]),
  )
  return { ...desired, objects: new Map([...desired.objects].map(([key, object]) => [key, again.get(key) ?? object])) }
}

const isNotNull = (object: CatalogObject): object is CatalogObject<NotNull> => object.kind === 'not null'

/** Of a constraint of a column of a table. */
const nameInSchema = (object: CatalogObject): string => `${object.parent?.parent?.parent?.key} ${object.name}`
