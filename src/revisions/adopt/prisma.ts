// Prisma: `migrations/<time>_<name>/migration.sql`, upward only; _prisma_migrations has what was begun and what was finished.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { qualified } from './history-tables.ts'
import { asId, chain, inWords, readForeign, refuseGaps, refuseWithoutFile, type Link } from './linear.ts'
import type { Given, Project, Tool } from './tool.ts'

const COLUMNS = [
  'id',
  'checksum',
  'finished_at',
  'migration_name',
  'logs',
  'rolled_back_at',
  'started_at',
  'applied_steps_count',
]

export const prisma: Tool = {
  name: 'prisma',
  title: 'Prisma',
  history: { table: '_prisma_migrations', columns: COLUMNS, distinctive: true },
  folderIs: 'the folder prisma/migrations',
  isItsFolder: (folder) => migrationsIn(folder) !== null,
  read,
}

/** The folder itself, or migrations/ within it. */
function migrationsIn(folder: string): string | null {
  const candidates = [folder, join(folder, 'migrations'), join(folder, 'prisma', 'migrations')]
  return candidates.find((one) => existsSync(join(one, 'migration_lock.toml'))) ?? null
}

interface Row {
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
  readonly logs: string | null
}

async function read({ folder, database }: Given): Promise<Project> {
  const migrationsFolder = migrationsIn(folder)
  if (migrationsFolder === null)
    throw new RevisionError(
      `There is no migration_lock.toml in ${shownPath(folder)}. Name the folder prisma/migrations, or the one above it.`,
    )
  refuseOtherProvider(migrationsFolder)
  const names = readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(migrationsFolder, entry.name, 'migration.sql')))
    .map(({ name }) => name)
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  if (names.length === 0)
    throw new RevisionError(`There are no Prisma migrations (<time>_<name>/migration.sql) in ${shownPath(folder)}.`)
  const links = names.map((name) => link(migrationsFolder, name, names))
  const history = database?.history ?? null
  const rows = history ? await historyRows(database!, qualified(history)) : []
  refuseFailed(rows)
  refuseWithoutFile(
    rows.map(({ name }) => name).filter((name) => !names.includes(name)),
    'Prisma',
    migrationsFolder,
  )
  const applied = new Map(rows.map((row) => [row.name, row]))
  const migrations = chain(links, ({ name }) => applied.has(name.slice(0, -'.sql'.length)))
  refuseGaps(migrations, 'Prisma', 'Run `prisma migrate deploy` first: it applies them.')
  const notes = names
    .filter((name) => isEdited(migrationsFolder, name, applied.get(name)))
    .map((name) => `${name} was edited after it was applied: its checksum is not the one that Prisma recorded`)
  return { migrations, repeatables: [], notes }
}

/** Those that were rolled back do not count. */
const historyRows = (database: NonNullable<Given['database']>, table: string): Promise<Row[]> =>
  database.connection.query<Row>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, logs
      FROM ${table} WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`)

function refuseFailed(rows: readonly Row[]): void {
  const failed = rows.find(({ finished }) => !finished)
  if (!failed) return
  throw new RevisionError(
    `${failed.name} failed midway, by Prisma's history, and nobody knows how much of it is there.${failed.logs ? `\n${failed.logs}\n` : ' '}` +
      `Put it right by hand, say so with \`prisma migrate resolve --applied ${failed.name}\` or \`--rolled-back\`, and adopt the database then.`,
  )
}

function refuseOtherProvider(folder: string): void {
  const lock = readForeign(folder, 'migration_lock.toml')
  const provider = /^\s*provider\s*=\s*"([^"]*)"/m.exec(lock.text)?.[1]
  if (provider === undefined || provider === 'postgresql') return
  throw new RevisionError(`these migrations are for ${provider}, not PostgreSQL.`, { file: lock.shown, line: 1 })
}

function link(folder: string, name: string, names: readonly string[]): Link {
  const { shown, text } = readForeign(folder, `${name}/migration.sql`)
  const [, time, rest] = /^(\d+)_(.*)$/.exec(name) ?? []
  const isUnique = time !== undefined && names.filter((other) => other.startsWith(`${time}_`)).length === 1
  return {
    id: isUnique ? time : asId(name),
    message: inWords(rest ?? name),
    name: `${name}.sql`,
    up: { file: shown, line: 1, sql: text, runs: 'message' },
    down: null,
  }
}

/** Prisma's checksum is sha256 of the file; it takes both kinds of line ends. */
function isEdited(folder: string, name: string, row: Row | undefined): boolean {
  if (!row) return false
  const { text } = readForeign(folder, `${name}/migration.sql`)
  const sums = [text, text.replaceAll('\n', '\r\n')].map((one) => createHash('sha256').update(one).digest('hex'))
  return !sums.includes(row.checksum)
}
