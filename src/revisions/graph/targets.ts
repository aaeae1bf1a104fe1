// What a person may write to mean revisions: head, heads, base, an id or its beginning, label@head, +2, ae10+2, label@head-2.
// Alembic's symbols, except that nothing is ever guessed: what could be two is an error that names both.

import { RevisionError } from '../errors.ts'
import type { Revision } from '../revision.ts'
import { lineOf, listOf } from './describe.ts'
import { ancestorsOf, basesOf, headsOf, nodeOf, realHeadsOf, shareLineage, type Graph } from './graph.ts'

/** A target in its parts: `label@symbol+steps`. */
export interface Target {
  /** As it was written. */
  readonly text: string
  /** A label, or a revision that stands for its line. */
  readonly branch: string | null
  /** Null: from where the database is. */
  readonly symbol: string | null
  /** 0: none were written. */
  readonly steps: number
  /** More steps than there are lead to the end. */
  readonly clamped?: boolean
}

export function parseTarget(text: string): Target {
  const [, branch = null, symbol = null, steps] = /^(?:([^@]*)@)?([^@+-]+)?([+-]\d+)?$/.exec(text) ?? []
  if (branch === '' || (symbol === null && Number(steps ?? 0) === 0))
    throw new RevisionError(
      `"${text}" names no revision. Write an id or its beginning, head, heads, base, label@head, +2, -1, or ae10+2.`,
    )
  return { text, branch, symbol, steps: Number(steps ?? 0) }
}

/**
 * All that a symbol means; none for `base`. What is relative counts from `current`, the ids that the database is at.
 * Throws a RevisionError where it means nothing, or could mean several where one is meant.
 */
export function resolve(graph: Graph, symbol: string, current: readonly string[]): readonly Revision[] {
  if (symbol === 'current') return current.map((id) => nodeOf(graph, id).revision)
  return resolveTarget(graph, parseTarget(symbol), current)
}

export function resolveTarget(graph: Graph, target: Target, current: readonly string[]): readonly Revision[] {
  if (target.symbol === null && target.steps < 0) {
    const { revision } = backFrom(graph, target, current)
    return revision ? [revision] : []
  }
  return forward(graph, target, current)
}

/** The one revision that a symbol means. */
export function resolveOne(graph: Graph, symbol: string, current: readonly string[] = []): Revision {
  const [one, ...others] = resolve(graph, symbol, current)
  if (one && others.length === 0) return one
  if (one) throw severalMeant(symbol, [one, ...others])
  throw new RevisionError(
    graph.revisions.length === 0
      ? 'There is no revision yet. `trueup revision -m "…"` writes the first.'
      : `"${symbol}" is before the first revision. Name one; \`trueup history\` lists them.`,
  )
}

const severalMeant = (symbol: string, revisions: readonly Revision[]): RevisionError =>
  new RevisionError(
    `"${symbol}" means ${revisions.length} revisions:${listOf(revisions)}\n` +
      'Name one of them, or label@head for the head of a branch; `heads` means all where several may be; `trueup merge` joins them.',
  )

/** What to go up to. */
export function forward(graph: Graph, target: Target, current: readonly string[]): readonly Revision[] {
  const { branch, symbol, steps, text } = target
  if (steps === 0) return absolute(graph, branch, symbol ?? '', text)
  if (symbol === null && steps < 0)
    throw new RevisionError(`"${text}" leads back, not up. \`trueup downgrade ${text}\` takes revisions back.`)
  if (steps < 0) return [walked(graph, target, startOf(graph, branch, symbol ?? '', text))]
  if (symbol !== null) return [walked(graph, target, startOf(graph, null, symbol, text))]
  const starts = branch === null ? current : startsOn(graph, branch, current)
  if (starts.length > 1)
    throw new RevisionError(
      `"${text}" is ambiguous: the database is at ${starts.length} revisions.${listOf(starts.map((id) => nodeOf(graph, id).revision))}\n` +
        `Say which branch: \`<label or id>@${text.replace(/^.*@/, '')}\`; or name a revision, or heads.`,
    )
  return [walked(graph, target, starts[0] ?? null)]
}

