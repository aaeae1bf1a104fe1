// Takes changesets of a database back, the last first: what each says undoes it, and its row, in one transaction.

import type { Connection } from '../../connection/connection.ts'
import { identity, type Changelog, type Changeset, type Rendering } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import type { LeavingOptions } from '../pending/belongs-to-another.ts'
import type { Scope } from '../pending/select.ts'
import { deleteRow } from '../tracking/rows.ts'
import { readState, type TrackingOptions } from '../tracking/state.ts'
import { carry, stopped, type RanReport } from './carry.ts'
import { planRollback, type RollbackTarget, type Undoing } from './plan-rollback.ts'
import { renderingFor } from './rendering.ts'
import { rollbackNotes } from './rollback-notes.ts'
import { withSession, type Session, type SessionOptions } from './session.ts'
import { rollbackSteps } from './steps.ts'
import { markOf, type Task } from './task.ts'

export interface RollbackOptions extends Scope, SessionOptions, TrackingOptions, LeavingOptions {
  readonly resume?: 'again' | 'done' | undefined
}

export interface RollbackReport {
  readonly ran: readonly RanReport[]
  readonly elapsedMs: number
}

/**
 * Takes changesets back, the last that ran first: each in one transaction with the deletion of its row.
 * @param connection one session throughout, which stays open
 * @throws ChangelogError before anything is done where one of them cannot be taken back, ValidationError where files and rows do not fit;
 * MigrationError where one fails: those taken back before it stay so; UnsettledError and RunInProgressError as `update` does
 */
export async function rollback(
  connection: Connection,
  changelog: Changelog,
  target: RollbackTarget,
  options: RollbackOptions,
): Promise<RollbackReport> {
  const started = performance.now()
  const before = await readState(connection, options)
  const first = await planRollback(connection, changelog, before.ran, target, options)
  if (first.undoing.length === 0) return { ran: [], elapsedMs: performance.now() - started }
  return withSession(connection, before.tables, options, async (session) => {
    const state = await readState(connection, options)
    const plan = await planRollback(connection, changelog, state.ran, target, options)
    const { undoing } = plan
    const rendering = renderingFor(connection, state.defaultSchema, options)
    const runner = { session, defaultSchema: state.defaultSchema }
    const isRehearsal = 'changesets' in target
    for (const text of isRehearsal ? [] : rollbackNotes(plan, changelog)) session.tell({ type: 'note', text })
    const ran: RanReport[] = []
    for (const [i, one] of undoing.entries()) {
      if (options.signal?.aborted) throw new ChangelogError(stopped(ran))
      const task = taskOf(session, one, rendering, isRehearsal)
      ran.push(await carry(runner, task, null, { index: i + 1, count: undoing.length, resume: options.resume }))
    }
    return { ran, elapsedMs: performance.now() - started }
  })
}

/** What was marked as run and did nothing is undone all the same, as by Liquibase; not where a run of now is taken back. */
const taskOf = (
  { tables }: Session,
  { row, changeset }: Undoing,
  rendering: Rendering,
  isRehearsal: boolean,
): Task => ({
  changeset,
  direction: 'rollback',
  steps: () => rollbackSteps(isRehearsal && row.execType === 'MARK_RAN' ? nothing(changeset) : changeset, rendering),
  record: () => deleteRow(tables, row),
  mark: markOf('rollback', identity(changeset)),
})

const nothing = (changeset: Changeset): Changeset => ({ ...changeset, rollback: [] })
