// Why a script did not run to its end, and what that left behind. Says nothing of what to do next: who runs it knows that.

import { messageOf, serverError } from '../../apply/errors.ts'
import { isPassing, reasonOf } from '../../apply/retry.ts'
import type { Failure, Work } from '../../apply/run.ts'
import { ServerError } from '../../connection/errors.ts'
import { failureOf, LoadError, withoutSecrets } from '../../source/load-error.ts'
import { placeText, type Place } from '../../source/source-error.ts'
import { RevisionError } from '../errors.ts'
import type { Step } from '../revision.ts'

/**
 * What became of the steps that were under way when it failed:
 * - `rolled back`: nothing of them is there;
 * - `committed`: they are done and recorded, only the answer was lost;
 * - `half done`: the statement left something, as an invalid index, that could not be put right;
 * - `unanswered`: the connection was lost while it was committed; the history says whether it was, once it can be read;
 * - `unknown`: it ran outside of transactions, and may or may not have taken effect.
 */
export type Aftermath = 'rolled back' | 'committed' | 'half done' | 'unanswered' | 'unknown'

export class ScriptError extends RevisionError {
  override readonly name = 'ScriptError'
  readonly place: Place | null
  /** SQLSTATE, where PostgreSQL gave one. */
  readonly sqlstate: string | null
  readonly statement: string | null
  /** Of the script, over all of its segments. */
  readonly stepsDone: number
  readonly aftermath: Aftermath

  constructor(message: string, { step, stepsDone, aftermath, cause }: Circumstances) {
    super(message, null, { cause })
    this.place = step && placeOfStep(step)
    this.sqlstate = serverError(cause)?.code ?? null
    this.statement = step && 'statement' in step ? withoutSecrets(step.statement.sql) : null
    this.stepsDone = stepsDone
    this.aftermath = aftermath
  }
}

export interface Circumstances {
  /** Null: not one of the script's, but what stands around them. */
  readonly step: Step | null
  readonly stepsDone: number
  readonly aftermath: Aftermath
  readonly cause: unknown
}

export const placeOfStep = (step: Step): Place => ('statement' in step ? step.statement : step.program)

/** File and line, PostgreSQL's words and its hint, and the line in question. */
export function failureText(work: Work, step: Step | null, failure: Failure, attempts: number): string {
  if (step === null) return messageOf(failure.error)
  const at = placeText(placeOfStep(step))
  if (isPassing(failure.error) && attempts > 1)
    return `${at}: gave up after ${attempts} attempts: ${reasonOf(work, failure)}`
  const server = failure.error instanceof ServerError ? failure.error : null
  if ('program' in step) return `${at}: ${step.program.path} failed: ${programText(failure.error, server)}`
  if (!server) return `${at}: ${messageOf(failure.error)}`
  const text = new LoadError([failureOf(step.statement, server)]).message
  const behind = failure.blockers.length > 0 ? `\n  ${reasonOf(work, failure)}` : ''
  return `${text}\n  SQLSTATE ${server.code}${behind}`
}

/** What is checked last, as a deferred constraint, is no one statement's. */
export function commitText(step: Step | null, { error }: Pick<Failure, 'error'>): string {
  const where = step ? `${placeOfStep(step).file}: ` : ''
  const end = step ? `the transaction that ends in line ${placeOfStep(step).line}` : 'the transaction'
  const server = serverError(error)
  return [
    `${where}${end} could not be committed: ${messageOf(error)}`,
    ...(server?.detail ? [`  detail: ${server.detail}`] : []),
    ...(server?.hint ? [`  hint: ${server.hint}`] : []),
    ...(server ? [`  SQLSTATE ${server.code}`] : []),
  ].join('\n')
}

const programText = (error: unknown, server: ServerError | null): string =>
  server ? `${server.message} (SQLSTATE ${server.code})` : messageOf(error)
