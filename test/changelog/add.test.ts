// The next changeset from a difference: guarded beside an edited definition, or appended; what is written was proven.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { addChangesets, type AddOptions } from '../../src/changelog/add/add.ts'
import { UnsafePlanError } from '../../src/compare/errors.ts'
import { verifyChangelog } from '../../src/changelog/verify/verify.ts'
import { testsPglite } from '../postgres.ts'
import { gitProject, OPTIONS, type GitProject } from './git-project.ts'
import { formatted } from './project.ts'

let projects: GitProject[] = []
afterEach(() => {
  for (const project of projects) project.remove()
  projects = []
})

const ROOT = `databaseChangeLog:
  - includeAll: { path: parts/, relativeToChangelogFile: true }
`
const ACCOUNT = formatted(`--changeset a:account runOnChange:true
create table if not exists account (id int primary key, name text, note text);`)

/** Committed, and then edited. */
function project(after: string, before = ACCOUNT): GitProject {
  const opened = gitProject('db/changelog.yml')
  projects.push(opened)
  opened.write({ 'db/changelog.yml': ROOT, 'db/parts/account.sql': before })
  opened.commit()
  opened.write({ 'db/parts/account.sql': after })
  return opened
}

const add = (of: GitProject, options: Partial<AddOptions> = {}) =>
  addChangesets(of, { ...OPTIONS, message: 'What is new', ...options })

const migrations = (of: GitProject): string => readFileSync(join(of.folder, 'db/parts/account_migrations.sql'), 'utf8')

