import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

let folder: string
let cli: string

beforeAll(async () => {
  mkdirSync('node_modules/.cache', { recursive: true })
  folder = resolve(mkdtempSync('node_modules/.cache/trueup-cli-'))
  await build({
    entryPoints: ['src/cli.ts'],
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
  })
  copyFileSync('package.json', join(folder, 'package.json'))
  cli = join(folder, 'dist/cli.js')
  write('one.sql', 'CREATE TABLE a (id int);')
  write('two.sql', 'CREATE TABLE a (id int, note text);')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, content: string) => writeFileSync(join(folder, name), content)

const trueup = (
  args: readonly string[],
  options: { env?: Record<string, string>; stdin?: string } = {},
): Promise<Ended> =>
  new Promise((done) => {
    const child = execFile(
      process.execPath,
      [cli, ...args],
      { cwd: folder, env: { ...process.env, ...options.env } },
      (error, stdout, stderr) => done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
    child.stdin?.end(options.stdin ?? '')
  })

describe('exit codes and streams', () => {
  test('0 and silence where nothing differs', async () =>
    expect(await trueup(['diff', 'one.sql', 'one.sql'])).toEqual({ code: 0, stdout: '', stderr: '' }))
  test('2 and SQL where something does', async () =>
    expect(await trueup(['diff', 'one.sql', 'two.sql'])).toEqual({
      code: 2,
      stdout: 'ALTER TABLE public.a ADD COLUMN note text;\n',
      stderr: '',
    }))
  test('0 and a note where what is asked for is nowhere', async () => {
    expect(await trueup(['diff', 'one.sql', 'two.sql', '--schema', 'ap'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('schema ap,'),
    })
    expect((await trueup(['diff', 'one.sql', 'two.sql', '--include', 'view:*'])).stderr).toContain(
      'anything that view:* means',
    )
  })
  test('3 and an empty standard output where data would be lost', async () => {
    const ended = await trueup(['diff', 'two.sql', 'one.sql'])
    expect(ended).toMatchObject({ code: 3, stdout: '' })
    expect(ended.stderr).toMatch(/ALTER TABLE public.a DROP COLUMN note;\n.*loses the values of column/)
    expect(await trueup(['diff', '--unsafe', 'two.sql', 'one.sql'])).toMatchObject({ code: 2 })
  })
  test('annotations of a workflow’s run there too, and for an error', async () => {
    const refused = await trueup(['diff', 'two.sql', 'one.sql', '--format', 'github'])
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('--unsafe') })
    expect(refused.stdout).toMatch(/^::error title=Data is lost::column note of table public\.a/)
    expect(refused.stdout).toMatch(/^::error title=Trueup::Refused, since it would lose data/m)
    expect(await trueup(['check', 'nowhere.sql', 'one.sql', '--format', 'github'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^::error title=Trueup::[^\n]*nowhere\.sql[^\n]*\n$/),
    })
  })
  test.skipIf(!existsSync('/dev/full'))('1 where nothing can be written, and 2 where nobody reads on', async () => {
    const shell = (script: string): Promise<Ended> =>
      new Promise((done) =>
        execFile('/bin/sh', ['-c', script, cli], { cwd: folder }, (error, stdout, stderr) =>
          done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
        ),
      )
    expect(await shell('node "$0" diff one.sql two.sql >/dev/full')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'trueup: standard output cannot be written: ENOSPC: no space left on device, write\n',
    })
    const unread = '{ { node "$0" diff one.sql two.sql 2>&1; echo $? >&3; } | true; } 3>&1'
    expect(await shell(unread)).toEqual({ code: 0, stdout: '2\n', stderr: '' })
  })
  test('1 for an error, naming file, line, statement and message', async () => {
    write('broken.sql', '\n\nCREATE TABEL a ();')
    const ended = await trueup(['diff', 'one.sql', 'broken.sql'])
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr).toMatch(/broken\.sql:3[^]*TABEL/)
    expect(ended.stderr).not.toMatch(/\n\s+at /)
  })
  test.each([
    [['dif'], 'Did you mean diff?'],
    [
      ['diff', 'one.sql', 'two.sql', '--shadow', 'none'],
      'the shadow is a server’s address, target, pglite or embedded, not "none"',
    ],
    [['diff', 'one.sql', 'two.sql', '--include', 'tabel:*'], 'there is no kind of object “tabel”'],
    [['diff', 'one.sql', 'two.sql', '--shadow', 'target'], 'neither state is a database'],
    [['diff', '--unsave', 'a', 'b'], 'Did you mean --unsafe?'],
    [['diff', 'one.sql'], 'needs <from> and <to>'],
    [['diff', 'one.sql', 'two.sql', 'three.sql'], 'too many arguments'],
    [['diff', 'one.sql', 'two.sql', '--format', 'xml'], '--format must be one of'],
    [['diff', 'one.sql', 'two.sql', '--rename', 'a'], '--rename must be like old=new'],
    [['apply', 'one.sql', 'two.sql', '--lock-timeout', 'soon'], '--lock-timeout must be a time'],
    [['apply', 'one.sql', 'two.sql'], 'changes a database'],
    [['inspect'], 'needs one <source>'],
  ])('64 for %j', async (args, message) => {
    const ended = await trueup(args)
    expect(ended).toMatchObject({ code: 64, stdout: '' })
    expect(ended.stderr).toContain(message)
  })
  test('check asks the same and loses nothing', async () => {
    expect(await trueup(['check', 'two.sql', 'one.sql'])).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('- column note'),
    })
    expect(await trueup(['check', 'one.sql', 'one.sql'])).toMatchObject({ code: 0, stdout: 'No difference\n' })
  })
})

