// How revisions hang together: parents, dependencies, labels; heads and bases. Alembic's rules, so that its users know theirs.
// Knows no database and no file beyond its name; what a person may write to mean a revision is targets.ts.

import { RevisionError } from '../errors.ts'
import type { Repeatable, Revision } from '../revision.ts'
import { lineOf, listOf, placeOf } from './describe.ts'
import { refuseCycles } from './cycles.ts'

export interface GraphNode {
  readonly revision: Revision
  /** In the order of the files, which decides where nothing else does. */
  readonly position: number
  readonly parents: readonly string[]
  /** Ids: labels are resolved. */
  readonly dependencies: readonly string[]
  /** Without those that an ancestor names already. */
  readonly normalisedDependencies: readonly string[]
  /** Those that name it as a parent. */
  readonly children: readonly string[]
  /** Those that depend on it, children left out. */
  readonly dependents: readonly string[]
  /** Its own, those of its ancestors, and those that begin above it on the same line. */
  readonly labels: ReadonlySet<string>
}

export interface Graph {
  /** In the order of the files. */
  readonly revisions: readonly Revision[]
  readonly nodes: ReadonlyMap<string, GraphNode>
  /** The revision at which each label begins. */
  readonly labels: ReadonlyMap<string, Revision>
  /** Files of what was folded into one of them: none of the graph, for databases that have a part of it. */
  readonly squashed: readonly Revision[]
  /** What runs again behind all of them whenever it is other than in the database. */
  readonly repeatables: readonly Repeatable[]
}

export type BesideGraph = Partial<Pick<Graph, 'squashed' | 'repeatables'>>

/** `parents` follows branches alone; `all` follows dependencies too. */
export type Edges = 'parents' | 'all'

interface Draft extends GraphNode {
  normalisedDependencies: readonly string[]
  readonly children: string[]
  readonly dependents: string[]
  readonly labels: Set<string>
}

/** Throws a RevisionError where they do not make a graph: a missing parent, a cycle, a label used twice. */
export function graphOf(revisions: readonly Revision[], { squashed = [], repeatables = [] }: BesideGraph = {}): Graph {
  const byId = new Map(revisions.map((revision) => [revision.id, revision]))
  const labels = labelled(revisions, byId)
  const nodes = new Map<string, Draft>()
  for (const [position, revision] of revisions.entries())
    nodes.set(revision.id, draft(revision, position, byId, labels))
  for (const { revision, parents, dependencies } of nodes.values()) {
    for (const id of parents) nodes.get(id)?.children.push(revision.id)
    for (const id of dependencies) if (!parents.includes(id)) nodes.get(id)?.dependents.push(revision.id)
  }
  const graph: Graph = { revisions, nodes, labels, squashed, repeatables }
  refuseCycles(nodes)
  for (const node of nodes.values())
    node.normalisedDependencies = node.dependencies.length === 0 ? [] : normalised(graph, node)
  for (const [label, revision] of labels) spread(graph, nodes, label, revision)
  return graph
}

function labelled(revisions: readonly Revision[], byId: ReadonlyMap<string, Revision>): Map<string, Revision> {
  const labels = new Map<string, Revision>()
  for (const revision of revisions)
    for (const label of revision.labels) {
      const other = labels.get(label) ?? byId.get(label)
      if (other)
        throw new RevisionError(
          `The label "${label}" of ${lineOf(revision)} is ${other.id === label ? 'the id' : 'a label'} of ${lineOf(other)} already. Choose another in one of the two files.`,
        )
      labels.set(label, revision)
    }
  return labels
}

function draft(
  revision: Revision,
  position: number,
  byId: ReadonlyMap<string, Revision>,
  labels: ReadonlyMap<string, Revision>,
): Draft {
  const { id, parents, dependsOn } = revision
  if (parents.includes(id))
    throw new RevisionError(`${id} is its own parent. Correct the line "parents".`, placeOf(revision, 'parents'))
  if (dependsOn.includes(id))
    throw new RevisionError(`${id} depends on itself. Correct the line "depends-on".`, placeOf(revision, 'depends-on'))
  for (const parent of parents)
    if (!byId.has(parent))
      throw new RevisionError(
        `the parent ${parent} of ${id} "${revision.message}" is in no file. Bring its file back (is it in another branch of git?), or name another parent: \`trueup rebase ${id} --onto <revision>\`.`,
        placeOf(revision, 'parents'),
      )
  const dependencies = dependsOn.map((name) => {
    const found = byId.get(name) ?? labels.get(name)
    if (!found)
      throw new RevisionError(
        `${id} "${revision.message}" depends on ${name}, which is neither a revision nor a label. Bring its file back, or correct the line "depends-on".`,
        placeOf(revision, 'depends-on'),
      )
    return found.id
  })
  return {
    revision,
    position,
    parents,
    dependencies: [...new Set(dependencies)],
    normalisedDependencies: [],
    children: [],
    dependents: [],
    labels: new Set(),
  }
}

