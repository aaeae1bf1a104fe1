import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { snapshotText } from '../../src/catalog/snapshot.ts'
import { findBinaries } from '../../src/shadow/binaries.ts'
import { readGitFiles } from '../../src/source/git-files.ts'
import { openSource, parseSource, type OpenOptions } from '../../src/source/source.ts'
import { readSqlFiles } from '../../src/source/sql-files.ts'

let cwd: string
const put = (path: string, content: string | Buffer = `-- ${path}`): void => {
  mkdirSync(dirname(join(cwd, path)), { recursive: true })
  writeFileSync(join(cwd, path), content)
}
const git = (...words: string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd, stdio: 'ignore' })
}

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'trueup-source-'))
  for (const path of [
    'b.sql',
    'Z.sql',
    '10.sql',
    '9.sql',
    'sub/a.sql',
    'sub/deep/x.sql',
    'notes.md',
    '.hidden/x.sql',
    '.x.sql',
    'node_modules/m.sql',
  ])
    put(`folder/${path}`)
  put('folder/000-roles.sh', 'echo')
  put('folder/old.sql.xz', 'x')
  put('folder/zipped.sql.gz', gzipSync('select 1;'))
  put('included/main.sql', "\\ir parts/one.sql\n\\i 'included/parts/two.sql'\n")
  put('included/parts/one.sql', 'create table one ();')
  put('included/parts/two.sql', 'create table two ();')
  put('empty/notes.md')
  put('one.ddl', 'create table from_ddl ();')
  put('bytes/utf16.sql', Buffer.from('\ufeffselect 1;', 'utf16le'))
  put('bytes/latin1.sql', Buffer.from("SET client_encoding = 'LATIN1';\nselect 'é';", 'latin1'))
  put('bad/latin1.sql', Buffer.from("select 1;\nselect 'é';", 'latin1'))
  put('bad.gz/x.sql.gz', 'no gzip')
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

describe('what a text names', () => {
  test.each([
    ['postgresql://me@host/db', { kind: 'database' }],
    ['postgres:///db', { kind: 'database' }],
    ['host=/tmp dbname=x', { kind: 'database' }],
    ['folder', { kind: 'files', path: 'folder' }],
    ['one.ddl', { kind: 'files' }],
    ['folder/*.sql', { kind: 'files' }],
    ['-', { kind: 'standard input' }],
    ['empty', { kind: 'empty' }],
    ['EMPTY', { kind: 'empty' }],
    ['exec:cat x', { kind: 'program', command: 'cat x' }],
    ['git:HEAD~1:db/schema', { kind: 'git', revision: 'HEAD~1', path: 'db/schema' }],
    ['git:HEAD^{/fix: all}:a.sql', { kind: 'git', revision: 'HEAD^{/fix: all}', path: 'a.sql' }],
  ])('%s', (text, source) => expect(parseSource(text, { cwd })).toMatchObject(source))

  test.each([
    ['', 'an empty text names no state'],
    ['nowhere', 'there is no file or folder nowhere in '],
    ['nowhere.json', 'there is no file or folder nowhere.json'],
    ['/nowhere', 'there is no file or folder /nowhere. A state is'],
    ['exec: ', 'exec: names no command'],
    ['git:HEAD', 'git:HEAD is incomplete. Write git:<revision>:<path>; the whole tree is git:HEAD:.'],
  ])('%j is an error', (text, message) => expect(() => parseSource(text, { cwd })).toThrow(message))
})

