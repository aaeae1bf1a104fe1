// Several revisions become one: the same schema, and databases at any point of the range go on from where they are.

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
  project.add('bbbb', { parents: 'aaaa' }, 'ALTER TABLE aaaa ADD COLUMN b text', 'ALTER TABLE aaaa DROP COLUMN b')
  project.add(
    'cccc',
    { parents: 'bbbb' },
    `SET search_path = pg_catalog;\nINSERT INTO public.aaaa (a, b) VALUES (1, 'x;y');\n-- @transaction none\nCREATE INDEX CONCURRENTLY i ON public.aaaa (b);`,
    'DROP INDEX i;\nDELETE FROM aaaa;',
  )
  project.add('dddd', { parents: 'cccc' })
})
afterEach(() => project.close())

const all = () =>
  project.files().map((file) => (/\.\w+$/.test(file) ? `${file}\n${project.read(`migrations/${file}`)}` : file))
const tables = () =>
  project.values("select relname::text from pg_class where relnamespace = 'public'::regnamespace order by 1")
const recorded = () => project.values('select action from trueup.history order by position')
const squashed = () => project.trueup('squash', ['aaaa:cccc'], { message: 'the beginning', revId: 'ssss' })

test('two files take the place of six, and the old ones are kept', async () => {
  const { code, stdout, stderr } = await squashed()
  expect({ code, stdout: stdout.replaceAll(/\d{8}T\d{6}/g, 'T') }).toEqual({
    code: 0,
    stdout: 'migrations/T_ssss_the_beginning.sql\nmigrations/T_ssss_the_beginning.down.sql\n',
  })
  expect(stderr).toContain('Revision ssss stands for aaaa, bbbb, cccc')
  const text = project.read(stdout.split('\n')[0] ?? '')
  expect(text).toContain('-- parents: none\n')
  expect(text).toContain('-- replaces: aaaa, bbbb, cccc\n')
  expect(text).toMatch(/-- schema: sha256:\w+ -> sha256:\w+\n/)
  expect(text).toContain('RESET search_path;')
  expect(project.read('migrations/dddd.sql')).toContain('-- parents: ssss\n')
  expect(project.read('migrations/HEAD')).toBe('dddd\n')
  expect(project.files('migrations/squashed')).toHaveLength(6)
  expect(await project.trueup('verify')).toMatchObject({ code: 0 })
  await project.trueup('upgrade')
  expect(await tables()).toEqual(['aaaa', 'dddd', 'i'])
  expect((await project.trueup('downgrade', ['base'])).code).toBe(0)
  expect(await tables()).toEqual([])
})

test.each(['aaaa', 'bbbb', 'cccc', 'dddd'])('a database that has %s goes on from there', async (target) => {
  await project.trueup('upgrade', [target])
  await squashed()
  const planned = await project.trueup('upgrade', [], { dryRun: true })
  expect(planned.code).toBe(0)
  const { code, stderr } = await project.trueup('upgrade')
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('dddd') })
  expect(await tables()).toEqual(['aaaa', 'dddd', 'i'])
  expect(await project.values('select count(*)::int from aaaa')).toEqual([1])
  expect((await recorded()).filter((action) => action === 'squash')).toEqual(['squash'])
  expect((await project.trueup('current')).stdout).toBe('dddd (head): does dddd\n')
  expect((await project.trueup('upgrade')).stderr).toContain('Nothing to do')
  expect((await project.trueup('check')).code).toBe(0)
  expect((await project.trueup('downgrade', ['base'])).code).toBe(0)
  expect(await tables()).toEqual([])
})

test('a part of it is not taken back', async () => {
  await project.trueup('upgrade', ['bbbb'])
  await squashed()
  const { code, stderr } = await project.trueup('downgrade', ['base'])
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('`trueup upgrade ssss` finishes it') })
  expect((await project.trueup('check', [], { revisions: 'migrations' })).stderr).toContain('runs what it lacks')
})

test('one that stopped within the range is finished', async () => {
  const good = project.read('migrations/cccc.sql')
  project.write('migrations/cccc.sql', good.replace('public.aaaa (b)', 'public.aaaa (nowhere)'))
  expect((await project.trueup('upgrade')).code).toBe(1)
  project.write('migrations/cccc.sql', good)
  await squashed()
  expect((await project.trueup('upgrade')).code).toBe(0)
  expect(await tables()).toEqual(['aaaa', 'dddd', 'i'])
  expect(await project.values('select count(*)::int from aaaa')).toEqual([1])
})

test('a squash of a squash', async () => {
  await project.trueup('upgrade', ['aaaa'])
  await squashed()
  const { code } = await project.trueup('squash', ['base:head'], { message: 'all', revId: 'tttt' })
  expect(code).toBe(0)
  expect((await project.trueup('upgrade')).stderr).toContain('the database is at tttt')
  expect(await tables()).toEqual(['aaaa', 'dddd', 'i'])
  expect((await project.trueup('current')).stdout).toBe('tttt (head): all\n')
  expect((await project.trueup('check')).code).toBe(0)
})

test('a file from elsewhere that names an old parent comes after the squash', async () => {
  await squashed()
  project.add('eeee', { parents: 'bbbb' })
  expect((await project.trueup('heads')).stdout).toBe('dddd (head): does dddd\neeee (head): does eeee\n')
  expect((await project.trueup('show', ['eeee'])).stdout).toContain('ssss')
  expect((await project.trueup('show', ['bbbb'])).stderr).toContain('bbbb was folded into ssss "the beginning"')
})

test('--autogenerate writes a plan, and names the data steps that it leaves out', async () => {
  const { code, stdout, stderr } = await project.trueup('squash', ['base:cccc'], { message: 'm', autogenerate: true })
  expect(code).toBe(0)
  expect(stderr).toContain(
    'left out, since it changes rows or is a program: migrations/cccc.sql:6: INSERT INTO public.aaaa',
  )
  expect(project.read(stdout.split('\n')[0] ?? '')).toMatch(/CREATE TABLE public\.aaaa \(\n\s*a integer,\n\s*b text/)
})

test('what is no line is refused, with what is in the way', async () => {
  project.add('eeee', { parents: 'bbbb' })
  project.add('ffff', { parents: 'dddd, eeee' }, '', 'SELECT 1;')
  const before = all()
  expect((await project.trueup('squash', ['aaaa:dddd'], { message: 'm' })).stderr).toContain(
    'bbbb "does bbbb" (migrations/bbbb.sql) is where a branch begins:\n  eeee',
  )
  expect((await project.trueup('squash', ['dddd:ffff'], { message: 'm' })).stderr).toContain('ffff "does ffff"')
  expect((await project.trueup('squash', ['aaaa:aaaa'], { message: 'm' })).stderr).toContain('two revisions or more')
  project.add('aaaa', { labels: 'stock' })
  expect((await project.trueup('squash', ['aaaa:bbbb'], { message: 'm' })).stderr).toContain('begins the branch stock')
  project.add('aaaa')
  expect(all()).toEqual(before)
})
