// Why a changelog is not run at all.

import { ChangelogError } from '../errors.ts'

/** Files and database do not fit together: checksums, duplicates, preconditions. Nothing was run. */
export class ValidationError extends ChangelogError {
  override readonly name = 'ValidationError'
  /** The lines of the message that say what is wrong; several may belong together. */
  readonly findings: readonly string[]

  constructor(message: string, findings: readonly string[]) {
    super(message)
    this.findings = findings
  }
}
