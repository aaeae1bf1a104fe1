// The folder of revisions that a command is about, read.

import type { Settings } from '../../config/settings.ts'
import { readRevisions, type ReadOptions } from '../../revisions/files/folder.ts'
import { graphOf, type Graph } from '../../revisions/graph/graph.ts'
import type { RevisionFolder } from '../../revisions/revision.ts'

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
