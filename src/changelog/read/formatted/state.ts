// A file of formatted SQL while its lines are being read, and the changeset that is open in it.

import type { Place } from '../../../source/source-error.ts'
import type { Change, Preconditions } from '../../changelog.ts'
import type { ChangelogFile, Reading } from '../reading.ts'
import type { Includes } from '../requests.ts'
import type { ChangesetAttributes } from './changeset-line.ts'

export interface FormattedState {
  readonly reading: Reading
  readonly file: ChangelogFile
  readonly includes: Includes
  readonly lines: readonly string[]
  /** Of the last header line: one within a body counts too. */
  logicalFilePath: string | null
  /** The changeset whose lines are being read. */
  open: OpenChangeset | null
  /** Its line is malformed, so it comes to nothing. */
  isUnreadable: boolean
  /** The SQL of the last one that was finished. */
  previous: Change | null
  /** The line that is being read, from 0. */
  at: number
}

/** Of the line that is being read. */
export const placeOf = ({ file, at }: FormattedState): Place => ({ file: file.display, line: at + 1 })

export interface Line {
  /** From 1. */
  readonly line: number
  readonly text: string
}

/** What has been read of a changeset so far. */
export interface OpenChangeset {
  readonly line: number
  readonly author: string
  readonly id: string
  readonly attributes: ChangesetAttributes
  readonly body: Line[]
  readonly rollback: (Line & { readonly block: boolean })[]
  readonly rollbackFiles: (Place & { readonly text: string })[]
  comments: string | null
  readonly validChecksums: string[]
  preconditions: Preconditions | null
  tag: (Place & { readonly tag: string }) | null
  /** Directives that follow some of the SQL, for what they may cut through. */
  readonly directives: (Place & { readonly type: string })[]
}
