// databasechangelog and databasechangeloglock, as Liquibase makes them: names, types, the order of columns. Knows no changeset.

import { serverError } from '../../apply/errors.ts'
import { ident, literal } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import { ChangelogError } from '../errors.ts'

export interface TrackingTables {
  readonly schema: string
  /** databasechangelog, unless it is named otherwise. */
  readonly changelog: string
  readonly lock: string
}

/** As SQL names them. */
export const changelogTable = ({ schema, changelog }: TrackingTables): string => `${ident(schema)}.${ident(changelog)}`
export const lockTable = ({ schema, lock }: TrackingTables): string => `${ident(schema)}.${ident(lock)}`

/** In the order in which Liquibase has them; what is null came later, and is added to older tables without a default. */
const COLUMNS: readonly (readonly [name: string, type: string, added: string | null])[] = [
  ['ID', 'VARCHAR(255)', ''],
  ['AUTHOR', 'VARCHAR(255)', ''],
  ['FILENAME', 'VARCHAR(255)', ''],
  ['DATEEXECUTED', 'TIMESTAMP WITHOUT TIME ZONE', 'now()'],
  ['ORDEREXECUTED', 'INTEGER', '-1'],
  ['EXECTYPE', 'VARCHAR(10)', `'EXECUTED'`],
  ['MD5SUM', 'VARCHAR(35)', null],
  ['DESCRIPTION', 'VARCHAR(255)', null],
  ['COMMENTS', 'VARCHAR(255)', null],
  ['TAG', 'VARCHAR(255)', null],
  ['LIQUIBASE', 'VARCHAR(20)', null],
  ['CONTEXTS', 'VARCHAR(255)', null],
  ['LABELS', 'VARCHAR(255)', null],
  ['DEPLOYMENT_ID', 'VARCHAR(10)', null],
]

const createChangelogTable = (tables: TrackingTables): string =>
  `CREATE TABLE ${changelogTable(tables)} (${COLUMNS.map(
    ([name, type, added]) => `${name} ${type}${added === null ? '' : ' NOT NULL'}`,
  ).join(', ')})`

const createLockTable = (tables: TrackingTables): string =>
  `CREATE TABLE ${lockTable(tables)} (ID INTEGER NOT NULL, LOCKED BOOLEAN NOT NULL, ` +
  `LOCKGRANTED TIMESTAMP WITHOUT TIME ZONE, LOCKEDBY VARCHAR(255), ` +
  `CONSTRAINT ${ident(`${tables.lock}_pkey`)} PRIMARY KEY (ID))`

const initLockTable = (tables: TrackingTables): readonly string[] => [
  `DELETE FROM ${lockTable(tables)}`,
  `INSERT INTO ${lockTable(tables)} (ID, LOCKED) VALUES (1, FALSE)`,
]

/** What is there of them; the names of the columns of databasechangelog in lower case. */
export interface FoundTables {
  readonly schemaExists: boolean
  readonly changelogColumns: readonly string[]
  /** MD5SUM holds the prefix `9:`. */
  readonly md5sumFits: boolean
  readonly lockExists: boolean
}

interface FoundRow {
  schema_exists: boolean
  columns: string[]
  md5sum_length: number | null
  lock_exists: boolean
}

export async function findTables(connection: Connection, tables: TrackingTables): Promise<FoundTables> {
  const columns = (table: string): string =>
    `from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname = ${literal(tables.schema)} and c.relname = ${literal(table)}`
  const [row] = await connection.query<FoundRow>(
    `select exists (select from pg_catalog.pg_namespace where nspname = ${literal(tables.schema)}) as schema_exists,
            array(select lower(a.attname) ${columns(tables.changelog)}) as columns,
            (select a.atttypmod - 4 ${columns(tables.changelog)} and a.attname = 'md5sum' and a.atttypmod > 0) as md5sum_length,
            exists (select ${columns(tables.lock)}) as lock_exists`,
  )
  return {
    schemaExists: row?.schema_exists ?? false,
    changelogColumns: row?.columns ?? [],
    md5sumFits: (row?.md5sum_length ?? 35) >= 35,
    lockExists: row?.lock_exists ?? false,
  }
}

/** What makes databasechangelog, or brings one of an older Liquibase up to date; empty where nothing is to be done. */
export function changelogTableChanges(tables: TrackingTables, found: FoundTables): readonly string[] {
  if (found.changelogColumns.length === 0) return [createChangelogTable(tables)]
  const missing = COLUMNS.filter(([name]) => !found.changelogColumns.includes(name.toLowerCase()))
  return [
    ...missing.map(
      ([name, type, added]) =>
        `ALTER TABLE ${changelogTable(tables)} ADD ${name} ${type}${added === null ? '' : ` NOT NULL DEFAULT ${added}`}`,
    ),
    ...missing
      .filter(([, , added]) => added !== null)
      .map(([name]) => `ALTER TABLE ${changelogTable(tables)} ALTER ${name} DROP DEFAULT`),
    ...(found.md5sumFits ? [] : [`ALTER TABLE ${changelogTable(tables)} ALTER MD5SUM TYPE VARCHAR(35)`]),
  ]
}

export const lockTableChanges = (tables: TrackingTables, found: FoundTables): readonly string[] =>
  found.lockExists ? [] : [createLockTable(tables), ...initLockTable(tables)]

/** Makes what is missing of both, in one transaction. Call it under the advisory lock: two that create at once collide. */
export async function ensureTables(connection: Connection, tables: TrackingTables, found: FoundTables): Promise<void> {
  assertSchema(tables, found)
  const changes = [...changelogTableChanges(tables, found), ...lockTableChanges(tables, found)]
  if (changes.length === 0) return
  try {
    await connection.execute(['BEGIN', ...changes, 'COMMIT'].join(';\n'))
  } catch (error) {
    await connection.execute('ROLLBACK').catch(() => undefined)
    // Liquibase began at the same moment, and was first: its tables are as good (duplicate_table, unique_violation).
    const code = serverError(error)?.code ?? ''
    if (['42P07', '23505', '42701'].includes(code)) {
      const now = await findTables(connection, tables)
      if (changelogTableChanges(tables, now).length === 0 && now.lockExists) return
    }
    if (code !== '42501') throw error
    throw new ChangelogError(
      `The role ${connection.server.user} may not make the tables in which a changelog's runs are kept: ` +
        `${serverError(error)?.message}. Nothing was changed. Name another schema with --liquibase-schema, ` +
        `or have someone who may run:\n${changes.join(';\n')};`,
      null,
      { cause: error },
    )
  }
}

/** @throws ChangelogError */
export function assertSchema({ schema }: TrackingTables, { schemaExists }: FoundTables): void {
  if (!schemaExists)
    throw new ChangelogError(
      `There is no schema ${schema}, in which databasechangelog is to be. Create it first (CREATE SCHEMA ${ident(schema)}), ` +
        `or name another with --liquibase-schema.`,
    )
}
