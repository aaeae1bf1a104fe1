// What changes rows alone: sync, tag, clear-checksums, release-locks. Runs no changeset.

import { isRunLockHeld } from '../../apply/lock.ts'
import type { Connection } from '../../connection/connection.ts'
import { identity, type Changelog } from '../changelog.ts'
import { checksum } from '../checksum/checksum.ts'
import { CURRENT_VERSION } from '../checksum/version.ts'
import { ChangelogError } from '../errors.ts'
import { selectPending, type Limits, type Scope } from '../pending/select.ts'
import { validate } from '../pending/validate.ts'
import { isTrueups, readHolder, releaseLockRow, type Holder } from '../tracking/lock-row.ts'
import { clearChecksums as clearSql, deployment, insertRow, rowOf, tagLastRow } from '../tracking/rows.ts'
import { readExistingState, readState, type State, type TrackingOptions } from '../tracking/state.ts'
import { changelogTable } from '../tracking/tables.ts'
import { withSession, type SessionOptions } from './session.ts'
import { writeChecksums } from './update.ts'

export interface MarkOptions extends SessionOptions, TrackingOptions {}

/** The rows of all that has not run, as SQL: as if it had. */
export function syncRows(changelog: Changelog, state: State, scope: Scope & Limits, version: string | undefined) {
  const { upgrades } = validate(changelog, state.ran, scope)
  const { pending } = selectPending(changelog, state.ran, scope, { toTag: scope.toTag })
  const run = deployment(state.ran, version)
  const added = pending.filter(({ ran }) => ran === null).slice(0, scope.count)
  const rows = added.map(({ changeset }) => ({
    identity: identity(changeset),
    sql: insertRow(state.tables, rowOf(changeset, checksum(changeset, CURRENT_VERSION)), 'EXECUTED', run),
  }))
  return { upgrades, rows }
}

/**
 * Records that a database has what the changelog says, without running it; in one transaction.
 * @returns what was recorded: `path::id::author`
 * @throws ValidationError where files and rows do not fit; RunInProgressError for the lock
 */
export async function sync(
  connection: Connection,
  changelog: Changelog,
  options: MarkOptions & Scope & Limits,
): Promise<readonly string[]> {
  const { tables } = await readState(connection, options)
  return withSession(connection, tables, options, async (session) => {
    const { upgrades, rows } = syncRows(changelog, await readState(connection, options), options, options.version)
    await writeChecksums(session, upgrades)
    if (rows.length > 0) await connection.execute(`BEGIN; ${rows.map(({ sql }) => sql).join('; ')}; COMMIT`)
    return rows.map((row) => row.identity)
  })
}

/** Gives the last row that tag. @throws ChangelogError where there is no row; RunInProgressError for the lock */
export async function tag(connection: Connection, name: string, options: MarkOptions): Promise<void> {
  const { tables } = await readState(connection, options)
  await withSession(connection, tables, options, async () => {
    const { ran } = await readState(connection, options)
    if (ran.length === 0)
      throw new ChangelogError(
        `${changelogTable(tables)} has no row that could be tagged: run \`trueup changelog update\` first.`,
      )
    await connection.execute(tagLastRow(tables, name))
  })
}

/** The next update fills them in. */
export async function clearChecksums(connection: Connection, options: MarkOptions): Promise<void> {
  const { tables } = await readState(connection, options)
  await withSession(connection, tables, options, () => connection.execute(clearSql(tables)))
}

export interface FoundLock extends Holder {
  /** Trueup's, and its session is gone: the next run takes it over. */
  readonly abandoned: boolean
}

/** Null: nobody holds it. */
export async function findLock(connection: Connection, options: TrackingOptions): Promise<FoundLock | null> {
  const { tables, found } = await readExistingState(connection, options)
  const holder = found.lockExists ? await readHolder(connection, tables) : null
  if (!holder) return null
  return { ...holder, abandoned: isTrueups(holder) && !(await isRunLockHeld(connection)) }
}

/** @returns who held it; null: nobody did. Throws where the holder is a run of Trueup's that goes on. */
export async function releaseLock(connection: Connection, options: TrackingOptions): Promise<FoundLock | null> {
  const lock = await findLock(connection, options)
  if (!lock) return null
  if (isTrueups(lock) && !lock.abandoned)
    throw new ChangelogError(
      `The lock is held by a run of Trueup that goes on (${lock.lockedBy}, since ${lock.since}), so it was not released. ` +
        `Wait for it, or end it first (kill, or pg_terminate_backend).`,
    )
  const { tables } = await readState(connection, options)
  await connection.execute(releaseLockRow(tables))
  return lock
}
