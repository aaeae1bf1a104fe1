// What a database says of itself before a changelog's command does anything: where its tables are, what ran.

import type { Connection } from '../../connection/connection.ts'
import { readRan, type RanChangeset } from '../tracking/ran.ts'
import { findTables, type FoundTables, type TrackingTables } from '../tracking/tables.ts'

export interface TrackingOptions {
  /** Where names without a schema go; the first of search_path. */
  readonly defaultSchema?: string | undefined
  /** Where databasechangelog is; the default schema. */
  readonly liquibaseSchema?: string | undefined
  readonly changelogTable?: string | undefined
  readonly lockTable?: string | undefined
  /** What the column LIQUIBASE holds. Default: `trueup <version>`. */
  readonly version?: string | undefined
}

export interface State {
  readonly defaultSchema: string
  readonly tables: TrackingTables
  readonly found: FoundTables
  /** Both tables are there, as they are to be. */
  readonly exists: boolean
  readonly ran: readonly RanChangeset[]
}

export async function readState(connection: Connection, options: TrackingOptions): Promise<State> {
  const defaultSchema = options.defaultSchema ?? (await currentSchema(connection))
  const tables = {
    schema: options.liquibaseSchema ?? defaultSchema,
    changelog: folded(options.changelogTable ?? 'databasechangelog'),
    lock: folded(options.lockTable ?? 'databasechangeloglock'),
  }
  const found = await findTables(connection, tables)
  const hasRows = found.changelogColumns.length > 0
  const ran = hasRows ? await readRan(connection, tables, found.changelogColumns) : []
  return { defaultSchema, tables, found, exists: hasRows && found.lockExists, ran }
}

/** DATABASECHANGELOG, as scripts name it, is what PostgreSQL folds to lower case. */
const folded = (name: string): string => (name === name.toUpperCase() ? name.toLowerCase() : name)

async function currentSchema(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ schema: string | null }>('select pg_catalog.current_schema()::text as schema')
  return row?.schema ?? 'public'
}
