// Carries out one revision on a live database, up or down, and puts a failure into words: what happened, which state the
// database is in, and what to do now.

import { isPassing } from '../../apply/retry.ts'
import { duration } from '../../apply/events.ts'
import { messageOf, serverError } from '../../apply/errors.ts'
import type { NewEvent } from '../history/record.ts'
import type { Event } from '../history/read.ts'
import { RevisionError } from '../errors.ts'
import type { Direction, Revision, Script } from '../revision.ts'
import { ScriptError } from './errors.ts'
import { HistoryRecorder } from './keep.ts'
import type { LiveRun } from './live.ts'
import { runScript } from './script.ts'
import { recorded, stepsOf } from './step.ts'

/** What runs, as the history and the messages know it. */
export interface Task {
  readonly direction: Direction
  /** As the history calls it. Default: the direction. */
  readonly action?: 'repeatable'
  readonly id: string
  readonly message: string
  readonly parents: readonly string[]
  /** Null: there is nothing to run, as for a merge. */
  readonly script: Script | null
  readonly lockTimeoutMs: number | null
  /** To be kept in the database. */
  readonly downSql: string | null
  /** The major version that its header names. */
  readonly writtenFor?: number | undefined
}

export interface Ran {
  readonly id: string
  readonly message: string
  readonly elapsedMs: number
}

export const nameOf = ({ id, message }: Pick<Revision, 'id' | 'message'>): string =>
  message === '' ? id : `${id} (${message})`

export const upgradeTask = ({ id, message, parents, up, down, lockTimeoutMs, schema }: Revision): Task => ({
  direction: 'upgrade',
  id,
  message,
  parents,
  script: up,
  lockTimeoutMs,
  downSql: down?.text ?? null,
  writtenFor: schema?.major,
})

export const eventOf = (run: Pick<LiveRun, 'options'>, task: Task): NewEvent => ({
  action: task.direction,
  revision: task.id,
  parents: task.parents,
  message: task.message,
  checksum: task.script?.checksum ?? null,
  steps: task.script ? stepsOf(task.script).length : 0,
  downSql: task.downSql,
  tag: run.options.tag ?? null,
})

export interface Carrying {
  readonly index: number
  readonly count: number
  /** It goes on with this. */
  readonly interrupted?: Event | null
  readonly stepsDone?: number
  /** SQL for the beginning of its first transaction. */
  readonly prelude?: string
}

/** Throws a RevisionError whose message says what is so and what to do. */
export async function carry(run: LiveRun, task: Task, { index, count, ...from }: Carrying): Promise<Ran> {
  const { direction, id, message, script } = task
  const started = performance.now()
  run.tell({ type: 'revision', direction, revision: id, message, index, count })
  if (run.options.signal?.aborted) throw new RevisionError(stopped(run, task, 0))
  await run.lock.assertHeld()
  const recorder = new HistoryRecorder(run, eventOf(run, task), script, from.interrupted ?? null)
  try {
    const stepsDone = from.stepsDone ?? 0
    const isOver = script === null || stepsOf(script).length <= stepsDone
    if (isOver) await recorded(run.connection, recorder, (one) => one.done(stepsDone))
    else {
      const lockTimeoutMs = task.lockTimeoutMs ?? run.work.lockTimeoutMs
      const work = { ...run.work, lockTimeoutMs }
      await runScript(run.connection, script, { recorder, work, stepsDone, pinned: run.pinned, prelude: from.prelude })
    }
  } catch (error) {
    throw await explained(run, task, recorder, error)
  }
  const elapsedMs = performance.now() - started
  run.tell({ type: 'revision done', direction, revision: id, message, elapsedMs })
  return { id, message, elapsedMs }
}

async function explained(run: LiveRun, task: Task, recorder: HistoryRecorder, error: unknown): Promise<unknown> {
  const known = error instanceof ScriptError ? error : null
  if (known?.aftermath !== 'committed') {
    const text = known?.message ?? messageOf(error)
    await recorded(run.connection, recorder, () => recorder.failed(text)).catch(() => undefined)
  }
  if (!known) return error
  if (run.options.signal?.aborted) return new RevisionError(stopped(run, task, known.stepsDone), null, { cause: error })
  return new RevisionFailure(`${failed(task)}\n${known.message}\n${stateAfter(run, task, known)}`, task, known)
}

