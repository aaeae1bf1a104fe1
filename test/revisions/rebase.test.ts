// Two heads become one line again: headers alone change, once the new order has run in a shadow.

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
  project.add('aaaa')
  project.add('bbbb', { parents: 'aaaa' })
  project.add('cccc', { parents: 'aaaa' })
  project.add('dddd', { parents: 'cccc' })
})
afterEach(() => project.close())

const parents = (): readonly string[] =>
  project
    .files()
    .filter((file) => /^\w+\.sql$/.test(file))
    .map((file) => `${file.slice(0, 4)} ${/parents: (.*)/.exec(project.read(`migrations/${file}`))?.[1]}`)

const all = () => project.files().map((file) => `${file}\n${project.read(`migrations/${file}`)}`)

test('the line of the head that is named comes after the other one', async () => {
  await project.trueup('verify', [], { update: true })
  const { code, stdout, stderr } = await project.trueup('rebase', ['dddd'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'cccc (does cccc) comes after bbbb now.\n' })
  expect(stdout).toBe('migrations/cccc.sql\nmigrations/dddd.sql\n')
  expect(parents()).toEqual(['aaaa none', 'bbbb aaaa', 'cccc bbbb', 'dddd cccc'])
  expect(project.read('migrations/HEAD')).toBe('dddd\n')
  const verified = await project.trueup('verify')
  expect(verified).toMatchObject({ code: 0 })
  expect((await project.trueup('upgrade')).code).toBe(0)
})

test('nothing is guessed', async () => {
  const { code, stderr } = await project.trueup('rebase')
  expect(code).toBe(1)
  expect(stderr).toContain(
    'Say which of them is yours, and comes after the other: trueup rebase bbbb, or trueup rebase dddd',
  )
  expect((await project.trueup('rebase', ['aaaa'])).stderr).toContain('What is aaaa "does aaaa"')
  expect((await project.trueup('rebase', ['dddd'], { onto: 'aaaa' })).stderr).toContain('comes after aaaa')
  project.add('eeee')
  expect((await project.trueup('rebase', ['dddd'])).stderr).toContain('trueup rebase dddd --onto <head>')
})

test('what the database has is not moved, and what comes first may be', async () => {
  await project.trueup('upgrade', ['dddd'])
  const before = all()
  const { code, stderr } = await project.trueup('rebase', ['dddd'])
  expect(code).toBe(1)
  expect(stderr).toContain('The database has these already, so their place cannot change:\n  cccc "does cccc"')
  expect(all()).toEqual(before)
  expect((await project.trueup('rebase', [], { onto: 'dddd' })).code).toBe(0)
  expect(parents()).toEqual(['aaaa none', 'bbbb dddd', 'cccc aaaa', 'dddd cccc'])
  expect((await project.trueup('upgrade')).code).toBe(0)
})

test('one that was put in front of what is applied goes behind it, as upgrade advises', async () => {
  await project.trueup('upgrade', ['dddd'])
  project.add('bbbb', { parents: 'aaaa' })
  project.add('cccc', { parents: 'bbbb' })
  expect((await project.trueup('upgrade')).stderr).toContain('`trueup rebase bbbb` puts it behind what is applied')
  expect((await project.trueup('rebase', ['bbbb'])).code).toBe(0)
  expect(parents()).toEqual(['aaaa none', 'bbbb dddd', 'cccc aaaa', 'dddd cccc'])
  expect((await project.trueup('upgrade')).code).toBe(0)
  expect(await project.values("select count(*)::int from pg_tables where schemaname = 'public'")).toEqual([4])
})

test('where the new order does not run, nothing is changed', async () => {
  project.add('bbbb', { parents: 'aaaa' }, 'CREATE TABLE cccc (b int);')
  const before = all()
  const { code, stderr } = await project.trueup('rebase', ['dddd'])
  expect(code).toBe(1)
  expect(stderr).toContain('Nothing was changed, since the revisions do not run in the new order')
  expect(stderr).toContain('migrations/cccc.sql')
  expect(stderr).toContain('relation "cccc" already exists')
  expect(all()).toEqual(before)
})

test('a revision whose parent is in no file', async () => {
  project.add('cccc', { parents: 'gone' })
  expect((await project.trueup('heads')).stderr).toContain('trueup rebase cccc --onto <revision>')
  expect((await project.trueup('rebase', ['cccc'])).stderr).toContain('trueup rebase cccc --onto <revision>')
  expect((await project.trueup('rebase', ['cccc'], { onto: 'bbbb' })).code).toBe(0)
  expect(parents()).toEqual(['aaaa none', 'bbbb aaaa', 'cccc bbbb', 'dddd cccc'])
})

test('what a merge joins already is no line to move', async () => {
  project.add('eeee', { parents: 'bbbb, dddd' }, '', 'SELECT 1;')
  const before = all()
  const { stderr } = await project.trueup('rebase', ['dddd'], { onto: 'bbbb' })
  expect(stderr).toContain('eeee "does eeee" (migrations/eeee.sql) is a merge of what would be one line then')
  expect(all()).toEqual(before)
})
