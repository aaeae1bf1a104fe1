// trueup branches: where the line of revisions divides, and into what.

import { isBranchPoint, type Graph, type GraphNode } from '../../revisions/graph/graph.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { lineOf, listed, paragraphOf, type ListedRevision } from './listing.ts'
import { folderOf, openProject } from './project.ts'

export interface Branching {
  readonly at: ListedRevision
  /** What comes after it; `depends`: on another branch, and depends on it. */
  readonly into: readonly (ListedRevision & { readonly depends: boolean })[]
}

/** In the order of the files. */
export function branches(folder: string): readonly Branching[] {
  const { graph } = openProject(folder)
  return [...graph.nodes.values()].filter(isBranchPoint).map((node) => branching(graph, node))
}

function branching(graph: Graph, node: GraphNode): Branching {
  const into = (ids: readonly string[], depends: boolean) =>
    ids.flatMap((id) => {
      const next = graph.nodes.get(id)
      return next ? [{ ...listed(next), depends }] : []
    })
  return { at: listed(node), into: [...into(node.children, false), ...into(node.dependents, true)] }
}

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const found = branches(folderOf(settings))
  const text = found
    .map(({ at, into }) => {
      const next = into.map((one) => `  -> ${lineOf(one)}${one.depends ? ' (depends on it)' : ''}\n`).join('')
      return `${settings.verbose ? paragraphOf(at) : `${lineOf(at)}\n`}${next}`
    })
    .join(settings.verbose ? '\n' : '')
  deliver(terminal, format === 'json' ? toJson(found) : text, settings.output)
  return EXIT.same
}
