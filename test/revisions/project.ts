// A project of a test's own: a working directory with revisions, a database, and the commands as the command line calls them.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { prepareCall } from '../../src/commands/call.ts'
import { DECLARATIONS } from '../../src/commands/declarations.ts'
import { exitCodeOf, messageOf } from '../../src/commands/exit.ts'
import type { TestDatabase } from '../postgres.ts'
import type { Ended } from './command-line.ts'

/** By the names that the configuration knows: `{ branchLabel: ['stock'] }`. */
export type Flags = Readonly<Record<string, unknown>>

export interface Project {
  readonly database: TestDatabase
  /** In this process, with the database named where the command takes one. */
  trueup(command: string, given?: readonly string[], flags?: Flags): Promise<Ended>
  /** Writes both files of a revision. */
  add(id: string, header?: Readonly<Record<string, string>>, up?: string, down?: string): void
  write(path: string, content: string): void
  read(path: string): string
  files(folder?: string): readonly string[]
  /** The first column of each row. */
  values(sql: string): Promise<readonly unknown[]>
  close(): Promise<void>
}

/** Changes the working directory of the process until it is closed. */
export async function openProject(database: TestDatabase): Promise<Project> {
  const before = process.cwd()
  const cwd = mkdtempSync(join(tmpdir(), 'trueup-project-'))
  process.chdir(cwd)
  mkdirSync('migrations')
  writeFileSync('migrations/HEAD', '')
  const connection = await database.connect()
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
  return {
    database,
    trueup: (command, given = [], flags = {}) =>
      called(command, given, { ...databaseFor(command, database), ...flags }),
    add(id, header = {}, up = `CREATE TABLE ${id} (a int);`, down = `DROP TABLE ${id};`) {
      const lines = { revision: id, parents: 'none', message: `does ${id}`, ...header }
      const text = Object.entries(lines).map(([key, value]) => `-- ${key}: ${value}\n`)
      write(`migrations/${id}.sql`, `${text.join('')}\n${up}\n`)
      write(`migrations/${id}.down.sql`, `-- revision: ${id}\n\n${down}\n`)
    },
    write,
    read: (path) => readFileSync(path, 'utf8'),
    files: (folder = 'migrations') => readdirSync(folder, { recursive: true }).map(String).toSorted(),
    async values(sql) {
      const rows = await connection.query<Record<string, unknown>>(sql)
      return rows.map((row) => Object.values(row)[0])
    },
    async close() {
      process.chdir(before)
      rmSync(cwd, { recursive: true, force: true })
      await connection.close()
      await database.drop()
    },
  }
}

const databaseFor = (command: string, { url }: TestDatabase): Flags =>
  declarationOf(command).flags.some((flag) => flag === 'database') ? { database: url } : {}

function declarationOf(command: string) {
  const found = DECLARATIONS.find(({ name }) => name === command)
  if (!found) throw new Error(`there is no command ${command}`)
  return found
}

/** As cli.ts does, with what is printed kept. */
async function called(command: string, given: readonly string[], flags: Flags): Promise<Ended> {
  const printed: string[] = []
  const told: string[] = []
  const kept = () => ({ stdout: printed.join(''), stderr: told.join('') })
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = (text: string | Uint8Array) => told.push(String(text)) > 0
  try {
    const call = await prepareCall(command, given, flags)
    const terminal = {
      ...call.terminal,
      print: (text: string) => void printed.push(text),
      tell: (text: string) => void told.push(`${text}\n`),
    }
    const { run } = await declarationOf(command).load()
    return { code: await run({ ...call, terminal }), ...kept() }
  } catch (error) {
    told.push(messageOf(error, false))
    return { code: exitCodeOf(error), ...kept() }
  } finally {
    process.stderr.write = write
  }
}
