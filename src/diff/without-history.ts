// The table in which Trueup keeps which revisions a database has: it is Trueup's own, and never a difference.

import type { Catalog } from '../catalog/catalog.ts'
import { ident } from '../catalog/identifier.ts'
import type { CatalogObject, Key } from '../catalog/object.ts'
import { kinds } from '../kinds/all.ts'

/** Unquoted. */
export interface HistoryTable {
  readonly schema: string
  readonly name: string
}

/** The catalog without that table and all of its parts, and without its schema where nothing else is in it. */
export function withoutHistory(catalog: Catalog, { schema, name }: HistoryTable): Catalog {
  const schemaKey = `schema ${ident(schema)}`
  const left = new Set<Key>([`table ${ident(schema)}.${ident(name)}`])
  if (!catalog.objects.has(schemaKey)) return catalog
  const objects = new Map([...catalog.objects].filter(([, object]) => !belongsTo(object, left)))
  const isEmpty = schema !== 'public' && ![...objects.values()].some((object) => livesIn(object, schemaKey))
  if (objects.size === catalog.objects.size && !isEmpty) return catalog
  if (isEmpty) {
    left.add(schemaKey)
    for (const [key, object] of objects) if (belongsTo(object, left)) objects.delete(key)
  }
  return {
    ...catalog,
    objects,
    dependencies: catalog.dependencies.filter(({ from, to }) => objects.has(from) && objects.has(to)),
    bytes: new Map([...catalog.bytes].filter(([key]) => objects.has(key))),
  }
}

function belongsTo(object: CatalogObject, wholes: ReadonlySet<Key>): boolean {
  for (let at: CatalogObject | null = object; at; at = at.parent) if (wholes.has(at.key)) return true
  return false
}

const PARTS: ReadonlySet<string> = new Set(kinds.filter(({ partOfParent }) => partOfParent).map(({ type }) => type))

/** An object of its own in that schema; its comment or its privileges are none. */
const livesIn = ({ kind, parent }: CatalogObject, schema: Key): boolean => parent?.key === schema && !PARTS.has(kind)
