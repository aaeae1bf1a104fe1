// drizzle-kit: `<tag>.sql`, upward only, in the order of meta/_journal.json; drizzle.__drizzle_migrations has hashes and times.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { excluding, qualified } from './history-tables.ts'
import { asId, chain, inWords, readForeign, refuseGaps, refuseTwice, refuseWithoutFile, type Link } from './linear.ts'
import type { Given, HistoryTable, Project, Tool } from './tool.ts'

const JOURNAL = 'meta/_journal.json'

const own = (table: HistoryTable): readonly string[] =>
  table.schema === 'drizzle' ? ['schema:drizzle'] : excluding(table)

export const drizzle: Tool = {
  name: 'drizzle',
  title: 'drizzle',
  history: { table: '__drizzle_migrations', columns: ['id', 'hash', 'created_at'], distinctive: false, own },
  folderIs: 'the folder with meta/_journal.json, as ./drizzle',
  isItsFolder: (folder) => existsSync(join(folder, JOURNAL)),
  read,
}

interface Entry {
  readonly tag: string
  /** Milliseconds: what drizzle records as created_at. */
  readonly when: number
}

interface Row {
  readonly hash: string
  readonly created_at: string
}

async function read({ folder, database }: Given): Promise<Project> {
  const entries = journalOf(folder)
  const links = entries.map(({ tag }) => link(folder, tag, entries))
  refuseTwice(links)
  const history = database?.history ?? null
  const rows = history
    ? await database!.connection.query<Row>(
        `SELECT hash, created_at::text FROM ${qualified(history)} ORDER BY created_at, id`,
      )
    : []
  const times = new Map(rows.map((row) => [row.created_at, row]))
  const known = new Set(entries.map(({ when }) => String(when)))
  const unknown = rows.filter(({ created_at }) => !known.has(created_at))
  refuseWithoutFile(
    unknown.map(({ hash, created_at }) => `the one of ${created_at} (sha256 ${hash.slice(0, 12)}…)`),
    'drizzle',
    folder,
  )
  const rowOf = (tag: string): Row | undefined => times.get(String(entries.find((entry) => entry.tag === tag)?.when))
  const migrations = chain(links, ({ name }) => rowOf(name.slice(0, -'.sql'.length)) !== undefined)
  refuseGaps(
    migrations,
    'drizzle',
    'drizzle skips what is older than the last it applied, without a word. Run that SQL by hand and insert its row, or give it a later "when" in the journal.',
  )
  const edited = entries.filter(({ tag }) => isEdited(folder, tag, rowOf(tag)))
  const notes = edited.map(
    ({ tag }) => `${tag}.sql was edited after it was applied: its hash is not the one that drizzle recorded`,
  )
  return { migrations, repeatables: [], notes }
}

function journalOf(folder: string): readonly Entry[] {
  if (!existsSync(join(folder, JOURNAL)))
    throw new RevisionError(
      `There is no ${JOURNAL} in ${shownPath(folder)}. Name the folder that drizzle-kit writes (out in drizzle.config.ts).`,
    )
  const { text, shown } = readForeign(folder, JOURNAL)
  const journal: { dialect?: string; entries?: Entry[] } = JSON.parse(text)
  if (journal.dialect !== 'postgresql' && journal.dialect !== 'pg')
    throw new RevisionError(`these migrations are for ${journal.dialect}, not PostgreSQL.`, { file: shown, line: 1 })
  return journal.entries ?? []
}

function link(folder: string, tag: string, entries: readonly Entry[]): Link {
  const { shown, text } = readForeign(folder, `${tag}.sql`)
  const [, index, rest] = /^(\d+)_(.*)$/.exec(tag) ?? []
  const isUnique = index !== undefined && entries.filter((other) => other.tag.startsWith(`${index}_`)).length === 1
  return {
    id: isUnique ? index : asId(tag),
    message: inWords(rest ?? tag),
    name: `${tag}.sql`,
    up: { file: shown, line: 1, sql: text.replaceAll(/[ \t]*-->[ \t]*statement-breakpoint/g, ''), runs: 'transaction' },
    down: null,
  }
}

/** drizzle's hash is sha256 of the file as it was on the machine that ran it. */
function isEdited(folder: string, tag: string, row: Row | undefined): boolean {
  if (!row) return false
  const { text } = readForeign(folder, `${tag}.sql`)
  const sums = [text, text.replaceAll('\n', '\r\n')].map((one) => createHash('sha256').update(one).digest('hex'))
  return !sums.includes(row.hash)
}
