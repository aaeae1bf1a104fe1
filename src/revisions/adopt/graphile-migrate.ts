// graphile-migrate: `migrations/committed/000001-name.sql`, upward only, each with a header of `--!` lines;
// graphile_migrate.migrations has the hashes of those that were run.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { qualified } from './history-tables.ts'
import {
  chain,
  filesOf,
  inWords,
  readForeign,
  refuseGaps,
  refuseTwice,
  refuseWithoutFile,
  type ForeignFile,
  type Link,
} from './linear.ts'
import { filledIn } from './placeholders.ts'
import type { Given, Project, Tool } from './tool.ts'

const FILE = /^(\d+)(?:-(.*))?\.sql$/
const HEADER = /^--![ \t]*(\w+)(?::[ \t]*(.*))?$/
/** Those that it fills in unasked; others are the user's own. */
const BUILT_IN = /:DATABASE_(?:NAME|OWNER)\b/g

export const graphileMigrate: Tool = {
  name: 'graphile-migrate',
  title: 'graphile-migrate',
  history: {
    table: 'migrations',
    columns: ['hash', 'previous_hash', 'filename', 'date'],
    distinctive: true,
    own: ({ schema }) => [`schema:${schema}`],
  },
  folderIs: 'the folder migrations/, with committed/ in it',
  isItsFolder: (folder) => committedIn(folder) !== null,
  read,
}

function committedIn(folder: string): string | null {
  const candidates = [join(folder, 'committed'), join(folder, 'migrations', 'committed'), folder]
  return (
    candidates.find((one) =>
      filesOf(one).some((file) => FILE.test(file) && readForeign(one, file).text.startsWith('--! Previous:')),
    ) ?? null
  )
}

interface Committed {
  readonly link: Link
  readonly hash: string
}

async function read({ folder, database, replacements }: Given): Promise<Project> {
  const committed = committedIn(folder)
  if (committed === null)
    throw new RevisionError(`There is no committed/ with migrations of graphile-migrate in ${shownPath(folder)}.`)
  const all = filesOf(committed)
    .filter((file) => FILE.test(file))
    .map((file) => committedMigration(readForeign(committed, file), file, replacements))
  refuseTwice(all.map(({ link }) => link))
  const history = database?.history ?? null
  const rows = history
    ? await database!.connection.query<{ hash: string; filename: string }>(
        `SELECT hash, filename FROM ${qualified(history)} ORDER BY filename`,
      )
    : []
  const hashes = new Map(rows.map(({ hash, filename }) => [hash, filename]))
  const known = new Set(all.map(({ hash }) => hash))
  refuseWithoutFile(
    rows.filter(({ hash }) => !known.has(hash)).map(({ filename }) => filename),
    'graphile-migrate',
    committed,
  )
  const hashOf = new Map(all.map(({ link, hash }) => [link.id, hash]))
  const migrations = chain(
    all.map(({ link }) => link),
    ({ id }) => hashes.has(hashOf.get(id) ?? ''),
  )
  refuseGaps(migrations, 'graphile-migrate', 'Run `graphile-migrate migrate` first: it applies them.')
  return {
    migrations,
    repeatables: [],
    notes: currentNote(committed),
  }
}

/** What is being worked on is in no committed file. */
function currentNote(committed: string): readonly string[] {
  const current = join(committed, '..', 'current.sql')
  if (!existsSync(current)) return []
  const { text, shown } = readForeign(join(committed, '..'), 'current.sql')
  const isEmpty = text.split('\n').every((line) => line.trim() === '' || line.trim().startsWith('--'))
  return isEmpty
    ? []
    : [`${shown} is not committed, so it is not taken over; make a revision of it: trueup revision -m "…"`]
}

function committedMigration(file: ForeignFile, name: string, replacements: ReadonlyMap<string, string>): Committed {
  const [, id = '', slug = ''] = FILE.exec(name) ?? []
  const lines = filled(file, replacements).split('\n')
  const header = new Map<string, string>()
  let end = 0
  for (; end < lines.length; end++) {
    const [, key, value = ''] = HEADER.exec(lines[end] ?? '') ?? []
    if (key === undefined) break
    header.set(key.toLowerCase(), value.trim())
  }
  const hash = header.get('hash')
  if (hash === undefined) throw new RevisionError('has no "--! Hash:" in its header.', { file: file.shown, line: 1 })
  const body = lines.slice(end)
  const noTransaction = /^\s*--![ \t]*no-transaction\b/m.test(body.join('\n'))
  const message = header.get('message') ?? inWords(slug)
  const sql = body.join('\n').replace(/^\s*--![ \t]*no-transaction.*$/m, '')
  return {
    hash,
    link: {
      id,
      message,
      name,
      up: { file: file.shown, line: end + 1, sql, runs: noTransaction ? 'none' : 'transaction' },
      down: null,
    },
  }
}

function filled(file: ForeignFile, replacements: ReadonlyMap<string, string>): string {
  let text = file.text
  for (const [placeholder, value] of replacements)
    if (placeholder.startsWith(':')) text = text.replaceAll(placeholder, value)
  return filledIn({ ...file, text }, BUILT_IN, replacements)
}