/** A revision did not run to its end; the cause says which statement, and why. */
export class RevisionFailure extends RevisionError {
  override readonly name = 'RevisionFailure'
  readonly revision: string
  readonly direction: Direction
  /** SQLSTATE, where PostgreSQL gave one. */
  readonly sqlstate: string | null
  readonly place: ScriptError['place']
  readonly statement: string | null

  constructor(message: string, task: Pick<Task, 'id' | 'direction'>, cause: ScriptError) {
    super(message, null, { cause })
    this.revision = task.id
    this.direction = task.direction
    this.sqlstate = cause.sqlstate
    this.place = cause.place
    this.statement = cause.statement
  }
}

const failed = (task: Task): string =>
  `The ${task.direction} ${task.direction === 'upgrade' ? 'to' : 'from'} ${nameOf(task)} failed:`

/** Which state the database is in, and what to do now. */
function stateAfter(run: LiveRun, task: Task, error: ScriptError): string {
  const { aftermath, stepsDone } = error
  const again = `\`trueup ${task.direction}\``
  const total = task.script ? stepsOf(task.script).length : 0
  const before =
    stepsDone === 0
      ? `nothing of ${task.id} is in the database`
      : `statements 1 to ${stepsDone} of ${total} of ${task.id} are done and recorded`
  switch (aftermath) {
    case 'committed':
      return `The connection was lost while it was committed; the server says that it was. Run ${again} again to go on.`
    case 'rolled back':
      return `It was rolled back: ${before}. ${newerWords(run, task)}${advice(run, error)}${again} then ${stepsDone === 0 ? 'runs it again' : `goes on with statement ${stepsDone + 1}`}.`
    case 'half done':
      return `It is half done, and putting that right failed too; ${before}. Run ${again} again: it repeats that, and goes on.`
    case 'unanswered':
      return `The connection was lost while it was committed, and whether it was could not be found out. Run ${again} again: it reads that from the history, and goes on.`
    case 'unknown':
      return (
        `It may have done some of its work, which nothing took back; ${before}. Look at what it changed. ` +
        `Then ${again} --resume again runs it again, and --resume done goes on behind it.`
      )
  }
}

function newerWords({ connection: { server } }: LiveRun, { writtenFor = 0 }: Task): string {
  return writtenFor > server.major
    ? `It was written for PostgreSQL ${writtenFor}, and this server is of ${server.major}: \`trueup revision --autogenerate --postgresql ${server.major}\` writes what that understands. `
    : ''
}

function advice(run: LiveRun, error: ScriptError): string {
  const code = serverError(error.cause)?.code ?? ''
  if (isPassing(error.cause))
    return `Wait for the others or end them (select pg_terminate_backend(pid)), or allow it more than ${duration(run.work.lockTimeoutMs)} with --lock-timeout, or more --retries. `
  const known = ADVICE[code] ?? ADVICE[code.slice(0, 2)]
  return known ? `${known} ` : serverError(error.cause) ? 'Correct the file. ' : ''
}

/** What to do about a SQLSTATE, or about a class of them. */
const ADVICE: Readonly<Record<string, string>> = {
  '53100': `The server's disk is full: make room there.`,
  '53200': `The server is out of memory, often for locks: fewer objects at once, or a larger max_locks_per_transaction.`,
  '57014': `It was cancelled, by someone or by statement_timeout.`,
  '42501': `The role that runs it lacks a privilege: have it granted, or connect as the objects' owner.`,
  '25006': `The database or the role is set to read-only (default_transaction_read_only), or the server is a standby.`,
  '25001': `It refuses a transaction: put \`-- @transaction none\` above it, and \`-- @transaction new\` below.`,
  '55P04': `A new label of an enum cannot be used before it is committed: put \`-- @transaction new\` between the two.`,
  '2BP01': `Something depends on it: drop that in this revision first; what a repeatable file makes, with DROP … IF EXISTS.`,
  '22': `A value that is in the database does not fit: correct it, or the file.`,
  '23': `Rows that are in the database contradict it: correct them, or the file.`,
}

const stopped = (run: LiveRun, task: Task, stepsDone: number): string =>
  `Stopped before the end of ${nameOf(task)}${stepsDone > 0 ? `, of which ${stepsDone} statements are done and recorded` : ''}. ` +
  `\`trueup ${task.direction}\` on ${run.connection.server.database} goes on from there.`
