// The table that says which revisions a database has: its name, and how it is made. An append-only log, whose order is
// that of `position`: a clock may jump.

import { ident, literal } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import { serverError } from '../../apply/errors.ts'
import type { HistoryTable } from '../../diff/without-history.ts'
import { RevisionError } from '../errors.ts'

export type { HistoryTable } from '../../diff/without-history.ts'

/** As SQL names it. */
export const quoted = ({ schema, name }: HistoryTable): string => `${ident(schema)}.${ident(name)}`

/** Makes the table where it is missing: IF NOT EXISTS asks for the right to create also where nothing is created. */
export const makeHistory = (table: HistoryTable): string => `DO $trueup$ BEGIN
IF to_regclass(${literal(quoted(table))}) IS NULL THEN
IF to_regnamespace(${literal(ident(table.schema))}) IS NULL THEN CREATE SCHEMA ${ident(table.schema)}; END IF;
${createTable(table)};
END IF;
END $trueup$`

/** The same for a person to run. */
const createHistory = (table: HistoryTable): readonly string[] => [
  ...(table.schema === 'public' ? [] : [`CREATE SCHEMA IF NOT EXISTS ${ident(table.schema)}`]),
  createTable(table),
]

const createTable = (table: HistoryTable): string => `CREATE TABLE IF NOT EXISTS ${quoted(table)} (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  action text NOT NULL,
  revision text NOT NULL,
  parents text[] NOT NULL DEFAULT '{}',
  message text NOT NULL DEFAULT '',
  checksum text,
  status text NOT NULL DEFAULT 'done',
  steps_done integer NOT NULL DEFAULT 0,
  steps integer NOT NULL DEFAULT 0,
  steps_checksum text,
  begun text,
  started_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  finished_at timestamptz,
  elapsed_ms bigint,
  applied_by text NOT NULL,
  tool text NOT NULL,
  down_sql text,
  schema text,
  tag text,
  error text,
  CHECK (action IN ('upgrade', 'downgrade', 'stamp', 'unstamp', 'adopt', 'squash', 'repeatable')),
  CHECK (status IN ('done', 'running', 'failed'))
)`

export async function historyExists(connection: Connection, { schema, name }: HistoryTable): Promise<boolean> {
  const [row] = await connection.query<{ there: boolean }>(
    `select exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                     where n.nspname = ${literal(schema)} and c.relname = ${literal(name)}) as there`,
  )
  return row?.there ?? false
}

/** Makes it where it is missing; call it under the run's lock. */
export async function ensureHistory(connection: Connection, table: HistoryTable): Promise<void> {
  if (await historyExists(connection, table)) return
  try {
    await connection.execute(makeHistory(table))
  } catch (error) {
    if (serverError(error)?.code !== '42501') throw error
    const { user, database } = connection.server
    throw new RevisionError(
      `The role ${user} may not create ${quoted(table)} in ${database}, where Trueup records which revisions it has: ` +
        `${serverError(error)?.message}. Nothing was changed. Have someone who may run:\n${createHistory(table).join(';\n')};\n` +
        grants(table, user) +
        `\nOr name another table with --history-table.`,
      null,
      { cause: error },
    )
  }
}

const grants = (table: HistoryTable, user: string): string =>
  `GRANT USAGE ON SCHEMA ${ident(table.schema)} TO ${ident(user)};\n` +
  `GRANT SELECT, INSERT, UPDATE ON ${quoted(table)} TO ${ident(user)};`
