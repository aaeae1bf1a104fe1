// What databasechangelog says of the changesets that ran, in the order in which they did.

import { serverError } from '../../apply/errors.ts'
import type { Connection } from '../../connection/connection.ts'
import { ChangelogError } from '../errors.ts'
import { changelogTable, type TrackingTables } from './tables.ts'

/** SKIPPED and FAILED are never stored. */
export type ExecType = 'EXECUTED' | 'RERAN' | 'MARK_RAN'

/** A row of databasechangelog. */
export interface RanChangeset {
  readonly id: string
  readonly author: string
  /** FILENAME, as it is stored. */
  readonly path: string
  /** A timestamp without time zone, `2026-01-31 12:00:00.000000`: the later, the greater. */
  readonly dateExecuted: string
  readonly orderExecuted: number
  readonly execType: string
  /** `9:…`; null after clear-checksums. */
  readonly md5sum: string | null
  readonly description: string | null
  readonly comments: string | null
  readonly tag: string | null
  readonly liquibase: string | null
  readonly contexts: string | null
  readonly labels: string | null
  readonly deploymentId: string | null
}

/** SQL that prints a timestamp so that texts compare as times do, whatever DateStyle says. */
export const printedTime = (timestamp: string): string => `pg_catalog.to_char(${timestamp}, 'YYYY-MM-DD HH24:MI:SS.US')`

/** In Liquibase's order: DATEEXECUTED, then ORDEREXECUTED. The table must be there. */
export async function readRan(
  connection: Connection,
  tables: TrackingTables,
  columns: readonly string[],
): Promise<RanChangeset[]> {
  const optional = (name: string): string => (columns.includes(name) ? name : 'null::text')
  try {
    return await connection.query<RanChangeset>(
      `select id, author, filename as path, ${printedTime('dateexecuted')} as "dateExecuted",
              ${columns.includes('orderexecuted') ? 'orderexecuted' : '-1'} as "orderExecuted",
              ${columns.includes('exectype') ? 'exectype' : `'EXECUTED'`} as "execType",
              ${optional('md5sum')} as md5sum, ${optional('description')} as description, ${optional('comments')} as comments,
              ${optional('tag')} as tag, ${optional('liquibase')} as liquibase, ${optional('contexts')} as contexts,
              ${optional('labels')} as labels, ${optional('deployment_id')} as "deploymentId"
         from ${changelogTable(tables)} t order by t.dateexecuted, 5`,
    )
  } catch (error) {
    if (serverError(error)?.code !== '42501') throw error
    throw new ChangelogError(
      `The role ${connection.server.user} may not read ${changelogTable(tables)}, which says what ran: ` +
        `GRANT SELECT ON ${changelogTable(tables)} TO ${connection.server.user}.`,
      null,
      { cause: error },
    )
  }
}

/** Paths that name the same file: older versions of Liquibase stored `classpath:`, backslashes and a leading `./`. */
export const storedPath = (path: string): string =>
  path
    .replace(/^classpath:\/*/i, '')
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:\/*/, '')
    .replace(/^(?:\.?\/)+/, '')

/** What makes a changeset the same as a row. */
export const changesetKey = ({ id, author, path }: Pick<RanChangeset, 'id' | 'author' | 'path'>): string =>
  JSON.stringify([storedPath(path), id, author])

/** By key; of rows with the same, as a second MARK_RAN leaves them, the last counts. */
export const ranByKey = (ran: readonly RanChangeset[]): ReadonlyMap<string, RanChangeset> =>
  new Map(ran.map((row) => [changesetKey(row), row]))