describe('files', () => {
  const names = (path: string): string[] => readSqlFiles(path, cwd).files.map(({ name }) => name)

  test('a folder, with its sub-folders, by name in the C locale', () => {
    expect(names('folder')).toEqual(
      ['10.sql', '9.sql', 'Z.sql', 'b.sql', 'sub/a.sql', 'sub/deep/x.sql', 'zipped.sql.gz'].map(
        (name) => `folder/${name}`,
      ),
    )
  })
  test('what is not run or read is named', () => {
    expect(readSqlFiles('folder', cwd).warnings).toEqual([
      'Not run, since shell scripts never are: folder/000-roles.sh.',
      'Not read, unpack first: folder/old.sql.xz.',
    ])
  })
  test('a glob, a file of any name, an absolute path', () => {
    expect(names('folder/*.sql')).toEqual(['10.sql', '9.sql', 'Z.sql', 'b.sql'].map((name) => `folder/${name}`))
    expect(names('folder/**/{a,x}.sql')).toEqual(['folder/sub/a.sql', 'folder/sub/deep/x.sql'])
    expect(names('one.ddl')).toEqual(['one.ddl'])
    expect(names(join(cwd, 'one.ddl'))).toEqual([join(cwd, 'one.ddl')])
  })
  test('what another file includes does not run a second time', () => {
    expect(names('included')).toEqual(['included/main.sql'])
  })
  test('compressed, UTF-16, and the encoding that a dump names', () => {
    const texts = Object.fromEntries(
      [...readSqlFiles('folder', cwd).files, ...readSqlFiles('bytes', cwd).files].map((f) => [f.name, f.text]),
    )
    expect(texts['folder/zipped.sql.gz']).toBe('select 1;')
    expect(texts['bytes/utf16.sql']).toContain('select 1;')
    expect(texts['bytes/latin1.sql']).toContain("'é'")
  })
  test.each([
    ['empty', 'empty holds no .sql file'],
    ['folder/*.txt', 'folder/*.txt matches no .sql file'],
    ['nowhere', 'there is no file or folder nowhere in'],
    ['bad', 'bad/latin1.sql:2: is not in UTF-8'],
    ['bad.gz', 'bad.gz/x.sql.gz is not a gzip file'],
  ])('%s is an error', (path, message) => expect(() => readSqlFiles(path, cwd)).toThrow(message))
  test('a link to a folder above does not go round for ever', () => {
    put('round/a.sql')
    symlinkSync('..', join(cwd, 'round', 'up'))
    expect(names('round')).toContain('round/a.sql')
  })
})

describe('git', () => {
  beforeAll(() => {
    git('init', '-q', '-b', 'main')
    put('repo/db/2.sql', 'create table two ();')
    put('repo/db/1.sql', 'create table one ();\n\\ir more/inc.sql\n')
    put('repo/db/more/inc.sql', 'create table inc ();')
    put('repo/db/x.sh')
    git('add', 'repo')
    git('commit', '-q', '-m', 'fix: one')
    put('repo/db/1.sql', 'create table changed ();')
    git('commit', '-q', '-a', '-m', 'two')
    git('tag', 'v2')
  })
  const read = (revision: string, path: string, from = cwd): [string, string][] =>
    readGitFiles(revision, path, from).files.map(({ name, text }) => [name, text])

  test('a folder of a revision; from the root, or from where one is', () => {
    const old: [string, string][] = [
      ['HEAD~1:repo/db/1.sql', 'create table one ();\n\\ir more/inc.sql\n'],
      ['HEAD~1:repo/db/2.sql', 'create table two ();'],
    ]
    expect(read('HEAD~1', 'repo/db')).toEqual(old)
    expect(read('HEAD~1', 'repo/db/')).toEqual(old)
    expect(read('HEAD~1', 'db', join(cwd, 'repo'))).toEqual(old)
    expect(read('HEAD~1', './db', join(cwd, 'repo'))).toEqual(old)
    expect(read('v2', 'repo/db/1.sql')).toEqual([['v2:repo/db/1.sql', 'create table changed ();']])
    expect(read('main^{/fix: one}', '.')).toHaveLength(2)
  })
  test('includes are of the same revision', () => {
    const input = readGitFiles('HEAD~1', 'repo/db', cwd)
    expect(input.include({ path: 'more/inc.sql', relative: true, from: 'HEAD~1:repo/db/1.sql' }).text).toBe(
      'create table inc ();',
    )
    expect(() => input.include({ path: 'no.sql', relative: true, from: 'HEAD~1:repo/db/1.sql' })).toThrow(
      'git revision HEAD~1 has no file no.sql',
    )
  })
  test('errors', () => {
    expect(() => read('nothing', 'repo')).toThrow('git knows no revision nothing in')
    expect(() => read('--all', 'repo')).toThrow('is no revision')
    expect(() => read('HEAD', 'elsewhere')).toThrow('git revision HEAD has no elsewhere.')
    expect(() => read('HEAD', 'repo/db/x.sh/..')).not.toThrow()
    const outside = mkdtempSync(join(tmpdir(), 'trueup-no-git-'))
    expect(() => read('HEAD', 'repo', outside)).toThrow('is in no git repository')
    rmSync(outside, { recursive: true })
  })
})

