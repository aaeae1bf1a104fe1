// Puts revisions that no database has yet behind others: after a merge in git, or where one was put in front of what is
// applied. Changes headers alone: the new parents, and the fingerprints that follow from them. All of it, or nothing.

import { readFileSync, writeFileSync } from 'node:fs'
import { RevisionError } from '../errors.ts'
import { verifyChain, type VerifiedRevision, type VerifyOptions } from '../author/verify.ts'
import { majorOf } from '../author/start.ts'
import { headIds, writeHead } from '../files/head.ts'
import { rewriteHeader } from '../files/write.ts'
import { lineOf, listOf } from '../graph/describe.ts'
import { ancestorsOf, descendantsOf, graphOf, headsOf, inOrder, nodeOf, type Graph } from '../graph/graph.ts'
import { resolve, resolveOne } from '../graph/targets.ts'
import type { Revision, RevisionFolder } from '../revision.ts'

export interface RebaseOptions extends VerifyOptions {
  /** What is moved: a head, or any revision of its line. */
  readonly revision?: string | undefined
  /** What it is to come after; `base`: nothing. */
  readonly onto?: string | undefined
  /** What a database has: none of this is moved. */
  readonly applied?: ReadonlySet<string> | undefined
}

export interface Rebased {
  /** Those with other parents now. */
  readonly moved: readonly Revision[]
  /** Files whose headers were written. */
  readonly files: readonly string[]
  /** What is wrong with their ways down since then, for a person. */
  readonly warnings: readonly string[]
}

/** @throws RevisionError where it is not clear what is meant, or the revisions do not run in the new order; nothing is changed then */
export async function rebase(folder: RevisionFolder, options: RebaseOptions): Promise<Rebased> {
  const { parents, reordered } = planRebase(folder.revisions, options)
  refuseApplied(folder.revisions, reordered, options.applied ?? new Set())
  const revisions = folder.revisions.map((one) => ({ ...one, parents: parents.get(one.id) ?? one.parents }))
  const graph = graphOf(revisions)
  refuseOverlaps(graph)
  const affected = inOrder(graph, descendantsOf(graph, parents.keys(), 'all'))
  const verified = await verifiedIn(graph, affected, options)
  const files = writeHeaders(folder, revisions, parents, verified)
  return {
    moved: affected.filter(({ id }) => parents.has(id)),
    files,
    warnings: verified.flatMap(({ revision, wrong }) =>
      wrong.filter(({ check }) => check !== 'schema').map(({ message }) => `${lineOf(revision)}: ${message}`),
    ),
  }
}

interface Moves {
  /** By id, of those whose parents change. */
  readonly parents: ReadonlyMap<string, readonly string[]>
  /** Those that come after others than before. */
  readonly reordered: ReadonlySet<string>
}

function planRebase(
  revisions: readonly Revision[],
  { revision, onto }: Pick<RebaseOptions, 'revision' | 'onto'>,
): Moves {
  const orphan = orphanOf(revisions, revision)
  if (orphan) return adopted(revisions, orphan, onto)
  const graph = graphOf(revisions)
  const [moved, target] = meant(graph, revision, onto)
  if (target && descendantsOf(graph, [moved.id], 'parents').has(target.id)) return takenOut(graph, moved, target)
  return lineMoved(graph, moved, target)
}

/** Its parent is in no file: all that such a graph can be asked is what that one comes after. */
function orphanOf(revisions: readonly Revision[], symbol: string | undefined): Revision | null {
  const ids = new Set(revisions.map(({ id }) => id))
  const named = symbol === undefined ? [] : revisions.filter(({ id }) => id.startsWith(symbol))
  const [one] = named.filter(({ id }) => id === symbol || named.length === 1)
  return one && one.parents.some((id) => !ids.has(id)) ? one : null
}

function adopted(revisions: readonly Revision[], orphan: Revision, onto: string | undefined): Moves {
  if (onto === undefined)
    throw new RevisionError(
      `The parent of ${lineOf(orphan)} is in no file. Say what it is to come after: trueup rebase ${orphan.id} --onto <revision>`,
    )
  const others = graphOf(
    revisions.filter(({ id }) => id !== orphan.id).filter((one) => !isAbove(revisions, one, orphan)),
  )
  const parents = resolve(others, onto, []).map(({ id }) => id)
  return { parents: new Map([[orphan.id, parents]]), reordered: new Set([orphan.id]) }
}

function isAbove(revisions: readonly Revision[], one: Revision, other: Revision): boolean {
  return one.parents.some(
    (id) => id === other.id || revisions.some((parent) => parent.id === id && isAbove(revisions, parent, other)),
  )
}

/** Null for what to come after: base. Nothing is guessed: two heads of which one is named are clear, all else must be said. */
function meant(graph: Graph, revision: string | undefined, onto: string | undefined): [Revision, Revision | null] {
  const heads = headsOf(graph)
  const target = onto === undefined ? undefined : onto === 'base' ? null : resolveOne(graph, onto)
  if (revision !== undefined) {
    const moved = resolveOne(graph, revision)
    return [moved, target === undefined ? otherHead(graph, heads, moved) : target]
  }
  const [one, other, ...more] = heads
  const isHead = target && heads.includes(target)
  if (isHead && one && other && more.length === 0) return [target === one ? other : one, target]
  if (heads.length < 2)
    throw new RevisionError(`There is nothing to rebase: ${one ? lineOf(one) : 'no revision'} is the only head.`)
  throw new RevisionError(
    `There are ${heads.length} heads:${listOf(heads)}\nSay which of them is yours, and comes after the other: ` +
      heads.map(({ id }) => `trueup rebase ${id}`).join(heads.length === 2 ? ', or ' : ' --onto <head>, or ') +
      (heads.length === 2 ? '' : ' --onto <head>'),
  )
}

