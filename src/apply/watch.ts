// Watches a statement run from a second session: whom it waits for, how far an index is built; and can cancel it.
// An aid only: where there is no second session, or it fails, the statement runs unwatched.

import type { Connection } from '../connection/connection.ts'
import type { PlannedStatement } from '../plan/plan.ts'
import type { Blocker, IndexProgress, Place } from './events.ts'
import type { RunLock } from './lock.ts'
import type { Failure, Work } from './run.ts'

const LOOK_EVERY_MS = 1000

interface Glimpse {
  readonly blockers: readonly Blocker[]
  readonly index: IndexProgress | null
}

const NOTHING: Glimpse = { blockers: [], index: null }

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

/** Null when it succeeded. `send`: what it takes beyond its text, the data of a COPY. */
export async function execute(
  run: Work,
  place: Place,
  statement: PlannedStatement,
  send: () => Promise<unknown> = () => run.connection.execute(statement.sql),
): Promise<Failure | null> {
  run.tell({ type: 'statement', ...place, statement })
  const started = Date.now()
  const watch = watchOver(run, place, statement)
  try {
    await send()
  } catch (error) {
    return { error, statement, blockers: watch.blockers() }
  } finally {
    await watch.stop()
  }
  run.tell({ type: 'statement done', ...place, statement, elapsedMs: Date.now() - started })
  return null
}

function watchOver(run: Work, place: Place, statement: PlannedStatement) {
  const { observer } = run
  const { signal } = run.options
  const started = Date.now()
  let blockers: readonly Blocker[] = []
  let looking: Promise<void> = Promise.resolve()
  let stopped = false

  const look = async () => {
    const glimpse = (await observer?.look()) ?? NOTHING
    if (stopped) return
    if (glimpse.blockers.length > 0) blockers = glimpse.blockers
    const elapsedMs = Date.now() - started
    if (elapsedMs >= LOOK_EVERY_MS) run.tell({ type: 'running', ...place, statement, elapsedMs, ...glimpse })
    timer = setTimeout(tick, LOOK_EVERY_MS)
  }
  const tick = () => {
    looking = look()
  }
  const cancel = () => void observer?.cancel()

  let timer = setTimeout(tick, Math.min(LOOK_EVERY_MS, run.lockTimeoutMs / 2))
  signal?.addEventListener('abort', cancel)
  return {
    blockers: () => blockers,
    async stop() {
      stopped = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      await looking
    },
  }
}
