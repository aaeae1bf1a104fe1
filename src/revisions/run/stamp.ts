// Says what a database has without running anything: what was done by hand, or by another tool.

import { messageOf } from '../../apply/errors.ts'
import type { Connection } from '../../connection/connection.ts'
import { ancestorsOf, descendantsOf, inOrder, type Graph } from '../graph/graph.ts'
import { resolve } from '../graph/targets.ts'
import { downgradePath } from '../graph/walk.ts'
import { compareHistory } from '../history/compare.ts'
import type { History } from '../history/read.ts'
import { record, type NewEvent } from '../history/record.ts'
import { ensureHistory } from '../history/table.ts'
import type { Revision } from '../revision.ts'
import { RevisionError } from '../errors.ts'
import { liveRun, type RunOptions } from './live.ts'
import { recordedPlainly } from './step.ts'
import { heads } from './upgrade.ts'

export interface StampOptions extends RunOptions {
  /** First forget all that is recorded, unknown revisions too. */
  readonly purge?: boolean | undefined
}

export interface StampReport {
  /** Ids that the database has from now on, or whose file is recorded as it is now. */
  readonly stamped: readonly string[]
  /** Ids that it has no longer. */
  readonly unstamped: readonly string[]
  readonly current: readonly string[]
}

/** After it, the database has the targets and all that they build on, and nothing that comes after them. */
export function stamp(
  connection: Connection,
  graph: Graph,
  targets: readonly string[],
  options: StampOptions,
): Promise<StampReport> {
  return liveRun(connection, options, async (run) => {
    const { history, table } = run
    const tag = options.tag ?? null
    const { wanted, events } = eventsOf(history, graph, targets, options.purge ?? false)
    if (events.length > 0) {
      await ensureHistory(connection, table)
      await recordedPlainly(connection, async () => {
        for (const event of events) await record(connection, table, { ...event, tag })
      })
    }
    const ids = (action: NewEvent['action']) => events.filter((e) => e.action === action).map((e) => e.revision)
    return { stamped: ids('stamp'), unstamped: ids('unstamp'), current: heads(graph, wanted) }
  })
}

interface Stamping {
  readonly wanted: ReadonlySet<string>
  readonly events: readonly NewEvent[]
}

function eventsOf(history: History, graph: Graph, targets: readonly string[], purge: boolean): Stamping {
  const { applied, findings } = compareHistory(history, graph)
  const missing = findings.filter(({ kind }) => kind === 'missing' || kind === 'partly folded').map(({ id }) => id)
  if (missing.length > 0 && !purge && !targets.includes('current'))
    throw new RevisionError(
      `The database has revisions of which there is no file: ${missing.join(', ')}. \`trueup stamp --purge ${targets.join(' ')}\` forgets them.`,
    )
  const wanted = wantedOf(graph, targets, purge ? new Set() : applied)
  const kept = new Set(purge ? [] : history.applied.keys())
  const isGone = (id: string): boolean => !wanted.has(id) && (purge || graph.nodes.has(id))
  const unstamped = [...history.applied.keys()].filter(isGone)
  const stamped = inOrder(graph, wanted).filter(
    ({ id, up }) => !kept.has(id) || history.applied.get(id)?.checksum !== up.checksum,
  )
  const { interrupted } = history
  const settled =
    interrupted && ![...unstamped, ...stamped.map(({ id }) => id)].includes(interrupted.revision)
      ? [settlement(graph, interrupted.revision, wanted)]
      : []
  const events = [
    ...unstamped.toReversed().map((revision): NewEvent => ({ action: 'unstamp', revision })),
    ...stamped.map(stampOf),
    ...settled,
  ]
  return { wanted, events }
}

/** What is stamped says that nothing is left to be continued. */
const settlement = (graph: Graph, id: string, wanted: ReadonlySet<string>): NewEvent => {
  const revision = graph.nodes.get(id)?.revision
  return revision && wanted.has(id) ? stampOf(revision) : { action: 'unstamp', revision: id }
}

export const stampOf = ({ id, parents, message, up, down }: Revision): NewEvent => ({
  action: 'stamp',
  revision: id,
  parents,
  message,
  checksum: up.checksum,
  downSql: down?.text ?? null,
})

/** As Alembic: a target moves its own line, to it or back to it; other branches stay where they are. */
function wantedOf(graph: Graph, targets: readonly string[], applied: ReadonlySet<string>): ReadonlySet<string> {
  const current = heads(graph, applied)
  const wanted = new Set(applied)
  for (const target of targets) {
    const meant = resolve(graph, target, current).map(({ id }) => id)
    if (meant.length === 0) for (const { id } of backTo(graph, target, current)) wanted.delete(id)
    const after = descendantsOf(graph, meant, 'all')
    if (target !== 'current') for (const id of after) wanted.delete(id)
    for (const id of ancestorsOf(graph, meant, 'all')) wanted.add(id)
  }
  return wanted
}

/** `base`, or a branch's. */
function backTo(graph: Graph, target: string, current: readonly string[]): readonly Revision[] {
  try {
    return downgradePath(graph, target, current)
  } catch (error) {
    throw new RevisionError(`"${target}" cannot be stamped: ${messageOf(error)}`, null, { cause: error })
  }
}