function otherHead(graph: Graph, heads: readonly Revision[], moved: Revision): Revision {
  const above = descendantsOf(graph, [moved.id], 'parents')
  const [one, ...more] = heads.length === 1 ? heads : heads.filter(({ id }) => !above.has(id))
  if (one && more.length === 0 && one !== moved) return one
  if (one === moved) throw new RevisionError(`There is nothing to rebase: ${lineOf(moved)} is the only head.`)
  throw new RevisionError(
    `What is ${lineOf(moved)} to come after? There are these heads:${listOf(heads)}\nSay so: trueup rebase ${moved.id} --onto <head>`,
  )
}

/** It steps out of the line that it is in, and comes after the end of that. */
function takenOut(graph: Graph, moved: Revision, target: Revision): Moves {
  const { children } = nodeOf(graph, target.id)
  if (target === moved || children.length > 0)
    throw new RevisionError(
      `${lineOf(moved)} cannot come after ${target === moved ? 'itself' : lineOf(target)}${children.length > 0 ? `, which is followed by${listOf(children.map((id) => nodeOf(graph, id).revision))}\nName a head: trueup heads` : '.'}`,
    )
  const below = nodeOf(graph, moved.id).parents
  const closed = nodeOf(graph, moved.id).children.map((id): [string, readonly string[]] => [
    id,
    [...new Set(nodeOf(graph, id).parents.flatMap((parent) => (parent === moved.id ? below : [parent])))],
  ])
  return { parents: new Map([...closed, [moved.id, [target.id]]]), reordered: new Set([moved.id]) }
}

/** All of its line that is not the other's, with what comes after that. */
function lineMoved(graph: Graph, moved: Revision, target: Revision | null): Moves {
  const there = target ? ancestorsOf(graph, [target.id], 'parents') : new Set<string>()
  const line = [...ancestorsOf(graph, [moved.id], 'parents')].filter((id) => !there.has(id))
  const wanted = target ? [target.id] : []
  const roots = target ? line.filter((id) => nodeOf(graph, id).parents.every((one) => !line.includes(one))) : [moved.id]
  const merge =
    target &&
    line.find(
      (id) =>
        nodeOf(graph, id).parents.length > 1 &&
        !roots.includes(id) &&
        nodeOf(graph, id).parents.some((one) => !line.includes(one)),
    )
  if (merge)
    throw new RevisionError(
      `${lineOf(nodeOf(graph, merge).revision)} merges both lines already, so there is no line to move. Name a revision that comes after it.`,
    )
  if (roots.every((id) => nodeOf(graph, id).parents.join(' ') === wanted.join(' ')))
    throw new RevisionError(
      `There is nothing to rebase: ${lineOf(moved)} comes after ${target ? lineOf(target) : 'base'} already.`,
    )
  return {
    parents: new Map(roots.map((id) => [id, wanted])),
    reordered: descendantsOf(graph, roots, 'parents'),
  }
}

function refuseApplied(revisions: readonly Revision[], moved: ReadonlySet<string>, applied: ReadonlySet<string>): void {
  const there = revisions.filter(({ id }) => moved.has(id) && applied.has(id))
  if (there.length === 0) return
  throw new RevisionError(
    `The database has these already, so their place cannot change:${listOf(there)}\n` +
      'Move the other line behind them (trueup rebase <its id>), or join both: trueup merge. If only that database has them: trueup downgrade first.',
  )
}

function refuseOverlaps(graph: Graph): void {
  for (const { revision, parents } of graph.nodes.values()) {
    if (parents.length < 2) continue
    const below = parents.find((id) =>
      parents.some((other) => other !== id && ancestorsOf(graph, [other], 'parents').has(id)),
    )
    if (below === undefined) continue
    throw new RevisionError(
      `${lineOf(revision)} is a merge of what would be one line then. Remove its file first, if no database has it.`,
    )
  }
}

async function verifiedIn(
  graph: Graph,
  affected: readonly Revision[],
  options: VerifyOptions,
): Promise<readonly VerifiedRevision[]> {
  const { revisions } = await verifyChain(graph, affected, { ...options, major: options.major ?? majorOf(affected) })
  const failed = revisions.find(({ wrong }) => wrong.some(({ check }) => check === 'up'))
  if (!failed && revisions.length === affected.length) return revisions
  throw new RevisionError(
    `Nothing was changed, since the revisions do not run in the new order: ${failed?.wrong[0]?.message ?? ''}\n` +
      'Edit that file as it must be after the others, and rebase again; or join both lines: trueup merge.',
  )
}

function writeHeaders(
  folder: RevisionFolder,
  revisions: readonly Revision[],
  parents: Moves['parents'],
  verified: readonly VerifiedRevision[],
): readonly string[] {
  const before = new Map<string, Buffer>()
  try {
    for (const { revision, schema } of verified) {
      const changes = {
        ...(parents.has(revision.id) ? { parents: revision.parents } : {}),
        ...(revision.schema && schema ? { schema } : {}),
      }
      if (Object.keys(changes).length === 0) continue
      const { file } = revision.up
      before.set(file, readFileSync(file))
      rewriteHeader(file, changes)
    }
    writeHead(folder.path, headIds(revisions))
  } catch (error) {
    for (const [file, content] of before) writeFileSync(file, content)
    throw error
  }
  return [...before.keys()]
}
