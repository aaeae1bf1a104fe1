// dbmate: `20200101120000_name.sql` with `-- migrate:up` and `-- migrate:down`; schema_migrations(version) has what is applied.

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
  type Link,
} from './linear.ts'
import type { ForeignScript, Given, Project, Tool } from './tool.ts'

const FILE = /^(\d+)(.*)\.sql$/
const MARK = /^--[ \t]*migrate:(up|down)\b(.*)$/gm

export const dbmate: Tool = {
  name: 'dbmate',
  title: 'dbmate',
  history: { table: 'schema_migrations', columns: ['version'], distinctive: false },
  folderIs: 'the folder of its migrations, as db/migrations',
  isItsFolder: (folder) => {
    const files = filesOf(folder).filter((file) => FILE.test(file))
    return files.length > 0 && files.every((file) => /^--[ \t]*migrate:up\b/m.test(readForeign(folder, file).text))
  },
  read,
}

async function read({ folder, database }: Given): Promise<Project> {
  const links = filesOf(folder)
    .filter((file) => FILE.test(file))
    .map((file) => link(folder, file))
  if (links.length === 0)
    throw new RevisionError(`There are no dbmate migrations (<version>_<name>.sql) in ${shownPath(folder)}.`)
  refuseTwice(links)
  const history = database?.history ?? null
  const rows = history
    ? await database!.connection.query<{ version: string }>(
        `SELECT version::text FROM ${qualified(history)} ORDER BY 1`,
      )
    : []
  const applied = new Set(rows.map(({ version }) => version))
  const ids = new Set(links.map(({ id }) => id))
  refuseWithoutFile(
    [...applied].filter((version) => !ids.has(version)),
    'dbmate',
    folder,
  )
  const migrations = chain(links, ({ id }) => applied.has(id))
  refuseGaps(migrations, 'dbmate', 'Run `dbmate up` first: it applies them.')
  return { migrations, repeatables: [], notes: [] }
}

function link(folder: string, file: string): Link {
  const foreign = readForeign(folder, file)
  const [, id = '', rest = ''] = FILE.exec(file) ?? []
  const marks = [...foreign.text.matchAll(MARK)]
  const section = (direction: string): ForeignScript | null => {
    const [mark, ...others] = marks.filter((one) => one[1] === direction)
    if (others.length > 0)
      throw new RevisionError(`has "-- migrate:${direction}" twice.`, { file: foreign.shown, line: 1 })
    if (!mark) return null
    const start = mark.index + mark[0].length
    const end = marks.find((one) => one.index > mark.index)?.index ?? foreign.text.length
    return {
      file: foreign.shown,
      line: foreign.text.slice(0, start).split('\n').length,
      sql: foreign.text.slice(start, end),
      runs: /\btransaction:false\b/.test(mark[2] ?? '') ? 'none' : 'transaction',
    }
  }
  const up = section('up')
  if (!up) throw new RevisionError('has no "-- migrate:up".', { file: foreign.shown, line: 1 })
  return { id, message: inWords(rest), name: file, up, down: section('down') }
}
