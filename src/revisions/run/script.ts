// Runs a script, segment by segment, on whatever session it is given: a live database, where each step is recorded, watched
// and tried again, or a shadow. Does not know why it runs, nor what a history is: a recorder is told how far it has come.

import type { Work } from '../../apply/run.ts'
import type { Connection } from '../../connection/connection.ts'
import { mayChangeSession } from '../../source/sql-statement.ts'
import type { Script } from '../revision.ts'
import { runOutside } from './outside.ts'
import { codeOf } from './send.ts'
import { stepsOf, type Recorder, type ScriptRun } from './step.ts'
import { runTransaction } from './transaction.ts'

export type { Recorder } from './step.ts'

export interface ScriptOptions {
  /** Steps that ran before, over all segments: it continues after them. Default 0. */
  readonly stepsDone?: number
  readonly recorder?: Recorder
  /** How statements are watched, and how often they are tried again. Default: not at all. */
  readonly work?: Work
  /** A transaction is open and stays open: everything runs in it. */
  readonly inTransaction?: boolean
  /** Of each statement, in milliseconds; null: as the session has it. Default: the work's, or null. */
  readonly lockTimeoutMs?: number | null
  /** SQL that gives a session what its owner has set, after a script has set what it wanted. Default: none. */
  readonly pinned?: string
  /** SQL that runs in the first transaction, before its steps. */
  readonly prelude?: string | undefined
  readonly signal?: AbortSignal
}

/** Throws a ScriptError. After it the session has the settings that it had before. */
export async function runScript(connection: Connection, script: Script, options: ScriptOptions = {}): Promise<void> {
  const run = scriptRun(connection, script, options)
  const from = options.stepsDone ?? 0
  if (from > 0) await restoreSession(run, from)
  let before = 0
  for (const segment of script.segments) {
    const steps = segment.steps.slice(Math.max(0, from - before))
    const first = before + segment.steps.length - steps.length
    before += segment.steps.length
    if (steps.length === 0) continue
    if (segment.transactional || run.inTransaction) await runTransaction(run, { ...segment, steps }, first)
    else for (const [i, step] of steps.entries()) await runOutside(run, step, first + i)
  }
  if (changesSession(script))
    await connection.execute(`RESET SESSION AUTHORIZATION; RESET ALL; ${options.pinned ?? ''}`)
}

export function scriptRun(connection: Connection, script: Script, options: ScriptOptions): ScriptRun {
  const { work: given, signal } = options
  return {
    connection,
    script,
    recorder: options.recorder ?? null,
    inTransaction: options.inTransaction ?? false,
    lockTimeoutMs: options.lockTimeoutMs === undefined ? (given?.lockTimeoutMs ?? null) : options.lockTimeoutMs,
    prelude: options.prelude === undefined ? null : { sql: options.prelude, first: options.stepsDone ?? 0 },
    steps: stepsOf(script).length,
    work: given ?? {
      connection,
      options: signal ? { signal } : {},
      lockTimeoutMs: 0,
      retries: 0,
      retryDelayMs: 0,
      observer: null,
      tell: () => undefined,
    },
  }
}

const changesSession = (script: Script): boolean =>
  stepsOf(script).some((step) => 'program' in step || mayChangeSession(step.statement))

/** What earlier segments set for the rest of the session: a run that continues in a new one sets it again. */
export async function restoreSession(run: ScriptRun, from: number): Promise<void> {
  for (const step of stepsOf(run.script).slice(0, from)) {
    if ('program' in step) continue
    const code = codeOf(step.statement.sql)
    if (
      /^(re)?set (?!local\b|transaction\b|constraints\b)/i.test(code) ||
      /^select (pg_catalog\.)?set_config\b/i.test(code)
    )
      await run.connection.execute(step.statement.sql)
  }
}
