// A run on a live database: one at a time, in a session with settings of its own, watched from a second one, with the
// history as it is under the lock. Does not know in which direction it goes.

import type { ApplyEvent } from '../../apply/events.ts'
import { RunLock } from '../../apply/lock.ts'
import type { Work } from '../../apply/run.ts'
import { applicationNameOf } from '../../apply/session.ts'
import { heldBy, underLock, type Held } from '../../apply/under-lock.ts'
import type { Connection } from '../../connection/connection.ts'
import { readHistory, type History } from '../history/read.ts'
import type { HistoryTable } from '../history/table.ts'
import type { Direction } from '../revision.ts'

export type RevisionEvent =
  | ApplyEvent
  | {
      readonly type: 'revision'
      readonly direction: Direction
      readonly revision: string
      readonly message: string
      readonly index: number
      readonly count: number
    }
  | {
      readonly type: 'revision done'
      readonly direction: Direction
      readonly revision: string
      readonly message: string
      readonly elapsedMs: number
    }

export interface RunOptions {
  readonly table: HistoryTable
  /** Of each statement. Default 5000. */
  readonly lockTimeoutMs?: number | undefined
  /** Of a transaction that did not get a lock. Default 5. */
  readonly retries?: number | undefined
  readonly retryDelayMs?: number | undefined
  /** How long to wait for another run: replicas that start at once wait for the one that does the work. Default 15 minutes. */
  readonly runTimeoutMs?: number | undefined
  /** Kept in the history. */
  readonly tag?: string | undefined
  /** What a statement counts as that was interrupted, where looking does not tell. Default: the run is refused, with an explanation. */
  readonly resume?: 'again' | 'done' | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((event: RevisionEvent) => void) | undefined
}

export interface LiveRun {
  readonly connection: Connection
  readonly options: RunOptions
  readonly table: HistoryTable
  /** As it was when the lock was had. */
  readonly history: History
  readonly work: Work
  readonly lock: RunLock
  /** SQL that pins the session's settings again. */
  readonly pinned: string
  tell(event: RevisionEvent): void
}

const RUN_TIMEOUT_MS = 15 * 60_000

/** Throws an ApplyError where the lock is not had: RunInProgressError, or what a transaction pooler does to locks. */
export async function liveRun<Result>(
  connection: Connection,
  options: RunOptions,
  act: (run: LiveRun) => Promise<Result>,
): Promise<Result> {
  const tell = (event: RevisionEvent): void => options.onProgress?.(event)
  const acquire = async (): Promise<Held<RunLock>> => {
    const lock = await RunLock.acquire(connection, {
      timeoutMs: options.runTimeoutMs ?? RUN_TIMEOUT_MS,
      signal: options.signal,
      onWait: (holder, elapsedMs) => tell({ type: 'waiting for run', holder, elapsedMs }),
    })
    await lock.assertHeld()
    return heldBy(lock)
  }
  const surroundings = { applicationName: applicationNameOf('trueup'), options, tell, acquire }
  return underLock(connection, surroundings, async ({ work, lock, pinned }) => {
    const history = await readHistory(connection, options.table)
    return act({ connection, options, table: options.table, history, work, lock, pinned, tell })
  })
}