/** Where the database is on a branch: none means that all of the branch is still to come. */
function startsOn(graph: Graph, branch: string, current: readonly string[]): readonly string[] {
  const line = branchOf(graph, branch).id
  const heads = current.filter((id) => shareLineage(graph, id, line))
  if (heads.length > 0) return heads
  const active = [...ancestorsOf(graph, current, 'all')].filter((id) => shareLineage(graph, id, line))
  const built = new Set(
    active.flatMap((id) => [...nodeOf(graph, id).parents, ...nodeOf(graph, id).normalisedDependencies]),
  )
  return active.filter((id) => !built.has(id))
}

/** What to go back to; null: to before the first. */
export interface BackTo {
  readonly revision: Revision | null
  /** Only what is on the line of this one goes. */
  readonly branch: Revision | null
}

export function backFrom(graph: Graph, target: Target, current: readonly string[]): BackTo {
  const { branch, symbol, steps, text } = target
  const line = branch === null ? null : branchOf(graph, branch)
  if (steps > 0 && symbol === null)
    throw new RevisionError(`"${text}" leads up, not back. \`trueup upgrade ${text}\` goes up.`)
  if (symbol !== null) {
    // as in Alembic, where a branch says which children go, not which revision is meant, unless the walk is downward
    const start = startOf(graph, steps < 0 ? branch : null, symbol, text)
    if (line && start !== null && !shareLineage(graph, start, line.id)) throw notOnBranch(graph, start, text, line)
    if (steps === 0) return { revision: start === null ? null : nodeOf(graph, start).revision, branch: line }
    const end = walk(graph, target, start)
    return { revision: end === null ? null : nodeOf(graph, end).revision, branch: line }
  }
  const start = currentOn(graph, line, current, text)
  const end = walk(graph, { ...target, branch: null }, start)
  return { revision: end === null ? null : nodeOf(graph, end).revision, branch: line ?? nodeOf(graph, start).revision }
}

/** The one revision on a branch that the database is at. */
function currentOn(graph: Graph, line: Revision | null, current: readonly string[], text: string): string {
  const on = (ids: Iterable<string>): readonly string[] =>
    line ? [...ids].filter((id) => shareLineage(graph, id, line.id)) : [...ids]
  let found = on(new Set(current))
  if (line && found.length === 0) {
    const active = ancestorsOf(graph, current, 'all')
    found = on([...active].filter((id) => !nodeOf(graph, id).children.some((child) => active.has(child))))
  }
  const [one, ...others] = found
  if (one !== undefined && others.length === 0) return one
  if (one === undefined)
    throw new RevisionError(
      line
        ? `"${text}": the database has nothing of the branch of ${lineOf(line)}. \`trueup current\` says where it is.`
        : `"${text}": there is nothing to take back, the database has no revision.`,
    )
  throw new RevisionError(
    `"${text}" is ambiguous: the database is at ${found.length} revisions.${listOf(found.map((id) => nodeOf(graph, id).revision))}\n` +
      `Say which: ${found.map((id) => `\`trueup downgrade ${id}@${text.replace(/^.*@/, '')}\``).join(' or ')}.`,
  )
}

/** Where a relative walk begins; null: before the first. */
function startOf(graph: Graph, branch: string | null, symbol: string, text: string): string | null {
  const [one, ...others] = absolute(graph, branch, symbol, text)
  if (one && others.length > 0) throw severalMeant(text, [one, ...others])
  return one?.id ?? null
}

function absolute(graph: Graph, branch: string | null, symbol: string, text: string): readonly Revision[] {
  const line = branch === null ? null : branchOf(graph, branch)
  const onLine = (revisions: readonly Revision[]): readonly Revision[] =>
    line ? revisions.filter(({ id }) => shareLineage(graph, id, line.id)) : revisions
  if (symbol === 'base') return []
  if (symbol === 'heads') return line ? onLine(headsOf(graph)) : realHeadsOf(graph)
  if (symbol === 'head') {
    const heads = onLine(headsOf(graph))
    if (heads.length > 1) throw severalMeant(text, heads)
    return heads
  }
  const found = named(graph, symbol, line)
  if (line && !shareLineage(graph, found.id, line.id)) throw notOnBranch(graph, found.id, text, line)
  return [found]
}

const notOnBranch = (graph: Graph, id: string, text: string, line: Revision): RevisionError =>
  new RevisionError(
    `"${text}": ${lineOf(nodeOf(graph, id).revision)} is not on the branch of ${lineOf(line)}. \`trueup branches\` shows what is.`,
  )

