// Brings a database up to a changelog: what is to run, in order, each changeset with its row. What was true before the lock was had
// is read again under it.

import type { Connection } from '../../connection/connection.ts'
import type { Changelog, Compatibility, Rendering } from '../changelog.ts'
import { identity } from '../changelog.ts'
import { checksum } from '../checksum/checksum.ts'
import { CURRENT_VERSION } from '../checksum/version.ts'
import { ChangelogError } from '../errors.ts'
import { displaced, displacedNote } from '../pending/displaced.ts'
import { planUpdate } from '../pending/plan-update.ts'
import type { Limits, Pending, Scope, Selection, Skipped } from '../pending/select.ts'
import type { ChecksumUpgrade } from '../pending/validate.ts'
import { deployment, insertRow, rowOf, setChecksum, updateRow, type Deployment } from '../tracking/rows.ts'
import { readState, type TrackingOptions } from '../tracking/state.ts'
import { carry, stopped, type RanReport } from './carry.ts'
import { checkChangelog } from './precondition-outcome.ts'
import { renderingFor } from './rendering.ts'
import { withSession, type Session, type SessionOptions } from './session.ts'
import { steps } from './steps.ts'
import { markOf, type Task } from './task.ts'

export interface UpdateOptions extends Scope, Limits, SessionOptions, TrackingOptions {
  readonly compatibility?: Compatibility | undefined
  /** What a statement counts as that was interrupted outside of a transaction, where looking does not tell. */
  readonly resume?: 'again' | 'done' | undefined
}

export interface UpdateReport {
  /** In the order in which they ran. */
  readonly ran: readonly RanReport[]
  /** How many changesets did not run, by reason. */
  readonly skipped: Readonly<Partial<Record<Skipped, number>>>
  /** Checksums that were filled in, or brought to version 9. */
  readonly upgradedChecksums: number
  readonly elapsedMs: number
}

/**
 * Runs what the database lacks, in order, each changeset in one transaction with its row of databasechangelog, under the locks of
 * Liquibase and of Trueup. Where nothing is to be done, nothing is written and no lock is waited for.
 * @param connection one session throughout, which stays open
 * @throws ValidationError before anything runs; PreconditionError where preconditions say HALT; MigrationError where a changeset fails:
 * those before it stay done and recorded; UnsettledError where it cannot be seen what a killed run did; RunInProgressError for the lock
 */
export async function update(
  connection: Connection,
  changelog: Changelog,
  options: UpdateOptions,
): Promise<UpdateReport> {
  const started = performance.now()
  const before = await readState(connection, options)
  const plan = planUpdate(changelog, before, options)
  const isDone = plan.selection.pending.length === 0 && plan.upgrades.length === 0
  const warn = (text: string): void => options.onProgress?.({ type: 'note', text })
  const again = displacedNote(displaced(changelog, before.ran, plan.selection.pending))
  if (again !== null) warn(again)
  await checkChangelog({ connection, ...before }, changelog, isDone ? warn : () => undefined)
  // Where nothing is to be done nothing is written, no lock waited for.
  if (isDone && before.exists)
    return { ran: [], skipped: counts(plan.selection), upgradedChecksums: 0, elapsedMs: performance.now() - started }
  return withSession(connection, before.tables, options, async (session) => {
    const state = await readState(connection, options)
    const { upgrades, selection } = planUpdate(changelog, state, options)
    const runner = { session, defaultSchema: state.defaultSchema }
    await checkChangelog({ connection, ...state }, changelog, warn)
    await writeChecksums(session, upgrades)
    warnOfInterrupted(session, selection.pending)
    const rendering = renderingFor(connection, state.defaultSchema, options)
    const run = deployment(state.ran, options.version)
    const ran: RanReport[] = []
    for (const [i, pending] of selection.pending.entries()) {
      if (options.signal?.aborted) throw new ChangelogError(stopped(ran))
      const task = taskOf(session, pending, rendering, run)
      const place = { index: i + 1, count: selection.pending.length }
      ran.push(
        await carry(runner, task, pending.ran, {
          ...place,
          resume: options.resume,
          markRan: markRan(session, pending, run),
        }),
      )
    }
    const elapsedMs = performance.now() - started
    return { ran, skipped: counts(selection), upgradedChecksums: upgrades.length, elapsedMs }
  })
}

function taskOf(session: Session, { changeset, ran }: Pending, rendering: Rendering, run: Deployment): Task {
  const row = rowOf(changeset, checksum(changeset, CURRENT_VERSION))
  const { tables } = session
  return {
    changeset,
    direction: 'update',
    steps: () => steps(changeset, rendering),
    record: () => (ran ? updateRow(tables, row, 'RERAN', run) : insertRow(tables, row, 'EXECUTED', run)),
    mark: markOf(identity(changeset), row.md5sum),
  }
}

/** Liquibase adds a row each time that a changeset is passed over, and so does this: the last one counts. */
const markRan =
  ({ tables }: Session, { changeset }: Pending, run: Deployment) =>
  (): string =>
    insertRow(tables, rowOf(changeset, checksum(changeset, CURRENT_VERSION)), 'MARK_RAN', run)

export async function writeChecksums(
  { connection, tables }: Session,
  upgrades: readonly ChecksumUpgrade[],
): Promise<void> {
  if (upgrades.length === 0) return
  const updates = upgrades.map(({ row, md5sum }) => setChecksum(tables, row, md5sum))
  await connection.execute(`BEGIN; ${updates.join('; ')}; COMMIT`)
}

/** What a killed run left can be gone on with only where the changeset is still as it was. */
function warnOfInterrupted({ lock, tell }: Session, pending: readonly Pending[]): void {
  const { interrupted } = lock
  if (!interrupted) return
  const marks = pending.map(({ changeset }) => markOf(identity(changeset), checksum(changeset, CURRENT_VERSION)))
  if (marks.includes(interrupted.mark)) return
  tell({
    type: 'note',
    text:
      `the run that was killed had come ${interrupted.done} statements far with a changeset outside of transactions (runInTransaction:false) ` +
      `that is not to run now, or is no longer as it was: look at what it left`,
  })
}

const counts = ({ skipped }: Selection): UpdateReport['skipped'] =>
  Object.fromEntries([...skipped].map(([why, changesets]) => [why, changesets.length]))
