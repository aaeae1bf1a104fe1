// Which tables of a database may be another tool's history, by their columns. Reads the catalog; knows no tool.

import { ident } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import type { HistoryTable, Tool } from './tool.ts'

export const qualified = ({ schema, name }: Pick<HistoryTable, 'schema' | 'name'>): string =>
  `${ident(schema)}.${ident(name)}`

/** As `exclude` takes it. */
export const excluding = ({ schema, name, sequences }: HistoryTable): readonly string[] => [
  `${schema}.${name}`,
  ...sequences.map((sequence) => `sequence:${schema}.${sequence}`),
]

const QUERY = `
  SELECT n.nspname AS schema, c.relname AS name, array_agg(a.attname::text ORDER BY a.attname) AS columns,
         array(SELECT s.relname::text FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid = d.objid
                WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
                  AND d.refobjid = c.oid AND d.deptype = 'a' AND s.relkind = 'S' ORDER BY 1) AS sequences
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   GROUP BY c.oid, n.nspname, c.relname
  HAVING count(*) <= 24
   ORDER BY n.nspname, c.relname`

export interface Found {
  readonly tool: Tool
  readonly table: HistoryTable
}

/** Of each tool the tables that are its history; those by its usual name alone, where there are such. */
export async function historyTables(connection: Connection, tools: readonly Tool[]): Promise<readonly Found[]> {
  const tables = await connection.query<HistoryTable>(QUERY)
  return tools.flatMap((tool) => {
    const fitting = tables.filter((table) => fits(table, tool))
    const usual = fitting.filter(({ name }) => name === tool.history.table)
    return (usual.length > 0 ? usual : fitting).map((table) => ({ tool, table }))
  })
}

function fits({ name, columns }: HistoryTable, { history }: Tool): boolean {
  if (!history.columns.every((column) => columns.includes(column))) return false
  return name === history.table || (history.distinctive && columns.length === history.columns.length)
}

/** What is the tool's alone, as `exclude` takes it. */
export const ownOf = ({ tool, table }: Found): readonly string[] => tool.history.own?.(table) ?? excluding(table)
