// The row of databasechangeloglock: how it is taken, given back and read. Beside it a run of Trueup holds an advisory lock, which
// PostgreSQL gives back when its session ends; so a row that Trueup took and whose advisory lock nobody holds is a killed run's.

import { networkInterfaces, hostname } from 'node:os'
import { literal } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import { lockTable, type TrackingTables } from './tables.ts'

/** What LOCKEDBY says, and since when. */
export interface Holder {
  readonly lockedBy: string
  /** LOCKGRANTED, as PostgreSQL prints it. */
  readonly since: string
}

/** How far a changeset has come that runs outside of transactions: its mark, and how many of its statements are done. */
export interface Extent {
  readonly mark: string
  readonly done: number
  /** The statement after those had begun. */
  readonly begun: boolean
}

const MARK = ' trueup pid '
const WIDTH = 255

/** `host (address)`, as Liquibase writes it, and who it is: `db1 (10.0.0.7) trueup pid 4711`. */
function lockedByText(extent: Extent | null = null): string {
  const suffix = `${MARK}${process.pid}${extent ? ` ${extent.begun ? 'begun' : 'done'} ${extent.mark}:${extent.done}` : ''}`
  return `${`${hostname()} (${ownAddress()})`.slice(0, WIDTH - suffix.length)}${suffix}`
}

const ownAddress = (): string =>
  Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find(({ internal }) => !internal)?.address ?? '127.0.0.1'

export const isTrueups = ({ lockedBy }: Holder): boolean => lockedBy.includes(MARK)

export function extentOf({ lockedBy }: Holder): Extent | null {
  const [, state, mark, done] = / (begun|done) ([0-9a-f]+):(\d+)$/.exec(lockedBy) ?? []
  return mark === undefined ? null : { mark, done: Number(done), begun: state === 'begun' }
}

/** Null: it is free. */
export async function readHolder(connection: Connection, tables: TrackingTables): Promise<Holder | null> {
  const [row] = await connection.query<{ locked_by: string | null; since: string | null }>(
    `select lockedby as locked_by, to_char(lockgranted, 'YYYY-MM-DD HH24:MI:SS') as since
       from ${lockTable(tables)} where id = 1 and locked`,
  )
  return row ? { lockedBy: row.locked_by ?? 'UNKNOWN', since: row.since ?? 'an unknown time' } : null
}

const SET_LOCKED = (lockedBy: string): string =>
  `SET LOCKED = TRUE, LOCKEDBY = ${literal(lockedBy)}, LOCKGRANTED = NOW() WHERE ID = 1`

/** For scripts: what Liquibase itself runs. */
const takeLockRow = (tables: TrackingTables): string =>
  `UPDATE ${lockTable(tables)} ${SET_LOCKED(lockedByText())} AND LOCKED = FALSE`

/** For who has the advisory lock: a Trueup that holds the row is gone then. What one left half way is not passed over in silence. */
export const takeLockRowOrOver = (tables: TrackingTables): string =>
  `UPDATE ${lockTable(tables)} ${SET_LOCKED(lockedByText())} AND (LOCKED = FALSE OR LOCKEDBY ~ ${literal(`${MARK}[0-9]+$`)})`

export const releaseLockRow = (tables: TrackingTables): string =>
  `UPDATE ${lockTable(tables)} SET LOCKED = FALSE, LOCKEDBY = NULL, LOCKGRANTED = NULL WHERE ID = 1`

/** Where it is this run's still; what it left half way outside of transactions stays. */
export const releaseOwnRow = (tables: TrackingTables): string =>
  `${releaseLockRow(tables)} AND LOCKEDBY = ${literal(lockedByText())}`

/** False: somebody holds it. A table without its row, as a broken start of Liquibase leaves it, gets one. */
export async function tryTakeRow(connection: Connection, tables: TrackingTables): Promise<boolean> {
  const update = `${takeLockRow(tables)} RETURNING id`
  if ((await connection.query(update)).length > 0) return true
  const [row] = await connection.query(`select from ${lockTable(tables)} where id = 1`)
  if (row) return false
  await connection.execute(`INSERT INTO ${lockTable(tables)} (ID, LOCKED) VALUES (1, FALSE) ON CONFLICT DO NOTHING`)
  return (await connection.query(update)).length > 0
}

/** From a holder that is known to be gone; false: somebody was quicker. */
export const takeOver = async (connection: Connection, tables: TrackingTables, from: Holder): Promise<boolean> =>
  (
    await connection.query(
      `UPDATE ${lockTable(tables)} ${SET_LOCKED(lockedByText())} AND LOCKEDBY = ${literal(from.lockedBy)} RETURNING id`,
    )
  ).length > 0

/** Says in the row, while it is held, how far a changeset has come outside of transactions; null: none is under way. */
export const setExtent = (tables: TrackingTables, extent: Extent | null): string =>
  `UPDATE ${lockTable(tables)} SET LOCKEDBY = ${literal(lockedByText(extent))} WHERE ID = 1`
