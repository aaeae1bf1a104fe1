// The advisory lock that keeps two runs on one database apart. Its session is the one that does the work: a backend
// that outlives its killed client keeps the lock until its statement has ended, so that the next run waits for it.

import type { Connection } from '../connection/connection.ts'
import { ApplyError, RunInProgressError } from './errors.ts'
import { duration } from './events.ts'
import { pause } from './pause.ts'

/** `true` and `up` in ASCII; advisory locks belong to one database, so that a constant does. */
const CLASS_ID = 0x74727565
const OBJECT_ID = 0x7570

/** The lock as pg_locks shows it: two int4 keys have objsubid 2 (the manual, 54.12). */
const THIS_LOCK = `locktype = 'advisory' and classid = ${CLASS_ID} and objid = ${OBJECT_ID} and objsubid = 2 and granted
       and database = (select oid from pg_database where datname = current_database())`

/** For scripts that are run by hand. */
export const ADVISORY_LOCK = { classId: CLASS_ID, objectId: OBJECT_ID } as const

/** Whether any session holds it now. */
export async function isRunLockHeld(connection: Connection): Promise<boolean> {
  const [row] = await connection.query<{ held: boolean }>(
    `select exists (select from pg_locks where ${THIS_LOCK}) as held`,
  )
  return row?.held ?? false
}

const POLL_MS = 250

export interface LockOptions {
  /** How long to wait for another run. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  onWait(holder: string, elapsedMs: number): void
}

export class RunLock {
  readonly #connection: Connection
  /** The backend that holds it. */
  readonly pid: number

  private constructor(connection: Connection, pid: number) {
    this.#connection = connection
    this.pid = pid
  }

  /**
   * Asks again and again rather than waiting inside PostgreSQL: a waiting statement has a snapshot, for which
   * CREATE INDEX CONCURRENTLY in the other run would wait for ever.
   */
  static async acquire(connection: Connection, options: LockOptions): Promise<RunLock> {
    const started = Date.now()
    for (;;) {
      const [row] = await connection.query<{ got: boolean; pid: number }>(
        `select pg_try_advisory_lock(${CLASS_ID}, ${OBJECT_ID}) as got, pg_backend_pid() as pid`,
      )
      if (row?.got) return new RunLock(connection, row.pid)
      const holder = await holderOf(connection)
      const elapsedMs = Date.now() - started
      if (elapsedMs >= options.timeoutMs || options.signal?.aborted) {
        const why = options.signal?.aborted ? 'Stopped while waiting' : `Waited ${duration(elapsedMs)}`
        throw new RunInProgressError(
          `${why}: another run on ${connection.server.description} has not ended. The lock is held by ${holder}. ` +
            `Nothing was changed; try again when that run has ended.`,
        )
      }
      options.onWait(holder, elapsedMs)
      await pause(Math.min(POLL_MS, options.timeoutMs - elapsedMs), options.signal)
    }
  }

  /** A transaction pooler hands each transaction to any of its server sessions: the lock would protect nothing. */
  async assertHeld(): Promise<void> {
    const [row] = await this.#connection.query<{ pid: number; held: boolean }>(
      `select pg_backend_pid() as pid, exists (select from pg_locks where ${THIS_LOCK} and pid = pg_backend_pid()) as held`,
    )
    if (row?.pid === this.pid && row.held) return
    throw pooled(this.#connection, `the session changed from pid ${this.pid} to pid ${row?.pid} between two statements`)
  }

  /** Two sessions that are open at once and have the same backend are not sessions. */
  assertApart(otherPid: number): void {
    if (otherPid === this.pid)
      throw pooled(this.#connection, `two connections were given the same session (pid ${this.pid})`)
  }

  /** False when it was lost before: the session behind the connection is another one. */
  async release(): Promise<boolean> {
    const [row] = await this.#connection.query<{ released: boolean }>(
      `select pg_advisory_unlock(${CLASS_ID}, ${OBJECT_ID}) as released`,
    )
    return row?.released ?? false
  }
}

const pooled = (connection: Connection, evidence: string) =>
  new ApplyError(
    `${connection.server.description} is reached through a transaction pooler (${evidence}), where no lock holds for a whole run. ` +
      `Connect to PostgreSQL itself, or to a pooler in session mode.`,
  )

interface HolderRow {
  pid: number
  user: string | null
  application: string | null
  since: string | null
  state: string | null
}

async function holderOf(connection: Connection): Promise<string> {
  const [row] = await connection.query<HolderRow>(
    `select l.pid, a.usename::text as "user", nullif(a.application_name, '') as application, a.state,
            to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') as since
       from pg_locks l left join pg_stat_activity a using (pid)
      where ${THIS_LOCK}`,
  )
  if (!row) return 'a session that has just ended'
  const facts = [row.application, row.user, row.since && `since ${row.since}`, row.state].filter((fact) => fact)
  return `pid ${row.pid}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
}
