// golang-migrate: `000001_name.up.sql` and `.down.sql`; schema_migrations(version, dirty) has one row, the last applied.

import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { qualified } from './history-tables.ts'
import {
  byVersion,
  chain,
  filesOf,
  inWords,
  readForeign,
  refuseTwice,
  refuseWithoutFile,
  sqlName,
  type Link,
} from './linear.ts'
import type { ForeignScript, Given, Project, Tool } from './tool.ts'

const FILE = /^(\d+)_(.*)\.(up|down)\.sql$/

export const golangMigrate: Tool = {
  name: 'golang-migrate',
  title: 'golang-migrate',
  history: { table: 'schema_migrations', columns: ['version', 'dirty'], distinctive: true },
  folderIs: 'the folder of its migrations',
  isItsFolder: (folder) => filesOf(folder).some((file) => FILE.test(file)),
  read,
}

interface Row {
  readonly version: string
  readonly dirty: boolean
}

async function read({ folder, database }: Given): Promise<Project> {
  const files = filesOf(folder)
  const links = files
    .filter((file) => FILE.exec(file)?.[3] === 'up')
    .map((file) => link(folder, file, files))
    .toSorted((a, b) => byVersion(a.id, b.id))
  if (links.length === 0)
    throw new RevisionError(`There are no golang-migrate migrations (<version>_<name>.up.sql) in ${shownPath(folder)}.`)
  refuseTwice(links.map((one) => ({ ...one, id: String(BigInt(one.id)) })))
  const history = database?.history ?? null
  const [row] = history
    ? await database!.connection.query<Row>(`SELECT version::text, dirty FROM ${qualified(history)}`)
    : []
  if (row?.dirty)
    throw new RevisionError(
      `golang-migrate left the database dirty at version ${row.version}: that migration failed midway, and nobody knows how much of it is there. ` +
        `Bring the database to a version by hand, say so with \`migrate force <version>\`, and adopt it then.`,
    )
  const at = row && !row.version.startsWith('-') ? row.version : null
  if (at !== null && !links.some(({ id }) => byVersion(id, at) === 0)) refuseWithoutFile([at], 'golang-migrate', folder)
  const migrations = chain(links, ({ id }) => at !== null && byVersion(id, at) <= 0)
  return { migrations, repeatables: [], notes: [] }
}

function link(folder: string, file: string, files: readonly string[]): Link {
  const [, id = '', rest = ''] = FILE.exec(file) ?? []
  const script = (name: string): ForeignScript => {
    const { shown, text } = readForeign(folder, name)
    return { file: shown, line: 1, sql: text, runs: 'message' }
  }
  const down = files.find((other) => {
    const match = FILE.exec(other)
    return match?.[3] === 'down' && match[1] === id
  })
  return {
    id,
    message: inWords(rest),
    name: sqlName(file),
    up: script(file),
    down: down === undefined ? null : script(down),
  }
}
