// What a changelog says of another one: which file or folder, and what that inherits.

import type { Place } from '../../source/source-error.ts'
import type { ChangelogFile } from './reading.ts'

/** What a file hands on to where it was named. */
export interface Includes {
  readonly include: (request: IncludeRequest) => void
  readonly includeAll: (request: IncludeAllRequest) => void
}

export interface Request {
  readonly place: Place
  readonly from: ChangelogFile
  readonly relativeToChangelogFile: boolean
  readonly contexts: string | null
  readonly labels: string | null
  readonly ignore: boolean
  readonly logicalFilePath: string | null
  readonly runWith: string | null
}

export interface IncludeRequest extends Request {
  readonly file: string
  readonly errorIfMissing: boolean
}

export interface IncludeAllRequest extends Request {
  readonly path: string
  readonly errorIfMissingOrEmpty: boolean
  readonly endsWithFilter: string | null
  /** The files within the folder itself have depth 1. */
  readonly minDepth: number
  readonly maxDepth: number
  readonly filter: string | null
  readonly resourceComparator: string | null
}
