// Takes revisions of a live database back, the last first: with the down scripts of the folder, or, for a revision that a
// newer release brought, with the one that is kept in the database.

import type { Connection } from '../../connection/connection.ts'
import { refuseUnedited } from '../author/unedited.ts'
import { DataLossError, RevisionError } from '../errors.ts'
import { readScript } from '../files/script.ts'
import { graphOf, type Graph } from '../graph/graph.ts'
import { downgradePath } from '../graph/walk.ts'
import { compareHistory, type HistoryComparison } from '../history/compare.ts'
import { readHistory, type Event, type History } from '../history/read.ts'
import { recordSchema } from '../history/record.ts'
import type { Revision, Script } from '../revision.ts'
import { carryingAside } from './carry-aside.ts'
import { nameOf, type Ran, type Task } from './carry.ts'
import { recordFolded } from './fold.ts'
import { liveRun, type LiveRun, type RunOptions } from './live.ts'
import { inTheWay, resumePoint } from './resume.ts'
import { fingerprintOf } from './drift.ts'
import { heads, isAsItSays, selectionWith, withMaking, type RunReport, type UpgradeOptions } from './upgrade.ts'

export interface DowngradeOptions extends RunOptions, Omit<UpgradeOptions, 'allowDrift' | 'transactions'> {
  /** Take back even what loses data. */
  readonly unsafe?: boolean | undefined
}

export interface DowngradePlan {
  readonly interrupted: Event | null
  /** In the order in which they are taken back. */
  readonly pending: readonly Revision[]
}

/** Throws a RevisionError; DataLossError where a way down loses data and that was not allowed. */
export function downgrade(
  connection: Connection,
  graph: Graph,
  target: string,
  options: DowngradeOptions,
): Promise<RunReport> {
  const started = performance.now()
  return liveRun(connection, options, async (run) => {
    const whole = withStored(graph, run.history)
    refuseUnfinished(compareHistory(run.history, whole))
    const path = pathOf(run.history, whole, target)
    const applied = appliedOf(run.history, whole)
    if (path.length === 0) return { ...NOTHING, current: heads(whole, applied) }
    const tasks = path.map(downTask)
    refuseUnedited(tasks.flatMap(({ script }) => script ?? []))
    refuseLosses(path, options)
    for (const revision of compareHistory(run.history, whole).folded) await recordFolded(run, revision, whole)
    const carrying = carryingAside(run, selectionWith(withMaking(connection, graph, options)))
    const ran: Ran[] = []
    for (const [i, task] of tasks.entries()) {
      const { interrupted } = run.history
      const from = interrupted?.revision === task.id ? await resumePoint(run, interrupted, task) : {}
      ran.push(await carrying.carry(task, { index: i + 1, count: tasks.length, ...from }))
    }
    const gone = new Set(path.map(({ id }) => id))
    const current = heads(
      whole,
      [...applied].filter((id) => !gone.has(id)),
    )
    await ended(run, whole, current, options)
    return { ran, repeatables: [], current, notes: [], failedHooks: [], elapsedMs: performance.now() - started }
  })
}

/** Its way down takes back what is not there yet. */
function refuseUnfinished({ unfinished: [first] }: HistoryComparison): void {
  if (!first) return
  const { revision, lacking } = first
  throw new RevisionError(
    `The database has a part of what ${nameOf(revision)} was folded from, and lacks ${lacking.map(nameOf).join(', ')}: ` +
      `\`trueup upgrade ${revision.id}\` finishes it; then it can be taken back whole.`,
  )
}

/** What a way down leaves is what the chain makes only where the file above says so: else the next upgrade looks. */
async function ended(run: LiveRun, graph: Graph, current: readonly string[], options: DowngradeOptions): Promise<void> {
  const [revision, ...others] = current.map((id) => graph.nodes.get(id)?.revision)
  if (!revision || others.length > 0) return
  const fingerprint = await fingerprintOf(run.connection, selectionWith(options))
  if (isAsItSays(revision, run.connection, fingerprint)) await recordSchema(run.connection, run.table, fingerprint)
}