describe('beside an edited definition', () => {
  test('a guarded migration, in the file of its migrations', async () => {
    const of = project(ACCOUNT.replace('name text', `name text not null default 'x', "E-mail" text unique`))
    const added = await add(of)
    expect(added).toMatchObject({ path: 'db/parts/account_migrations.sql', earlier: { revision: 'HEAD' } })
    expect(migrations(of).split('\n')).toEqual([
      '--liquibase formatted sql',
      '',
      expect.stringMatching(/^--changeset "Ann Example":\d{8}-what-is-new$/),
      '--comment: What is new',
      '--preconditions onFail:MARK_RAN',
      `--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('public.account') AND attname = 'E-mail' AND NOT attisdropped`,
      `ALTER TABLE public.account ADD COLUMN "E-mail" text;`,
      `ALTER TABLE ONLY public.account ALTER COLUMN name SET DEFAULT 'x'::text;`,
      'ALTER TABLE public.account ALTER COLUMN name SET NOT NULL;',
      'ALTER TABLE public.account ADD CONSTRAINT "account_E-mail_key" UNIQUE ("E-mail");',
      '--rollback ALTER TABLE public.account DROP CONSTRAINT "account_E-mail_key";',
      '--rollback ALTER TABLE public.account ALTER COLUMN name DROP NOT NULL;',
      '--rollback ALTER TABLE ONLY public.account ALTER COLUMN name DROP DEFAULT;',
      '--rollback ALTER TABLE public.account DROP COLUMN "E-mail";',
      '',
    ])
    expect(await add(of)).toBeNull()
  })

  test.each([
    [
      'a type',
      ACCOUNT.replace('name text', 'name varchar(10)'),
      /expectedResult:0 .* format_type\(.* = 'character varying\(10\)'$/m,
    ],
    [
      'a CHECK',
      ACCOUNT.replace('name text', `name text check (name <> '')`),
      /expectedResult:0 .* conname = 'account_name_check'$/m,
    ],
  ])('asks for %s', async (_what, after, guard) => {
    const of = project(after)
    await add(of)
    expect(migrations(of)).toMatch(guard)
  })

  test('what would lose rows only where that is allowed', async () => {
    const of = project(ACCOUNT.replace(', note text', ''))
    await expect(add(of)).rejects.toThrow(UnsafePlanError)
    await add(of, { compare: { unsafe: true } })
    expect(migrations(of)).toMatch(
      /expectedResult:1 .*attname = 'note'[^]*DROP COLUMN note;\n--rollback .*ADD COLUMN note text;/,
    )
  })

  test.skipIf(!testsPglite())('proven in PGlite too', async () => {
    const of = project(ACCOUNT.replace('note', 'more int, note'))
    expect(await add(of, { server: 'pglite' })).toMatchObject({ path: 'db/parts/account_migrations.sql' })
    expect(migrations(of)).toContain('ADD COLUMN more integer;')
    expect(await add(of, { server: 'pglite' })).toBeNull()
  })

  test('a dry run writes nothing', async () => {
    const of = project(ACCOUNT.replace('note', 'more int, note'))
    const added = await add(of, { dryRun: true })
    expect(added?.file).toBeNull()
    expect(added?.changesets[0]?.text).toContain('ADD COLUMN more integer;')
    expect(of.git('status', '--porcelain').trim()).toBe('M db/parts/account.sql')
  })

  test('a file that is not included is refused', async () => {
    const of = project(ACCOUNT.replace('note', 'more int, note'))
    await expect(add(of, { into: 'elsewhere.sql' })).rejects.toThrow('does not include elsewhere.sql')
  })
})

describe('towards a definition', () => {
  test('a changeset in the last file, whole where a body holds semicolons', async () => {
    const of = project(ACCOUNT)
    const definition = join(of.folder, 'schema.sql')
    of.write({
      'schema.sql': `create table account (id int primary key, name text, note text, more int);
create function two() returns int language plpgsql as $$
begin
  -- first; then

  return 2;
end $$;`,
    })
    const added = await add(of, { definition, message: undefined })
    expect(added).toMatchObject({ path: 'db/parts/account.sql', earlier: null })
    const text = readFileSync(join(of.folder, 'db/parts/account.sql'), 'utf8')
    expect(text).toMatch(/^--changeset "Ann Example":\d{8}-\d{6} splitStatements:false stripComments:false$/m)
    expect(text).not.toContain('--preconditions')
    expect(text).toContain('  -- first; then\n\n  return 2;')
    expect(await add(of, { definition })).toBeNull()
  })

  test('several where PostgreSQL needs several transactions', async () => {
    const of = project(formatted(`--changeset a:1\ncreate type mood as enum ('sad');`))
    const definition = join(of.folder, 'schema.sql')
    of.write({
      'schema.sql': `create type mood as enum ('sad', 'ok'); create table t (m mood default 'ok');`,
    })
    const added = await add(of, { definition })
    expect(added?.changesets.map(({ text }) => text.split('\n').slice(2, 4))).toEqual([
      [`ALTER TYPE public.mood ADD VALUE 'ok';`, '--rollback DROP TABLE public.t;'],
      ['CREATE TABLE public.t (', `  m public.mood DEFAULT 'ok'::public.mood`],
    ])
    expect(await add(of, { definition })).toBeNull()
  })
})

describe('where and whether', () => {
  test('a message is one line; a body whose lines would be directives is refused', async () => {
    const of = project(ACCOUNT.replace('name text', 'name text, n int'))
    const added = await add(of, { message: 'More\n--rollback drop table account', dryRun: true })
    expect(added?.changesets[0]?.text).toContain('--comment: More --rollback drop table account\n')
    of.write({
      'schema.sql': `create table account (id int primary key, name text, n int, note text);
create function f() returns int language plpgsql as $$ begin
--changeset a:b
return 1; end $$;`,
    })
    await expect(add(of, { definition: join(of.folder, 'schema.sql') })).rejects.toThrow(
      /nothing was written, since an upgrade with it /,
    )
  })

  test('a label in the middle of an enum: asked for by its own name', async () => {
    const before = formatted(`--changeset a:e\ncreate type e as enum ('a', 'z');`)
    const after = before.replace(`'a', 'z'`, `'a', 'm', 'z'`).replace('a:e\n', 'a:e\n--validCheckSum any\n')
    const added = await add(project(after, before))
    expect(added?.changesets[0]?.text).toContain(`to_regtype('public.e') AND enumlabel = 'm'`)
  })

  test('the second of several asks for the first where databasechangelog is', async () => {
    const before = formatted(`--changeset a:e\ncreate type e as enum ('a');
--changeset a:t runOnChange:true\ncreate table if not exists t (e e default 'a');`)
    const after = before
      .replace(`enum ('a')`, `enum ('a', 'b')`)
      .replace('a:e\n', 'a:e\n--validCheckSum any\n')
      .replace(`default 'a'`, `default 'b'`)
    const added = await add(project(after, before), { liquibaseSchema: 'audit', changelogTable: 'Log' })
    expect(added?.changesets[1]?.text).toContain('FROM audit.log WHERE id = ')
  })

  test('an attribute of a composite type', async () => {
    const before = formatted(`--changeset a:c\ncreate type c as (a int);`)
    const after = before.replace('a int', 'a int, b int').replace('a:c\n', 'a:c\n--validCheckSum any\n')
    const added = await add(project(after, before))
    expect(added?.changesets[0]?.text).toContain(`to_regclass('public.c') AND attname = 'b'`)
  })

  test('what a view stands in the way of goes behind the file that changes the view', async () => {
    const of = project(ACCOUNT)
    const view = formatted(
      '--changeset a:v runOnChange:true\ncreate or replace view v as select id, 1 as n from account where note is null;',
    )
    of.write({ 'db/parts/view.sql': view })
    of.commit()
    of.write({
      'db/parts/account.sql': ACCOUNT.replace(', note text', ''),
      'db/parts/view.sql': view.replace(' where note is null', ''),
    })
    const added = await add(of, { compare: { unsafe: true } })
    expect(added).toMatchObject({ path: 'db/parts/view.sql' })
  })

  test('a file that is included and not there yet', async () => {
    const of = gitProject('db/changelog.yml')
    projects.push(of)
    const table = (columns: string): string =>
      `databaseChangeLog:\n  - changeSet: { id: t, author: a, runOnChange: true, changes: [sql: 'create table if not exists t (${columns})'] }\n`
    of.write({ 'db/changelog.yml': table('id int') })
    of.commit()
    of.write({
      'db/changelog.yml': `${table('id int, n int')}  - include: { file: next.sql, relativeToChangelogFile: true }\n`,
    })
    const added = await add(of, { into: 'db/next.sql' })
    expect(added?.path).toBe('db/next.sql')
    expect(readFileSync(join(of.folder, 'db/next.sql'), 'utf8')).toMatch(/^--liquibase formatted sql\n\n--changeset/)
  })

  test('columns that a view of the upgrade asks for: before the view, and the rest after it', async () => {
    const of = project(ACCOUNT)
    const view = formatted('--changeset a:v runOnChange:true\ncreate or replace view v as select id from account;')
    const history = formatted(
      '-- GENERATED, DO NOT EDIT\n--changeset a:h runOnChange:true\ncreate table if not exists account_history (like account);',
    ).replace('\n-- GEN', '\n\n-- GEN')
    const include = (...files: string[]): string =>
      `databaseChangeLog:\n${files.map((file) => `  - include: { file: parts/${file}, relativeToChangelogFile: true }\n`).join('')}`
    const files = ['account.sql', 'history.sql', 'account_migrations.sql', 'view.sql']
    of.write({
      'db/changelog.yml': include(...files),
      'db/parts/account.sql': ACCOUNT,
      'db/parts/history.sql': history,
      'db/parts/account_migrations.sql': formatted('--changeset a:none\nselect 1;'),
      'db/parts/view.sql': view,
    })
    of.commit()
    of.write({
      'db/parts/account.sql': ACCOUNT.replace('note text', 'note text, phone text, check (id > 0)'),
      'db/parts/view.sql': view.replace('select id', 'select id, phone'),
    })
    const added = await add(of)
    expect(added?.path).toBe('db/parts/account_migrations.sql')
    expect(added?.changesets.map(({ text }) => text.split('\n').filter((line) => line.startsWith('ALTER')))).toEqual([
      [
        'ALTER TABLE public.account ADD COLUMN phone text;',
        'ALTER TABLE public.account_history ADD COLUMN phone text;',
      ],
      ['ALTER TABLE public.account ADD CONSTRAINT account_id_check CHECK ((id > 0));'],
    ])
    expect(migrations(of)).toContain(added?.changesets[1]?.text)
    expect((await verifyChangelog(of, OPTIONS)).isRight).toBe(true)
  })

  test('where there is no place before what fails, it says what would have to be there', async () => {
    const before = `${ACCOUNT}\n--changeset a:v runOnChange:true\ncreate or replace view v as select id from account;`
    const of = project(
      before.replace('note text', 'note text, phone text').replace('select id', 'select id, phone'),
      before,
    )
    await expect(add(of)).rejects.toThrow(
      /would have to be added before it[^]*account\.sql::v::a, and name it with --into:\n  --changeset [^]*ADD COLUMN phone text;/,
    )
  })

  test('a column with another name: asked about, and renamed where that is said', async () => {
    const of = project(ACCOUNT)
    const view = formatted('--changeset a:v runOnChange:true\ncreate or replace view v as select id from account;')
    const table = formatted(`--changeset a:account runOnChange:true
create table if not exists account (id int primary key, name text, note text);
--changeset a:policy\ncreate policy p on account to auditor using (id > 0);`)
    of.write({
      'db/parts/account.sql': table,
      'db/parts/account_migrations.sql': formatted('--changeset a:none\nselect 1;'),
      'db/parts/view.sql': view,
    })
    of.commit()
    of.write({ 'db/parts/account.sql': table.replace('note text', 'remark text') })
    const rename = [{ from: 'public.account.note', to: 'public.account.remark' }]
    await expect(add(of)).rejects.toThrow(/--rename 'public\.account\.note=public\.account\.remark'/)
    const added = await add(of, { compare: { rename }, dryRun: true })
    const lines = (added?.changesets[0]?.text ?? '').split('\n')
    expect(lines).toContain('ALTER TABLE public.account RENAME COLUMN note TO remark;')
    expect(lines).toContain('--rollback ALTER TABLE public.account RENAME COLUMN remark TO note;')

    of.write({ 'db/parts/view.sql': view.replace('select id', 'select id, remark') })
    await expect(add(of)).rejects.toThrow(/--rename 'public\.account\.note=public\.account\.remark'/)
    const early = await add(of, { compare: { rename }, dryRun: true })
    expect(early?.changesets[0]?.text).toContain('ALTER TABLE public.account RENAME COLUMN note TO remark;')
  })
})
