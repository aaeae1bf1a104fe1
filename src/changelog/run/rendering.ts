// What the SQL of change types depends on beside the changeset, asked of the database that it will run on.

import { literal } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import type { Compatibility, Rendering } from '../changelog.ts'
import type { Scope } from '../pending/select.ts'

export const renderingFor = (
  connection: Connection,
  defaultSchema: string,
  { contexts, labels, compatibility }: Scope & { readonly compatibility?: Compatibility | undefined },
): Rendering => ({
  defaultSchema,
  compatibility: compatibility ?? 'trueup',
  contexts,
  labels,
  columnTypes: (schema, table) => columnTypes(connection, schema ?? defaultSchema, table),
})

/** By name, as format_type() prints them; empty where there is no such table yet. */
async function columnTypes(
  connection: Connection,
  schema: string,
  table: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.query<{ name: string; type: string }>(
    `select a.attname::text as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type
       from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname in (${literal(schema)}, ${literal(schema.toLowerCase())})
        and c.relname in (${literal(table)}, ${literal(table.toLowerCase())}) and a.attnum > 0 and not a.attisdropped
      order by a.attnum`,
  )
  return new Map(rows.map(({ name, type }) => [name, type]))
}
