// What every part of a run is given, and the options that a caller may set.

import type { Connection } from '../connection/connection.ts'
import type { Plan, PlannedStatement } from '../plan/plan.ts'
import type { Blocker, ApplyEvent, Place } from './events.ts'
import type { Hook } from './hooks.ts'
import type { RunLock } from './lock.ts'
import type { Observer } from './observer.ts'

/** What the catalog says, as far as applying needs to know it. */
export interface State {
  readonly fingerprint: string
  /** In which this state differs from the one with that fingerprint, an object a line; empty where it is not known. */
  describeDifference(expected: string): readonly string[] | Promise<readonly string[]>
}

export interface ApplyOptions {
  /** Reads the catalog. In a transaction (`inTransaction`) it begins and ends none of its own. */
  readonly readState: (connection: Connection, inTransaction: boolean) => Promise<State>
  /** Apply even what loses data. */
  readonly unsafe?: boolean
  /** Forget the recorded point of an interrupted run. */
  readonly abandon?: boolean
  /** How long a statement may wait for its lock before its transaction is rolled back and tried again. Default 5000. */
  readonly lockTimeoutMs?: number
  /** How often a transaction is tried again after a lock timeout, a deadlock or a serialization failure. Default 5. */
  readonly retries?: number
  /** The wait before the first retry, doubled for each one after, with jitter. Default 1000. */
  readonly retryDelayMs?: number
  /** How long a statement may run that others can wait for. Default: what the role or the database has set. */
  readonly statementTimeoutMs?: number
  /** How long to wait for another run to end. Default 60000. */
  readonly runTimeoutMs?: number
  /** A plan that is one transaction is checked before its COMMIT, under its locks, rather than after. Default true. */
  readonly verifyBeforeCommit?: boolean
  /** SQL commands for after the plan: `NOTIFY pgrst, 'reload schema'`. */
  readonly after?: readonly string[]
  readonly hooks?: { readonly before?: readonly Hook[]; readonly after?: readonly Hook[] }
  readonly onProgress?: (event: ApplyEvent) => void
  /** Given: the running statement is cancelled and the run ends at a recorded point. */
  readonly signal?: AbortSignal
  /** How pg_stat_activity shows the session. Default `trueup apply (<host>, pid <pid>)`. */
  readonly applicationName?: string
}

/** What it takes to run a statement, to watch it and to try again, whatever the statement is part of. */
export interface Work {
  readonly connection: Connection
  readonly options: Pick<ApplyOptions, 'signal'>
  readonly lockTimeoutMs: number
  readonly retries: number
  readonly retryDelayMs: number
  /** Null where the engine has one session only, or gives no second one. */
  readonly observer: Observer | null
  tell(event: ApplyEvent): void
}

/** What a caller may set of it. */
export type WorkOptions = {
  readonly [Name in 'signal' | 'lockTimeoutMs' | 'retries' | 'retryDelayMs']?: ApplyOptions[Name] | undefined
}

/** With the defaults of ApplyOptions. */
export const workOf = (
  connection: Connection,
  options: WorkOptions,
  observer: Observer | null,
  tell: Work['tell'],
): Work => ({
  connection,
  options: options.signal ? { signal: options.signal } : {},
  lockTimeoutMs: options.lockTimeoutMs ?? 5000,
  retries: options.retries ?? 5,
  retryDelayMs: options.retryDelayMs ?? 1000,
  observer,
  tell,
})

export interface Run extends Work {
  readonly plan: Plan
  readonly options: ApplyOptions
  readonly lock: RunLock
}

/** Why an attempt at a step did not succeed. */
export interface Failure {
  readonly error: unknown
  /** Null: not one of the plan's, but what stands around them. */
  readonly statement: PlannedStatement | null
  /** Whom it was last seen waiting for. */
  readonly blockers: readonly Blocker[]
}

export const placeOf = (plan: Plan, step: number): Place => ({ step, steps: plan.transactions.length })
