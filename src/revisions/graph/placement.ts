// Where a new revision goes: its parents, what it depends on, its labels. Nothing is guessed: two heads are an error.

import { RevisionError } from '../errors.ts'
import { whyNoName } from '../files/header.ts'
import type { Revision } from '../revision.ts'
import { lineOf, listOf } from './describe.ts'
import { ancestorsOf, headsOf, nodeOf, type Graph } from './graph.ts'
import { resolve, resolveOne } from './targets.ts'

export interface Placement {
  readonly parents: readonly string[]
  /** Ids; labels where labels were given. */
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
}

export interface PlacementOptions {
  /** What it comes after: symbols; `base`: nothing. Default: the head. */
  readonly head?: readonly string[] | undefined
  /** The parent may have children already: a branch begins. */
  readonly splice?: boolean | undefined
  readonly dependsOn?: readonly string[] | undefined
  readonly branchLabel?: readonly string[] | undefined
}

export function placeRevision(graph: Graph, options: PlacementOptions): Placement {
  const { head, splice = false, dependsOn = [], branchLabel = [] } = options
  const parents = head === undefined ? theHead(graph) : head.flatMap((symbol) => resolve(graph, symbol, []))
  refuseOverlap(graph, parents)
  if (!splice) for (const parent of parents) refuseFollowed(graph, parent)
  for (const label of branchLabel) refuseLabel(graph, label)
  return {
    parents: [...new Set(parents.map(({ id }) => id))],
    dependsOn: [
      ...new Set(dependsOn.map((symbol) => (graph.labels.has(symbol) ? symbol : resolveOne(graph, symbol).id))),
    ],
    labels: [...new Set(branchLabel)],
  }
}

function theHead(graph: Graph): readonly Revision[] {
  const heads = headsOf(graph)
  if (heads.length < 2) return heads
  throw new RevisionError(
    `There are ${heads.length} heads, so it is not clear what the new revision comes after:${listOf(heads)}\n` +
      'Say which with --head <id>, or join them first: `trueup merge`.',
  )
}

/** One is behind another already. */
function refuseOverlap(graph: Graph, revisions: readonly Revision[]): void {
  for (const revision of revisions) {
    const below = ancestorsOf(graph, nodeOf(graph, revision.id).parents, 'parents')
    const behind = revisions.filter(({ id }) => below.has(id))
    if (behind.length > 0)
      throw new RevisionError(
        `${lineOf(revision)} comes after this already:${listOf(behind)}\nName ${revision.id} alone.`,
      )
  }
}

function refuseFollowed(graph: Graph, parent: Revision): void {
  const { children } = nodeOf(graph, parent.id)
  if (children.length === 0) return
  throw new RevisionError(
    `${lineOf(parent)} is not a head: it is followed by${listOf(children.map((id) => nodeOf(graph, id).revision))}\n` +
      `--splice begins another branch there; --head names a head (\`trueup heads\` lists them).`,
  )
}

function refuseLabel(graph: Graph, label: string): void {
  const why = whyNoName(label)
  if (why) throw new RevisionError(`"${label}" can be no label: ${why}.`)
  const other = graph.labels.get(label) ?? graph.nodes.get(label)?.revision
  if (other) throw new RevisionError(`The label "${label}" is taken: by ${lineOf(other)}. Choose another.`)
}
