// What a changeset that failed left, and what to do now: the words of a MigrationError. Asks no database.

import { serverError } from '../../apply/errors.ts'
import type { Aftermath } from '../../revisions/run/errors.ts'
import { identity } from '../changelog.ts'
import { MigrationError } from './errors.ts'
import type { Task } from './task.ts'

const REMAINS: Readonly<Record<Aftermath, string>> = {
  'rolled back': 'It was rolled back.',
  committed: 'The server says that it was committed and recorded; only the answer was lost.',
  'half done': 'A part of it is there, and could not be undone.',
  unanswered:
    'The connection was lost while it was committed: the next run finds out whether it was, and goes on from there.',
  unknown: 'It could not be found out what became of it.',
}

/** What of a changeset that failed is there all the same. */
interface Left {
  /** Statements that ran outside of a transaction. */
  readonly statementsDone?: number
  /** It had ended its transaction itself. */
  readonly endedItself?: boolean
}

export function migrationError(
  task: Task,
  reason: string,
  aftermath: Aftermath,
  cause: unknown,
  left: Left = {},
): MigrationError {
  const { changeset, direction } = task
  const what = direction === 'update' ? 'Migration failed for changeset' : 'Rolling back failed for changeset'
  const [failed, advice] = [`${what} ${identity(changeset)}:\n${reason}`, adviceFor(cause)]
  return new MigrationError(
    `${failed}\n${remains(aftermath, left)} ${nextStep(task, left)}${advice}`,
    identity(changeset),
    aftermath,
    cause,
    `${failed}${advice}`,
  )
}

function remains(aftermath: Aftermath, { statementsDone = 0, endedItself = false }: Left): string {
  if (endedItself && aftermath === 'half done')
    return 'It ends its transaction itself (COMMIT, ROLLBACK): what it committed is there, and what came after was rolled back.'
  if (statementsDone === 0) return REMAINS[aftermath]
  const [first, are] =
    statementsDone === 1 ? ['The statement before it', 'is'] : [`The ${statementsDone} statements before it`, 'are']
  return `${REMAINS[aftermath]} ${first} ran outside of a transaction, and ${are} there.`
}

function nextStep(
  { changeset, direction, before = 0 }: Task,
  { statementsDone = 0, endedItself = false }: Left,
): string {
  if (direction === 'update' && !changeset.failOnError)
    return 'The run goes on, as the changeset says failOnError:false.'
  const next = direction === 'update' ? 'update' : 'rollback'
  const again =
    statementsDone > 0 || endedItself
      ? 'begins it again with its first statement: undo what is there, or make it repeatable (IF NOT EXISTS) first.'
      : 'goes on with this one.'
  const done = before > 0 ? `Changesets before it (${before} in this run)` : 'Changesets before it'
  return `${done} are done and recorded: \`trueup changelog ${next}\` ${again}`
}

/** What to do about a SQLSTATE, or about a class of them. */
const ADVICE: Readonly<Record<string, string>> = {
  '25001': 'PostgreSQL refuses it in a transaction: give the changeset runInTransaction:false.',
  '42501': `The role that runs it lacks a privilege: have it granted, or connect as the objects' owner.`,
  '25006': 'The database or the role is set to read-only (default_transaction_read_only), or the server is a standby.',
  '55P03': 'Wait for the others or end them, or allow it more with --lock-timeout and --retries.',
  '22': 'A value that is in the database does not fit: correct it, or the changeset.',
  '23': 'Rows that are in the database contradict it: correct them, or the changeset.',
}

function adviceFor(cause: unknown): string {
  const code = serverError(cause)?.code ?? ''
  const advice = ADVICE[code] ?? ADVICE[code.slice(0, 2)]
  return advice ? `\n${advice}` : ''
}
