// What a person is told where an upgrade fails or runs what has run: what is missing and whom to blame, what a shadow lacks, what runs again.

import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { ChangelogFiles } from '../../src/changelog/read/files.ts'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'
import { earlierRevision } from '../../src/changelog/verify/earlier.ts'
import { report } from '../../src/changelog/verify/report.ts'
import { verifyChangelog } from '../../src/changelog/verify/verify.ts'
import { gitProject, OPTIONS, type GitProject } from './git-project.ts'
import { formatted } from './project.ts'

let projects: GitProject[] = []
afterEach(() => {
  for (const project of projects) project.remove()
  projects = []
})

/** What is committed, and what it became. */
function changed(before: string, after: string, path = 'c.sql'): GitProject {
  const project = gitProject('changelog.yml')
  projects.push(project)
  const root = (file: string): string =>
    `databaseChangeLog:\n  - changeSet: { id: first, author: a, changes: [sql: select 1] }\n  - include: { file: ${file} }\n`
  project.write({ 'changelog.yml': root('c.sql'), 'c.sql': formatted(before) })
  project.commit()
  project.write({ 'changelog.yml': root(path), [path]: formatted(after) })
  return project
}

const TABLE = `--changeset a:t runOnChange:true
create table if not exists t (id int);
--changeset a:v runOnChange:true
create or replace view v as select id from t;`

test('an upgrade that fails says what its statement misses, and why it is not there', async () => {
  const after = TABLE.replace('id int', 'id int, phone text').replace('select id', 'select id, phone')
  const { failure } = await verifyChangelog(changed(TABLE, after), OPTIONS)
  expect(failure?.changeset).toBe('c.sql::v::a')
  expect(failure?.message).toMatch(/column "phone" does not exist/)
  expect(failure?.message).not.toMatch(/trueup changelog update|rolled back/)
  expect(failure?.hints).toEqual([
    expect.stringMatching(
      /^column public\.t\.phone is in a fresh database; here c\.sql::t::a .* IF NOT EXISTS passed over what was there$/,
    ),
    expect.stringMatching(/^`trueup changelog add` writes/),
  ])
})

test('a migration that comes too late is told as such', async () => {
  const after =
    TABLE.replace('id int', 'id int, phone text').replace('select id', 'select id, phone') +
    '\n--changeset a:phone\nalter table t add column if not exists phone text;'
  const found = await verifyChangelog(changed(TABLE, after), OPTIONS)
  expect(found.failure?.hints).toEqual([
    expect.stringMatching(
      /^column public\.t\.phone .*; here c\.sql::phone::a \(.*\) speaks of it, and comes after the one that fails$/,
    ),
  ])
  expect(report(found, 'markdown')).toMatch(/```\nMigration failed [^]*\n```\n\n- column public\.t\.phone/)
})

test('what CREATE OR REPLACE cannot change is told with what can', async () => {
  const two = TABLE.replace('id int', 'id int, n int').replace('select id', 'select id, n')
  const { failure } = await verifyChangelog(changed(two, two.replace('select id, n', 'select id')), OPTIONS)
  expect(failure?.hints).toEqual([expect.stringMatching(/DROP … IF EXISTS before it/)])
})

test.each([
  [
    'create table s (id uuid default uuid_generate_v4())',
    /extension uuid-ossp\. .*--prepare: CREATE EXTENSION "uuid-ossp";/,
  ],
  ['create table s (at geometry)', /extension postgis\..*--prepare/],
  [`select cron.schedule('a', 'b', 'c')`, /extension pg_cron\..*--prepare/],
  ['create table elsewhere.s (id int)', /If your databases have it before the changelog .*--prepare/],
])('what the changelog takes for granted goes before it: %s', async (sql, advice) => {
  await expect(verifyChangelog(changed(TABLE, `${TABLE}\n--changeset a:s\n${sql};`), OPTIONS)).rejects.toThrow(advice)
})

test('a file under another name: what it has run runs again', async () => {
  const rows = `${TABLE}\n--changeset a:rows\ninsert into t values (1);`
  const found = await verifyChangelog(changed(rows, rows, 'd.sql'), OPTIONS)
  expect(found.remarks.find(({ rule }) => rule === 'runs-again')).toMatchObject({
    identity: 'd.sql::t::a',
    message: expect.stringMatching(/^and 2 more of its file have run as those of c\.sql: .*logicalFilePath:c\.sql$/),
  })
  const kept = await verifyChangelog(
    changed(rows, `--liquibase formatted sql logicalFilePath:c.sql\n${rows}`, 'd.sql'),
    OPTIONS,
  )
  expect([kept.isRight, kept.remarks]).toEqual([true, []])
})

test('a history has no part in constraints, and a table of that name elsewhere none in it', async () => {
  const tables = `--changeset a:tables
create schema s; create table s.t (id int); create table s.t_history (id int);
create table t (id int); create table t_history (id int);`
  const found = await verifyChangelog(
    changed(
      tables,
      `${tables}\n--changeset a:check\nalter table public.t add constraint c check (id > 0);
--changeset a:more\nalter table public.t add n int;`,
    ),
    OPTIONS,
  )
  expect(found.remarks.map(({ rule, identity }) => [rule, identity])).toEqual([
    ['history-left-behind', 'c.sql::more::a'],
  ])
})

