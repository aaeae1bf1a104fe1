// Writes what happened into a database's history, in whatever transaction is open.

import { hostname, userInfo } from 'node:os'
import { literal } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import packageJson from '../../../package.json' with { type: 'json' }
import type { Action, Status } from './read.ts'
import { quoted, type HistoryTable } from './table.ts'

/** What is to be recorded; what is left out is nothing, now, or whoever asks. */
export interface NewEvent {
  readonly action: Action
  readonly revision: string
  readonly parents?: readonly string[]
  readonly message?: string
  readonly checksum?: string | null
  /** Default `done`. */
  readonly status?: Status
  readonly stepsDone?: number
  readonly steps?: number
  readonly stepsChecksum?: string | null
  readonly begun?: string | null
  /** By a clock that does not jump. */
  readonly elapsedMs?: number | null
  readonly downSql?: string | null
  readonly schema?: string | null
  readonly tag?: string | null
  readonly error?: string | null
}

/** What may change of an event: how far it has come. */
export type Progress = Pick<
  NewEvent,
  | 'status'
  | 'stepsDone'
  | 'steps'
  | 'stepsChecksum'
  | 'begun'
  | 'elapsedMs'
  | 'schema'
  | 'error'
  | 'checksum'
  | 'downSql'
>

/** Returns its position. It begins with the transaction. */
export async function record(connection: Connection, table: HistoryTable, event: NewEvent): Promise<number> {
  const [row] = await asOwner(connection, (on) =>
    on.query<{ position: number }>(`${insertEvent(table, event, null)} RETURNING position`),
  )
  if (!row) throw new Error('the history gave no position to an event: a bug in history/record.ts')
  return row.position
}

export async function advance(
  connection: Connection,
  table: HistoryTable,
  position: number,
  progress: Progress,
): Promise<void> {
  const sql = `UPDATE ${quoted(table)} SET ${progressOf(progress)} WHERE position = ${position}`
  await asOwner(connection, (on) => on.execute(sql))
}

/** The fingerprint of the database, with the last event that is done. */
export async function recordSchema(connection: Connection, table: HistoryTable, schema: string): Promise<void> {
  const last = `SELECT max(position) FROM ${quoted(table)} WHERE status = 'done'`
  await connection.execute(`UPDATE ${quoted(table)} SET schema = ${literal(schema)} WHERE position = (${last})`)
}

/** What SET says. */
export function progressOf(progress: Progress): string {
  const values = Object.entries(columns(progress)).map(([column, value]) => `${column} = ${value}`)
  if (progress.status === 'done' || progress.status === 'failed')
    values.push('finished_at = pg_catalog.clock_timestamp()')
  if (progress.status === 'running') values.push('finished_at = NULL')
  return values.join(', ')
}

/** @param by who applies, as SQL; null: this process */
export function insertEvent(table: HistoryTable, event: NewEvent, by: string | null): string {
  const { action, revision, parents = [], message = '', tag = null, status = 'done' } = event
  const values: Record<string, string> = {
    action: literal(action),
    revision: literal(revision),
    parents: parents.length === 0 ? `'{}'` : `ARRAY[${parents.map(literal).join(', ')}]::text[]`,
    message: literal(message),
    tag: orNull(tag),
    applied_by: by ?? `session_user || ${literal(` (${client()})`)}`,
    tool: literal(TOOL),
    finished_at: status === 'running' ? 'NULL' : 'pg_catalog.clock_timestamp()',
    ...columns({ ...event, status }),
  }
  return `INSERT INTO ${quoted(table)} (${Object.keys(values).join(', ')})\nVALUES (${Object.values(values).join(', ')})`
}

export const TOOL = `trueup ${packageJson.version}`

const orNull = (text: string | null): string => (text === null ? 'NULL' : literal(text))

function columns(progress: Progress): Record<string, string> {
  const { elapsedMs } = progress
  const texts = {
    checksum: progress.checksum,
    status: progress.status,
    steps_checksum: progress.stepsChecksum,
    begun: progress.begun,
    down_sql: progress.downSql,
    schema: progress.schema,
    error: progress.error,
  }
  const numbers = {
    steps_done: progress.stepsDone,
    steps: progress.steps,
    elapsed_ms: elapsedMs === null || elapsedMs === undefined ? undefined : Math.round(elapsedMs),
  }
  return Object.fromEntries([
    ...Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [[name, orNull(value)]])),
    ...Object.entries(numbers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ])
}

/** A user without a name in the system's list is a number in some containers. */
function client(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    return hostname()
  }
}

/** A script may have put on another role, which need not know of the history. Within a transaction. */
async function asOwner<T>(connection: Connection, act: (on: Connection) => Promise<T>): Promise<T> {
  const [row] = await connection.query<{ role: string; session: string; current: string }>(
    `select pg_catalog.current_setting('role') as role, session_user as session, current_user as current`,
  )
  const { user } = connection.server
  if (!row || row.current === user) return act(connection)
  const back = `SET LOCAL ROLE ${row.role === 'none' ? 'NONE' : literal(row.role)}`
  const isOther = row.session !== user
  await connection.execute(isOther ? 'SET LOCAL SESSION AUTHORIZATION DEFAULT' : 'SET LOCAL ROLE NONE')
  const result = await act(connection)
  await connection.execute(isOther ? `SET LOCAL SESSION AUTHORIZATION ${literal(row.session)}; ${back}` : back)
  return result
}
