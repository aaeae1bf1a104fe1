// A value for rows that had none, until somebody says which one: of the column's type, and harmless.

import type { Catalog } from '../../catalog/catalog.ts'
import { literal } from '../../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../../catalog/object.ts'

const VALUES: readonly (readonly [type: RegExp, value: string])[] = [
  [/^(smallint|integer|bigint|numeric|real|double precision|money|oid)\b/, '0'],
  [/^(text|character|"char"|name|(\w+\.)?citext|bytea)/, `''`],
  [/^boolean$/, 'false'],
  [/^(timestamp|time\b)/, 'now()'],
  [/^date$/, 'current_date'],
  [/^interval\b/, `'0'`],
  [/^uuid$/, 'gen_random_uuid()'],
  [/^jsonb?$/, `'{}'`],
]

/** Null: no value is known that it takes. */
export function placeholderOf(column: CatalogObject, catalog: Catalog): string | null {
  const [base, declared]: unknown[] = [Reflect.get(column.shape, 'baseType'), Reflect.get(column.shape, 'dataType')]
  const type = typeof base === 'string' ? base : String(declared)
  if (type.endsWith('[]')) return `'{}'`
  const labels: unknown = Reflect.get(catalog.objects.get(keyOf('enum', type))?.shape ?? {}, 'labels')
  if (Array.isArray(labels)) return labels.length > 0 ? literal(String(labels[0])) : null
  if (type.endsWith('range')) return type.includes('multi') ? `'{}'` : `'empty'`
  return VALUES.find(([pattern]) => pattern.test(type))?.[1] ?? null
}
