// node-pg-migrate: `1633412345678_name.sql` with `-- Up Migration` and `-- Down Migration`, or a program that calls its builder;
// pgmigrations has the names of those that were run. Programs are run by node-pg-migrate itself, which says their SQL.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { qualified } from './history-tables.ts'
import {
  asId,
  chain,
  filesOf,
  inWords,
  readForeign,
  refuseGaps,
  refuseTwice,
  refuseWithoutFile,
  type Link,
} from './linear.ts'
import { sqlOfPrograms, type ProgramSql } from './node-pg-migrate-run.ts'
import type { ForeignScript, Given, Project, Tool } from './tool.ts'

const FILE = /^(\d+)[_-](.*?)(\.up|\.down)?\.(sql|c?m?js|ts)$/
const UP = /^[ \t]*--[ \t-]*up[ \t]+migration/im
const DOWN = /^[ \t]*--[ \t-]*down[ \t]+migration/im

export const nodePgMigrate: Tool = {
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  history: { table: 'pgmigrations', columns: ['id', 'name', 'run_on'], distinctive: true },
  folderIs: 'the folder of its migrations',
  isItsFolder: (folder) =>
    filesOf(folder).some((file) => FILE.test(file) && isIts(file, readForeign(folder, file).text)),
  read,
}

/** Milliseconds, or a time of 17 digits: golang-migrate has .up.sql too. */
const PAIR = /^(?:\d{13}|\d{17})[_-].*\.(?:up|down)\.sql$/
const PROGRAM = /\b(?:exports\.up|export (?:const|async function|function) up|export default)\b/

const isIts = (file: string, text: string): boolean =>
  file.endsWith('.sql') ? UP.test(text) || PAIR.test(file) : PROGRAM.test(text) && /\bpgm\b|node-pg-migrate/.test(text)

async function read({ folder, database }: Given): Promise<Project> {
  const files = filesOf(folder).filter(
    (file) => FILE.test(file) && !file.endsWith('.down.sql') && !file.endsWith('.d.ts'),
  )
  if (files.length === 0)
    throw new RevisionError(`There are no node-pg-migrate migrations (<time>_<name>) in ${shownPath(folder)}.`)
  const programs = files.filter((file) => !file.endsWith('.sql'))
  const printed = programs.length === 0 ? new Map<string, ProgramSql>() : await sqlOfPrograms(folder)
  const links = files.map((file) => link(folder, file, files, printed)).toSorted(inOrder)
  refuseTwice(links)
  const history = database?.history ?? null
  const rows = history
    ? await database!.connection.query<{ name: string }>(`SELECT name FROM ${qualified(history)} ORDER BY run_on, id`)
    : []
  const applied = new Set(rows.map(({ name }) => name))
  const names = new Map(files.map((file) => [nameOf(file), file]))
  refuseWithoutFile(
    [...applied].filter((name) => !names.has(name)),
    'node-pg-migrate',
    folder,
  )
  const migrations = chain(links, ({ name }) => applied.has(name.slice(0, -'.sql'.length)))
  refuseGaps(migrations, 'node-pg-migrate', 'Run `node-pg-migrate up --no-check-order` first: it applies them.')
  return { migrations, repeatables: [], notes: [] }
}

/** As pgmigrations has it: without endings. */
const nameOf = (file: string): string => file.replace(/(\.up|\.down)?\.(sql|c?m?js|ts)$/, '')

/** By time; of those without one, by name. */
function inOrder(a: Link, b: Link): number {
  const time = (link: Link): number => Number(/^\d+/.exec(link.name)?.[0] ?? 0)
  return time(a) - time(b) || (a.name < b.name ? -1 : 1)
}

function link(folder: string, file: string, files: readonly string[], printed: ReadonlyMap<string, ProgramSql>): Link {
  const [, time = '', rest = ''] = FILE.exec(file) ?? []
  const name = nameOf(file)
  const isUnique = files.filter((other) => FILE.exec(other)?.[1] === time).length === 1
  const scripts = file.endsWith('.sql') ? sqlScripts(folder, file) : programScripts(folder, file, printed.get(name))
  return { id: isUnique ? time : asId(name), message: inWords(rest), name: `${name}.sql`, ...scripts }
}

function sqlScripts(folder: string, file: string): { up: ForeignScript; down: ForeignScript | null } {
  const { shown, text } = readForeign(folder, file)
  if (file.endsWith('.up.sql')) {
    const back = file.replace(/\.up\.sql$/, '.down.sql')
    const down = existsSync(join(folder, back)) ? readForeign(folder, back) : null
    return {
      up: { file: shown, line: 1, sql: text, runs: 'transaction' },
      down: down && { file: down.shown, line: 1, sql: down.text, runs: 'transaction' },
    }
  }
  const [up, down] = [UP.exec(text), DOWN.exec(text)]
  const section = (start: number, end: number): ForeignScript => ({
    file: shown,
    line: text.slice(0, start).split('\n').length,
    sql: text.slice(start, end),
    runs: 'transaction',
  })
  const endOfMark = (mark: RegExpExecArray): number => text.indexOf('\n', mark.index) + 1 || text.length
  const start = up ? endOfMark(up) : 0
  const end = down && down.index > start ? down.index : text.length
  if (!down) return { up: section(start, end), down: null }
  const downEnd = up && up.index > down.index ? up.index : text.length
  return { up: section(start, end), down: section(endOfMark(down), downEnd) }
}

function programScripts(
  folder: string,
  file: string,
  printed: ProgramSql | undefined,
): { up: ForeignScript; down: ForeignScript | null } {
  const shown = shownPath(join(folder, file))
  if (!printed?.up) throw new RevisionError(`node-pg-migrate printed no SQL for it.`, { file: shown, line: 1 })
  const script = ({ sql, transactional }: NonNullable<ProgramSql['up']>): ForeignScript => ({
    file: shown,
    line: 1,
    sql,
    runs: transactional ? 'transaction' : 'none',
  })
  return { up: script(printed.up), down: printed.down ? script(printed.down) : null }
}
