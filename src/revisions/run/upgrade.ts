// Brings a live database up to a target: what is interrupted first, then what it lacks, each revision once.

import { runAfter, runBefore, type FailedHook, type Hook } from '../../apply/hooks.ts'
import { DriftError } from '../../apply/errors.ts'
import type { SelectionOptions } from '../../compare/selection.ts'
import type { Connection } from '../../connection/connection.ts'
import { refuseUnedited } from '../author/unedited.ts'
import { RevisionError } from '../errors.ts'
import { effectiveHeads, inOrder, type Graph } from '../graph/graph.ts'
import { upgradePath } from '../graph/walk.ts'
import { compareHistory, type HistoryComparison } from '../history/compare.ts'
import { readHistory, type Event, type History } from '../history/read.ts'
import { record, recordSchema, TOOL } from '../history/record.ts'
import { ensureHistory } from '../history/table.ts'
import { dueOf, isStale, makingOf } from '../repeatable/due.ts'
import type { Made } from '../repeatable/made.ts'
import { repeat, type Repeated } from '../repeatable/run.ts'
import type { Repeatable, Revision } from '../revision.ts'
import { runTogether } from './all-at-once.ts'
import { nameOf, upgradeTask, type Ran } from './carry.ts'
import { carryingAside, type CarryingAside } from './carry-aside.ts'
import { driftOf, fingerprintOf, fingerprintsOf, type Drift, type DriftOptions } from './drift.ts'
import { appliedChain, recordFolded, refuseFoldTogether, unfolded, type UnfoldedPath } from './fold.ts'
import { liveRun, type LiveRun, type RunOptions } from './live.ts'
import { inTheWay, resumePoint } from './resume.ts'
import { recordedPlainly } from './step.ts'

export interface UpgradeOptions extends RunOptions, Omit<DriftOptions, 'historyTable'> {
  /** Default `each`: every revision in its own transactions. */
  readonly transactions?: 'each' | 'all' | undefined
  /** Go on although the database is not what its revisions made. */
  readonly allowDrift?: boolean | undefined
  readonly hooks?: { readonly before?: readonly Hook[]; readonly after?: readonly Hook[] } | undefined
}

export interface RunReport {
  readonly ran: readonly Ran[]
  /** Repeatable files that ran behind the revisions, by name. */
  readonly repeatables: readonly Ran[]
  /** What the database is at now. */
  readonly current: readonly string[]
  readonly notes: readonly string[]
  readonly failedHooks: readonly FailedHook[]
  readonly elapsedMs: number
}

/** What an upgrade would do, as far as can be seen without the lock. */
export interface UpgradePlan {
  readonly interrupted: Event | null
  readonly pending: readonly Revision[]
  /** As far as can be seen before the revisions have run. */
  readonly repeatables: readonly PendingRepeatable[]
  readonly drift: Drift | null
}

