// A step of a segment outside of transactions. What PostgreSQL allows in a transaction block shares one with its record,
// so that both are there or neither. For the rest, that it begins is recorded before, and that it is done after: a run that
// ends in between finds out by looking at what it left.

import type { Extent } from '../../apply/effect.ts'
import { mayRetry } from '../../apply/retry.ts'
import type { Failure } from '../../apply/run.ts'
import { serverError } from '../../apply/errors.ts'
import { isGentle, lockTimeout } from '../../apply/timeouts.ts'
import { execute } from '../../apply/watch.ts'
import type { PlannedStatement } from '../../plan/plan.ts'
import type { SqlStatement } from '../../source/sql-statement.ts'
import type { Step } from '../revision.ts'
import { failureText, ScriptError, type Aftermath } from './errors.ts'
import { runProgram } from './program.ts'
import { opening, placeOf, recorded, rolledBack, runStep, stepsOf, type Recorder, type ScriptRun } from './step.ts'
import { codeOf, effectOfStatement, isHarmlessAgain, mayShareTransaction, planned } from './send.ts'

export async function runOutside(run: ScriptRun, step: Step, before: number): Promise<void> {
  if (run.recorder && 'statement' in step && mayShareTransaction(step.statement)) {
    if (await sharing(run, step, before)) return
  }
  await byItself(run, step, before)
}

/** False: PostgreSQL refuses it in a transaction block. */
async function sharing(run: ScriptRun, step: Step, before: number): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    run.work.tell({ type: 'step', ...placeOf(run, before + 1), attempt })
    const failure = await inOwnTransaction(run, step, before)
    if (!failure) return true
    const isAlive = await rolledBack(run.connection)
    if (isAlive && serverError(failure.error)?.code === '25001') return false
    if (isAlive && (await mayRetry(run.work, placeOf(run, before + 1), attempt, failure))) continue
    throw scriptError(run, step, before, failure, attempt, failure.statement || isAlive ? 'rolled back' : 'unanswered')
  }
}

async function inOwnTransaction(run: ScriptRun, step: Step, before: number): Promise<Failure | null> {
  try {
    await run.connection.execute(opening(run))
    const failure = await runStep(run, step, before)
    if (failure) return failure
    await run.recorder?.done(before + 1)
    await run.connection.execute('COMMIT')
    run.recorder?.committed()
    return null
  } catch (error) {
    return { error, statement: null, blockers: [] }
  }
}

async function byItself(run: ScriptRun, step: Step, before: number): Promise<void> {
  const place = placeOf(run, before + 1)
  const effect = 'statement' in step ? effectOfStatement(step.statement) : null
  const clean = (await effect?.look(run.connection)) === 'not begun'
  await told(run, (recorder) => recorder.begin(before))
  for (let attempt = 1; ; attempt++) {
    run.work.tell({ type: 'step', ...place, attempt })
    const failure = await attempted(run, step, before)
    if (!failure) break
    if (!(await alive(run))) throw scriptError(run, step, before, failure, attempt, 'unknown')
    // What was there before, under the same name, is not this statement's to repair.
    const extent = clean && 'statement' in step ? await repaired(run, step, step.statement, before, failure) : null
    if (extent === 'done') break
    const isUndone = extent === 'not begun' || isHarmlessAgain(step) || leavesNothing(step)
    if (isUndone && (await mayRetry(run.work, place, attempt, failure))) continue
    if (isUndone) await told(run, (recorder) => recorder.undone())
    throw scriptError(run, step, before, failure, attempt, isUndone ? 'rolled back' : 'unknown')
  }
  await told(run, (recorder) => recorder.done(before + 1))
}

const told = async (run: ScriptRun, tell: (recorder: Recorder) => Promise<void>): Promise<void> => {
  if (run.recorder) await recorded(run.connection, run.recorder, tell)
}

/** A block, a procedure or a program may have committed some of its work before it failed; a command has not. */
const leavesNothing = (step: Step): boolean =>
  'statement' in step && !['do', 'call'].includes(step.statement.words[0] ?? '') && !effectOfStatement(step.statement)

async function attempted(run: ScriptRun, step: Step, before: number): Promise<Failure | null> {
  const { connection, work } = run
  try {
    if ('program' in step) {
      await runProgram(connection, step.program)
      return null
    }
    const statement = planned(step.statement.sql, step.statement)
    const { set, reset } = timeouts(run, statement, before)
    if (set !== '') await connection.execute(set)
    const failure = await execute(work, placeOf(run, before + 1), statement)
    if (!failure && reset !== '') await connection.execute(reset)
    return failure
  } catch (error) {
    return { error, statement: null, blockers: [] }
  }
}

/** What neither reads nor writes wait for may take its time: a limit would only waste what it did. What the script sets stays. */
function timeouts(run: ScriptRun, statement: PlannedStatement, before: number): { set: string; reset: string } {
  const { work, lockTimeoutMs } = run
  const lock = lockTimeoutMs === null ? null : lockTimeout({ ...work, lockTimeoutMs }, statement)
  const wanted = [
    ...(lock === null ? [] : [{ name: 'lock_timeout', value: lock }]),
    ...(isGentle(statement) ? [{ name: 'statement_timeout', value: 0 }] : []),
  ].filter(({ name }) => !isSetBefore(run, name, before))
  return {
    set: wanted.map(({ name, value }) => `SET ${name} = ${value}`).join('; '),
    reset: wanted.map(({ name }) => `RESET ${name}`).join('; '),
  }
}

const isSetBefore = ({ script }: ScriptRun, name: string, before: number): boolean =>
  stepsOf(script)
    .slice(0, before)
    .some(
      (step) => 'statement' in step && new RegExp(`^set (session )?${name}\\b`, 'i').test(codeOf(step.statement.sql)),
    )

/** After it, the statement is not begun or done, never half done. Null: nothing is known of what it leaves. */
async function repaired(
  run: ScriptRun,
  step: Step,
  statement: SqlStatement,
  before: number,
  failure: Failure,
): Promise<Exclude<Extent, 'half done'> | null> {
  const effect = effectOfStatement(statement)
  if (!effect) return null
  for (let attempt = 1; ; attempt++) {
    const extent = await effect.look(run.connection)
    if (extent !== 'half done') return extent
    if (!effect.repair) return 'not begun'
    const repair = { ...planned(effect.repair.sql), lock: effect.repair.lock, notInTransaction: true }
    const problem = await execute(run.work, placeOf(run, before + 1), repair)
    if (problem && !(await mayRetry(run.work, placeOf(run, before + 1), attempt, problem)))
      throw scriptError(run, step, before, failure, attempt, 'half done')
  }
}

/** What became of a step that an interrupted run had begun; `unknown` where looking does not tell. */
export async function settle(run: ScriptRun, step: Step, before: number): Promise<'not begun' | 'done' | 'unknown'> {
  const interrupted: Failure = { error: new Error('it was interrupted'), statement: null, blockers: [] }
  const extent = 'statement' in step ? await repaired(run, step, step.statement, before, interrupted) : null
  return extent ?? (isHarmlessAgain(step) ? 'not begun' : 'unknown')
}

async function alive(run: ScriptRun): Promise<boolean> {
  try {
    await run.connection.execute('SELECT 1')
    return true
  } catch {
    return false
  }
}

const scriptError = (
  run: ScriptRun,
  step: Step,
  stepsDone: number,
  failure: Failure,
  attempts: number,
  aftermath: Aftermath,
): ScriptError =>
  new ScriptError(failureText(run.work, step, failure, attempts), { step, stepsDone, aftermath, cause: failure.error })
