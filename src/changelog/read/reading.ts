// What reading a changelog gathers, file after file: changesets in their order, and what was noticed. Knows no format.

import type { Place } from '../../source/source-error.ts'
import type { Changeset, Compatibility, Preconditions, Problem, Rule } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import type { ChangelogFiles } from './files.ts'
import type { PropertyTable } from './properties.ts'

export interface Reading {
  readonly files: ChangelogFiles
  readonly compatibility: Compatibility
  readonly properties: PropertyTable
  readonly changesets: Draft[]
  readonly preconditions: Preconditions[]
  readonly problems: Problem[]
  /** What could not be read: reading goes on behind it, so that all are told at once. */
  readonly errors: ChangelogError[]
  /** Paths of changelogs, in the order in which they were read. */
  readonly changelogs: string[]
  /** Every other path that was read: sqlFile, CSV, … */
  readonly resources: Set<string>
  /** Changelogs that are being read: one within the other. */
  readonly open: string[]
}

/** A changeset whose rollback may name another one, wherever that stands. */
export interface Draft {
  readonly changeset: Changeset
  readonly rollbackOf: ChangesetReference | null
}

export interface ChangesetReference extends Place {
  readonly id: string
  readonly author: string
  /** null: the path of the changeset that asks. */
  readonly path: string | null
}

/** The file that is being read. */
export interface ChangelogFile {
  /** Relative to the search path. */
  readonly path: string
  /** For people: what Place names. */
  readonly display: string
  readonly inherited: Inherited
}

/** What an include hands down. */
export interface Inherited {
  readonly contexts: readonly string[]
  readonly labels: readonly string[]
  readonly ignore: boolean
  /** Of the include that names the file, where Liquibase 4.28 cannot read that include itself. */
  readonly logicalFilePath: string | null
  /** What Liquibase 4.31 takes for the path: that of the file above, or else of its include. */
  readonly inheritedPath: string | null
  readonly runWith: string | null
}

export const INHERITS_NOTHING: Inherited = {
  contexts: [],
  labels: [],
  ignore: false,
  logicalFilePath: null,
  inheritedPath: null,
  runWith: null,
}

/** Under `compatibility: 'liquibase'` an error is a warning. */
export function report(
  reading: Reading,
  severity: Problem['severity'],
  rule: Rule,
  { file, line }: Place,
  message: string,
): void {
  const kept = reading.compatibility === 'liquibase' ? 'warning' : severity
  reading.problems.push({ file, line, severity: kept, rule, message })
}

/** What cannot be read is kept among the errors; null in its place. */
export function attempt<Read>(reading: Reading, read: () => Read): Read | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ChangelogError)) throw error
    reading.errors.push(error)
    return null
  }
}
