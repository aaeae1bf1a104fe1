// What a database says of itself before a changelog's command does anything: where its tables are, what ran.

import { literal } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import { readRan, type RanChangeset } from './ran.ts'
import { assertSchema, findTables, type FoundTables, type TrackingTables } from './tables.ts'

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
  const given = options.defaultSchema
  const defaultSchema = given === undefined ? await currentSchema(connection) : await schemaNamed(connection, given)
  const tracking = options.liquibaseSchema
  const tables = {
    schema: tracking === undefined ? defaultSchema : await schemaNamed(connection, tracking),
    // Liquibase does not quote their names.
    changelog: (options.changelogTable ?? 'databasechangelog').toLowerCase(),
    lock: (options.lockTable ?? 'databasechangeloglock').toLowerCase(),
  }
  const found = await findTables(connection, tables)
  const hasRows = found.changelogColumns.length > 0
  const ran = hasRows ? await readRan(connection, tables, found.changelogColumns) : []
  return { defaultSchema, tables, found, exists: hasRows && found.lockExists, ran }
}

/** For what only looks: where the schema is not there, its name is wrong, and "nothing has run" would mislead. */
export async function readExistingState(connection: Connection, options: TrackingOptions): Promise<State> {
  const state = await readState(connection, options)
  assertSchema(state.tables, state.found)
  return state
}

/** As it is written or, since Liquibase does not quote it, in lower case. */
async function schemaNamed(connection: Connection, name: string): Promise<string> {
  const folded = name.toLowerCase()
  if (folded === name) return name
  const [row] = await connection.query<{ name: string }>(
    `select nspname::text as name from pg_catalog.pg_namespace where nspname in (${literal(name)}, ${literal(folded)})
      order by nspname = ${literal(name)} desc limit 1`,
  )
  return row?.name ?? name
}

async function currentSchema(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ schema: string | null }>('select pg_catalog.current_schema()::text as schema')
  return row?.schema ?? 'public'
}
