// Puts a failure into words: what happened, in which state the database is, and what to do now.

import type { ServerError } from '../connection/errors.ts'
import { ConnectionLostError, messageOf, serverError, StatementError } from './errors.ts'
import type { Place } from './events.ts'
import type { Journal } from './journal.ts'
import { isPassing, reasonOf } from './retry.ts'
import type { Failure, Run } from './run.ts'

/** What to do about a SQLSTATE, or about a class of them. */
const ADVICE: Readonly<Record<string, string>> = {
  '53100': `The server's disk is full: make room there, then run it again.`,
  '53200': `The server is out of memory, often for locks: fewer objects at once, or a larger max_locks_per_transaction.`,
  '57014': `It was cancelled, by someone or by statement_timeout: run it again, with a longer --statement-timeout if that was the reason.`,
  '42501': `The role that applies lacks a privilege: have it granted, or apply as the objects' owner.`,
  '25006': `The database or the role is set to read-only (default_transaction_read_only), or the server is a standby.`,
  '22': `A value that is in the database does not fit what the plan makes of it: correct it first.`,
  '23': `Rows that are in the database contradict the plan: correct them first.`,
  '2BP01': `Something depends on it that the plan does not know of: make a new plan.`,
}

const adviceFor = (server: ServerError | null): string | null =>
  server ? (ADVICE[server.code] ?? ADVICE[server.code.slice(0, 2)] ?? null) : null

const alsoAdvised = (failure: Failure): string => {
  const advice = adviceFor(serverError(failure.error))
  return advice ? `\n${advice}` : ''
}

/** The error for a step that failed and is known to have left nothing. */
export function stepFailed(run: Run, place: Place, failure: Failure, attempts: number): StatementError {
  const server = serverError(failure.error)
  const lines = [
    isPassing(failure.error)
      ? `${stepName(place)} gave up after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${reasonOf(run, failure)}.`
      : `${stepName(place)} failed: ${messageOf(failure.error)}${server ? ` (SQLSTATE ${server.code})` : ''}`,
    failure.statement && `statement: ${failure.statement.sql}`,
    server?.detail && `detail: ${server.detail}`,
    server?.hint && `hint: ${server.hint}`,
    `It was rolled back: ${remains(place)}`,
    isPassing(failure.error)
      ? 'Wait for the others or end them (select pg_terminate_backend(pid)), or allow it more with --lock-timeout and --retries.'
      : adviceFor(server),
  ]
  return new StatementError(lines.filter((line) => line).join('\n'), {
    cause: failure.error,
    statement: failure.statement,
  })
}

const stepName = (place: Place): string => (place.steps === 1 ? 'The plan' : `Step ${place.step} of ${place.steps}`)

const done = (steps: number): string => (steps === 1 ? 'step 1 is' : `steps 1 to ${steps} are`)

const remains = (place: Place): string =>
  place.step === 1
    ? 'nothing was changed.'
    : `${done(place.step - 1)} done and recorded. Apply the same plan again to continue with step ${place.step}, ` +
      `or make a new plan from here and apply that with --abandon.`

/** The connection broke while a transaction was open that had not been asked to commit. */
export const lostBeforeCommit = (run: Run, place: Place, failure: Failure): ConnectionLostError =>
  new ConnectionLostError(
    `The connection to ${run.connection.server.description} was lost within ${inStep(place)}: ${messageOf(failure.error)}\n` +
      `PostgreSQL rolls back what was not committed: ${remains(place)}${alsoAdvised(failure)}`,
    { cause: failure.error, statement: failure.statement },
  )

/** The connection broke while a statement ran that is no part of a transaction. */
export const lostAlone = (run: Run, place: Place, failure: Failure): ConnectionLostError =>
  new ConnectionLostError(
    `The connection to ${run.connection.server.description} was lost within ${inStep(place)}: ${messageOf(failure.error)}\n` +
      `statement: ${failure.statement?.sql}\n` +
      `It may or may not have taken effect. Apply the same plan again: it looks, repairs what is half done, and continues.${alsoAdvised(failure)}`,
    { cause: failure.error, statement: failure.statement },
  )

/** The connection broke during COMMIT. */
export function lostInCommit(
  run: Run,
  place: Place,
  fate: 'committed' | 'aborted' | 'unknown',
  cause: unknown,
): ConnectionLostError {
  const found = {
    committed:
      `The server says that it was committed: ${done(place.step)} done and recorded. ` +
      `Apply the same plan again to continue with step ${place.step + 1}.`,
    aborted: `The server says that it was rolled back: ${remains(place)}`,
    unknown:
      `It could not be found out whether it was committed. Apply the same plan again: ` +
      `it reads the database first, and says that nothing is left to do if it was.`,
  }
  return new ConnectionLostError(
    `The connection to ${run.connection.server.description} was lost while ${inStep(place)} was committed: ${messageOf(cause)}\n${found[fate]}`,
    { cause },
  )
}

const inStep = (place: Place): string =>
  place.steps === 1 ? 'the transaction' : `step ${place.step} of ${place.steps}`

/** A statement outside of transactions failed, and what it left half done could not be put right. */
export const leftHalfDone = (place: Place, failure: Failure, repair: string, cause: unknown): StatementError =>
  new StatementError(
    `${stepName(place)} failed: ${messageOf(failure.error)}\nstatement: ${failure.statement?.sql}\n` +
      `It is half done, and putting that right (${repair}) failed too: ${messageOf(cause)}\n` +
      `Apply the same plan again: it repeats that, and continues.`,
    { cause: failure.error, statement: failure.statement },
  )

export const stopped = (journal: Journal | null): string =>
  journal === null || journal.done === 0
    ? 'Stopped; nothing was changed.'
    : `Stopped after step ${journal.done} of ${journal.steps}. Apply the same plan again to continue.`
