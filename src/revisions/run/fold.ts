// Revisions that were folded into one, on a database that has some or all of what they were folded from: what it lacks is run
// from the old files, and the one takes their place in the history.

import { inOrder, type Graph } from '../graph/graph.ts'
import type { HistoryComparison } from '../history/compare.ts'
import { partsOf } from '../history/folded.ts'
import type { History } from '../history/read.ts'
import { record } from '../history/record.ts'
import { RevisionError } from '../errors.ts'
import type { Revision } from '../revision.ts'
import { nameOf } from './carry.ts'
import type { LiveRun } from './live.ts'
import { recordedPlainly } from './step.ts'

/** What runs in place of a path, and what is folded behind which of it. */
export interface UnfoldedPath {
  readonly steps: readonly Revision[]
  readonly foldsAfter: ReadonlyMap<Revision, Revision>
}

export function unfolded(path: readonly Revision[], { unfinished }: HistoryComparison): UnfoldedPath {
  const foldsAfter = new Map<Revision, Revision>()
  const steps = path.flatMap((revision) => {
    const lacking = unfinished.find((one) => one.revision.id === revision.id)?.lacking
    const last = lacking?.at(-1)
    if (!last) return [revision]
    foldsAfter.set(last, revision)
    return lacking ?? []
  })
  return { steps, foldsAfter }
}

/**
 * The history names its parts no more from here on.
 * @param schema the fingerprint, where nothing has run since it was recorded
 */
export async function recordFolded(
  run: LiveRun,
  revision: Revision,
  graph: Graph,
  schema: string | null = null,
): Promise<void> {
  const { id, parents, message, up, down } = revision
  const { connection, table, history } = run
  const tag = run.options.tag ?? null
  const kept = { revision: id, parents, message, checksum: up.checksum, downSql: down?.text ?? null, tag, schema }
  // What was lacking has just been run from its file.
  const files = new Set(graph.squashed.map((one) => one.id))
  const parts = partsOf(revision, graph.squashed).filter((part) => history.applied.has(part) || files.has(part))
  await recordedPlainly(connection, async () => {
    for (const replaced of parts) await record(connection, table, { action: 'unstamp', revision: replaced, tag })
    await record(connection, table, { action: 'squash', ...kept })
  })
}

/** What the database has, each after what it builds on; null: of some of it there is no file. */
export function appliedChain(history: History, graph: Graph, compared: HistoryComparison): readonly Revision[] | null {
  if (compared.unfinished.length === 0) return inOrder(graph, compared.applied)
  const files = new Map([...graph.squashed, ...graph.revisions].map((revision) => [revision.id, revision]))
  const chain = [...history.applied.keys()].map((id) => files.get(id))
  return chain.every((revision) => revision !== undefined) ? chain : null
}

export function refuseFoldTogether({ foldsAfter }: UnfoldedPath): void {
  const [revision] = foldsAfter.values()
  if (!revision) return
  throw new RevisionError(
    `${nameOf(revision)} was folded from others, of which the database has a part: what it lacks of them cannot be in one transaction with what follows. ` +
      `First: trueup upgrade ${revision.id} --transactions each`,
  )
}
