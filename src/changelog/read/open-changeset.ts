// A changeset of formatted SQL while its lines are being read.

import type { Place } from '../../source/source-error.ts'
import type { Preconditions } from '../changelog.ts'
import type { ChangesetAttributes } from './changeset-line.ts'

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