test('default privileges are to blame for what they do not reach', async () => {
  const before = `${TABLE}\n--changeset a:other\ncreate table other (id int); grant select on other to clerk;
--changeset a:all runAlways:true\ngrant select on all tables in schema public to reader;`
  const defaults =
    '--changeset a:defaults\nalter default privileges in schema public grant select on tables to clerk;\n'
  const found = await verifyChangelog(changed(before, `${defaults}${before}`), OPTIONS)
  expect(found.differences.map(({ key, blame }) => [key, blame?.identity, blame?.why])).toEqual([
    [
      'privilege of clerk on table public.t',
      'c.sql::defaults::a',
      expect.stringMatching(/do not reach what had been made/),
    ],
    [
      'privilege of clerk on view public.v',
      'c.sql::defaults::a',
      expect.stringMatching(/do not reach what had been made/),
    ],
  ])
})

test('another order of columns is pointed out where a trigger copies rows by it', async () => {
  const tables = (columns: string, copied: string): string => `--changeset a:t runOnChange:true
create table if not exists t (${columns});
--changeset a:h
create table if not exists t_history (like t);
--changeset a:f runOnChange:true splitStatements:false
create or replace function keep() returns trigger language plpgsql as $$ begin insert into t_history ${copied}; return new; end $$;
--changeset a:trigger runOnChange:true
create or replace trigger keep before update on t for each row execute function keep();`
  const added = `\n--changeset a:n\nalter table t add if not exists n int; alter table t_history add if not exists n int;`
  const remarksOf = async (copied: string) => {
    const project = changed(tables('id int, name text', copied), tables('id int, n int, name text', copied) + added)
    const { isRight, remarks } = await verifyChangelog(project, OPTIONS)
    return [isRight, remarks.filter(({ rule }) => rule === 'order-differs').map(({ identity }) => identity)]
  }
  expect(await remarksOf('select old.*')).toEqual([true, ['c.sql::n::a', 'c.sql::n::a']])
  expect(await remarksOf('(id) values (old.id)')).toEqual([true, []])
})

test('whom to blame for what a GRANT came after; of a long text, what differs', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `'name-${i}'`).join(', ')
  const tables = `--changeset a:p runOnChange:true
create table if not exists p (id int, name text check (name in (${names}))) partition by range (id);
--changeset a:part runOnChange:true
create table if not exists part partition of p for values from (0) to (10);
--changeset a:grants runAlways:true
grant select on all tables in schema public to public;`
  const after = tables.replace('to (10)', 'to (20)').replace(`'name-39'`, `'name-39', 'name-40'`)
  const found = await verifyChangelog(changed(tables, after), OPTIONS)
  const blamed = found.differences.map(({ key, blame }) => [key, blame?.identity])
  expect(blamed).toContainEqual(['partition public.part', 'c.sql::part::a'])
  const text = report(found, 'text')
  expect(text).toMatch(/definition is "….*'name-39'::text\]\)\)\)", not "….*'name-39'::text, 'name-40'::text/)
})

test('a clone without history, a repository without a commit, and none: what to do is told', () => {
  const project = changed(TABLE, TABLE)
  project.git('commit', '-q', '--allow-empty', '-m', 'more')
  project.git('clone', '-q', '--depth', '1', `file://${project.folder}`, 'shallow')
  const shallow = join(project.folder, 'shallow')
  expect(() => earlierRevision(undefined, [shallow])).toThrow(/is shallow: fetch its history first .*fetch-depth: 0/)
  expect(() => earlierRevision('HEAD~1', [shallow])).toThrow(/knows no revision HEAD~1.*is shallow/)
  execFileSync('git', ['init', '-q'], { cwd: mkdirIn(project.folder, 'empty') })
  expect(() => earlierRevision(undefined, [join(project.folder, 'empty')])).toThrow(
    /has no commit yet\. .*read from git/,
  )
})

test('files above the folder that it is run in are the same files', async () => {
  const project = changed(TABLE, TABLE)
  project.write({
    'db/all/t.sql': formatted(TABLE),
    'db/c.yml': `databaseChangeLog:\n  - includeAll: { path: all, relativeToChangelogFile: true }\n`,
  })
  project.commit()
  const folders = [mkdirIn(project.folder, 'ci')]
  const read = (files?: ChangelogFiles) =>
    readChangelog('../db/c.yml', { searchPath: folders, environment: {}, ...(files ? { files } : {}) })
  const found = await verifyChangelog({ folders, read }, { ...OPTIONS, from: 'HEAD' })
  expect([found.isRight, found.happened.size]).toEqual([true, 0])
})

test('links to files and folders lead to what they were', async () => {
  const project = gitProject('changelog.yml')
  projects.push(project)
  const include = ['all', 'one'].map((name) => `  - includeAll: { path: ${name} }\n`).join('')
  project.write({
    'changelog.yml': `databaseChangeLog:\n${include}`,
    'shared/t.sql': formatted(TABLE),
    'other/n.sql': formatted('--changeset a:n\ncreate table n (id int);'),
  })
  symlinkSync('shared', join(project.folder, 'all'))
  symlinkSync(join('..', 'other', 'n.sql'), join(mkdirIn(project.folder, 'one'), 'n.sql'))
  project.commit()
  const found = await verifyChangelog(project, { ...OPTIONS, from: 'HEAD' })
  expect([found.isRight, found.happened.size]).toEqual([true, 0])
})

function mkdirIn(folder: string, name: string): string {
  mkdirSync(join(folder, name))
  return join(folder, name)
}
