// PostgreSQL 18 names a NOT NULL after its table and column, and with a number behind where another constraint of the schema has
// that name already: there the name must be written out.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { NotNull } from '../../kinds/not-null.ts'

/** The desired catalog, with the names written out that other tables have, or get by a renaming. */
export function withTakenNames(created: readonly CatalogObject[], current: Catalog, desired: Catalog): Catalog {
  const unnamed = created
    .filter(isNotNull)
    .filter(({ name, shape }) => name !== '' && shape.label === null && !shape.ambiguous)
  if (unnamed.length === 0) return desired
  const taken = new Map<string, Set<Key | undefined>>()
  const take = (object: CatalogObject): void => {
    const tables = taken.get(nameInSchema(object)) ?? new Set()
    taken.set(nameInSchema(object), tables.add(object.parent?.parent?.key))
  }
  for (const object of current.objects.values()) if (isNotNull(object)) take(object)
  for (const object of desired.objects.values()) if (isNotNull(object) && current.objects.has(object.key)) take(object)
  const named = unnamed.filter((object) => {
    const tables = [...(taken.get(nameInSchema(object)) ?? [])]
    return tables.some((table) => table !== object.parent?.parent?.key)
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
