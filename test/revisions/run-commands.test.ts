import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseOf, targetOf } from '../../src/commands/revisions/target.ts'
import { readSettings } from '../../src/config/settings.ts'
import { startServer, testMajors, type TestDatabase, type TestServer } from '../postgres.ts'
import { buildCommandLine, type CommandLine } from './command-line.ts'

const settingsWith = (database?: string) =>
  readSettings([{ values: database === undefined ? {} : { database }, nameOf: (key) => key }])
const said = (namedDatabase?: string, configured?: string) => ({
  command: 'upgrade',
  namedDatabase,
  settings: settingsWith(configured),
})

test('which database: the nearest word counts', () => {
  const all = { DATABASE_URL: 'postgresql:///url', PGHOST: 'h' }
  expect(databaseOf(said('postgresql:///named', 'postgresql:///configured'), all)).toBe('postgresql:///named')
  expect(databaseOf(said(undefined, 'postgresql:///configured'), all)).toBe('postgresql:///url')
  expect(databaseOf(said(undefined, 'postgresql:///configured'), { PGHOST: 'h' })).toBe('application_name=trueup')
  expect(databaseOf(said(undefined, 'postgresql:///configured'), { DATABASE_URL: '' })).toBe('postgresql:///configured')
  expect(databaseOf(said(), {})).toBeNull()
  expect(() => targetOf(said('migrations'))).toThrow(/upgrade is about a database, and migrations is none/)
})

const FILES: Readonly<Record<string, string>> = {
  'migrations/1_aaaa.sql':
    '-- revision: aaaa\n-- parents: none\n-- message: accounts\n\nCREATE TABLE account (id int PRIMARY KEY, done boolean);\nINSERT INTO account SELECT generate_series(1, 25);\n',
  'migrations/1_aaaa.down.sql': '-- revision: aaaa\n-- loses-data: the rows of account\n\nDROP TABLE account;\n',
  'migrations/2_bbbb.sql':
    '-- revision: bbbb\n-- parents: aaaa\n-- message: fill\n-- transaction: none\n\n-- @resume again\n-- @run fill.ts\n',
  'migrations/2_bbbb.down.sql': '-- revision: bbbb\n\nUPDATE account SET done = NULL;\n',
  'migrations/fill.ts': `
import type { Anything } from 'nowhere'
export default async (db: { batch(sql: string): Promise<number>; query(sql: string): Promise<{ n: number }[]> }) => {
  const rows: number = await db.batch('UPDATE account SET done = true WHERE id IN (SELECT id FROM account WHERE done IS NULL LIMIT 10)')
  if (rows !== 25) throw new Error(\`filled \${rows}\`)
}
`,
  'schema.sql': 'CREATE TABLE account (id int PRIMARY KEY, done boolean);\n',
}

describe.each(testMajors().slice(0, 1))('PostgreSQL %i', (major) => {
  let server: TestServer
  let cli: CommandLine
  let cwd: string
  let database: TestDatabase
  beforeAll(async () => {
    ;[server, cli] = await Promise.all([startServer(major), buildCommandLine()])
    database = await server.createDatabase()
    cwd = mkdtempSync(join(tmpdir(), 'trueup-run-'))
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true })
      writeFileSync(join(cwd, path), text)
    }
  })
  afterAll(async () => {
    rmSync(cwd, { recursive: true })
    cli.remove()
    await server.stop()
  })
  const trueup = (...args: string[]) => cli.run(cwd, args, { DATABASE_URL: database.url })

  test('from an empty database to the end, and what each command says', async () => {
    const planned = await trueup('upgrade', '--dry-run')
    expect(planned).toMatchObject({
      code: 0,
      stdout:
        'would upgrade to aaaa (accounts): migrations/1_aaaa.sql (2 statements)\n' +
        'would upgrade to bbbb (fill): migrations/2_bbbb.sql (1 statement, some outside of transactions)\n',
    })
    expect((await trueup('current', '--check-heads')).code).toBe(2)
    const done = await trueup('upgrade', '--tag', 'release 7')
    expect(done).toMatchObject({ code: 0, stdout: '' })
    expect(done.stderr).toMatch(
      /^upgraded to aaaa: accounts \([\d.]+ s\)\nupgraded to bbbb: fill \([\d.]+ s\)\nDone in [\d.]+ s, 2 revisions: the database is at bbbb\.\n$/,
    )
    expect((await trueup('upgrade')).stderr).toBe('Nothing to do: the database is at bbbb.\n')
    expect(await trueup('current', '--check-heads')).toMatchObject({ code: 0, stdout: 'bbbb (head): fill\n' })
    const history = await trueup('history', '-i', '--verbose')
    expect(history.stdout).toMatch(
      /applied: +\d{4}-.* UTC by \w+ \(.+@.+\), took [\d.]+ s, with trueup [\d.]+, tag release 7\n/,
    )
    // The history table is Trueup's own, and no difference from a definition.
    expect(await trueup('check', database.url, 'schema.sql')).toMatchObject({ code: 0 })
    expect((await trueup('diff', database.url, 'schema.sql')).stdout).toBe('')

    const refused = await trueup('downgrade', 'base')
    expect(refused.code).toBe(3)
    expect(refused.stderr).toMatch(
      /aaaa \(accounts\): the rows of account \(migrations\/1_aaaa\.down\.sql\)\nIf that is meant/,
    )
    expect((await trueup('downgrade')).stderr).toMatch(
      /^took back bbbb: fill .*\nDone in .*: the database is at aaaa\.\n$/,
    )
    expect((await trueup('stamp', 'head')).stderr).toBe(
      'recorded: bbbb\nThe database counts as being at bbbb. Nothing was run.\n',
    )
    expect((await trueup('stamp', '--purge', 'aaaa')).stderr).toMatch(/^no longer recorded: bbbb\nrecorded: aaaa\n/)
    expect((await trueup('upgrade', 'aaaa:bbbb')).code).toBe(64)
    expect((await trueup('upgrade', '--sql')).stderr).toMatch(/2_bbbb\.sql:7: it runs fill\.ts, a program/)
    expect((await trueup('upgrade', '--sql', 'aaaa')).stdout).toMatch(/CREATE TABLE account/)
    expect((await cli.run(cwd, ['upgrade'])).code).toBe(64)
  })
})
