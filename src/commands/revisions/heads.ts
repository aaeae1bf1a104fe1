// trueup heads: the revisions that none follows yet.

import { headsOf, realHeadsOf } from '../../revisions/graph/graph.ts'
import { EXIT } from '../exit.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { deliver, toJson } from '../terminal.ts'
import { staleHead } from './head-file.ts'
import { lineOf, listedAll, paragraphOf, type ListedRevision } from './listing.ts'
import { folderOf, openProject } from './project.ts'

export interface HeadsOptions {
  /** Leave out what others depend on: an upgrade to them brings it. */
  readonly resolveDependencies?: boolean | undefined
}

export interface Heads {
  readonly heads: readonly ListedRevision[]
  /** What is wrong with the file HEAD; null: nothing. */
  readonly staleHead: string | null
}

export function heads(folder: string, options: HeadsOptions = {}): Heads {
  const project = openProject(folder)
  const { graph } = project
  const found = options.resolveDependencies ? realHeadsOf(graph) : headsOf(graph)
  return { heads: listedAll(graph, found), staleHead: staleHead(project) }
}

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const found = heads(folderOf(settings), settings)
  const each = settings.verbose
    ? found.heads.map(paragraphOf).join('\n')
    : found.heads.map((one) => `${lineOf(one)}\n`).join('')
  deliver(terminal, format === 'json' ? toJson(found.heads) : each, settings.output)
  if (found.staleHead && !settings.quiet) terminal.tell(found.staleHead)
  return EXIT.same
}
