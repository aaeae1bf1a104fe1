// Changelogs in all formats become revisions: which files a folder's changelog is made of, and what their changesets become.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { changelogIn } from '../../src/changelog/adopt/changelog-in.ts'
import { liquibase } from '../../src/changelog/adopt/liquibase.ts'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { filesIn, placeOn } from '../revisions/adopt/taking-over.ts'
import { formatted, up } from './project.ts'

const PROJECT = fileURLToPath(new URL('../cli/changelog', import.meta.url))

let server: TestServer
let folder: string
beforeAll(async () => {
  server = await startServer(testMajors()[0] ?? 18)
})
afterAll(() => server.stop())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trueup-adopt-changelog-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}

const changesets = (within = ''): string[] =>
  changelogIn(join(folder, within), new Map()).changesets.map(({ path, id }) => `${path} ${id}`)

const read = (replacements: Readonly<Record<string, string>> = {}) =>
  liquibase.read({ folder, database: null, replacements: new Map(Object.entries(replacements)), shadow: {} })

const changeset = (id: string, sql = 'select 1;'): string => `--changeset a:${id}\n${sql}`

test('a project in all formats is taken over, and gone on with', async () => {
  cpSync(PROJECT, folder, { recursive: true })
  const place = placeOn(server)
  try {
    const database = await place.database('')
    const properties = new Map([['schema', 'public']])
    const changelog = readChangelog('db/changelog.yml', { searchPath: [folder], properties, environment: {} })
    await up(database.connection, changelog, { contexts: ['test'], count: 6 })
    const adopted = await place.adopt(join(folder, 'db'), database, { replace: { '${schema}': 'public' } })
    expect(adopted).toMatchObject({ done: true, differences: [], uncompared: null })
    expect(adopted.revisions.map(({ id, applied }) => `${id} ${applied}`)).toEqual([
      'customer true',
      'customer_name true',
      'samples true',
      'country true',
      'countries true',
      'customer_country true',
      'customers false',
    ])
    const files = filesIn(place.revisions)
    expect(files['4_country.sql']).toContain('\nCREATE TABLE public.country (code CHAR(2) NOT NULL, ')
    expect(files['4_country.down.sql']).toContain('\nDROP TABLE public.country;\n')
    expect(files['5_countries.sql']).toContain(`INSERT INTO public.country (code, name) VALUES ('DK', 'Denmark'),`)
    expect(files['5_countries.down.sql']).toContain('\nDELETE FROM public.country')
    expect(files['6_customer_country.down.sql']).toContain('ALTER TABLE customer DROP COLUMN country;')
    expect(adopted.notes).toEqual([
      expect.stringContaining('runOnChange or runAlways: ann:customers'),
      expect.stringContaining('of ann:samples are not taken over'),
    ])
  } finally {
    await place.close()
  }
})

test('changesets with one id and author in files of one name are told apart by their folders', async () => {
  const file = (table: string) => formatted(`--changeset a:grants\ncreate table ${table} (id int);`)
  write({ 'db/x/grants.sql': file('x'), 'db/y/grants.sql': file('y'), 'db/z/grants.sql': file('z') })
  write({
    'root.sql': formatted(
      `--include file:db/x/grants.sql\n--include file:db/y/grants.sql\n--include file:db/z/grants.sql`,
    ),
  })
  const place = placeOn(server)
  try {
    const database = await place.database('')
    await up(database.connection, readChangelog('root.sql', { searchPath: [folder], environment: {} }))
    await database.connection.execute(
      `update databasechangelog set filename = 'moved/grants.sql' where filename like '%/x/%'`,
    )
    const adopted = await place.adopt(join(folder, 'root.sql'), database)
    expect(adopted).toMatchObject({ done: true, differences: [], uncompared: null })
    expect(adopted.revisions.map(({ applied }) => applied)).toEqual([true, true, true])
  } finally {
    await place.close()
  }
})

test('what a database had before its first changeset becomes the first revision', async () => {
  const before = 'CREATE SCHEMA app;\nCREATE EXTENSION pgcrypto;'
  write({ 'changelog.sql': formatted('--changeset a:1\ncreate table t (id int);\ncreate index i on app.t (id);') })
  write({ 'before.sql': before, 'other.sql': 'CREATE EXTENSION citext;' })
  const place = placeOn(server)
  try {
    const database = await place.database(before)
    const changelog = readChangelog('changelog.sql', { searchPath: [folder], environment: {} })
    await up(database.connection, changelog, { defaultSchema: 'app' })
    const root = join(folder, 'changelog.sql')
    expect(await place.adopt(root, database, { prepare: join(folder, 'other.sql') })).toMatchObject({ done: false })
    const adopted = await place.adopt(root, database, { prepare: join(folder, 'before.sql') })
    expect(adopted).toMatchObject({ done: true, differences: [], uncompared: null })
    expect(adopted.revisions.map(({ id, applied }) => `${id} ${applied}`)).toEqual(['before true', '1 true'])
    const files = filesIn(place.revisions)
    expect(files['0_before.sql']).toContain(before)
    expect(files['0_before.down.sql'] ?? '').toMatch(/irreversible|^$/)
    expect(files['1_1.sql']).toContain('CREATE SCHEMA IF NOT EXISTS app;')
  } finally {
    await place.close()
  }
})

