// Which revisions an upgrade or a downgrade runs, and in which order; and which ones a range holds. Alembic's sets.

import { RevisionError } from '../errors.ts'
import type { Revision } from '../revision.ts'
import { lineOf, listOf } from './describe.ts'
import { ancestorsOf, basesOf, descendantsOf, inOrder, nodeOf, shareLineage, type Graph } from './graph.ts'
import { backFrom, branchOf, forward, parseTarget, resolve, resolveTarget } from './targets.ts'

/**
 * What is to run, in order: the targets and all that they build on, without what the database has.
 * @param current the ids that the database is at; what these build on counts as there
 */
export function upgradePath(
  graph: Graph,
  target: string | readonly string[],
  current: readonly string[],
): readonly Revision[] {
  const symbols = typeof target === 'string' ? [target] : target
  const targets = symbols.flatMap((symbol) => forward(graph, parseTarget(symbol), current))
  refuseOverlap(graph, targets)
  return inOrder(graph, without(needed(graph, targets), ancestorsOf(graph, current, 'all')))
}

const needed = (graph: Graph, targets: readonly Revision[]): ReadonlySet<string> =>
  ancestorsOf(
    graph,
    targets.map(({ id }) => id),
    'all',
  )

const without = (ids: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...ids].filter((id) => !others.has(id)))

function refuseOverlap(graph: Graph, targets: readonly Revision[]): void {
  for (const target of targets) {
    const { parents, dependencies } = nodeOf(graph, target.id)
    const below = ancestorsOf(graph, [...parents, ...dependencies], 'all')
    const overlapping = targets.filter(({ id }) => below.has(id))
    if (overlapping.length > 0)
      throw new RevisionError(
        `${lineOf(target)} builds on what was named beside it:${listOf(overlapping)}\nName ${target.id} alone.`,
      )
  }
}

/** What is to be taken back, in order: all that the database has of what comes after the target, dependents included. */
export function downgradePath(graph: Graph, target: string, current: readonly string[]): readonly Revision[] {
  const { revision, branch } = backFrom(graph, parseTarget(target), current)
  const roots = revision === null ? basesOf(graph).map(({ id }) => id) : nodeOf(graph, revision.id).children
  const active = ancestorsOf(graph, current, 'all')
  const dropped = descendantsOf(graph, branch && roots.length > 1 ? onLine(graph, roots, branch, target) : roots, 'all')
  const path = inOrder(graph, new Set([...dropped].filter((id) => active.has(id))))
  if (revision !== null && path.length === 0 && !current.includes(revision.id))
    throw new RevisionError(
      `${lineOf(revision)} is nothing to go back to: the database ${active.has(revision.id) ? 'has nothing that comes after it' : 'does not have it'}. It is at${listOf(current.map((id) => nodeOf(graph, id).revision)) || ' no revision'}\n\`trueup history -i\` marks what it has.`,
    )
  return path.toReversed()
}

function onLine(graph: Graph, roots: readonly string[], branch: Revision, target: string): readonly string[] {
  const line = ancestorsOf(graph, [branch.id], 'parents')
  const on = roots.filter((id) => line.has(id))
  if (on.length > 0) return on
  throw new RevisionError(
    `"${target}" is nothing to go back to: ${lineOf(branch)} does not come after any of${listOf(roots.map((id) => nodeOf(graph, id).revision))}\n\`trueup branches\` shows what is on which branch.`,
  )
}

/** `from:to`, either of which may be left out. */
export interface Range {
  readonly from: string | null
  readonly to: string | null
}

export function parseRange(text: string): Range {
  const parts = text.split(':')
  const [from = '', to = ''] = parts
  if (parts.length !== 2)
    throw new RevisionError(`"${text}" is no range. Write from:to, from: or :to, as base:head or current:+2.`)
  return { from: from.trim() || null, to: to.trim() || null }
}

/** Both ends included, each after what it builds on. What is relative counts from the other end. */
export function rangeOf(graph: Graph, range: Range, current: readonly string[]): readonly Revision[] {
  const { from, to } = range
  const upper = upperEnd(graph, range, current)
  const upperIds = upper.map(({ id }) => id)
  const lower = from === null ? [] : lowerEnd(graph, from, upperIds, current)
  const required = needed(graph, onBranch(graph, from, upper))
  const outside = lower.filter(({ id }) => !required.has(id))
  if (outside.length > 0)
    throw new RevisionError(
      `${to ?? 'heads'} does not build on ${from ?? 'base'}:${listOf(outside)}\nName an end that comes before the other; \`trueup history\` lists them all.`,
    )
  if (lower.length === 0) return inOrder(graph, required)
  const lowerIds = lower.map(({ id }) => id)
  const above = descendantsOf(graph, lowerIds, 'parents')
  const below = ancestorsOf(graph, lowerIds, 'all')
  return inOrder(
    graph,
    new Set([...required].filter((id) => lowerIds.includes(id) || (!below.has(id) && above.has(id)))),
  )
}

function upperEnd(graph: Graph, { from, to }: Range, current: readonly string[]): readonly Revision[] {
  if (to === null) return resolve(graph, 'heads', current)
  if (to === 'current') return resolve(graph, to, current)
  const target = { ...parseTarget(to), clamped: true }
  const isRelative = target.symbol === null && target.steps > 0
  const base = isRelative && from !== null ? resolve(graph, from, current).map(({ id }) => id) : current
  return forward(graph, target, base)
}

function lowerEnd(
  graph: Graph,
  from: string,
  upper: readonly string[],
  current: readonly string[],
): readonly Revision[] {
  if (from === 'current') return resolve(graph, from, current)
  const target = { ...parseTarget(from), clamped: true }
  return resolveTarget(graph, target, target.symbol === null ? upper : current)
}

/** `label@base:heads` means the heads of that branch. */
function onBranch(graph: Graph, from: string | null, upper: readonly Revision[]): readonly Revision[] {
  if (from === null || !from.includes('@')) return upper
  const { branch } = parseTarget(from)
  if (branch === null) return upper
  if (graph.labels.has(branch)) return upper.filter(({ id }) => nodeOf(graph, id).labels.has(branch))
  const line = branchOf(graph, branch)
  return upper.filter(({ id }) => shareLineage(graph, id, line.id))
}
