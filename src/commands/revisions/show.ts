// trueup show: one revision, or a few, in full.

import { headsOf } from '../../revisions/graph/graph.ts'
import { resolve } from '../../revisions/graph/targets.ts'
import type { Revision } from '../../revisions/revision.ts'
import { listingFormat, oneArgument, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { databaseState, NOWHERE } from './database-state.ts'
import { listedAll, paragraphOf, type DatabaseState, type ListedRevision } from './listing.ts'
import { folderOf, openProject, type Project } from './project.ts'

export interface ShownRevision extends ListedRevision {
  /** The whole files. */
  readonly up: string
  readonly down: string | null
}

/** @param symbol any target; `current` needs the state of a database */
export function show(folder: string, symbol = 'head', database: DatabaseState | null = null): readonly ShownRevision[] {
  return shown(openProject(folder), symbol, database)
}

function shown({ graph }: Project, symbol: string, database: DatabaseState | null): readonly ShownRevision[] {
  const found = symbol === 'heads' ? headsOf(graph) : resolve(graph, symbol, database?.current ?? [])
  return listedAll(graph, found, database).map((listed, i) => ({ ...listed, ...textsOf(found[i]) }))
}

const textsOf = (revision: Revision | undefined): Pick<ShownRevision, 'up' | 'down'> => ({
  up: revision?.up.text ?? '',
  down: revision?.down?.text ?? null,
})

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const format = listingFormat(call)
  const symbol = oneArgument(call, 'revision') ?? 'head'
  const project = openProject(folderOf(settings))
  const database = symbol === 'current' ? await databaseState(call, project) : null
  const found = shown(project, symbol, database)
  if (found.length === 0 && !settings.quiet)
    terminal.tell(
      symbol === 'current' ? NOWHERE : `"${symbol}" is before the first revision: there is nothing to show.`,
    )
  const text = found.map((one) => `${paragraphOf(one)}${settings.verbose ? `\n${one.up}` : ''}`).join('\n')
  deliver(terminal, format === 'json' ? toJson(found) : text, settings.output)
  return EXIT.same
}