test('what was marked as run, and did not run, does nothing as a revision either', async () => {
  write({
    't.sql': formatted(`--changeset a:t
create table t (id int, more int);
--changeset a:more
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from pg_attribute where attrelid = 't'::regclass and attname = 'more'
alter table t add more int;
--rollback alter table t drop more;`),
  })
  const place = placeOn(server)
  try {
    const database = await place.database('')
    await up(database.connection, readChangelog('t.sql', { searchPath: [folder], environment: {} }))
    const adopted = await place.adopt(folder, database)
    expect(adopted).toMatchObject({ done: true, differences: [], recorded: ['t', 'more'] })
    expect(filesIn(place.revisions)['2_more.sql']).toMatch(/-- nothing to do\n$/)
    expect(adopted.notes).toEqual([expect.stringContaining('never run here (MARK_RAN): a:more;')])
  } finally {
    await place.close()
  }
})

test('files that others include count once, where they are included', () => {
  write({
    'db/all.xml': `<databaseChangeLog><include file="db/b.sql"/><include file="a.yaml" relativeToChangelogFile="true"/></databaseChangeLog>`,
    'db/a.yaml': `databaseChangeLog:\n  - includeAll: { path: parts, relativeToChangelogFile: true }`,
    'db/b.sql': formatted(changeset('b')),
    'db/parts/1.sql': formatted(changeset('1')),
    'db/parts/2.json': `{"databaseChangeLog": [{"changeSet": {"id": "2", "author": "a", "changes": [{"sql": "select 2"}]}}]}`,
    'db/1.sql': formatted(changeset('z')),
    'db/values.yaml': 'a: 1',
  })
  expect(changesets()).toEqual(['db/1.sql z', 'db/b.sql b', 'db/parts/1.sql 1', 'db/parts/2.json 2'])
  expect(changesets('db/a.yaml')).toEqual(['parts/1.sql 1', 'parts/2.json 2'])
})

test('a folder of formatted SQL without a root: in the order of names', () => {
  write({
    'b.sql': formatted(changeset('1')),
    'a/c.sql': formatted(`--include file:../b.sql relativeToChangelogFile:true`),
  })
  expect(changesets()).toEqual(['b.sql 1'])
  write({ 'd.sql': formatted(changeset('1')) })
  expect(changesets()).toEqual(['b.sql 1', 'd.sql 1'])
})

test('SQL stays to the letter, with semicolons for other delimiters', async () => {
  write({
    'a.sql': formatted(
      [
        changeset('1', '-- why\nselect 1; -- once\n\nselect 2'),
        '--changeset a:2 endDelimiter:GO\nselect 1\nGO\nselect 2\nGO',
        changeset('3', 'select 1\n/\nselect 2;\n/'),
        '--changeset a:4 splitStatements:false\ncreate function f() returns int language sql as $$ select 1; $$;\n--rollback drop function f();',
      ].join('\n'),
    ),
    'b.yaml': `databaseChangeLog:
  - changeSet:
      id: 5
      author: a
      changes:
        - sql: { sql: "select 5 -- five" }
        - sqlFile: { path: more.txt, relativeToChangelogFile: true }
        - tagDatabase: { tag: v1 }
        - sql: { sql: select 7, dbms: oracle }
      rollback: []
`,
    'more.txt': 'select 6;\n',
  })
  const { migrations, notes } = await read()
  expect(migrations.map(({ up, down }) => [up.sql, down?.sql ?? null])).toEqual([
    ['-- why\nselect 1; -- once\n\nselect 2', null],
    ['select 1;\n\nselect 2;\n', null],
    ['select 1;\n\nselect 2;\n', null],
    ['create function f() returns int language sql as $$ select 1; $$;', 'drop function f();'],
    ['select 5 -- five\n;\n\nselect 6;\n', ''],
  ])
  expect(migrations[0]?.up.line).toBe(3)
  expect(notes).toEqual(['tags are not taken over: v1'])
})
