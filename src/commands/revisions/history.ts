// trueup history: the revisions, the newest first, and which of them a database has.

import { parseRange, rangeOf, type Range } from '../../revisions/graph/walk.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { databaseState } from './database-state.ts'
import { listedAll, paragraphOf, stepLineOf, type DatabaseState, type ListedRevision } from './listing.ts'
import { folderOf, openProject, type Project } from './project.ts'

export interface HistoryOptions {
  /** `from:to`, both included; either may be left out. */
  readonly range?: string | undefined
  /** What a database has, to mark it, and for `current`. */
  readonly database?: DatabaseState | null | undefined
}

/** The newest first. */
export const history = (folder: string, options: HistoryOptions = {}): readonly ListedRevision[] =>
  within(openProject(folder), options)

function within({ graph }: Project, { range, database = null }: HistoryOptions): readonly ListedRevision[] {
  if (range === undefined) return listedAll(graph, rangeOf(graph, { from: null, to: null }, []).toReversed(), database)
  return listedAll(graph, rangeOf(graph, parseRange(range), database?.current ?? []).toReversed(), database)
}

/** Whether an end of it is where the database is, or counts from there. */
const needsDatabase = ({ from, to }: Range): boolean =>
  from === 'current' || to === 'current' || (from === null && /^\+\d+$/.test(to ?? ''))

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const { range } = settings
  const format = listingFormat(call)
  const project = openProject(folderOf(settings))
  const asks =
    settings.indicateCurrent ||
    (settings.verbose && call.namedDatabase !== undefined) ||
    (range !== undefined && needsDatabase(parseRange(range)))
  const database = asks ? await databaseState(call, project) : null
  const found = within(project, { range, database })
  const told = settings.verbose
    ? found.map(paragraphOf).join('\n')
    : found.map((one) => `${stepLineOf(one)}\n`).join('')
  deliver(terminal, format === 'json' ? toJson(found) : told, settings.output)
  return EXIT.same
}
