// What a database's history says: every event, what is applied, and what was interrupted. Knows no files.

import { serverError } from '../../apply/errors.ts'
import type { Connection } from '../../connection/connection.ts'
import { RevisionError } from '../errors.ts'
import { historyExists, quoted, type HistoryTable } from './table.ts'

const ACTIONS = ['upgrade', 'downgrade', 'stamp', 'unstamp', 'adopt', 'squash', 'repeatable'] as const
export type Action = (typeof ACTIONS)[number]
export type Status = 'done' | 'running' | 'failed'

export interface Event {
  readonly position: number
  readonly action: Action
  readonly revision: string
  readonly parents: readonly string[]
  readonly message: string
  /** Of the script that ran; null: nothing ran. */
  readonly checksum: string | null
  readonly status: Status
  readonly stepsDone: number
  readonly steps: number
  /** Of the text of the steps that are done: an interrupted run continues only where these are unchanged. */
  readonly stepsChecksum: string | null
  /** The statement that was begun outside of transactions, and is not known to have ended. */
  readonly begun: string | null
  /** As PostgreSQL prints them, in UTC. */
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly elapsedMs: number | null
  /** `deploy (anna@laptop)`: the role, and who called at which machine. */
  readonly appliedBy: string
  /** `trueup 1.2.0`. */
  readonly tool: string
  /** The whole down script, header and all, so that an older release can take a newer one's revision back. */
  readonly downSql: string | null
  /** Of the database when the run ended, on the last event of a run. */
  readonly schema: string | null
  readonly tag: string | null
  readonly error: string | null
}

/** The event that made it so. */
export type Applied = Event

export interface History {
  readonly table: HistoryTable
  /** False: there is no such table, and nothing is recorded. */
  readonly exists: boolean
  /** In the order in which they were recorded. */
  readonly events: readonly Event[]
  /** By id, in the order in which they were applied. */
  readonly applied: ReadonlyMap<string, Applied>
  /** Repeatable files as they last ran, by name. */
  readonly repeatables: ReadonlyMap<string, Event>
  /** The run that did not end; null: none. */
  readonly interrupted: Event | null
  /** The last that left something: not a failure that was rolled back whole. */
  readonly last: Event | null
  /** Fingerprint of the database after it; null: not recorded. */
  readonly schema: string | null
}

export async function readHistory(connection: Connection, table: HistoryTable): Promise<History> {
  if (!(await historyExists(connection, table))) return historyOf(table, false, [])
  try {
    return historyOf(table, true, await connection.query<Event>(eventsQuery(table)))
  } catch (error) {
    throw explained(error, connection, table)
  }
}

const eventsQuery = (table: HistoryTable): string => `
  select position, action, revision, parents, message, checksum, status, steps_done as "stepsDone", steps,
         steps_checksum as "stepsChecksum", begun, ${utc('started_at')} as "startedAt", ${utc('finished_at')} as "finishedAt",
         elapsed_ms as "elapsedMs", applied_by as "appliedBy", tool, down_sql as "downSql", schema, tag, error
    from ${quoted(table)} order by position`

const utc = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"')`

/** 42501: insufficient_privilege; 42703: undefined_column. */
function explained(error: unknown, connection: Connection, table: HistoryTable): unknown {
  const code = serverError(error)?.code
  if (code === '42501')
    return new RevisionError(
      `The role ${connection.server.user} may not read ${quoted(table)}, which says what revisions the database has: ` +
        `GRANT SELECT ON ${quoted(table)} TO ${connection.server.user}.`,
      null,
      { cause: error },
    )
  if (code !== '42703') return error
  return new RevisionError(
    `${quoted(table)} is not a table that this version of Trueup made (${serverError(error)?.message}): ` +
      `name another with --history-table, or use the version of Trueup that made it.`,
    null,
    { cause: error },
  )
}

/** What the events add up to. */
export function historyOf(table: HistoryTable, exists: boolean, events: readonly Event[]): History {
  const applied = new Map<string, Event>()
  const repeatables = new Map<string, Event>()
  let interrupted: Event | null = null
  for (const event of events) {
    if (isOpen(event)) interrupted = event
    else if (interrupted?.revision === event.revision && event.status === 'done') interrupted = null
    if (event.status !== 'done') continue
    if (event.action === 'repeatable') repeatables.set(event.revision, event)
    else if (event.action === 'downgrade' || event.action === 'unstamp') applied.delete(event.revision)
    else {
      applied.delete(event.revision)
      applied.set(event.revision, event)
    }
  }
  const last = events.findLast((event) => event.status !== 'failed' || isOpen(event)) ?? null
  return { table, exists, events, applied, repeatables, interrupted, last, schema: last?.schema ?? null }
}

/** It left something: steps that are done, or one that was begun. A failure that was rolled back whole has left nothing. */
const isOpen = ({ status, stepsDone, begun }: Event): boolean =>
  status === 'running' || (status === 'failed' && (stepsDone > 0 || begun !== null))