/** Throws a RevisionError, an ApplyError for the lock, a DriftError. */
export function upgrade(
  connection: Connection,
  graph: Graph,
  target: string,
  given: UpgradeOptions,
): Promise<RunReport> {
  const started = performance.now()
  const options = withMaking(connection, graph, given)
  return liveRun(connection, options, async (run) => {
    const compared = checked(run.history, graph, connection)
    const path = upgradePath(graph, target, heads(graph, compared.applied))
    const { steps, foldsAfter } = resumed(run.history, graph, target, unfolded(path, compared))
    if (path.length === 0) {
      for (const revision of compared.folded) await recordFolded(run, revision, graph, run.history.schema)
      const again = await repeatBehind(run, graph, compared.applied, options, false)
      const isSettled = again.ran.length === 0 && !needsFingerprint(run.history)
      const notes = [...again.notes, ...(isSettled ? [] : await settle(run, graph, compared.applied, options))]
      const failedHooks = again.ran.length === 0 ? [] : await runAfter(connection, options.hooks?.after ?? [], run.tell)
      const elapsedMs = performance.now() - started
      return { ran: [], repeatables: again.ran, current: heads(graph, compared.applied), notes, failedHooks, elapsedMs }
    }
    refuseTogether({ steps, foldsAfter }, options)
    refuseUnedited(steps.map(({ up }) => up))
    const interrupted = interruptedRevision(run.history)
    const applied = new Set([...compared.applied, ...path.map(({ id }) => id)])
    // What cannot be made is found out before anything runs.
    const made = isAtEnd(graph, applied) ? await options.making?.() : null
    const drift = interrupted ? null : await refuseDrift(run, compared, graph, options)
    await ensureHistory(connection, run.table)
    for (const revision of compared.folded) await recordFolded(run, revision, graph, run.history.schema)
    await runBefore(connection, options.hooks?.before ?? [], run.tell)
    const carrying = carryingAside(run, selectionWith(options))
    const ran =
      options.transactions === 'all' && !interrupted
        ? await runTogether(run, steps)
        : await runEach(run, { steps, foldsAfter }, graph, carrying)
    const again = await repeatBehind(run, graph, applied, options, true)
    await carrying.giveBack()
    const notes = [
      ...(drift?.uncompared ? [uncomparedNote(drift.uncompared)] : []),
      ...again.notes,
      ...(await ended(run, path, options, made ?? null, drift !== null && drift.uncompared === null)),
      ...(interrupted && !options.allowDrift ? await settle(run, graph, applied, options) : []),
    ]
    const failedHooks = await runAfter(connection, options.hooks?.after ?? [], run.tell)
    const elapsedMs = performance.now() - started
    return { ran, repeatables: again.ran, current: heads(graph, applied), notes, failedHooks, elapsedMs }
  })
}

export const withMaking = (connection: Connection, graph: Graph, options: UpgradeOptions): UpgradeOptions =>
  graph.repeatables.length === 0
    ? options
    : { ...options, making: makingOf(graph, connection.server.major, selectionWith(options)) }

/** One of a repeatable file is not in a revision's way: the file runs again. */
const interruptedRevision = ({ interrupted }: History): Event | null =>
  interrupted?.action === 'repeatable' ? null : interrupted

const isAtEnd = ({ nodes }: Graph, applied: ReadonlySet<string>): boolean =>
  [...nodes.keys()].every((id) => applied.has(id))

/** Its file is gone: nothing is left to be continued. */
async function forgetInterrupted({ history, connection, table }: LiveRun, files: readonly Repeatable[]): Promise<void> {
  const { interrupted } = history
  if (interrupted?.action !== 'repeatable' || files.some(({ name }) => name === interrupted.revision)) return
  const { revision } = interrupted
  await recordedPlainly(connection, () =>
    record(connection, table, { action: 'repeatable', revision, schema: history.schema }),
  )
}

/** The files may name what any revision makes, so they wait for all of them. */
async function repeatBehind(
  run: LiveRun,
  graph: Graph,
  applied: ReadonlySet<string>,
  options: UpgradeOptions,
  hasRun: boolean,
): Promise<Repeated> {
  const { repeatables } = graph
  const { history, connection } = run
  const none = { ran: [], notes: [] }
  await forgetInterrupted(run, repeatables)
  if (!options.making) return none
  const stale = repeatables.filter((file) => isStale(history, file)).map(({ name }) => name)
  if (!isAtEnd(graph, applied))
    return stale.length === 0
      ? none
      : { ran: [], notes: [`waiting until all revisions have run: repeatable ${stale.join(', ')}`] }
  const drifting = selectionWith(options)
  if (!hasRun && stale.length === 0 && history.schema === (await fingerprintOf(connection, drifting))) return none
  return repeat(run, repeatables, options.making, drifting)
}

