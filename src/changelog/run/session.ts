// A run on a live database: one session throughout, as changesets set what later ones rely on; locked, watched, told of.
// Does not know what runs.

import type { ApplyEvent } from '../../apply/events.ts'
import type { Work } from '../../apply/run.ts'
import { applicationNameOf } from '../../apply/session.ts'
import { underLock, type Held } from '../../apply/under-lock.ts'
import type { Connection } from '../../connection/connection.ts'
import { ChangelogLock } from '../tracking/lock.ts'
import type { TrackingTables } from '../tracking/tables.ts'
import { UnsettledError } from './errors.ts'

export type ChangelogEvent =
  | ApplyEvent
  | {
      readonly type: 'changeset'
      readonly identity: string
      readonly direction: 'update' | 'rollback'
      readonly index: number
      readonly count: number
    }
  /** The run ends with it. */
  | { readonly type: 'changeset failed'; readonly identity: string; readonly direction: 'update' | 'rollback' }
  /** Its preconditions do not hold and say MARK_RAN. */
  | { readonly type: 'unmet'; readonly identity: string; readonly reason: string }
  | {
      readonly type: 'changeset done'
      readonly identity: string
      readonly direction: 'update' | 'rollback'
      readonly outcome: Outcome
      readonly elapsedMs: number
    }

/** `failed`: it failed, and failOnError:false lets the run go on; `skipped`: its preconditions say CONTINUE. */
export type Outcome = 'executed' | 'reran' | 'marked ran' | 'skipped' | 'failed' | 'rolled back'

export interface SessionOptions {
  /** Of each statement. Default 5000. */
  readonly lockTimeoutMs?: number | undefined
  /** Of a changeset that did not get a lock. Default 5. */
  readonly retries?: number | undefined
  readonly retryDelayMs?: number | undefined
  /** How long to wait for another run, Trueup's or Liquibase's. Default 5 minutes, as Liquibase waits. */
  readonly lockWaitMs?: number | undefined
  /** How often Liquibase's row is looked at meanwhile. Default 1000. */
  readonly lockPollMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((event: ChangelogEvent) => void) | undefined
}

export interface Session {
  readonly connection: Connection
  readonly tables: TrackingTables
  readonly work: Work
  readonly lock: ChangelogLock
  readonly signal: AbortSignal | undefined
  tell(event: ChangelogEvent): void
}

const LOCK_WAIT_MS = 5 * 60_000

/** Throws a RunInProgressError where the lock is not had. */
export async function withSession<Result>(
  connection: Connection,
  tables: TrackingTables,
  options: SessionOptions,
  act: (session: Session) => Promise<Result>,
): Promise<Result> {
  const tell = (event: ChangelogEvent): void => options.onProgress?.(event)
  const acquire = async (): Promise<Held<ChangelogLock>> => {
    const lock = await ChangelogLock.acquire(connection, tables, {
      timeoutMs: options.lockWaitMs ?? LOCK_WAIT_MS,
      pollMs: options.lockPollMs ?? 1000,
      signal: options.signal,
      onWait: (holder, elapsedMs) => tell({ type: 'waiting for run', holder, elapsedMs }),
      onTakeOver: ({ lockedBy, since }) =>
        tell({
          type: 'note',
          text: `the lock of a run that has ended without giving it back was taken over (${lockedBy}, ${since})`,
        }),
    })
    const { advisory } = lock
    return { lock, advisory, release: (error) => lock.release(error instanceof UnsettledError ? error.extent : null) }
  }
  const surroundings = { applicationName: applicationNameOf('trueup changelog'), options, tell, acquire }
  return underLock(connection, surroundings, ({ work, lock }) =>
    act({ connection, tables, work, lock, signal: options.signal, tell }),
  )
}
