// What Alembic answers about a project as migrations: its graph kept as it is, each revision with the SQL of both its ways.

import { basename, join, relative } from 'node:path'
import { RevisionError } from '../errors.ts'
import { fileName } from '../files/write.ts'
import { shownNames, shownPath } from '../files/text.ts'
import {
  askOffline,
  askOnline,
  type AlembicAnswer,
  type AlembicPlace,
  type AlembicRevision,
  type AlembicSql,
  type Way,
} from './alembic-run.ts'
import { qualified } from './history-tables.ts'
import { refuseWithoutFile } from './linear.ts'
import type { ForeignScript, Given, Migration, Project } from './tool.ts'

export async function readAlembic(given: Given, place: AlembicPlace, title: string): Promise<Project> {
  const answer = await askOffline(place)
  if (answer.revisions.length === 0) throw new RevisionError(`${title} has no revisions in ${shownPath(given.folder)}.`)
  if (answer.times > 1)
    throw new RevisionError(
      `env.py runs the migrations ${answer.times} times, as for several schemas. Trueup runs each revision once in a database: adopt one of them at a time, with an env.py that runs that one.`,
    )
  const wanted = failedOf(answer)
  const noted = Object.keys(wanted).length === 0 ? {} : await askOnline(place, answer, wanted, given.shadow)
  const history = given.database?.history ?? null
  const rows = history
    ? await given.database!.connection.query<{ version_num: string }>(
        `SELECT version_num FROM ${qualified(history)} ORDER BY 1`,
      )
    : []
  const known = new Set(answer.revisions.map(({ id }) => id))
  const heads = rows.map(({ version_num }) => version_num)
  refuseWithoutFile(
    heads.filter((id) => !known.has(id)),
    title,
    given.folder,
  )
  const applied = withAncestors(answer.revisions, heads)
  const migrations = answer.revisions.map((revision) => migration(revision, answer.sql, noted, place, applied))
  return {
    migrations,
    repeatables: [],
    notes: notesOn(answer, wanted, noted),
  }
}

/** What offline mode cannot print, since the revision asks the database. */
function failedOf({ revisions, sql }: AlembicAnswer): Readonly<Record<string, readonly Way[]>> {
  const ways: readonly Way[] = ['upgrade', 'downgrade']
  return Object.fromEntries(
    revisions
      .map(({ id }) => [id, ways.filter((way) => (sql[id]?.[way]?.error ?? null) !== null)] as const)
      .filter(([, failed]) => failed.length > 0),
  )
}

function withAncestors(revisions: readonly AlembicRevision[], heads: readonly string[]): ReadonlySet<string> {
  const byId = new Map(revisions.map((revision) => [revision.id, revision]))
  const byName = new Map(revisions.flatMap((revision) => revision.labels.map((label) => [label, revision.id] as const)))
  const found = new Set<string>()
  const open = [...heads]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const id = byId.has(name) ? name : (byName.get(name) ?? name)
    if (found.has(id)) continue
    found.add(id)
    const revision = byId.get(id)
    if (revision) open.push(...revision.parents, ...revision.dependsOn)
  }
  return found
}

const NOTED = `-- Alembic's revision asks the database. This is what it sent to one without rows: what it would do to rows that it
-- finds is not here. A database that had it when it was adopted has had all of it.`

function migration(
  revision: AlembicRevision,
  printed: AlembicSql,
  noted: AlembicSql,
  place: AlembicPlace,
  applied: ReadonlySet<string>,
): Migration {
  const { id, parents, dependsOn, labels, message, doc, path } = revision
  const file = shownPath(join(place.cwd, relative(place.cwd, path)))
  const script = (way: Way): ForeignScript | null => {
    const own = printed[id]?.[way]
    const said = own?.error == null ? own : noted[id]?.[way]
    if (!said || said.error !== null) {
      if (way === 'downgrade') return null
      throw new RevisionError(
        `${said?.error ?? 'it has no upgrade()'}. Its SQL could be had neither offline nor by running it in an empty throwaway database. ` +
          'Write what it does with op.execute(), or begin from the database as it is: trueup adopt --from none.',
        { file, line: 1 },
      )
    }
    const sql = own?.error == null ? said.sql : `${NOTED}\n${said.sql}`
    return { file, line: 1, sql, runs: 'transaction' }
  }
  const up = script('upgrade')
  if (!up) throw new RevisionError('has no upgrade().', { file, line: 1 })
  const down = script('downgrade')
  const why = down === null ? whyNoWayDown(printed, noted, id) : null
  const when = /^Create Date:\s*(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/m.exec(doc)
  return {
    id,
    parents,
    dependsOn,
    labels,
    message,
    name: when
      ? fileName(id, message, new Date(`${when[1]}T${when[2]}Z`))
      : `${basename(path).replace(/\.py$/, '')}.sql`,
    up,
    down,
    ...(why === null ? {} : { irreversible: `Alembic's own way down fails: ${why}` }),
    applied: applied.has(id),
  }
}

function whyNoWayDown(printed: AlembicSql, noted: AlembicSql, id: string): string | null {
  if ((printed[id]?.['downgrade']?.error ?? null) === null) return null
  const why = noted[id]?.['downgrade']?.error ?? null
  return why && why.replaceAll(/<[^<>]* object at 0x[0-9a-f]+>/g, '…')
}

function notesOn(
  answer: AlembicAnswer,
  wanted: Readonly<Record<string, readonly Way[]>>,
  noted: AlembicSql,
): readonly string[] {
  const name = (id: string): string => {
    const revision = answer.revisions.find((one) => one.id === id)
    return revision?.message ? `${id} (${revision.message})` : id
  }
  const asked = Object.keys(wanted)
  const without = asked.filter((id) => whyNoWayDown(answer.sql, noted, id) !== null)
  return [
    ...(answer.env === null
      ? []
      : [
          `env.py was not used: ${answer.env}. What it sets up (a search_path, operations of its own) is not in the files`,
        ]),
    ...(asked.length === 0
      ? []
      : [
          `These ask the database, so they were run in an empty throwaway one, and hold the SQL that they sent there; what they would do to rows they find is not in it: ${shortened(asked.map(name))}`,
        ]),
    ...(without.length === 0
      ? []
      : [`These have no way down, since Alembic's fails too; their files say why: ${shortened(without.map(name))}`]),
  ]
}

const MOST_NAMED = 8

const shortened = (names: readonly string[]): string => shownNames(names, MOST_NAMED)
