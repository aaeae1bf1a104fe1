// The folder of revisions that a command is about, read, and the words in which every command lists revisions.

import { UsageError } from '../../compare/errors.ts'
import type { Settings } from '../../config/settings.ts'
import { readRevisions, type ReadOptions } from '../../revisions/files/folder.ts'
import { graphOf, type Graph } from '../../revisions/graph/graph.ts'
import type { RevisionFolder } from '../../revisions/revision.ts'
import type { Call } from '../call.ts'

export const DEFAULT_FOLDER = 'migrations'

export const folderOf = ({ revisions }: Pick<Settings, 'revisions'>): string => revisions ?? DEFAULT_FOLDER

export interface Project {
  readonly folder: RevisionFolder
  readonly graph: Graph
}

/** Throws a RevisionError for whatever is wrong with the files or with how they hang together. */
export function openProject(path: string, options: ReadOptions = {}): Project {
  const folder = readRevisions(path, options)
  return { folder, graph: graphOf(folder.revisions, folder) }
}

/** `text`, the default, or `json`. */
export function listingFormat({ command, settings }: Call): 'text' | 'json' {
  const { format = 'text' } = settings
  if (format === 'text' || format === 'json') return format
  throw new UsageError(`--format of ${command} is text or json, not ${format}`)
}

/** At most one argument. */
export function oneArgument({ command, arguments: given }: Call, what: string): string | undefined {
  if (given.length > 1) throw new UsageError(`${command} takes one ${what}, not ${given.length}`)
  return given[0]
}

export function noArguments({ command, arguments: given }: Call): void {
  if (given.length > 0) throw new UsageError(`${command} takes no arguments, and got ${given.join(' ')}`)
}
