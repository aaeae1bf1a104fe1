// Which failures pass by themselves, and how long to wait before the next attempt.

import { serverError } from './errors.ts'
import { blockerName, brief, duration, type Place } from './events.ts'
import { pause } from './pause.ts'
import type { Failure, Work } from './run.ts'

/** SQLSTATEs that say: the same again may succeed. */
const PASSING = new Set([
  '55P03', // lock_not_available: lock_timeout
  '40P01', // deadlock_detected
  '40001', // serialization_failure
])

const MAX_DELAY_MS = 30_000

export function isPassing(error: unknown): boolean {
  const server = serverError(error)
  if (!server) return false
  // Two sessions change the same catalog row, two GRANTs for example; PostgreSQL has no SQLSTATE of its own for it.
  return (
    PASSING.has(server.code) ||
    (server.code === 'XX000' && /^tuple concurrently (updated|deleted)$/.test(server.message))
  )
}

/** False: give up. Otherwise it has waited, so that the others' work can go on. */
export async function mayRetry(run: Work, place: Place, attempt: number, failure: Failure): Promise<boolean> {
  if (attempt > run.retries || run.options.signal?.aborted || !isPassing(failure.error)) return false
  const delayMs = Math.round(Math.min(run.retryDelayMs * 2 ** (attempt - 1), MAX_DELAY_MS) * (0.5 + Math.random()))
  run.tell({ type: 'retry', ...place, attempt, attempts: run.retries + 1, delayMs, reason: reasonOf(run, failure) })
  await pause(delayMs, run.options.signal)
  return true
}

/** What waited for what. */
export function reasonOf(run: Work, failure: Failure): string {
  const server = serverError(failure.error)
  const what = failure.statement ? brief(failure.statement.sql) : 'the transaction'
  const behind = failure.blockers.length > 0 ? `, behind ${failure.blockers.map(blockerName).join(' and ')}` : ''
  if (server?.code === '55P03') return `${what} did not get its lock within ${duration(run.lockTimeoutMs)}${behind}`
  return `${what}: ${server?.message}${behind}`
}
