// Why a plan was not applied: one class for each decision that a caller makes, each with what a program needs.

import type { Key } from '../catalog/object.ts'
import { ConnectionError, ServerError } from '../connection/errors.ts'
import type { PlannedStatement } from '../plan/plan.ts'

/** Null for what PostgreSQL did not say: a connection that broke, a bug. */
export const serverError = (error: unknown): ServerError | null => (error instanceof ServerError ? error : null)

export function messageOf(error: unknown): string {
  if (error instanceof ConnectionError && error.cause instanceof Error) return error.cause.message
  return error instanceof Error ? error.message : String(error)
}

export interface Circumstances {
  readonly cause?: unknown
  readonly statement?: PlannedStatement | null
}

/** The plan was not applied, or not to its end. The subclasses say which decision that asks for. */
export class ApplyError extends Error {
  /** SQLSTATE, where PostgreSQL gave one. */
  readonly sqlstate: string | null
  readonly statement: string | null
  /** The object that the statement is about. */
  readonly object: Key | null

  constructor(message: string, { cause, statement }: Circumstances = {}) {
    super(message, { cause })
    this.name = new.target.name
    this.sqlstate = serverError(cause)?.code ?? null
    this.statement = statement?.sql ?? null
    this.object = statement?.objects[0] ?? null
  }
}

/** The plan would lose data, and nobody said that it may. */
export class UnsafePlanError extends ApplyError {
  readonly statements: readonly PlannedStatement[]

  constructor(statements: readonly PlannedStatement[]) {
    const losses = statements.map((s) => `  ${s.sql}\n    loses ${s.losesData}`)
    super(
      `The plan loses data, so it was not applied:\n${losses.join('\n')}\nIf that is meant, run it again with --unsafe.`,
      { statement: statements[0] ?? null },
    )
    this.statements = statements
  }
}

/** The database is no longer what the plan was made from. */
export class DriftError extends ApplyError {
  readonly differences: readonly string[]

  constructor(message: string, differences: readonly string[]) {
    super(`${message}${listed(differences)}`)
    this.differences = differences
  }
}

/** Every statement succeeded, and the catalog is still not what the plan promised. */
export class VerificationError extends ApplyError {
  readonly differences: readonly string[]
  /** The transaction was rolled back, so nothing has changed. */
  readonly rolledBack: boolean

  constructor(message: string, differences: readonly string[], rolledBack: boolean) {
    super(`${message}${listed(differences)}`)
    this.differences = differences
    this.rolledBack = rolledBack
  }
}

/** Another run holds the lock. */
export class RunInProgressError extends ApplyError {}

/** A run of another plan was interrupted, and its recorded point is still there. */
export class InterruptedRunError extends ApplyError {}

/** A statement failed; the message says what that left behind. */
export class StatementError extends ApplyError {}

/** The server went away in the middle; the message says what is known of the state. */
export class ConnectionLostError extends ApplyError {}

const listed = (differences: readonly string[]): string =>
  differences.length > 0 ? `\n${differences.map((d) => `  ${d}`).join('\n')}` : ''
