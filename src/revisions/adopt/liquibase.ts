// Liquibase's formatted SQL: one revision for each changeset, in the order in which databasechangelog has them, and behind
// those the pending ones in the order of the files. What is no formatted SQL is named and refused.

import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ident } from '../../catalog/identifier.ts'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { changesetsOf, type FormattedChangeset } from './formatted-sql.ts'
import { excluding, qualified } from './history-tables.ts'
import { asId, chain, filesBelow, readForeign, refuseWithoutFile, type Link } from './linear.ts'
import type { ForeignDatabase, Given, HistoryTable, Project, Tool } from './tool.ts'

const FORMATTED = /^\s*(?:--|#)\s*liquibase\s+formatted\s+sql/i
/** A changelog in another format; one that only includes files adds nothing. */
const OTHER_FORMAT = /\.(?:xml|ya?ml|json)$/i
const HAS_CHANGESETS = /<changeSet\b|["']?changeSet["']?\s*:/

export const liquibase: Tool = {
  name: 'liquibase',
  title: 'Liquibase',
  history: {
    table: 'databasechangelog',
    columns: ['id', 'author', 'filename', 'dateexecuted', 'orderexecuted', 'exectype', 'md5sum'],
    distinctive: true,
    own: (table) => [...excluding(table), `${table.schema}.${table.name}lock`],
  },
  folderIs: 'the folder of its changelogs, or one changelog in formatted SQL',
  isItsFolder: (folder) =>
    pathsOf(folder).some((path) => path.endsWith('.sql') && FORMATTED.test(readForeign(rootOf(folder), path).text)),
  read,
}

interface Row {
  readonly id: string
  readonly author: string
  readonly filename: string
  readonly exectype: string
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()
const rootOf = (folder: string): string => (isFile(folder) ? dirname(folder) : folder)
const pathsOf = (folder: string): readonly string[] => (isFile(folder) ? [basename(folder)] : filesBelow(folder))

async function read(given: Given): Promise<Project> {
  const { folder, database, replacements } = given
  const root = rootOf(folder)
  const paths = pathsOf(folder)
  refuseOtherFormats(root, paths)
  const found = paths
    .filter((path) => path.endsWith('.sql') && FORMATTED.test(readForeign(root, path).text))
    .flatMap((path) => changesetsOf(readForeign(root, path), path, replacements))
  const changesets = found.filter(({ dbms }) => dbms === null || dbms.includes('postgresql'))
  if (changesets.length === 0)
    throw new RevisionError(`There is no changeset in formatted SQL in ${shownPath(folder)}.`)
  const history = database?.history ?? null
  const rows = history && database ? await historyRows(database, history) : []
  const matched = rows.map((row) => ({ row, changeset: changesets.find((one) => isOf(one, row)) }))
  refuseWithoutFile(
    matched.filter(({ changeset }) => !changeset).map(({ row }) => `${row.author}:${row.id} (${row.filename})`),
    'Liquibase',
    folder,
  )
  const applied = new Set(matched.flatMap(({ changeset }) => (changeset ? [changeset] : [])))
  const ordered = [...applied, ...changesets.filter((changeset) => !applied.has(changeset))]
  const ids = new Map(ordered.map((changeset) => [changeset, idOf(changeset, ordered)]))
  const links = new Map(
    ordered.map((changeset, i) => [link(changeset, ids.get(changeset) ?? '', i, ordered.length), changeset]),
  )
  return {
    migrations: chain([...links.keys()], (one) => applied.has(links.get(one)!)),
    repeatables: [],
    notes: notesOn(ordered, found.length - changesets.length),
  }
}

function refuseOtherFormats(root: string, paths: readonly string[]): void {
  const others = paths.filter((path) => OTHER_FORMAT.test(path) && HAS_CHANGESETS.test(readForeign(root, path).text))
  if (others.length === 0) return
  throw new RevisionError(
    `${others.map((path) => shownPath(join(root, path))).join(', ')}: only changesets in formatted SQL can become revisions. ` +
      'Write them so (`liquibase update-sql` prints their SQL), keep them and let `trueup changelog` run them, or begin from the database as it is: trueup adopt --from none.',
  )
}

async function historyRows({ connection }: ForeignDatabase, history: HistoryTable): Promise<readonly Row[]> {
  const lock = `${ident(history.schema)}.${ident(`${history.name}lock`)}`
  const [isThere] = await connection.query<{ is: boolean }>(
    `SELECT to_regclass('${lock.replaceAll("'", "''")}') IS NOT NULL AS is`,
  )
  const locks = isThere?.is
    ? await connection.query<{ lockedby: string | null }>(`SELECT lockedby FROM ${lock} WHERE locked`)
    : []
  if (locks.length > 0)
    throw new RevisionError(
      `Liquibase holds its lock (${locks[0]?.lockedby ?? 'by nobody knows whom'}): it is running, or was killed. Let it end, or run \`liquibase release-locks\`, and adopt the database then.`,
    )
  const rows = await connection.query<Row>(
    `SELECT id, author, filename, exectype FROM ${qualified(history)} ORDER BY orderexecuted, dateexecuted`,
  )
  const failed = rows.find(({ exectype }) => exectype === 'FAILED')
  if (failed)
    throw new RevisionError(
      `The changeset ${failed.author}:${failed.id} of ${failed.filename} failed, by Liquibase's history. Let \`liquibase update\` succeed, and adopt the database then.`,
    )
  return rows.filter(({ exectype }) => exectype !== 'SKIPPED')
}

/** Liquibase records the path as it was named: what is alike is its end. */
function isOf(changeset: FormattedChangeset, { id, author, filename }: Row): boolean {
  if (changeset.id !== id || changeset.author !== author) return false
  const paths = [changeset.logicalPath ?? changeset.path, filename].map((path) =>
    path.replaceAll('\\', '/').replace(/^(classpath:|\.?\/)+/, ''),
  )
  const [left = '', right = ''] = paths
  return (
    left === right || left.endsWith(`/${right}`) || right.endsWith(`/${left}`) || basename(left) === basename(right)
  )
}

function idOf(changeset: FormattedChangeset, all: readonly FormattedChangeset[]): string {
  const names = [
    ({ id }: FormattedChangeset) => asId(id),
    ({ id, author }: FormattedChangeset) => asId(`${author}_${id}`),
    ({ id, author, path }: FormattedChangeset) =>
      asId(`${path.replace(/\.sql$/, '').replaceAll('/', '_')}_${author}_${id}`),
  ]
  const unique = names.find((name) => all.filter((other) => name(other) === name(changeset)).length === 1)
  if (unique) return unique(changeset)
  throw new RevisionError(
    `The changeset ${changeset.author}:${changeset.id} is there twice. Liquibase tells them apart by no more; give one another id.`,
    {
      file: changeset.up.file,
      line: changeset.up.line,
    },
  )
}

function link(changeset: FormattedChangeset, id: string, index: number, count: number): Link {
  const number = String(index + 1).padStart(String(count).length, '0')
  return {
    id,
    message: changeset.comment ?? `${changeset.author}:${changeset.id}`,
    name: `${number}_${id}.sql`,
    up: changeset.up,
    down: changeset.down,
  }
}

function notesOn(changesets: readonly FormattedChangeset[], otherDatabases: number): readonly string[] {
  const names = (list: readonly FormattedChangeset[]): string =>
    list.map(({ author, id }) => `${author}:${id}`).join(', ')
  const again = changesets.filter(({ runsAgain }) => runsAgain)
  const conditional = changesets.filter(({ conditional: is }) => is)
  return [
    ...(otherDatabases > 0 ? [`${otherDatabases} changesets for other databases than PostgreSQL are left out`] : []),
    ...(again.length > 0
      ? [`runOnChange or runAlways: ${names(again)} run once now; what is to run again goes into repeatable/`]
      : []),
    ...(conditional.length > 0
      ? [`preconditions and contexts of ${names(conditional)} are not taken over: they run everywhere now`]
      : []),
  ]
}
