import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/connection/connect.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { buildCommandLine, type CommandLine, type Ended } from './command-line.ts'
import { temporaryFolder, type Folder } from './scripts.ts'

const [major = 18] = testMajors()

describe('revisions as a person writes them', () => {
  let cli: CommandLine
  let server: TestServer
  let project: Folder
  let url: string
  beforeAll(async () => {
    cli = await buildCommandLine()
    server = await startServer(major)
    project = temporaryFolder()
    url = (await server.createDatabase()).url
    await cli.run(project.path, ['init'])
  })
  afterAll(async () => {
    project.remove()
    await server.stop()
    cli.remove()
  })
  const run = (...args: readonly string[]): Promise<Ended> =>
    cli.run(project.path, args, { TRUEUP_CACHE_DIR: join(project.path, 'cache') })
  const define = (sql: string): string => project.write('schema.sql', sql)
  const DEFINED = ['--definition', 'schema.sql'] as const
  const fileOf = (message: string, ending = `${message}.sql`): string => {
    const name = readdirSync(join(project.path, 'migrations')).find((one) => one.endsWith(ending))
    return join(project.path, 'migrations', name ?? `no ${ending}`)
  }

  test('--autogenerate writes both files, tells each finding, and writes none when nothing changed', async () => {
    define('create table t (id serial primary key, a text);')
    const first = await run('revision', '--autogenerate', '-m', 'one', ...DEFINED)
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('Detected added table public.t\n') })
    expect(first.stdout).toMatch(/^migrations\/\S+_one\.sql\nmigrations\/\S+_one\.down\.sql\n$/)
    expect(readFileSync(fileOf('one'), 'utf8')).toMatch(
      /^-- schema: sha256:[0-9a-f]{64} -> sha256:[0-9a-f]{64}\n-- postgresql: \d+\n$/m,
    )
    expect(readFileSync(fileOf('one', 'one.down.sql'), 'utf8')).toContain('-- loses-data: the rows of table public.t\n')
    const second = await run('revision', '--autogenerate', '-m', 'again', ...DEFINED)
    expect(second).toEqual({ code: 0, stdout: '', stderr: expect.stringContaining('no file was written') })
    expect(await run('check', ...DEFINED)).toMatchObject({ code: 0 })
  })

  test('check ends with 2 and the differences; --sql prints and writes nothing; a likely rename is noted', async () => {
    define('create table s (id serial primary key, a text);')
    const checked = await run('check', ...DEFINED)
    expect(checked).toMatchObject({ code: 2, stdout: expect.stringContaining('+ table public.s') })
    expect(checked.stderr).toContain('trueup revision --autogenerate')
    const before = readdirSync(join(project.path, 'migrations'))
    const printed = await run('revision', '--autogenerate', '--sql', '-m', 'two', ...DEFINED)
    expect(printed).toMatchObject({ code: 0, stdout: expect.stringContaining('\nDROP TABLE public.t;\n') })
    expect(printed.stderr).toContain(`--rename 'public.t=public.s'`)
    expect(readdirSync(join(project.path, 'migrations'))).toEqual(before)
  })

  test('a database must be at the heads to be compared with; a place to fill in stops the run', async () => {
    define('create table t (id serial primary key, a text, b int not null);')
    const autogenerate = [
      'revision',
      '--autogenerate',
      '-m',
      'two',
      '--from',
      'database',
      '--database',
      url,
      ...DEFINED,
    ]
    expect(await run(...autogenerate)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/is not at the heads: it lacks a revision:\n.*"one"[^]*Run: trueup upgrade/),
    })
    expect(await run('upgrade', '--database', url)).toMatchObject({ code: 0 })
    const written = await run(...autogenerate)
    expect(written).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/to be filled in: migrations\/\S+two\.sql:\d+: /),
    })
    const refused = await run('upgrade', '--database', url)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('-- EDIT: the value for rows') })
    writeFileSync(fileOf('two'), readFileSync(fileOf('two'), 'utf8').replace(/ -- EDIT: .*/, ''))
    expect(await run('check', '--database', url, ...DEFINED)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lacks 1 of the revisions'),
    })
    expect(await run('upgrade', '--database', url)).toMatchObject({ code: 0 })
    expect(await run('check', '--database', url, ...DEFINED)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('and the database has them all'),
    })
    const connection = await connect(url)
    await connection.execute('create table stray (a int)')
    await connection.close()
    expect(await run('check', '--database', url, ...DEFINED)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('table public.stray is there and should not be'),
    })
  })

  test('verify shows hand edits right or wrong; --update writes fingerprints', async () => {
    expect(await run('verify', ...DEFINED)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ok {4}\w+: one\nok {4}\w+: two\n$/),
      stderr: expect.stringContaining('They lead to the definition.'),
    })
    const down = fileOf('two', 'two.down.sql')
    const text = readFileSync(down, 'utf8')
    writeFileSync(down, `${text}\ncreate table left_behind (a int);\n`)
    const wrong = await run('verify', 'head')
    expect(wrong).toMatchObject({ code: 2, stdout: expect.stringContaining('table public.left_behind is there') })
    expect(wrong.stdout).toMatch(/^WRONG \w+: two\n/)
    writeFileSync(down, text)
    const up = fileOf('two')
    writeFileSync(up, `${readFileSync(up, 'utf8')}\ncomment on table t is 'edited';\n`)
    writeFileSync(down, `${text}\ncomment on table t is null;\n`)
    expect(await run('verify', 'head')).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('does not end with the schema that its header names'),
    })
    expect(await run('verify', 'head', '--update')).toMatchObject({ code: 0, stderr: expect.stringContaining('wrote') })
    expect(await run('verify', 'head')).toMatchObject({ code: 0 })
    expect(await run('verify', ...DEFINED)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('comment on table public.t is there and should not be'),
    })
  })
})