test('--quiet leaves notes out of text and of standard error', async () => {
  const words = ['one.sql', 'two.sql', '--schema', 'ap*', '--schema', 'public']
  expect((await trueup(['check', ...words])).stdout).toContain('Note: ')
  for (const command of ['check', 'diff', 'plan'])
    for (const format of ['text', 'sql']) {
      const { stdout, stderr } = await trueup([command, ...words, '-q', '-f', format])
      expect(`${stdout}${stderr}`).not.toMatch(/note: /i)
    }
})

test('an enum that loses a value is made anew, not new', async () => {
  write('three-values.sql', "CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE TABLE t (e e);")
  write('two-values.sql', "CREATE TYPE e AS ENUM ('a', 'c'); CREATE TABLE t (e e);")
  const { stdout } = await trueup(['check', 'three-values.sql', 'two-values.sql'])
  expect(stdout).toMatch(/^± enum public\.e {2}dropped and made anew/)
  expect(stdout).toContain("fails where rows hold 'b'")
  expect(stdout).not.toMatch(/created|aside/)
})

describe("migra's scripts", () => {
  test('its flags', async () => {
    const flags = ['--unsafe', '--with-privileges', '--schema', 'public', '--ignore-extension-versions']
    expect(await trueup(['diff', ...flags, 'two.sql', 'one.sql'])).toMatchObject({
      code: 2,
      stdout: 'ALTER TABLE public.a DROP COLUMN note;\n'.replace(
        /^/,
        '-- loses data: the values of column public.a.note\n',
      ),
    })
    expect(await trueup(['diff', '--exclude_schema', 'public', 'one.sql', 'two.sql'])).toMatchObject({ code: 0 })
    expect(await trueup(['diff', '--create-extensions-only', 'one.sql', 'two.sql'])).toMatchObject({ code: 0 })
  })
  test('EMPTY', async () =>
    expect(await trueup(['diff', 'EMPTY', 'one.sql'])).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('CREATE TABLE public.a'),
    }))
})

describe('sources, settings, output', () => {
  test('standard input', async () =>
    expect(await trueup(['diff', 'one.sql', '-'], { stdin: 'CREATE TABLE a (id int, x int);' })).toMatchObject({
      code: 2,
      stdout: 'ALTER TABLE public.a ADD COLUMN x integer;\n',
    }))
  test('placeholders', async () => {
    write('placeholder.sql', 'CREATE TABLE _table_ (id int);')
    expect(await trueup(['diff', 'one.sql', 'placeholder.sql', '--replace', '_table_=a'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
    expect((await trueup(['diff', 'one.sql', 'one.sql', '--replace', '_tabel_=a'])).stderr).toContain('no _tabel_ in')
  })
  test('an environment of the configuration file', async () => {
    write('trueup.config.json', '{"environments": {"dev": {"database": "one.sql", "definition": "two.sql"}}}')
    expect(await trueup(['check', '--env', 'dev'])).toMatchObject({ code: 2 })
    expect(await trueup(['check', '--env', 'dve'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('did you mean dev?'),
    })
    write('trueup.config.json', '{"definition": "two.sql"}')
    expect(await trueup(['check'])).toMatchObject({ code: 64, stderr: expect.stringContaining('has no database') })
    rmSync(join(folder, 'trueup.config.json'))
  })
  test('colour only when asked, never against NO_COLOR', async () => {
    const args = ['diff', 'one.sql', 'two.sql', '--format', 'text']
    expect((await trueup(args)).stdout).not.toContain('\x1b')
    expect((await trueup(args, { env: { FORCE_COLOR: '1' } })).stdout).toContain('\x1b')
    expect((await trueup(args, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain('\x1b')
  })
  test('a plan in a file, and its text for the person', async () => {
    const ended = await trueup(['plan', 'one.sql', 'two.sql', '-o', 'plan.json'])
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Proven on a copy') })
    expect(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'))).toMatchObject({
      proof: { status: 'proven' },
      summary: { created: 1 },
    })
  })
  test('a plan in a file, and what --format says to standard output', async () => {
    const ended = await trueup(['plan', 'one.sql', 'two.sql', '-o', 'both.json', '--format', 'markdown'])
    expect(ended).toEqual({ code: 2, stdout: expect.stringContaining('### Schema'), stderr: 'Written to both.json\n' })
    expect(JSON.parse(readFileSync(join(folder, 'both.json'), 'utf8'))).toMatchObject({ proof: { status: 'proven' } })
  })
  test('a plan that is not there', async () =>
    expect(await trueup(['apply', 'nowhere.json'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'trueup: there is no plan nowhere.json\n',
    }))
  test('no plan in a file where it is refused', async () => {
    expect(await trueup(['plan', 'two.sql', 'one.sql', '-o', 'refused.json'])).toMatchObject({ code: 3 })
    expect(existsSync(join(folder, 'refused.json'))).toBe(false)
  })
  test('a folder that holds something else is left alone', async () => {
    mkdirSync(join(folder, 'mine'))
    write('mine/notes.txt', 'mine')
    expect(await trueup(['inspect', 'one.sql', '-o', 'mine'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('notes.txt'),
    })
    expect(await trueup(['inspect', 'one.sql', '-o', 'tidy'])).toMatchObject({ code: 0 })
    expect(await trueup(['inspect', 'two.sql', '-o', 'tidy'])).toMatchObject({ code: 0 })
    expect(await trueup(['diff', 'two.sql', 'tidy'])).toMatchObject({ code: 0 })
  })
})

test('the help names every command, and prints in no time', async () => {
  const started = performance.now()
  const { code, stdout } = await trueup(['--help'])
  expect(code).toBe(0)
  for (const command of ['diff', 'check', 'plan', 'apply', 'inspect']) expect(stdout).toContain(`  ${command} `)
  expect(performance.now() - started).toBeLessThan(1000)
  expect((await trueup(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
