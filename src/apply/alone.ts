// A step that is one statement which PostgreSQL refuses in a transaction block. That it begins is recorded first, and
// that it is done afterwards: a run that ends in between finds out by looking at what it left.

import type { PlannedStatement } from '../plan/plan.ts'
import { effectOf, type Effect } from './effect.ts'
import { ApplyError } from './errors.ts'
import type { Place } from './events.ts'
import { leftHalfDone, lostAlone, stepFailed } from './failure.ts'
import { dropJournal, writeJournal, type Journal } from './journal.ts'
import { mayRetry } from './retry.ts'
import type { Failure, Run } from './run.ts'
import { lockTimeout, statementTimeout } from './timeouts.ts'
import { execute } from './watch.ts'

export async function runAlone(
  run: Run,
  place: Place,
  statement: PlannedStatement,
  journal: Journal,
): Promise<Journal> {
  const effect = effectOf(statement.sql)
  const clean = (await effect?.look(run.connection)) === 'not begun'
  await writeJournal(run.connection, { ...journal, begun: true })
  for (let attempt = 1; ; attempt++) {
    run.tell({ type: 'step', ...place, attempt })
    const failure = await begin(run, place, statement)
    if (!failure) break
    if (failure.error instanceof ApplyError) throw failure.error
    if (!(await alive(run))) throw lostAlone(run, place, failure)
    // What was there before, under the same name, is not this statement's to repair.
    if (effect && clean && (await repaired(run, place, effect, failure)) === 'done') break
    if (await mayRetry(run, place, attempt, failure)) continue
    if (journal.done === 0) await dropJournal(run.connection)
    else await writeJournal(run.connection, { ...journal, begun: false })
    throw stepFailed(run, place, failure, attempt)
  }
  const after: Journal = { ...journal, done: place.step, begun: false, fingerprint: null }
  await writeJournal(run.connection, after)
  return after
}

async function begin(run: Run, place: Place, statement: PlannedStatement): Promise<Failure | null> {
  try {
    await run.lock.assertHeld()
    await run.connection.execute(
      [
        `SET lock_timeout = ${lockTimeout(run, statement)}`,
        `SET statement_timeout = ${statementTimeout(run, statement)}`,
      ].join('; '),
    )
    const failure = await execute(run, place, statement)
    if (!failure) await run.connection.execute('RESET lock_timeout; RESET statement_timeout')
    return failure
  } catch (error) {
    return { error, statement, blockers: [] }
  }
}

/** After it, the statement is not begun or done, never half done. */
async function repaired(run: Run, place: Place, effect: Effect, failure: Failure): Promise<'not begun' | 'done'> {
  for (let attempt = 1; ; attempt++) {
    const extent = await effect.look(run.connection)
    if (extent !== 'half done') return extent
    if (!effect.repair) return 'not begun'
    const { sql, lock } = effect.repair
    const problem = await begin(run, place, { sql, lock, notInTransaction: true, verb: 'drop', objects: [] })
    if (problem && !(await mayRetry(run, place, attempt, problem)))
      throw leftHalfDone(place, failure, sql, problem.error)
  }
}

/** Of the statement that an interrupted run had begun; `unknown` where its effect cannot be told by looking. */
export async function settle(
  run: Run,
  place: Place,
  statement: PlannedStatement,
): Promise<'not begun' | 'done' | 'unknown'> {
  const effect = effectOf(statement.sql)
  if (!effect) return 'unknown'
  const interrupted: Failure = { error: new Error('it was interrupted'), statement, blockers: [] }
  return repaired(run, place, effect, interrupted)
}

async function alive(run: Run): Promise<boolean> {
  try {
    await run.connection.execute('SELECT 1')
    return true
  } catch {
    return false
  }
}