export async function planUpgrade(
  connection: Connection,
  graph: Graph,
  target: string,
  given: UpgradeOptions,
): Promise<UpgradePlan> {
  const options = withMaking(connection, graph, given)
  const history = await readHistory(connection, options.table)
  const compared = checked(history, graph, connection)
  const path = upgradePath(graph, target, heads(graph, compared.applied))
  const { steps: pending, foldsAfter } = resumed(history, graph, target, unfolded(path, compared))
  refuseTogether({ steps: pending, foldsAfter }, options)
  refuseUnedited(pending.map(({ up }) => up))
  const applied = appliedChain(history, graph, compared)
  const drift = pending.length === 0 ? null : await driftOf(connection, history, applied, selectionWith(options))
  const repeatables = await pendingRepeatables(connection, history, graph, pending.length > 0, options)
  return { interrupted: interruptedRevision(history), pending, repeatables, drift }
}

export interface PendingRepeatable {
  readonly file: string
  /** In what the database differs, an object a line; none: it was edited since it ran. Null: that is seen once the revisions have run. */
  readonly differences: readonly string[] | null
}

async function pendingRepeatables(
  connection: Connection,
  history: History,
  graph: Graph,
  hasPending: boolean,
  options: UpgradeOptions,
): Promise<readonly PendingRepeatable[]> {
  const made = await options.making?.()
  if (hasPending || !made)
    return graph.repeatables
      .filter((file) => hasPending || isStale(history, file))
      .map((file) => ({ file: file.script.file, differences: isStale(history, file) ? [] : null }))
  const due = await dueOf(connection, history, made, selectionWith(options))
  return due.map(({ unit, differences }) => ({ file: unit.script.file, differences }))
}

/** The history against the folder; throws where something is to be settled first. */
function checked(history: History, graph: Graph, connection: Connection): HistoryComparison {
  const compared = compareHistory(history, graph)
  const open = compared.findings.filter((finding) => finding.kind !== 'partly folded' || !finding.mayBeFinished)
  if (open.length === 0) return compared
  throw new RevisionError(
    `${connection.server.description} and the folder of revisions do not agree, so nothing was done:\n` +
      open.map(({ text }) => `  ${text}`).join('\n'),
  )
}

export const heads = (graph: Graph, applied: Iterable<string>): readonly string[] => effectiveHeads(graph, applied)

/** What was interrupted comes first. */
function resumed({ interrupted }: History, graph: Graph, target: string, path: UnfoldedPath): UnfoldedPath {
  if (!interrupted || interrupted.action === 'repeatable') return path
  if (interrupted.action === 'downgrade') throw inTheWay(interrupted, 'An upgrade cannot begin there.')
  const first = path.steps.find(({ id }) => id === interrupted.revision)
  if (!first && !graph.nodes.has(interrupted.revision))
    throw inTheWay(interrupted, 'There is no file of it: bring it back (git checkout).')
  if (!first) throw inTheWay(interrupted, `It is not on the way to ${target}.`)
  return { ...path, steps: [first, ...path.steps.filter((revision) => revision !== first)] }
}

function refuseTogether(path: UnfoldedPath, { transactions }: UpgradeOptions): void {
  if (transactions !== 'all') return
  refuseFoldTogether(path)
  const outside = path.steps.filter(({ up }) => up.segments.some(({ transactional }) => !transactional))
  if (outside.length === 0) return
  throw new RevisionError(
    `These cannot be in one transaction with the others, since a part of them runs outside of transactions (\`-- @transaction none\`):\n` +
      `${outside.map((revision) => `  ${nameOf(revision)}, ${revision.up.file}`).join('\n')}\n` +
      `Upgrade with --transactions each, or up to the one before first.`,
  )
}

/** The selection that fingerprints answer for. */
export const selectionWith = ({ table, ...options }: UpgradeOptions): DriftOptions & SelectionOptions => ({
  ...options,
  historyTable: `"${table.schema.replaceAll('"', '""')}"."${table.name.replaceAll('"', '""')}"`,
})

