// Liquibase as a tool that a database is taken over from: one revision for each changeset, in whatever format, in the order in which
// databasechangelog has them, and behind those the pending ones in the order of the changelog.

import { ident, literal } from '../../catalog/identifier.ts'
import { excluding, qualified } from '../../revisions/adopt/history-tables.ts'
import { asId, chain, refuseWithoutFile, type Link } from '../../revisions/adopt/linear.ts'
import type { ForeignDatabase, Given, HistoryTable, Project, Tool } from '../../revisions/adopt/tool.ts'
import { RevisionError } from '../../revisions/errors.ts'
import { shownNames, shownPath } from '../../revisions/files/text.ts'
import type { Changelog, Changeset, Rendering } from '../changelog.ts'
import { dbmsMatches } from '../filters/dbms.ts'
import { renderingFor } from '../run/rendering.ts'
import { storedPath } from '../tracking/ran.ts'
import { changelogIn, holdsChangelogs } from './changelog-in.ts'
import { downOf, upOf } from './scripts.ts'

export const liquibase: Tool = {
  name: 'liquibase',
  title: 'Liquibase',
  history: {
    table: 'databasechangelog',
    columns: ['id', 'author', 'filename', 'dateexecuted', 'orderexecuted', 'exectype', 'md5sum'],
    distinctive: true,
    own: (table) => [...excluding(table), `${table.schema}.${table.name}lock`],
  },
  folderIs: 'the folder of its changelogs, or its root changelog',
  isItsFolder: holdsChangelogs,
  read,
}

interface Row {
  readonly id: string
  readonly author: string
  readonly filename: string
  readonly exectype: string
}

async function read({ folder, database, replacements }: Given): Promise<Project> {
  const changelog = changelogIn(folder, replacements)
  refusePlaceholders(changelog)
  const used = changelog.changesets.filter(({ ignore }) => !ignore)
  const changesets = used.filter(({ dbms }) => dbmsMatches(dbms))
  if (changesets.length === 0) throw new RevisionError(`There is no changeset in ${shownPath(folder)}.`)
  const history = database?.history ?? null
  const rows = history && database ? await historyRows(database, history) : []
  const matched = matchedWith(rows, changesets)
  refuseWithoutFile(
    rows.filter((row) => !matched.has(row)).map(({ author, id, filename }) => `${author}:${id} (${filename})`),
    'Liquibase',
    folder,
  )
  const applied = new Set(matched.values())
  const ordered = [...applied, ...changesets.filter((changeset) => !applied.has(changeset))]
  const ids = idsOf(ordered)
  // Of several rows of one changeset the last counts.
  const types = new Map([...matched].map(([{ exectype }, changeset]) => [changeset, exectype]))
  const marked = new Set([...types].flatMap(([changeset, type]) => (type === 'MARK_RAN' ? changeset : [])))
  const rendering = renderingOn(database)
  const links = new Map<Link, Changeset>()
  for (const [i, changeset] of ordered.entries()) {
    const runs = marked.has(changeset) ? withoutChanges(changeset) : changeset
    links.set(await link(runs, ids.get(changeset) ?? '', i, ordered.length, rendering), changeset)
  }
  return {
    migrations: chain([...links.keys()], (one) => applied.has(links.get(one)!)),
    repeatables: [],
    notes: notesOn(ordered, marked, used.length - changesets.length),
  }
}

/** Names are left to search_path, as in SQL that somebody wrote. */
function renderingOn(database: ForeignDatabase | null): Rendering {
  const scope = { contexts: [], labels: null }
  if (database === null)
    return { ...scope, compatibility: 'trueup', defaultSchema: null, columnTypes: async () => new Map() }
  return { ...renderingFor(database.connection, database.history?.schema ?? 'public', scope), defaultSchema: null }
}

/** A revision holds SQL that any tool can run. */
function refusePlaceholders({ problems }: Changelog): void {
  const unknown = problems.find(({ rule }) => rule === 'unknown-property')
  if (!unknown) return
  const { file, line, message } = unknown
  const [placeholder = '${…}'] = /\$\{[^}]+\}/.exec(message) ?? []
  throw new RevisionError(`${placeholder} is a placeholder. Say what stands in for it: --replace '${placeholder}=…'`, {
    file,
    line,
  })
}

