// One step of a script: how it is sent, and what a run of its script holds. Knows nothing of what comes before or after it.

import type { Failure, Work } from '../../apply/run.ts'
import { execute } from '../../apply/watch.ts'
import type { Connection } from '../../connection/connection.ts'
import type { Script, Step } from '../revision.ts'
import { runProgram } from './program.ts'
import { planned } from './send.ts'

/** Told how far a script has come; what it throws fails the step. */
export interface Recorder {
  /** In the transaction of the steps, before its COMMIT; of one that ran in none, right after it. Steps count over all segments. */
  done(steps: number): Promise<void>
  /** The step after these is about to run outside of transactions. */
  begin(steps: number): Promise<void>
  /** It failed, and left nothing. */
  undone(steps: number): Promise<void>
}

export interface ScriptRun {
  readonly work: Work
  readonly connection: Connection
  readonly script: Script
  readonly recorder: Recorder | null
  readonly inTransaction: boolean
  readonly lockTimeoutMs: number | null
  readonly steps: number
}

export const stepsOf = (script: Script): readonly Step[] => script.segments.flatMap((segment) => segment.steps)

export const placeOf = (run: ScriptRun, step: number) => ({ step, steps: run.steps })

export const opening = (run: ScriptRun): string =>
  run.lockTimeoutMs === null ? 'BEGIN' : `BEGIN; SET LOCAL lock_timeout = ${run.lockTimeoutMs}`

/** Null when it succeeded. A program that ends the transaction that it is given has undone what the file says. */
export async function runStep(run: ScriptRun, step: Step, before: number): Promise<Failure | null> {
  const { connection } = run
  if ('statement' in step) {
    const { sql, copyData } = step.statement
    const statement = planned(sql, step.statement)
    const send = () => (copyData === null ? connection.execute(sql) : connection.copyFrom(sql, copyData))
    return execute(run.work, placeOf(run, before + 1), statement, send)
  }
  try {
    const id = await transactionId(connection)
    await runProgram(connection, step.program)
    if (id === (await transactionId(connection))) return null
    throw new Error('it ended the transaction that it was given; put `-- @transaction none` above it where it commits')
  } catch (error) {
    return { error, statement: null, blockers: [] }
  }
}

export async function transactionId(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ id: string }>('select pg_current_xact_id()::text as id')
  return row?.id ?? ''
}

/** False: the session is gone, and with it whatever was not committed. */
export async function rolledBack(connection: Connection): Promise<boolean> {
  try {
    await connection.execute('ROLLBACK')
    return true
  } catch {
    return false
  }
}