async function refuseDrift(
  run: LiveRun,
  compared: HistoryComparison,
  graph: Graph,
  options: UpgradeOptions,
): Promise<Drift | null> {
  if (options.allowDrift) return null
  const chain = appliedChain(run.history, graph, compared)
  const drift = await driftOf(run.connection, run.history, chain, selectionWith(options))
  const { server } = run.connection
  if (drift.differences.length > 0)
    throw new DriftError(
      compared.applied.size === 0
        ? `${server.description} has no revisions yet and is not empty, so nothing was done. \`trueup adopt\` takes over a database ` +
            `that is in use; --exclude leaves out what is not yours; --allow-drift goes on. What is there:`
        : `${server.description} is not what its revisions made, so nothing was done. Undo what was changed by hand, or bring it ` +
            `into a revision (\`trueup revision --autogenerate\`); --allow-drift goes on. What differs:`,
      shortened(drift.differences),
    )
  if (drift.unnamed)
    throw new DriftError(
      `${server.description} has changed since the last run recorded its fingerprint, so nothing was done. In what could not be found out: ` +
        `${drift.uncompared}. --allow-drift goes on.`,
      [],
    )
  return drift
}

const MOST_NAMED = 20

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST_NAMED ? lines : [...lines.slice(0, MOST_NAMED), `… and ${lines.length - MOST_NAMED} more`]

const uncomparedNote = (reason: string): string =>
  `it was not found out whether the database was what its revisions made: ${reason}`

async function runEach(
  run: LiveRun,
  { steps, foldsAfter }: UnfoldedPath,
  graph: Graph,
  { carry }: CarryingAside,
): Promise<Ran[]> {
  const ran: Ran[] = []
  for (const [i, revision] of steps.entries()) {
    const task = upgradeTask(revision)
    const { interrupted } = run.history
    const from = interrupted?.revision === revision.id ? await resumePoint(run, interrupted, task) : {}
    ran.push(await carry(task, { index: i + 1, count: steps.length, ...from }))
    const whole = foldsAfter.get(revision)
    if (whole) await recordFolded(run, whole, graph)
  }
  return ran
}

/** A run ended before it recorded the fingerprint, or had nothing to hold it against. */
function needsFingerprint({ last }: History): boolean {
  if (!last || last.schema !== null || last.status !== 'done' || last.tool !== TOOL) return false
  return last.action === 'upgrade' || last.action === 'downgrade'
}

const withoutSchema = (history: History): History => ({ ...history, schema: null })

/** Records the fingerprint of a database that is what its revisions make, and says where it is not. */
async function settle(
  run: LiveRun,
  graph: Graph,
  applied: ReadonlySet<string>,
  options: UpgradeOptions,
): Promise<string[]> {
  const { connection, table, history } = run
  const drift = await driftOf(connection, withoutSchema(history), inOrder(graph, applied), selectionWith(options))
  if (drift.uncompared !== null) return []
  if (drift.differences.length > 0)
    return [
      `the database is not what its revisions make, in ${drift.differences.length} ${drift.differences.length === 1 ? 'object' : 'objects'}: \`trueup check\` shows them.`,
    ]
  await recordSchema(connection, table, drift.fingerprint)
  return []
}

/**
 * Says where what it ends with is not what the file says.
 * @param wasVerified it began as what its revisions make: so its fingerprint is that of the chain now, and is kept
 */
async function ended(
  run: LiveRun,
  path: readonly Revision[],
  options: UpgradeOptions,
  made: Made | null,
  wasVerified: boolean,
): Promise<string[]> {
  const { whole, ofRevisions } = await fingerprintsOf(run.connection, made, selectionWith(options))
  if (wasVerified) await recordSchema(run.connection, run.table, whole)
  const revision = path.at(-1)
  if (!revision || ofRevisions === null || isAsItSays(revision, run.connection, ofRevisions) !== false) return []
  return [
    `after ${nameOf(revision)} the schema is not what ${revision.up.file} says that it leaves. ` +
      `\`trueup verify ${revision.id}\` shows what the file does.`,
  ]
}

/** Null: the file does not say, or speaks of another major. */
export function isAsItSays({ schema }: Revision, { server }: Connection, fingerprint: string): boolean | null {
  return schema?.major === server.major ? schema.after === fingerprint : null
}
