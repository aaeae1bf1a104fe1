// A second session that looks at the one that runs: whom it waits for, how far an index is built; and can cancel what it runs.
// An aid only: what fails in it fails nothing.

import type { Connection } from '../connection/connection.ts'
import type { Blocker, IndexProgress } from './events.ts'
import type { RunLock } from './lock.ts'

export interface Glimpse {
  readonly blockers: readonly Blocker[]
  readonly index: IndexProgress | null
}

export const NOTHING: Glimpse = { blockers: [], index: null }

export class Observer {
  readonly #connection: Connection
  /** The backend that is watched. */
  readonly #pid: number

  private constructor(connection: Connection, pid: number) {
    this.#connection = connection
    this.#pid = pid
  }

  /** Null where there is no second session. Throws where it proves that there are no sessions at all. */
  static async open(connection: Connection, lock: RunLock): Promise<Observer | null> {
    const second = await connection.clone().catch(() => null)
    if (!second) return null
    const [row] = await second.query<{ pid: number }>(
      `select pg_backend_pid() as pid, set_config('application_name', 'trueup apply: observer', false),
              set_config('idle_session_timeout', '0', false)`,
    )
    try {
      lock.assertApart(row!.pid)
    } catch (error) {
      await second.close()
      throw error
    }
    return new Observer(second, lock.pid)
  }

  async look(): Promise<Glimpse> {
    try {
      const [row] = await this.#connection.query<{
        blockers: Blocker[] | null
        phase: string | null
        share: number | null
      }>(glimpseQuery(this.#pid))
      if (!row) return NOTHING
      return { blockers: row.blockers ?? [], index: row.phase === null ? null : { phase: row.phase, share: row.share } }
    } catch {
      return NOTHING
    }
  }

  async cancel(): Promise<void> {
    await this.#connection.query(`select pg_cancel_backend(${this.#pid})`).catch(() => [])
  }

  close(): Promise<void> {
    return this.#connection.close().catch(() => undefined)
  }
}

/** pg_blocking_pids() has pid 0 for a prepared transaction, and a pid for each parallel worker that waits (the manual, 9.27). */
const glimpseQuery = (pid: number): string => `
  select (select json_agg(json_build_object(
                   'pid', b.pid, 'user', a.usename, 'application', nullif(a.application_name, ''), 'state', a.state,
                   'transactionMs', round(extract(epoch from clock_timestamp() - a.xact_start) * 1000)))
            from (select distinct pid from unnest(pg_blocking_pids(${pid})) pid) b
            left join pg_stat_activity a on a.pid = b.pid) as blockers,
         p.phase,
         (case when p.phase like '%loading tuples%' then p.tuples_done::float8 / nullif(p.tuples_total, 0)
               when p.phase like 'waiting%' then p.lockers_done::float8 / nullif(p.lockers_total, 0)
               else p.blocks_done::float8 / nullif(p.blocks_total, 0) end) as share
    from (select) one
    left join pg_stat_progress_create_index p on p.pid = ${pid}`
