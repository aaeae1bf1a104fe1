// The lock of a run: Trueup's advisory lock first, then Liquibase's row. The first keeps two Trueups apart and ends with the
// session; the second keeps Liquibase away, and is taken over where the run that took it is gone.

import { RunInProgressError, serverError } from '../../apply/errors.ts'
import { duration } from '../../apply/events.ts'
import { RunLock } from '../../apply/lock.ts'
import { pause } from '../../apply/pause.ts'
import { ident } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import { ChangelogError } from '../errors.ts'
import {
  extentOf,
  isTrueups,
  readHolder,
  releaseLockRow,
  releaseOwnRow,
  setExtent,
  takeOver,
  tryTakeRow,
  type Extent,
  type Holder,
} from './lock-row.ts'
import { changelogTable, ensureTables, findTables, lockTable, type TrackingTables } from './tables.ts'

export interface LockOptions {
  /** How long to wait for another run, Trueup's or Liquibase's. */
  readonly timeoutMs: number
  readonly pollMs: number
  readonly signal?: AbortSignal | undefined
  onWait(holder: string, elapsedMs: number): void
  /** Of a run that was killed: its row was taken over. */
  onTakeOver(from: Holder): void
}

const LOST_MS = 2000

export class ChangelogLock {
  readonly #connection: Connection
  readonly #tables: TrackingTables
  readonly advisory: RunLock
  /** What a killed run had begun outside of transactions; null: nothing that is known. */
  readonly interrupted: Extent | null

  private constructor(connection: Connection, tables: TrackingTables, advisory: RunLock, interrupted: Extent | null) {
    this.#connection = connection
    this.#tables = tables
    this.advisory = advisory
    this.interrupted = interrupted
  }

  /** Makes the tables where they are missing. @throws RunInProgressError where the lock is not had in time */
  static async acquire(connection: Connection, tables: TrackingTables, options: LockOptions): Promise<ChangelogLock> {
    const started = Date.now()
    const advisory = await RunLock.acquire(connection, options)
    try {
      await advisory.assertHeld()
      await ensureTables(connection, tables, await findTables(connection, tables))
      const interrupted = await takeRow(connection, tables, options, started)
      return new ChangelogLock(connection, tables, advisory, interrupted)
    } catch (error) {
      await advisory.release().catch(() => false)
      throw explained(error, connection, tables)
    }
  }

  /** Says in the row how far a changeset has come outside of transactions: SQL, for the transaction of what it says. */
  extentSql(extent: Extent | null): string {
    return setExtent(this.#tables, extent)
  }

  /**
   * A session that is gone has given the advisory lock back, and the next run takes the row over.
   * @param unsettled what is not to be forgotten: the row stays locked, and the next Trueup takes it over with this
   */
  async release(unsettled: Extent | null = null): Promise<void> {
    const row = unsettled ? setExtent(this.#tables, unsettled) : releaseLockRow(this.#tables)
    try {
      await this.#connection.execute(row)
      await this.advisory.release()
    } catch {
      await this.#releaseWhereLost()
    }
  }

  /** In another session, once the server has ended the one that is gone: Liquibase would wait for the row. */
  async #releaseWhereLost(): Promise<void> {
    const other = await this.#connection.clone().catch(() => null)
    if (!other) return
    try {
      const advisory = await RunLock.acquire(other, { timeoutMs: LOST_MS, onWait: () => undefined })
      await other.execute(releaseOwnRow(this.#tables))
      await advisory.release()
    } finally {
      await other.close()
    }
  }
}

/** What the role may not do, or the session: nothing was run yet. */
function explained(error: unknown, { server }: Connection, tables: TrackingTables): unknown {
  const code = serverError(error)?.code
  if (code === '42501')
    return new ChangelogError(
      `The role ${server.user} may not write what a run records: ${serverError(error)?.message}. Nothing was changed. Connect as another role, or:\n` +
        `GRANT SELECT, INSERT, UPDATE, DELETE ON ${changelogTable(tables)}, ${lockTable(tables)} TO ${ident(server.user)};`,
      null,
      { cause: error },
    )
  if (code === '25006')
    return new ChangelogError(
      `${server.description} can only be read: the database or the role says default_transaction_read_only, or the server is a standby. Nothing was changed.`,
      null,
      { cause: error },
    )
  return error
}

async function takeRow(
  connection: Connection,
  tables: TrackingTables,
  options: LockOptions,
  started: number,
): Promise<Extent | null> {
  for (;;) {
    if (await tryTakeRow(connection, tables)) return null
    const holder = await readHolder(connection, tables)
    if (!holder) continue
    // Whoever of Trueup's holds the row holds the advisory lock too, which this session has now: that run is gone.
    if (isTrueups(holder)) {
      if (!(await takeOver(connection, tables, holder))) continue
      options.onTakeOver(holder)
      return extentOf(holder)
    }
    const elapsedMs = Date.now() - started
    if (elapsedMs >= options.timeoutMs || options.signal?.aborted)
      throw new RunInProgressError(notHad(connection, tables, holder, elapsedMs, options.signal?.aborted ?? false))
    options.onWait(`${holder.lockedBy} since ${holder.since} (${lockTable(tables)})`, elapsedMs)
    await pause(Math.min(options.pollMs, options.timeoutMs - elapsedMs), options.signal)
  }
}

const notHad = (
  { server }: Connection,
  tables: TrackingTables,
  { lockedBy, since }: Holder,
  elapsedMs: number,
  stopped: boolean,
): string =>
  `Could not acquire change log lock. Currently locked by ${lockedBy} since ${since}: the row in ${lockTable(tables)} says so. ` +
  `${stopped ? 'Stopped while waiting' : `Waited ${duration(elapsedMs)}`}; nothing was changed in ${server.database}.\n` +
  `Liquibase leaves its row behind when it is killed. Where that is so and no Liquibase runs there, \`trueup changelog release-locks\` ` +
  `removes it; otherwise try again when that run has ended, or wait longer with --lock-wait.`