describe.skipIf(findBinaries().length === 0)('opening', () => {
  const open = (text: string, options: OpenOptions = {}) =>
    openSource(parseSource(text, { cwd }), { cwd, cacheDir: null, ...options })
  const tables = async (text: string, options: OpenOptions = {}): Promise<string[]> =>
    [...(await open(text, options)).catalog.objects.keys()].filter((key) => key.startsWith('table '))

  test('a program, standard input, a git revision, includes, nothing', async () => {
    expect(await tables(`exec:printf 'create table %s ();' p q`)).toEqual(['table public.p', 'table public.q'])
    expect(
      await tables('-', {
        standardInput: (async function* () {
          yield 'create table st'
          yield 'din ();'
        })(),
      }),
    ).toEqual(['table public.stdin'])
    expect(await tables('git:HEAD~1:repo/db')).toEqual(['table public.one', 'table public.inc', 'table public.two'])
    expect(await tables('included')).toEqual(['table public.one', 'table public.two'])
    const empty = await open('empty')
    expect(empty.catalog.origin).toBe('definition')
    expect([...empty.catalog.objects.keys()]).toContain('schema public')
    expect(await tables('empty')).toEqual([])
  })

  test('a program that fails, or says nothing', async () => {
    await expect(open('exec:echo so what >&2; exit 3')).rejects.toThrow(/ended with status 3\.\nso what$/)
    await expect(open('exec:true')).rejects.toThrow('printed nothing')
  })

  test('a snapshot', async () => {
    const { catalog } = await open('one.ddl')
    put('s.json', snapshotText(catalog))
    expect((await open('s.json')).catalog).toEqual(catalog)
    put('package.json', '{}')
    await expect(open('package.json')).rejects.toThrow('package.json is no Trueup snapshot')
  })

  describe('the cache', () => {
    const cacheDir = (): string => join(cwd, 'cache')
    const cached = async (text: string, options: OpenOptions = {}): Promise<boolean | undefined> =>
      (await open(text, { cacheDir: cacheDir(), ...options })).definition?.cached

    test('unchanged files are not loaded again; what changes anything is', async () => {
      put('c/1.sql', '\\ir more.inc\n-- trueup: renamed from a\ncreate table :name ();')
      put('c/more.inc', 'create view v as select * from x;')
      const variables = new Map([['name', 'x']])
      expect(await cached('c', { variables })).toBe(false)
      expect(await cached('c', { variables })).toBe(true)
      const [first, again] = [await open('c', { variables }), await open('c', { variables, cacheDir: cacheDir() })]
      expect(again.catalog).toEqual(first.catalog)
      expect({ ...again.definition, cached: false }).toEqual(first.definition)
      expect(again.definition).toMatchObject({ renames: [{ to: 'public.x' }], putOff: [{ file: 'c/more.inc' }] })
      put('c/more.inc', 'create view w as select * from x;')
      expect(await cached('c', { variables })).toBe(false)
      expect(await cached('c', { variables, replacements: new Map([['create', 'CREATE']]) })).toBe(false)
      expect(
        await cached('c', {
          variables: new Map([
            ['name', 'x'],
            ['other', 'y'],
          ]),
        }),
      ).toBe(false)
      put('c/2.sql', 'select 1')
      expect(await cached('c', { variables })).toBe(false)
    })

    test('takes milliseconds', async () => {
      await cached('one.ddl')
      const start = performance.now()
      expect(await cached('one.ddl')).toBe(true)
      expect(performance.now() - start).toBeLessThan(500) // tens, on a machine with nothing else to do
    })

    test('a damaged entry is made again; a folder that cannot be written is no error; the oldest go', async () => {
      await cached('one.ddl')
      for (const name of readdirSync(cacheDir())) writeFileSync(join(cacheDir(), name), '{"included":[]}\n{')
      expect(await cached('one.ddl')).toBe(false)
      expect(await cached('one.ddl')).toBe(true)
      put('file')
      expect(await cached('one.ddl', { cacheDir: join(cwd, 'file', 'no') })).toBe(false)
      for (let i = 0; i < 150; i++) {
        const path = join(cacheDir(), `${String(i).padStart(64, '0')}.json`)
        writeFileSync(path, '')
        utimesSync(path, 1, i)
      }
      put('one.ddl', 'create table newest ();')
      expect(await cached('one.ddl')).toBe(false)
      const left = readdirSync(cacheDir())
      expect(left).toHaveLength(100)
      expect(left).not.toContain(`${'0'.repeat(64)}.json`)
    })
  })
})
