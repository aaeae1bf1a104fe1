// goose: `00001_name.sql` with `-- +goose Up` and `-- +goose Down`; goose_db_version has a row for each that was run or taken back.

import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { qualified } from './history-tables.ts'
import {
  byVersion,
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
import type { ForeignScript, Given, Project, Tool } from './tool.ts'

const FILE = /^(\d+)_(.*)\.sql$/
const PROGRAM = /^\d+_.*(?<!_test)\.go$/
const ANNOTATION = /^[ \t]*--[ \t]*\+goose[ \t]+(.+?)[ \t]*$/i

export const goose: Tool = {
  name: 'goose',
  title: 'goose',
  history: { table: 'goose_db_version', columns: ['id', 'version_id', 'is_applied', 'tstamp'], distinctive: true },
  folderIs: 'the folder of its migrations',
  isItsFolder: (folder) =>
    filesOf(folder).some(
      (file) => FILE.test(file) && /^[ \t]*--[ \t]*\+goose[ \t]+up/im.test(readForeign(folder, file).text),
    ),
  read,
}

interface Row {
  readonly version_id: string
  readonly is_applied: boolean
}

async function read({ folder, database }: Given): Promise<Project> {
  const files = filesOf(folder)
  const programs = files.filter((file) => PROGRAM.test(file))
  if (programs.length > 0)
    throw new RevisionError(
      `${programs.join(', ')}: Go programs cannot be taken over. Write what they do as SQL in files of the same version, ` +
        'or begin from the database as it is: trueup adopt --from none.',
    )
  const links = files
    .filter((file) => FILE.test(file))
    .map((file) => link(readForeign(folder, file), file))
    .toSorted((a, b) => byVersion(a.id, b.id))
  if (links.length === 0)
    throw new RevisionError(`There are no goose migrations (<version>_<name>.sql) in ${shownPath(folder)}.`)
  refuseTwice(links.map((one) => ({ ...one, id: String(BigInt(one.id)) })))
  const history = database?.history ?? null
  const rows = history
    ? await database!.connection.query<Row>(
        `SELECT version_id::text, is_applied FROM ${qualified(history)} ORDER BY id`,
      )
    : []
  // The last row of a version counts; version 0 says that the table was made.
  const state = new Map(rows.map(({ version_id, is_applied }) => [version_id, is_applied]))
  const applied = new Set([...state].filter(([version, is]) => is && version !== '0').map(([version]) => version))
  const versions = new Set(links.map(({ id }) => String(BigInt(id))))
  refuseWithoutFile(
    [...applied].filter((version) => !versions.has(version)),
    'goose',
    folder,
  )
  const migrations = chain(links, ({ id }) => applied.has(String(BigInt(id))))
  refuseGaps(migrations, 'goose', 'Run `goose up -allow-missing` first: it applies them.')
  return { migrations, repeatables: [], notes: [] }
}

type Section = 'up' | 'down'

function link(file: ForeignFile, name: string): Link {
  const [, id = '', rest = ''] = FILE.exec(name) ?? []
  const sections: Record<Section, { line: number; lines: string[] } | null> = { up: null, down: null }
  let current: Section | null = null
  let noTransaction = false
  file.text.split('\n').forEach((line, i) => {
    const annotation = ANNOTATION.exec(line)?.[1]?.toLowerCase()
    if (annotation === 'up' || annotation === 'down') {
      current = annotation
      sections[current] ??= { line: i + 1, lines: [] }
    } else if (annotation === 'no transaction') noTransaction = true
    else if (annotation?.startsWith('envsub') === true)
      throw new RevisionError(
        'ENVSUB fills in environment variables, which a revision does not. Write their values, and take the line out.',
        { file: file.shown, line: i + 1 },
      )
    if (current === null) return
    // A line of its own stays for each annotation, so that lines can be counted.
    sections[current]?.lines.push(annotation === undefined ? line : '')
  })
  const script = (section: Section): ForeignScript | null => {
    const found = sections[section]
    if (!found) return null
    return {
      file: file.shown,
      line: found.line,
      sql: found.lines.join('\n'),
      runs: noTransaction ? 'none' : 'transaction',
    }
  }
  const up = script('up')
  if (!up) throw new RevisionError('has no "-- +goose Up".', { file: file.shown, line: 1 })
  return { id, message: inWords(rest), name, up, down: script('down') }
}
