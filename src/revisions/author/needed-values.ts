// Columns that become NOT NULL while their table may have rows: which value these could get.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { Fill } from './fill.ts'
import { placeholderOf } from './placeholder.ts'

export interface Needed {
  readonly fill: Fill
  readonly notNulls: readonly Key[]
  readonly isNew: boolean
  /** There is a value that the type takes. */
  readonly isKnown: boolean
}

/** Partitions follow the table that they are of. */
export function fillsBetween(current: Catalog, goal: Catalog): Needed[] {
  const made = [...goal.objects.values()].filter(({ kind, key }) => kind === 'not null' && !current.objects.has(key))
  const parts = new Map<Key, CatalogObject[]>()
  for (const object of goal.objects.values())
    if (object.parent?.kind === 'column')
      parts.set(object.parent.key, [...(parts.get(object.parent.key) ?? []), object])
  return made.flatMap((notNull): Needed[] => {
    const column = notNull.parent
    const table = column?.parent
    if (!column || !table || !current.objects.has(table.key) || !/^(partitioned )?table$/.test(table.kind)) return []
    if (valueOf(column, 'generated') !== null || valueOf(column, 'link') !== null) return []
    const own = parts.get(column.key) ?? []
    if (own.some(({ kind }) => kind === 'identity')) return []
    const isNew = !current.objects.has(column.key)
    const given: unknown = own.filter(({ kind }) => kind === 'default').map((one) => valueOf(one, 'expression'))[0]
    if (isNew && given !== undefined) return []
    const value = placeholderOf(column, goal)
    const edit = isNew ? 'the value for rows that are there already' : 'the value for rows that have none'
    const fill: Fill =
      typeof given === 'string'
        ? { column, expression: given, edit: null }
        : { column, expression: value ?? 'NULL', edit }
    const followers = made.filter((other) => follows(other, table.identity, column.name)).map(({ key }) => key)
    return [{ fill, notNulls: [notNull.key, ...followers], isNew, isKnown: fill.edit === null || value !== null }]
  })
}

function follows(notNull: CatalogObject, table: string, column: string): boolean {
  const parents = valueOf(notNull, 'inheritedFrom')
  return notNull.parent?.name === column && Array.isArray(parents) && parents.includes(table)
}

export const valueOf = (object: CatalogObject, attribute: string): unknown =>
  Reflect.get(object.shape, attribute) ?? null