function normalised(graph: Graph, { revision, dependencies }: GraphNode): readonly string[] {
  const held = new Set<string>()
  for (const id of ancestorsOf(graph, [revision.id], 'parents'))
    if (id !== revision.id) for (const dependency of nodeOf(graph, id).dependencies) held.add(dependency)
  return dependencies.filter((id) => !held.has(id))
}

/** To all that follow, and back along the line up to where it branches or was merged. */
function spread(graph: Graph, nodes: ReadonlyMap<string, Draft>, label: string, revision: Revision): void {
  for (const id of descendantsOf(graph, [revision.id], 'parents')) nodes.get(id)?.labels.add(label)
  let at: Draft | undefined = nodes.get(revision.id)
  while (at && at.children.length + at.dependents.length < 2 && at.parents.length < 2) {
    at.labels.add(label)
    at = nodes.get(at.parents[0] ?? '')
  }
}

export function nodeOf(graph: Graph, id: string): GraphNode {
  const node = graph.nodes.get(id)
  if (node) return node
  throw new RevisionError(
    `There is no file of revision ${id}. Bring it back (is it in another branch of git?); a database that names it is put right with \`trueup stamp\`.`,
  )
}

export const isBranchPoint = (node: GraphNode): boolean => node.children.length > 1
export const isMergePoint = (node: GraphNode): boolean => node.parents.length > 1

const revisionsWhere = (graph: Graph, holds: (node: GraphNode) => boolean): readonly Revision[] =>
  [...graph.nodes.values()].filter((node) => holds(node)).map(({ revision }) => revision)

/** No revision has it as its parent. */
export const headsOf = (graph: Graph): readonly Revision[] =>
  revisionsWhere(graph, ({ children }) => children.length === 0)

/** None depends on it either: what a database that has everything is at. */
export const realHeadsOf = (graph: Graph): readonly Revision[] =>
  revisionsWhere(graph, ({ children, dependents }) => children.length + dependents.length === 0)

export const basesOf = (graph: Graph): readonly Revision[] =>
  revisionsWhere(graph, ({ parents }) => parents.length === 0)

/** With these themselves. */
export const ancestorsOf = (graph: Graph, ids: Iterable<string>, edges: Edges): ReadonlySet<string> =>
  reached(graph, ids, (node) => (edges === 'all' ? [...node.parents, ...node.dependencies] : node.parents))

/** With these themselves. */
export const descendantsOf = (graph: Graph, ids: Iterable<string>, edges: Edges): ReadonlySet<string> =>
  reached(graph, ids, (node) => (edges === 'all' ? [...node.children, ...node.dependents] : node.children))

function reached(
  graph: Graph,
  ids: Iterable<string>,
  next: (node: GraphNode) => readonly string[],
): ReadonlySet<string> {
  const seen = new Set<string>()
  const todo = [...ids]
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    todo.push(...next(nodeOf(graph, id)))
  }
  return seen
}

/** One is an ancestor of the other along parents, or they are the same. */
export const shareLineage = (graph: Graph, a: string, b: string): boolean =>
  ancestorsOf(graph, [a], 'parents').has(b) || descendantsOf(graph, [a], 'parents').has(b)

/** Of what a database has: those that nothing else of it builds on. Its revisions without a file stay as they are. */
export function effectiveHeads(graph: Graph, applied: Iterable<string>): readonly string[] {
  const all = [...applied]
  const known = all.filter((id) => graph.nodes.has(id))
  const nextBelow = known.flatMap((id) => [...nodeOf(graph, id).parents, ...nodeOf(graph, id).dependencies])
  const below = ancestorsOf(graph, nextBelow, 'all')
  return all.filter((id) => !below.has(id))
}

/** Each after what it builds on; where that leaves a choice, in the order of the files. */
export function inOrder(graph: Graph, ids: ReadonlySet<string>): readonly Revision[] {
  const nodes = [...ids].map((id) => nodeOf(graph, id)).toSorted((a, b) => a.position - b.position)
  const waiting = new Map(
    nodes.map((node) => [
      node.revision.id,
      new Set([...node.parents, ...node.dependencies].filter((id) => ids.has(id))),
    ]),
  )
  const ordered: Revision[] = []
  const ready: GraphNode[] = nodes.filter(({ revision }) => waiting.get(revision.id)?.size === 0)
  for (let node = ready.shift(); node; node = ready.shift()) {
    ordered.push(node.revision)
    for (const id of [...node.children, ...node.dependents]) {
      const before = waiting.get(id)
      if (before?.delete(node.revision.id) && before.size === 0) insert(ready, nodeOf(graph, id))
    }
  }
  if (ordered.length < ids.size)
    throw new Error(`a cycle was not found: ${listOf(nodes.map(({ revision }) => revision))}`)
  return ordered
}

function insert(ready: GraphNode[], node: GraphNode): void {
  const at = ready.findIndex(({ position }) => position > node.position)
  ready.splice(at < 0 ? ready.length : at, 0, node)
}
