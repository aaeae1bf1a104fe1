// The SQL of node-pg-migrate's programs, said by node-pg-migrate itself: its runner with a client that has no server behind it.
// The child runs in the migrations' folder, so that it finds the version that the project has.

import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { callChild } from './child.ts'

export interface ProgramSql {
  readonly up: PrintedSql | null
  /** Null: it says that there is no way down. */
  readonly down: PrintedSql | null
}

export interface PrintedSql {
  readonly sql: string
  readonly transactional: boolean
}

/** By migration name. */
export async function sqlOfPrograms(folder: string): Promise<ReadonlyMap<string, ProgramSql>> {
  const answer = await callChild({
    command: process.execPath,
    arguments: ['--input-type=module', '-e', PROGRAM],
    cwd: folder,
  })
  if (answer.status !== 0)
    throw new RevisionError(
      `node-pg-migrate could not print the SQL of the programs in ${shownPath(folder)}:\n${answer.said}\n` +
        'It must be installed there (npm install), and no migration may read the database. Otherwise begin from the database as it is: trueup adopt --from none.',
    )
  const printed: Record<string, { up: string | null; down: string | null }> = JSON.parse(answer.output)
  return new Map(
    Object.entries(printed).map(([name, { up, down }]) => [name, { up: trimmed(up), down: trimmed(down) }]),
  )
}

/** Without its own row, and without the transaction around it. */
function trimmed(text: string | null): PrintedSql | null {
  if (text === null) return null
  const own = /^(?:INSERT INTO|DELETE FROM) "[^"]*"\."trueup_adopts"[^\n]*\n?/gm
  const steps = text.trim().replaceAll(own, '')
  const transactional = steps.startsWith('BEGIN;')
  return { sql: transactional ? steps.replace(/^BEGIN;\s*/, '').replace(/\s*COMMIT;\s*$/, '\n') : steps, transactional }
}

const PROGRAM = `
import { readdirSync } from 'node:fs'
import * as installed from 'node-pg-migrate'
const runner = installed.runner ?? installed.default?.runner ?? installed.default?.default ?? installed.default
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = process.stderr.write.bind(process.stderr)
const printed = {}
async function run(direction, names, file) {
  let name = null
  const said = {
    info(line) { const match = /^### MIGRATION (.*) \\((UP|DOWN)\\) ###$/.exec(line); if (match) name = match[1] },
    warn() {}, error(line) { console.error(line) },
    debug(sql) { printed[name] ??= { up: null, down: null }; printed[name][direction] = sql },
  }
  const answer = (sql) => {
    if (/information_schema\\.tables/.test(sql)) return [{ table_name: 'trueup_adopts' }]
    if (/information_schema\\.table_constraints/.test(sql)) return [{ constraint_name: 'pk' }]
    if (/^SELECT name FROM .*trueup_adopts/.test(sql)) return names.map((one) => ({ name: one }))
    throw new Error('a migration reads the database: ' + sql)
  }
  const query = async (given) => { const rows = answer(typeof given === 'string' ? given : given.text); return { rows, rowCount: rows.length } }
  const dbClient = { query, connect: async () => {}, end: async () => {}, on() {}, once() {} }
  await runner({ dbClient, dir: process.cwd(), ignorePattern: '\\\\..*|.*\\\\.d\\\\.ts|.*\\\\.md|node_modules', direction, migrationsTable: 'trueup_adopts', count: direction === 'down' ? 1 : Infinity,
    dryRun: true, noLock: true, checkOrder: false, verbose: true, logger: said, file, singleTransaction: false })
}
await run('up', [])
const names = Object.keys(printed)
for (const name of names) {
  try { await run('down', [name], name) } catch (error) { if (!/disabled down|Unknown value for direction/.test(error.message)) throw error }
}
write(JSON.stringify(printed))
`
