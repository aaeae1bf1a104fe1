// What a run tells about itself while it goes on.

import type { PlannedStatement } from '../plan/plan.ts'

/** A session that another one waits for; what the role that asks may not see is null. */
export interface Blocker {
  /** 0: a prepared transaction. */
  readonly pid: number
  readonly user: string | null
  readonly application: string | null
  /** pg_stat_activity.state: `idle in transaction`. */
  readonly state: string | null
  /** How long its transaction has been open. */
  readonly transactionMs: number | null
}

/** From pg_stat_progress_create_index. */
export interface IndexProgress {
  /** `building index: scanning table`. */
  readonly phase: string
  /** 0 to 1; null where the phase counts nothing. */
  readonly share: number | null
}

/** Its place in the plan; steps count from 1, and a step is one transaction or one statement that runs in none. */
export interface Place {
  readonly step: number
  readonly steps: number
}

export type ApplyEvent =
  | { readonly type: 'waiting for run'; readonly holder: string; readonly elapsedMs: number }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'hook'; readonly when: 'before' | 'after'; readonly name: string }
  | ({ readonly type: 'step'; readonly attempt: number } & Place)
  | ({ readonly type: 'statement'; readonly statement: PlannedStatement } & Place)
  | ({
      readonly type: 'running'
      readonly statement: PlannedStatement
      readonly elapsedMs: number
      readonly blockers: readonly Blocker[]
      readonly index: IndexProgress | null
    } & Place)
  | ({ readonly type: 'statement done'; readonly statement: PlannedStatement; readonly elapsedMs: number } & Place)
  | ({
      readonly type: 'retry'
      readonly attempt: number
      readonly attempts: number
      readonly delayMs: number
      readonly reason: string
    } & Place)
  | ({ readonly type: 'committing' } & Place)
  | ({ readonly type: 'step done' } & Place)
  | { readonly type: 'verifying' }
  | { readonly type: 'notice'; readonly severity: string; readonly message: string; readonly code: string }

export const blockerName = (blocker: Blocker): string => {
  if (blocker.pid === 0) return 'a prepared transaction (see pg_prepared_xacts)'
  const facts = [
    blocker.application,
    blocker.user,
    blocker.state,
    blocker.transactionMs === null ? null : `transaction open for ${duration(blocker.transactionMs)}`,
  ].filter((fact) => fact)
  return `pid ${blocker.pid}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
}

/** `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const BRIEF_LENGTH = 100

/** One line of a statement, for messages. */
export function brief(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim()
  return line.length <= BRIEF_LENGTH ? line : `${line.slice(0, BRIEF_LENGTH - 1)}…`
}
