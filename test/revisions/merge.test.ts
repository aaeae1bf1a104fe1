// Joining branches: what conflicts is found by running both orders, and is not written over.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { openProject, type Project } from './project.ts'

let server: TestServer
let project: Project
beforeAll(async () => {
  server = await startServer(testMajors()[0] ?? 18)
})
afterAll(() => server.stop())
beforeEach(async () => {
  project = await openProject(await server.createDatabase())
  project.add('aaaa', {}, 'CREATE TABLE t (id int, name text);', 'DROP TABLE t;')
})
afterEach(() => project.close())

const two = (one: string, other: string): void => {
  project.add('bbbb', { parents: 'aaaa' }, one, 'SELECT 1;')
  project.add('cccc', { parents: 'aaaa' }, other, 'SELECT 1;')
}

test('what does not meet is joined by an empty revision', async () => {
  two('ALTER TABLE t ADD COLUMN b int;', 'ALTER TABLE t ADD COLUMN c int;')
  const { code, stdout } = await project.trueup('merge', [], { revId: 'dddd' })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^migrations\/\w+_dddd_merge_bbbb_and_cccc\.sql\n$/)
})

test('what ends in two states is named, and nothing is written', async () => {
  two('ALTER TABLE t ALTER COLUMN name TYPE varchar(10);', 'ALTER TABLE t ALTER COLUMN name TYPE varchar(20);')
  const before = project.files()
  const { code, stdout, stderr } = await project.trueup('merge')
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain(
    'bbbb "does bbbb" (migrations/bbbb.sql) and cccc "does cccc" (migrations/cccc.sql) conflict:',
  )
  expect(stderr).toContain('"character varying(20)" where bbbb ran first')
  expect(stderr).toContain('column public.t.name')
  expect(stderr).toContain('trueup rebase <its id>')
  expect(project.files()).toEqual(before)
})

test('what does not run in one order is named with its statement', async () => {
  two('ALTER TABLE t DROP COLUMN name;', `CREATE VIEW v AS\n  SELECT name FROM t;`)
  const { code, stderr } = await project.trueup('merge', ['bbbb', 'cccc'])
  expect(code).toBe(2)
  expect(stderr).toContain('what leads to cccc does not run after bbbb')
  expect(stderr).toContain('what leads to bbbb does not run after cccc')
  expect(stderr).toContain('migrations/cccc.sql')
  expect(stderr).toContain('column "name" does not exist')
})

test('the same object made twice is a conflict', async () => {
  two('CREATE TABLE u (a int);', 'CREATE TABLE u (b int);')
  const { code, stderr } = await project.trueup('merge')
  expect(code).toBe(2)
  expect(stderr).toContain('table public.u is changed by both')
})

test('--yes writes a merge that waits for what settles it', async () => {
  two('ALTER TABLE t ALTER COLUMN name TYPE varchar(10);', 'ALTER TABLE t ALTER COLUMN name TYPE varchar(20);')
  const { code } = await project.trueup('merge', [], { yes: true, revId: 'dddd' })
  expect(code).toBe(0)
  const [file = ''] = project.files().filter((name) => name.includes('dddd'))
  expect(project.read(`migrations/${file}`)).toContain('column public.t.name')
  expect((await project.trueup('upgrade')).stderr).toContain('-- EDIT: SQL that leads to one and the same state')
})

test('one that does not run by itself is joined, with a note', async () => {
  two('SELECT 1 / 0;', 'ALTER TABLE t ADD COLUMN c int;')
  const { code, stderr } = await project.trueup('merge')
  expect(code).toBe(0)
  expect(stderr).toContain('it was not found out whether they conflict')
  expect(stderr).toContain('division by zero')
})
