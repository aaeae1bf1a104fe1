// What is written to databasechangelog, as SQL: sent in the transaction of the changeset's own changes, or printed in a script.

import { identity, type Changeset } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { trimmed } from '../trimmed.ts'
import type { ExecType, RanChangeset } from './ran.ts'
import { storedContexts, storedDescription, storedLabels } from './stored.ts'
import { changelogTable, type TrackingTables } from './tables.ts'
import { packageVersion } from './version.ts'

/** The columns of a row that come from the changeset and its run. */
export interface Row {
  readonly id: string
  readonly author: string
  readonly path: string
  /** `9:…` */
  readonly md5sum: string
  readonly description: string
  readonly comments: string
  readonly contexts: string | null
  readonly labels: string | null
  readonly tag: string | null
}

const WIDTH = 255
const DESCRIPTION_WIDTH = 250

export function rowOf(changeset: Changeset, md5sum: string): Row {
  const { id, author, path } = changeset
  for (const [name, value] of Object.entries({ id, author, file: path }))
    if (value.length > WIDTH)
      throw new ChangelogError(`The ${name} of ${identity(changeset)} is longer than ${WIDTH} characters.`, changeset)
  return {
    id,
    author,
    path,
    md5sum,
    description: shortened(storedDescription(changeset), DESCRIPTION_WIDTH),
    comments: shortened(trimmed(changeset.comments), DESCRIPTION_WIDTH),
    contexts: storedContexts(changeset),
    labels: storedLabels(changeset),
    tag: changeset.tag,
  }
}

const shortened = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 3)}...`

/** One run: its rows share the id, and their order goes on from the last run's. */
export interface Deployment {
  /** The last ten digits of the milliseconds since 1970, as Liquibase has it. */
  readonly id: string
  /** What the column LIQUIBASE holds. */
  readonly version: string
  nextOrder(): number
}

export function deployment(
  ran: readonly RanChangeset[],
  version: string = packageVersion(),
  at: Date = new Date(),
): Deployment {
  let last = Math.max(0, ...ran.map(({ orderExecuted }) => orderExecuted))
  return { id: String(at.getTime()).slice(-10), version: version.slice(0, 20), nextOrder: () => ++last }
}

const quoted = (text: string | null): string => (text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`)

/** A backslash in a text is itself: the run pins standard_conforming_strings. */
export function insertRow(tables: TrackingTables, row: Row, execType: ExecType, run: Deployment): string {
  const columns = [
    ['ID', quoted(row.id)],
    ['AUTHOR', quoted(row.author)],
    ['FILENAME', quoted(row.path)],
    ['DATEEXECUTED', 'NOW()'],
    ['ORDEREXECUTED', String(run.nextOrder())],
    ['MD5SUM', quoted(row.md5sum)],
    ['DESCRIPTION', quoted(row.description)],
    ['COMMENTS', quoted(row.comments)],
    ['EXECTYPE', quoted(execType)],
    ['CONTEXTS', quoted(row.contexts)],
    ['LABELS', quoted(row.labels)],
    ['LIQUIBASE', quoted(run.version)],
    ['DEPLOYMENT_ID', quoted(run.id)],
    ...(row.tag === null ? [] : [['TAG', quoted(row.tag)]]),
  ]
  return (
    `INSERT INTO ${changelogTable(tables)} (${columns.map(([name]) => name).join(', ')}) ` +
    `VALUES (${columns.map(([, value]) => value).join(', ')})`
  )
}

/** A changeset that ran before keeps its row. */
export function updateRow(tables: TrackingTables, row: Row, execType: ExecType, run: Deployment): string {
  const columns = [
    ['COMMENTS', quoted(row.comments)],
    ['CONTEXTS', quoted(row.contexts)],
    ['DATEEXECUTED', 'NOW()'],
    ['DEPLOYMENT_ID', quoted(run.id)],
    ['DESCRIPTION', quoted(row.description)],
    ['EXECTYPE', quoted(execType)],
    ['LABELS', quoted(row.labels)],
    ['LIQUIBASE', quoted(run.version)],
    ['MD5SUM', quoted(row.md5sum)],
    ['ORDEREXECUTED', String(run.nextOrder())],
    ...(row.tag === null ? [] : [['TAG', quoted(row.tag)]]),
  ]
  const set = columns.map(([name, value]) => `${name} = ${value}`).join(', ')
  return `UPDATE ${changelogTable(tables)} SET ${set} ${whereRow(row)}`
}

type Identity = Pick<RanChangeset, 'id' | 'author' | 'path'>

const whereRow = ({ id, author, path }: Identity): string =>
  `WHERE ID = ${quoted(id)} AND AUTHOR = ${quoted(author)} AND FILENAME = ${quoted(path)}`

export const setChecksum = (tables: TrackingTables, row: Identity, md5sum: string): string =>
  `UPDATE ${changelogTable(tables)} SET MD5SUM = ${quoted(md5sum)} ${whereRow(row)}`

export const deleteRow = (tables: TrackingTables, row: Identity): string =>
  `DELETE FROM ${changelogTable(tables)} ${whereRow(row)}`

export const selectRow = (tables: TrackingTables, row: Identity): string =>
  `SELECT FROM ${changelogTable(tables)} ${whereRow(row)}`

export const clearChecksums = (tables: TrackingTables): string => `UPDATE ${changelogTable(tables)} SET MD5SUM = NULL`

/** Of the last row, in the order in which rows are read. */
export const tagLastRow = (tables: TrackingTables, tag: string): string =>
  `UPDATE ${changelogTable(tables)} t SET TAG=${quoted(tag)} FROM (SELECT DATEEXECUTED, ORDEREXECUTED FROM ` +
  `${changelogTable(tables)} ORDER BY DATEEXECUTED DESC, ORDEREXECUTED DESC LIMIT 1) sub ` +
  `WHERE t.DATEEXECUTED=sub.DATEEXECUTED AND t.ORDEREXECUTED=sub.ORDEREXECUTED`