async function historyRows({ connection }: ForeignDatabase, history: HistoryTable): Promise<readonly Row[]> {
  const lock = `${ident(history.schema)}.${ident(`${history.name}lock`)}`
  const [isThere] = await connection.query<{ is: boolean }>(`SELECT to_regclass(${literal(lock)}) IS NOT NULL AS is`)
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

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const nameOf = ({ id, author }: Pick<Row, 'id' | 'author'>): string => JSON.stringify([id, author])

/** Liquibase records the path as it was named; the same first, then where one is the end of the other, then of files moved elsewhere. */
const LIKENESSES: readonly ((left: string, right: string) => boolean)[] = [
  (left, right) => left === right,
  (left, right) => left.endsWith(`/${right}`) || right.endsWith(`/${left}`),
  (left, right) => baseName(left) === baseName(right),
]

/** Each row's changeset, in the order of the rows; a row without one is not in it. What a row names better is no other row's. */
function matchedWith(rows: readonly Row[], changesets: readonly Changeset[]): ReadonlyMap<Row, Changeset> {
  const byName = new Map<string, Changeset[]>()
  for (const one of changesets) byName.set(nameOf(one), [...(byName.get(nameOf(one)) ?? []), one])
  const found = new Map<Row, Changeset>()
  for (const isAlike of LIKENESSES) {
    const taken = new Set(found.values())
    for (const row of rows) {
      if (found.has(row)) continue
      const isOf = ({ path, inheritedPath }: Changeset): boolean =>
        [path, inheritedPath ?? path].some((one) => isAlike(storedPath(one), storedPath(row.filename)))
      const changeset = byName.get(nameOf(row))?.find((one) => !taken.has(one) && isOf(one))
      if (changeset) found.set(row, changeset)
    }
  }
  return new Map(
    rows.flatMap((row) => {
      const changeset = found.get(row)
      return changeset ? [[row, changeset] as const] : []
    }),
  )
}

/** The shortest that no other has. */
function idsOf(changesets: readonly Changeset[]): ReadonlyMap<Changeset, string> {
  const candidates = new Map(changesets.map((one) => [one, namesOf(one)]))
  const counts = [0, 1, 2].map((i) => countsOf([...candidates.values()].map((names) => names[i] ?? '')))
  return new Map(
    changesets.map((changeset) => {
      const unique = candidates.get(changeset)?.find((name, i) => counts[i]?.get(name) === 1)
      if (unique !== undefined) return [changeset, unique]
      throw new RevisionError(
        `The changeset ${changeset.author}:${changeset.id} is there twice. Liquibase tells them apart by no more; give one another id.`,
        { file: changeset.file, line: changeset.line },
      )
    }),
  )
}

const namesOf = ({ id, author, path }: Changeset): readonly string[] => [
  asId(id),
  asId(`${author}_${id}`),
  asId(`${path.replace(/\.\w+$/, '').replaceAll('/', '_')}_${author}_${id}`),
]

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

async function link(
  changeset: Changeset,
  id: string,
  index: number,
  count: number,
  rendering: Rendering,
): Promise<Link> {
  const number = String(index + 1).padStart(String(count).length, '0')
  const [comment = ''] = changeset.comments.trim().split('\n')
  return {
    id,
    message: comment === '' ? `${changeset.author}:${changeset.id}` : comment,
    name: `${number}_${id}.sql`,
    up: await upOf(changeset, rendering),
    down: await downOf(changeset, rendering),
  }
}

/** Its preconditions did not hold: the database came to the same by other ways, and so does whoever begins with nothing. */
const withoutChanges = (changeset: Changeset): Changeset => ({ ...changeset, changes: [], rollback: [] })

function notesOn(
  changesets: readonly Changeset[],
  marked: ReadonlySet<Changeset>,
  otherDatabases: number,
): readonly string[] {
  const names = (list: readonly Changeset[]): string => named(list.map(({ author, id }) => `${author}:${id}`))
  const again = changesets.filter(({ runOnChange, runAlways }) => runOnChange || runAlways)
  const conditional = changesets.filter(
    (one) => !marked.has(one) && (one.preconditions !== null || one.contexts.length > 0 || one.labels.length > 0),
  )
  const tags = changesets.flatMap(({ tag }) => tag ?? [])
  return [
    ...(otherDatabases > 0 ? [`${otherDatabases} changesets for other databases than PostgreSQL are left out`] : []),
    ...(again.length > 0
      ? [`runOnChange or runAlways: ${names(again)} run once now; what is to run again goes into repeatable/`]
      : []),
    ...(marked.size > 0
      ? [`marked as run, and never run here (MARK_RAN): ${names([...marked])}; these revisions do nothing`]
      : []),
    ...(conditional.length > 0
      ? [`preconditions, contexts and labels of ${names(conditional)} are not taken over: they run everywhere now`]
      : []),
    ...(tags.length > 0 ? [`tags are not taken over: ${named(tags)}`] : []),
  ]
}

const MOST_NAMED = 10

const named = (names: readonly string[]): string => shownNames(names, MOST_NAMED)
