// A segment that is a transaction: all of its steps, the record that they are done, and one COMMIT.

import { fateOf } from '../../apply/commit.ts'
import { mayRetry } from '../../apply/retry.ts'
import type { Failure } from '../../apply/run.ts'
import type { Segment, Step } from '../revision.ts'
import { commitText, failureText, ScriptError, type Aftermath } from './errors.ts'
import { opening, placeOf, rolledBack, runStep, transactionId, type ScriptRun } from './step.ts'

/** @param first how many steps of the script come before it */
export async function runTransaction(run: ScriptRun, segment: Segment, first: number): Promise<void> {
  const place = placeOf(run, first + 1)
  for (let attempt = 1; ; attempt++) {
    run.work.tell({ type: 'step', ...place, attempt })
    const attempted = await work(run, segment, first)
    const failed = attempted ?? (await commit(run, segment, first))
    if (!failed) return run.recorder?.committed()
    const { failure, step } = failed
    const error = (aftermath: Aftermath): ScriptError =>
      failure.error instanceof ScriptError
        ? failure.error
        : new ScriptError(failed.inCommit ? commitText(step, failure) : failureText(run.work, step, failure, attempt), {
            step,
            stepsDone: first,
            aftermath,
            cause: failure.error,
          })
    if (run.inTransaction || !(await rolledBack(run.connection))) throw error('rolled back')
    if (!(await mayRetry(run.work, place, attempt, failure))) throw error('rolled back')
  }
}

interface Failed {
  readonly failure: Failure
  readonly step: Step | null
  /** All of its statements succeeded. */
  readonly inCommit?: true
}

/** All but the COMMIT. */
async function work(run: ScriptRun, segment: Segment, first: number): Promise<Failed | null> {
  const { connection } = run
  let step: Step | null = null
  try {
    await connection.execute(opening(run))
    if (run.prelude?.first === first) await connection.execute(run.prelude.sql)
    for (const [i, one] of segment.steps.entries()) {
      step = one
      const failure = await runStep(run, one, first + i)
      if (failure) return { failure, step }
      run.work.options.signal?.throwIfAborted()
    }
    step = null
    await run.recorder?.done(first + segment.steps.length)
    return null
  } catch (error) {
    return { failure: { error, statement: null, blockers: [] }, step }
  }
}

async function commit(run: ScriptRun, segment: Segment, first: number): Promise<Failed | null> {
  const { connection } = run
  if (run.inTransaction) return null
  const step = segment.steps.at(-1) ?? null
  const failed = (error: unknown): Failed => ({
    failure: { error, statement: null, blockers: [] },
    step,
    inCommit: true,
  })
  const id = run.recorder ? await transactionId(connection).catch(() => null) : null
  run.work.tell({ type: 'committing', ...placeOf(run, first + 1) })
  try {
    await connection.execute('COMMIT')
    return null
  } catch (error) {
    if (id === null || (await rolledBack(connection))) return failed(error)
    return failed(await lostInCommit(run, segment, first, id, error))
  }
}

async function lostInCommit(run: ScriptRun, segment: Segment, first: number, id: string, error: unknown) {
  const fate = await fateOf(run.connection, id)
  await fate.connection?.close()
  const aftermath = { committed: 'committed', aborted: 'rolled back', unknown: 'unanswered' } as const
  const step = segment.steps.at(-1) ?? null
  return new ScriptError(commitText(step, { error }), {
    step,
    stepsDone: fate.answer === 'committed' ? first + segment.steps.length : first,
    aftermath: aftermath[fate.answer],
    cause: error,
  })
}
