// One command in place of throwing a file away, emptying the database and writing it again; on a database of one's own alone.

import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { isLocal } from '../../src/revisions/reshape/disposable.ts'
import { startServer, testMajors, type TestDatabase, type TestServer } from '../postgres.ts'
import { openProject, type Flags, type Project } from './project.ts'

let server: TestServer
let project: Project
/** In which the test itself has no session. */
let own: TestDatabase
beforeAll(async () => {
  server = await startServer(testMajors()[0] ?? 18)
})
afterAll(() => server.stop())
beforeEach(async () => {
  project = await openProject(await server.createDatabase())
  own = await server.createDatabase()
  project.add('aaaa')
  project.add('bbbb', { parents: 'aaaa' })
  project.add('cccc', { parents: 'bbbb' })
  project.write('schema.sql', 'CREATE TABLE aaaa (a int); CREATE TABLE dddd (d int);')
})
afterEach(async () => {
  await own.drop()
  await project.close()
})

const definition = 'schema.sql'
const start = (flags: Flags) =>
  project.trueup('new-start', [], { definition, database: own.url, yes: true, revId: 'eeee', ...flags })

async function values(sql: string): Promise<readonly unknown[]> {
  const connection = await own.connect()
  const rows = await connection.query<{ value: unknown }>(sql)
  await connection.close()
  return rows.map(({ value }) => value)
}

const tables = () =>
  values("select relname::text as value from pg_class where relnamespace = 'public'::regnamespace order by 1")

test('what comes after the kept revision is thrown away, and one revision takes its place', async () => {
  await project.trueup('upgrade', [], { database: own.url })
  const connection = await own.connect()
  await connection.execute(
    'CREATE SCHEMA mine; CREATE TABLE mine.t (a int); CREATE TYPE mood AS ENUM (); INSERT INTO aaaa VALUES (1)',
  )
  await connection.close()
  const { code, stdout, stderr } = await start({ keep: 'aaaa' })
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('removed migrations/bbbb.sql') })
  expect(stderr).toContain('is dropped and made anew, rows included')
  expect(stdout).toMatch(/^migrations\/\w+_eeee_new_start\.sql\nmigrations\/\w+_eeee_new_start\.down\.sql\n$/)
  expect(project.files().filter((file) => /^(bbbb|cccc)/.test(file))).toEqual([])
  expect(project.read('migrations/HEAD')).toBe('eeee\n')
  expect(await tables()).toEqual(['aaaa', 'dddd'])
  expect(await values("select nspname::text as value from pg_namespace where nspname in ('mine', 'trueup')")).toEqual([
    'trueup',
  ])
  expect(await values('select revision as value from trueup.history order by position')).toEqual(['aaaa', 'eeee'])
  expect((await project.trueup('current', [], { database: own.url, checkHeads: true })).code).toBe(0)
})

test('what git has on its main branch stays', async () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { stdio: 'pipe' })
  git('init', '-qb', 'main')
  git('add', 'migrations/aaaa.sql', 'migrations/aaaa.down.sql', 'migrations/bbbb.sql', 'migrations/bbbb.down.sql')
  git('commit', '-qm', 'work')
  git('checkout', '-qb', 'topic')
  git('add', '.')
  git('commit', '-qm', 'more')
  const { code, stderr } = await start({})
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('what git has in main') })
  expect(project.files().filter((file) => /^\w{4}\.sql/.test(file))).toEqual(['aaaa.sql', 'bbbb.sql'])
  expect(await tables()).toEqual(['aaaa', 'dddd'])
})

const untouched = async (act: () => Promise<{ code: number; stderr: string }>): Promise<string> => {
  await project.trueup('upgrade', [], { database: own.url })
  const before = project.files()
  const { code, stderr } = await act()
  expect(code).toBe(1)
  expect(project.files()).toEqual(before)
  expect(await tables()).toEqual(['aaaa', 'bbbb', 'cccc'])
  return stderr
}

test('nothing is done unasked, or where it is not clear what stays', async () => {
  expect(await untouched(() => start({ keep: 'base', yes: false }))).toContain('--yes says that this is meant')
  expect(await untouched(() => start({}))).toContain('trueup new-start --keep <revision>')
})

test('a database that others are in, or that is replicated, is left alone', async () => {
  const connection = await own.connect()
  expect(await untouched(() => start({ keep: 'base' }))).toMatch(/is not emptied: others are in it: pid \d+/)
  await connection.execute(
    "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)",
  )
  await connection.close()
  expect(await untouched(() => start({ keep: 'base' }))).toContain('takes part in replication (1 subscriptions')
  const again = await own.connect()
  await again.execute('DROP SUBSCRIPTION s')
  await again.close()
})

test('a definition that does not load is found out before anything is dropped', async () => {
  project.write('schema.sql', 'CREATE TABLE nonsense (')
  expect(await untouched(() => start({ keep: 'base' }))).toContain('schema.sql')
})

test('a database elsewhere is not even asked, unless the configuration says of it that it is disposable', async () => {
  const elsewhere = 'postgresql://app:secret@db.example.com/app'
  const said = await untouched(() => start({ keep: 'base', database: elsewhere }))
  expect(said).toMatch(/^postgresql:\/\/app@db\.example\.com:5432\/app is not emptied: it is not on this machine/)
  project.write('trueup.config.json', JSON.stringify({ disposable: true, database: 'postgresql://localhost/other' }))
  expect((await start({ keep: 'base', database: elsewhere })).stderr).toContain('not on this machine')
  project.write('trueup.config.json', JSON.stringify({ disposable: true, database: elsewhere }))
  expect((await start({ keep: 'base', database: elsewhere })).stderr).not.toContain('not on this machine')
})

test.each([
  ['postgresql:///app', true],
  ['postgresql://localhost/app', true],
  ['postgresql://127.0.0.1:5433/app', true],
  ['postgresql://[::1]/app', true],
  ['host=/var/run/postgresql dbname=app', true],
  ['postgresql://db.example.com/app', false],
  ['postgresql://localhost,db.example.com/app', false],
  ['postgresql://localhost.example.com/app', false],
  ['host=localhost hostaddr=10.0.0.7', false],
])('%s is on this machine: %s', (database, expected) => {
  expect(isLocal(database)).toBe(expected)
})
