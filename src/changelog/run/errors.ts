// Why a changelog did not run, or not to its end: one class for each decision that a caller makes.

import type { Aftermath } from '../../revisions/run/errors.ts'
import { ChangelogError } from '../errors.ts'
import type { Extent } from '../tracking/lock-row.ts'

/** A changeset failed; those before it are done and recorded. */
export class MigrationError extends ChangelogError {
  override readonly name = 'MigrationError'
  /** `path::id::author` */
  readonly changeset: string
  readonly aftermath: Aftermath
  /** The message without what became of the database, and what to do there. */
  readonly reason: string

  constructor(message: string, changeset: string, aftermath: Aftermath, cause: unknown, reason: string = message) {
    super(message, null, { cause })
    this.reason = reason
    this.changeset = changeset
    this.aftermath = aftermath
  }
}

/** A killed run had begun a statement outside of transactions, and it cannot be seen what became of it. */
export class UnsettledError extends ChangelogError {
  override readonly name = 'UnsettledError'
  readonly extent: Extent

  constructor(message: string, extent: Extent) {
    super(message)
    this.extent = extent
  }
}

/** Preconditions that say HALT do not hold. */
export class PreconditionError extends ChangelogError {
  override readonly name = 'PreconditionError'
  /** `path::id::author`, or the changelog's file. */
  readonly subject: string

  constructor(message: string, subject: string, cause: unknown) {
    super(message, null, { cause })
    this.subject = subject
  }
}