const NOTHING: RunReport = { ran: [], repeatables: [], current: [], notes: [], failedHooks: [], elapsedMs: 0 }

export async function planDowngrade(
  connection: Connection,
  graph: Graph,
  target: string,
  options: DowngradeOptions,
): Promise<DowngradePlan> {
  const history = await readHistory(connection, options.table)
  const pending = pathOf(history, withStored(graph, history), target)
  pending.map(downTask)
  return { interrupted: history.interrupted, pending }
}

const appliedOf = (history: History, graph: Graph): ReadonlySet<string> => compareHistory(history, graph).applied

/** The graph with what the database has and no file says, as its history kept it. */
function withStored(graph: Graph, history: History): Graph {
  const { findings } = compareHistory(history, graph)
  const missing = findings.filter(({ kind }) => kind === 'missing').map(({ id }) => history.applied.get(id))
  const stored = missing.flatMap((event) => (event ? [storedRevision(event)] : []))
  return stored.length === 0 ? graph : graphOf([...graph.revisions, ...stored], graph)
}

function storedRevision(event: Event): Revision {
  const { revision: id, parents, message, downSql } = event
  const file = `the down script of ${nameOf({ id, message })} that the database keeps`
  const nothing: Script = {
    file,
    text: '',
    bodyOffset: 0,
    checksum: event.checksum ?? '',
    segments: [],
    losesData: null,
  }
  return {
    id,
    parents,
    dependsOn: [],
    labels: [],
    message,
    schema: null,
    irreversible: null,
    replaces: [],
    lockTimeoutMs: null,
    up: nothing,
    down: downSql === null ? null : readScript(file, downSql, 'down'),
  }
}

function pathOf(history: History, graph: Graph, target: string): readonly Revision[] {
  const { interrupted } = history
  const applied = appliedOf(history, graph)
  // What was put in front of applied revisions since, and never ran, has nothing to be taken back.
  const path = downgradePath(graph, target, heads(graph, applied)).filter(({ id }) => applied.has(id))
  if (!interrupted || interrupted.action === 'repeatable') return path
  if (interrupted.action !== 'downgrade') throw inTheWay(interrupted, 'A downgrade cannot begin there.')
  const first = path.find(({ id }) => id === interrupted.revision)
  if (!first) throw inTheWay(interrupted, `It is not on the way to ${target}.`)
  return [first, ...path.filter((revision) => revision !== first)]
}

/** A merge has nothing to take back. */
export function downTask(revision: Revision): Task {
  const { id, message, parents, up, down, irreversible, lockTimeoutMs } = revision
  const isEmpty = up.segments.length === 0 && up.text !== ''
  if (irreversible !== null)
    throw new RevisionError(
      `${nameOf(revision)} cannot be taken back: ${irreversible} (irreversible, ${up.file}). Restore a backup; or undo it ` +
        `by hand, and record that with \`trueup stamp ${parents.join(' ') || 'base'}\`.`,
    )
  if (down === null && !isEmpty)
    throw new RevisionError(
      up.text === ''
        ? `${nameOf(revision)} has no file, and the database keeps no way down of it. Bring its file back (git checkout).`
        : `${nameOf(revision)} has no way down: write ${up.file.replace(/\.sql$/, '.down.sql')}; or undo it by hand, and record ` +
            `that with \`trueup stamp ${parents.join(' ') || 'base'}\`.`,
    )
  return { direction: 'downgrade', id, message, parents, script: down, lockTimeoutMs, downSql: null }
}

function refuseLosses(path: readonly Revision[], { unsafe }: DowngradeOptions): void {
  const losses = path.filter(({ down }) => down?.losesData)
  if (losses.length === 0 || unsafe) return
  throw new DataLossError(
    `Refused, since it would lose data:\n` +
      `${losses.map((revision) => `  ${nameOf(revision)}: ${revision.down?.losesData} (${revision.down?.file})`).join('\n')}\n` +
      `If that is meant, allow it with --unsafe.`,
  )
}
