// A step that is a transaction: all of its statements, the record that they are done, and one COMMIT.

import type { Transaction } from '../plan/plan.ts'
import { fateOf, type Fate } from './commit.ts'
import { ApplyError } from './errors.ts'
import type { Place } from './events.ts'
import { lostBeforeCommit, lostInCommit, stepFailed, stopped } from './failure.ts'
import { writeJournal, type Journal } from './journal.ts'
import { mayRetry } from './retry.ts'
import type { Failure, Run } from './run.ts'
import { statementTimeout } from './timeouts.ts'
import { execute } from './watch.ts'

export interface Committed {
  readonly journal: Journal | null
  /** The session that found out about the COMMIT whose answer was lost. */
  readonly replacement: Fate['connection']
}

/** `verify` runs before COMMIT and throws where the result is not what it should be. */
export async function runTransaction(
  run: Run,
  place: Place,
  transaction: Transaction,
  journal: Journal | null,
  verify: (() => Promise<void>) | null,
): Promise<Committed> {
  const after = journal && { ...journal, done: place.step, begun: false, fingerprint: null }
  for (let attempt = 1; ; attempt++) {
    run.tell({ type: 'step', ...place, attempt })
    const failure = (await work(run, place, transaction, after, verify)) ?? (await commit(run, place))
    if (!failure) return { journal: after, replacement: null }
    if ('fate' in failure) {
      if (failure.fate.answer !== 'committed' || place.step < place.steps)
        throw lostInCommit(run, place, failure.fate.answer, failure.error)
      return { journal: after, replacement: failure.fate.connection }
    }
    if (!(await rolledBack(run))) throw lostBeforeCommit(run, place, failure)
    if (failure.error instanceof ApplyError) throw failure.error
    if (run.options.signal?.aborted) throw new ApplyError(stopped(journal), { cause: failure.error })
    if (!(await mayRetry(run, place, attempt, failure))) throw stepFailed(run, place, failure, attempt)
  }
}

/** All but the COMMIT. */
async function work(
  run: Run,
  place: Place,
  transaction: Transaction,
  after: Journal | null,
  verify: (() => Promise<void>) | null,
): Promise<Failure | null> {
  try {
    await run.lock.assertHeld()
    await run.connection.execute(opening(run, transaction))
    let timeout = 'DEFAULT'
    for (const statement of transaction.statements) {
      const wanted = statementTimeout(run, statement)
      if (wanted !== timeout) await run.connection.execute(`SET LOCAL statement_timeout = ${wanted}`)
      timeout = wanted
      const failure = await execute(run, place, statement)
      if (failure) return failure
      run.options.signal?.throwIfAborted()
    }
    if (after) await writeJournal(run.connection, after)
    await verify?.()
    return null
  } catch (error) {
    return { error, statement: null, blockers: [] }
  }
}

/** Validating functions would fail on what a later statement makes (the manual, check_function_bodies). */
const opening = (run: Run, transaction: Transaction): string =>
  [
    'BEGIN ISOLATION LEVEL READ COMMITTED',
    `SET LOCAL lock_timeout = ${run.lockTimeoutMs}`,
    ...(transaction.statements.some((s) => s.definesRoutine) ? ['SET LOCAL check_function_bodies = off'] : []),
  ].join('; ')

async function commit(run: Run, place: Place): Promise<Failure | { fate: Fate; error: unknown } | null> {
  let transactionId: string
  try {
    const [row] = await run.connection.query<{ id: string }>('select pg_current_xact_id()::text as id')
    transactionId = row!.id
  } catch (error) {
    return { error, statement: null, blockers: [] }
  }
  run.tell({ type: 'committing', ...place })
  try {
    await run.connection.execute('COMMIT')
    return null
  } catch (error) {
    if (await rolledBack(run)) return { error, statement: null, blockers: [] }
    return { error, fate: await fateOf(run.connection, transactionId) }
  }
}

/** False: the session is gone, and with it whatever was not committed. */
async function rolledBack(run: Run): Promise<boolean> {
  try {
    await run.connection.execute('ROLLBACK')
    return true
  } catch {
    return false
  }
}
