// A range of revisions that is one line, each after the one before it and nothing else: what can be folded into one.

import { RevisionError } from '../errors.ts'
import { lineOf, listOf } from '../graph/describe.ts'
import { nodeOf, type Graph, type GraphNode } from '../graph/graph.ts'
import { parseRange, rangeOf } from '../graph/walk.ts'
import type { Revision } from '../revision.ts'

/** @throws RevisionError that names what is in the way: a branch, a merge, a label, a dependency, a program */
export function lineIn(graph: Graph, range: string): readonly Revision[] {
  const line = rangeOf(graph, parseRange(range), [])
  const [first] = line
  if (!first || line.length < 2)
    throw new RevisionError(
      `A squash folds two revisions or more into one, and ${range} is ${first ? lineOf(first) : 'none'}. \`trueup history\` lists them.`,
    )
  for (const [index, revision] of line.entries()) {
    const why = inTheWay(graph, nodeOf(graph, revision.id), line[index - 1] ?? null, line[index + 1] ?? null)
    if (why) throw new RevisionError(`${range} cannot be folded into one, since ${lineOf(revision)} ${why}`)
  }
  return line
}

function inTheWay(graph: Graph, node: GraphNode, before: Revision | null, after: Revision | null): string | null {
  const { revision, parents, children, dependencies, dependents } = node
  const named = (ids: readonly string[]): string => listOf(ids.map((id) => nodeOf(graph, id).revision))
  if (parents.length > 1) return `is a merge of${named(parents)}\nSquash what comes before and after it.`
  if (before && parents[0] !== before.id)
    return `does not come after ${lineOf(before)}: the range is of several branches. Squash each by itself.`
  const branches = children.filter((id) => id !== after?.id)
  if (after && branches.length > 0)
    return `is where a branch begins:${named(branches)}\nSquash up to it, or what comes after it.`
  if (dependencies.length > 0) return `depends on${named(dependencies)}\nSquash what comes before and after it.`
  if (dependents.length > 0) return `is depended on by${named(dependents)}\nSquash what comes before and after it.`
  if (revision.labels.length > 0)
    return `begins the branch ${revision.labels.join(', ')}. Squash what comes before or after it, or take the line "labels" away.`
  return runsProgram(revision)
}

/** Its path, and what it imports, are relative to where its file is. */
function runsProgram({ up, down }: Revision): string | null {
  const steps = [up, ...(down ? [down] : [])].flatMap(({ segments }) => segments.flatMap((one) => one.steps))
  const program = steps.flatMap((step) => ('program' in step ? [step.program.path] : []))[0]
  return program === undefined ? null : `runs ${program}, a program. Squash what comes before and after it.`
}