/** What stands before an @: a label, or any revision of the line. */
export const branchOf = (graph: Graph, name: string): Revision => named(graph, name, null)

/** By id, label, or the beginning of one, which must have four characters or more. */
function named(graph: Graph, name: string, line: Revision | null): Revision {
  const exact = graph.nodes.get(name)?.revision ?? graph.labels.get(name)
  if (exact) return exact
  const all = [...graph.revisions.map((revision) => [revision.id, revision] as const), ...graph.labels]
  const found = all
    .filter(([key]) => key.length > 3 && key.startsWith(name))
    .filter(([, { id }]) => !line || shareLineage(graph, id, line.id))
  const [one, ...others] = found
  if (one && others.every(([, revision]) => revision === one[1])) return one[1]
  if (one)
    throw new RevisionError(
      `"${name}" is the beginning of ${found.length}:${found.map(([key, revision]) => `\n  ${key === revision.id ? '' : `the label ${key} of `}${lineOf(revision)}`).join('')}\nWrite more of it.`,
    )
  const whole = wholeOf(graph, name)
  if (whole) throw new RevisionError(`${name} was folded into ${lineOf(whole)}. Name that: ${whole.id}.`)
  throw new RevisionError(
    `There is no revision or label "${name}"${line ? ` on the branch of ${lineOf(line)}` : ''}. \`trueup history\` lists them; is its file in another branch of git?`,
  )
}

/** What a revision that has no part in the graph any more was folded into; null: nothing. */
function wholeOf({ revisions, squashed, nodes }: Graph, name: string): Revision | null {
  let found: Revision | undefined
  let id = name
  for (let tries = squashed.length; tries >= 0 && !(found && nodes.has(found.id)); tries--) {
    found = [...revisions, ...squashed].find(({ replaces }) => replaces.includes(id))
    id = found?.id ?? id
  }
  return found && nodes.has(found.id) ? found : null
}

/** To a revision: what is before the first is none to go up to. */
function walked(graph: Graph, target: Target, start: string | null): Revision {
  const end = walk(graph, target, start)
  if (end !== null) return nodeOf(graph, end).revision
  throw tooFar(graph, target, start, Math.abs(target.steps) - 1)
}

/** Step by step, never choosing. Null: to before the first. */
function walk(graph: Graph, target: Target, start: string | null): string | null {
  const { branch, steps, text, clamped } = target
  const line = branch === null ? null : branchOf(graph, branch)
  let at = start
  for (let taken = 0; taken < Math.abs(steps); taken++) {
    if (steps < 0 && at === null) {
      if (clamped) return null
      throw tooFar(graph, target, start, taken)
    }
    const all = steps > 0 ? above(graph, at) : nodeOf(graph, at ?? '').parents
    const next = line && steps > 0 ? all.filter((id) => shareLineage(graph, id, line.id)) : all
    if (next.length > 1)
      throw new RevisionError(
        `"${text}" is ambiguous: ${at === null ? 'the first revisions are' : `${steps > 0 ? 'after' : 'before'} ${lineOf(nodeOf(graph, at).revision)} come`}${listOf(next.map((id) => nodeOf(graph, id).revision))}\nName the revision that is meant${steps > 0 ? ', or say which branch: `<label or id>@…`' : ''}.`,
      )
    if (steps > 0 && next.length === 0) {
      if (clamped) return at
      throw tooFar(graph, target, start, taken)
    }
    at = next[0] ?? null
  }
  return at
}

const above = (graph: Graph, id: string | null): readonly string[] =>
  id === null ? basesOf(graph).map((base) => base.id) : nodeOf(graph, id).children

const tooFar = (graph: Graph, { text, steps }: Target, start: string | null, taken: number): RevisionError =>
  new RevisionError(
    `"${text}" goes too far: ${steps > 0 ? 'after' : 'before'} ${start === null ? 'the base' : lineOf(nodeOf(graph, start).revision)} ` +
      `${['there is none', 'there is only 1 revision'][taken] ?? `there are only ${taken} revisions`}. ${steps > 0 ? '`heads` goes up to the last' : '`base` takes back all'}.`,
  )
