// Errors of changes that have no SQL here and now.

import { ChangelogError } from '../errors.ts'

/** The rows or the value of a change cannot be read from its file. Known when the changeset runs: failOnError:false passes over it. */
export class UnreadableValueError extends ChangelogError {}
