// One step of a script: how it is sent, and what a run of its script holds. Knows nothing of what comes before or after it.

import type { Failure, Work } from '../../apply/run.ts'
import { execute } from '../../apply/watch.ts'
import type { Connection } from '../../connection/connection.ts'
import type { Script, Step } from '../revision.ts'
import { runProgram } from './program.ts'
import { planned } from './send.ts'

/** Told how far a script has come, each time in a transaction; what it throws fails the step. Steps count over all segments. */
export interface Recorder {
  /** So many are done: in the transaction of the last, or after it where it ran in none. */
  done(steps: number): Promise<void>
  /** The one after these is about to run outside of transactions. */
  begin(steps: number): Promise<void>
  /** It failed, and left nothing. */
  undone(): Promise<void>
  /** What was told since then is committed. */
  committed(): void
}

export interface ScriptRun {
  readonly work: Work
  readonly connection: Connection
  readonly script: Script
  readonly recorder: Recorder | null
  readonly inTransaction: boolean
  readonly lockTimeoutMs: number | null
  /** SQL for the beginning of the transaction that these steps come before; no step of the script. */
  readonly prelude: { readonly sql: string; readonly first: number } | null
  readonly steps: number
}

export const stepsOf = (script: Script): readonly Step[] => script.segments.flatMap((segment) => segment.steps)

export const placeOf = (run: ScriptRun, step: number) => ({ step, steps: run.steps })

export const opening = ({ inTransaction, lockTimeoutMs }: ScriptRun): string =>
  [
    ...(inTransaction ? [] : ['BEGIN']),
    ...(lockTimeoutMs === null ? [] : [`SET LOCAL lock_timeout = ${lockTimeoutMs}`]),
  ].join('; ')

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

/** A transaction of its own, for the record of what runs in none. */
export async function recorded<R extends Recorder>(
  connection: Connection,
  recorder: R,
  record: (recorder: R) => Promise<void>,
): Promise<void> {
  await connection.execute('BEGIN')
  try {
    await record(recorder)
    await connection.execute('COMMIT')
  } catch (error) {
    await rolledBack(connection)
    throw error
  }
  recorder.committed()
}

/** The same for what is no step's record. */
export const recordedPlainly = (connection: Connection, write: () => Promise<unknown>): Promise<void> =>
  recorded(connection, NOBODY, async () => void (await write()))

const nothing = async (): Promise<void> => undefined
const NOBODY: Recorder = { done: nothing, begin: nothing, undone: nothing, committed: () => undefined }
