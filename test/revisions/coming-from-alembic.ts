// What docs/coming-from-alembic.md says of each row, shown.

import { expect } from 'vitest'
import type { Project } from './project.ts'

export type Show = (project: Project) => Promise<void>

/** base ─ one ─ two ─ three */
export function line({ add }: Project): void {
  add('one')
  add('two', { parents: 'one' })
  add('three', { parents: 'two' })
}

/** line, and of one too: left1 (label left); other depends on two, on a base of its own. */
function branched(project: Project): void {
  line(project)
  project.add('left1', { parents: 'one', labels: 'left' })
  project.add('other', { 'depends-on': 'two' })
}

const applied = ({ values }: Project): Promise<readonly unknown[]> =>
  values(`select revision from (select distinct on (revision) * from trueup.history order by revision, position desc) s
           where action not in ('downgrade', 'unstamp') order by position`)

export const tables = ({ values }: Project): Promise<readonly unknown[]> =>
  values(`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`)

export const OK = expect.objectContaining({ code: 0 })

/** The commands. */
export const COMMANDS: Readonly<Record<string, Show>> = {
  '`init DIR`': async ({ trueup, files, write }) => {
    write('alembic/env.py', '')
    expect(await trueup('init', ['alembic'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('alembic holds env.py'),
    })
    expect(await trueup('init', ['fresh'])).toEqual(OK)
    expect(files('fresh')).toEqual(['HEAD'])
    expect(files('.')).toContain('trueup.config.ts')
  },
  '`list_templates`, `init --template`': async ({ trueup, files }) => {
    await trueup('init', ['fresh'])
    expect(files('.').filter((file) => /mako|env\.py/.test(file))).toEqual([])
  },
  '`revision -m`': async ({ trueup, files }) => {
    expect(await trueup('revision', [], { message: 'add invoices' })).toEqual(OK)
    expect(files().map((file) => file.replace(/^\d{8}T\d{6}_[0-9a-f]{12}_/, ''))).toEqual([
      'add_invoices.down.sql',
      'add_invoices.sql',
      'HEAD',
    ])
    const unwritten = await trueup('upgrade')
    expect([unwritten.code, unwritten.stderr]).toEqual([1, expect.stringContaining('this revision is not written yet')])
  },
  '`revision --autogenerate`, `flask db migrate`': async (project) => {
    const { trueup, write, files } = project
    write('database/t.sql', 'CREATE TABLE t (id serial PRIMARY KEY, CHECK (id > 0));')
    const flags = { autogenerate: true, message: 'make t', definition: 'database' }
    expect((await trueup('revision', [], flags)).stderr).toContain('Detected added table public.t')
    expect(files()).toHaveLength(3)
    expect((await trueup('revision', [], flags)).stderr).toContain('no file was written')
    expect(files()).toHaveLength(3)
    expect(await trueup('upgrade')).toEqual(OK)
    expect(await tables(project)).toEqual(['t'])
  },
  '`revision --head`, `--splice`': async (project) => {
    branched(project)
    const { trueup } = project
    expect(await trueup('revision')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There are 3 heads[^]*left1[^]*three[^]*--head/),
    })
    expect(await trueup('revision', [], { head: ['two'] })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--splice'),
    })
    for (const flags of [{ head: ['two'], splice: true }, { head: ['left@head'] }, { head: ['base'] }])
      expect(await trueup('revision', [], flags)).toEqual(OK)
  },
  '`revision --branch-label`, `--depends-on`, `--rev-id`': async (project) => {
    line(project)
    const { trueup, read } = project
    const flags = { branchLabel: ['mail', 'post'], dependsOn: ['thr'], head: ['base'], revId: 'four' }
    const { stdout } = await trueup('revision', [], flags)
    const [up = ''] = stdout.split('\n')
    expect(read(up)).toMatch(/^-- revision: four\n-- parents: none\n-- depends-on: three\n-- labels: mail, post\n/)
  },
  '`revision --sql`': async ({ trueup, files }) => {
    const { stdout } = await trueup('revision', [], { sql: true, revId: 'one' })
    expect(stdout.match(/^-- revision: one$/gm)).toHaveLength(2)
    expect(files()).toEqual(['HEAD'])
  },
  '`revision --version-path`': async (project) => {
    line(project)
    const { write, read, trueup } = project
    write('migrations/2026/renamed.sql', read('migrations/three.sql').replace('three', 'four').replace('two', 'three'))
    expect((await trueup('history')).stdout).toMatch(/^three -> four \(head\)/)
  },
  '`sqlalchemy.url` decides': async (project) => {
    const { trueup, write, values } = project
    write('t.sql', 'CREATE TABLE t (id int);')
    const flags = { autogenerate: true, sql: true, definition: 't.sql' }
    const [major] = await values(`SELECT current_setting('server_version_num')::int / 10000`)
    expect((await trueup('revision', [], flags)).stdout).toContain(`-- postgresql: ${String(major)}\n`)
  },
  '`upgrade head`, `flask db upgrade`': async (project) => {
    line(project)
    expect(await project.trueup('upgrade')).toEqual(OK)
    expect(await applied(project)).toEqual(['one', 'two', 'three'])
  },
  '`upgrade` to any target': async (project) => {
    branched(project)
    const to = (target: string) => project.trueup('upgrade', [target])
    for (const target of ['one', 'left@+1', 'thre', 'left', 'two+1', 'left@head', 'three@head-1', 'heads'])
      expect(await to(target), target).toEqual(OK)
    expect(await applied(project)).toEqual(['one', 'left1', 'two', 'three', 'other'])
    expect(await to('head')).toMatchObject({ code: 1, stderr: expect.stringContaining('"head" means 3 revisions') })
    expect(await to('+1')).toMatchObject({ code: 1, stderr: expect.stringContaining('"+1" is ambiguous') })
  },
  '`upgrade` to what is there already': async (project) => {
    line(project)
    await project.trueup('upgrade')
    expect(await project.trueup('upgrade', ['one'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Nothing to do'),
    })
  },
  '`upgrade --sql [a:b]`': async (project) => {
    line(project)
    const { stdout } = await project.trueup('upgrade', ['one:three'], { sql: true })
    expect(stdout).toMatch(/pg_advisory_lock[^]*CREATE TABLE two[^]*INSERT INTO trueup\.history[^]*CREATE TABLE three/)
    expect(stdout).not.toContain('CREATE TABLE one')
    expect((await project.trueup('upgrade', [], { sql: true })).stdout).toContain('CREATE TABLE one')
    expect(await tables(project)).toEqual([])
  },
  '`upgrade --tag`': async (project) => {
    line(project)
    await project.trueup('upgrade', [], { tag: 'v1' })
    expect(await project.values('select distinct tag from trueup.history')).toEqual(['v1'])
  },
  '`downgrade`, `flask db downgrade`': async (project) => {
    branched(project)
    const { trueup, write, read } = project
    await trueup('upgrade', ['heads'])
    expect(await trueup('downgrade')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('`trueup downgrade three@-1`'),
    })
    expect(await trueup('downgrade', ['left@-1'])).toEqual(OK)
    expect(await trueup('downgrade', ['two'])).toEqual(OK)
    expect(await applied(project)).toEqual(['one', 'two', 'other'])
    write(
      'migrations/two.down.sql',
      read('migrations/two.down.sql').replace('\n', '\n-- loses-data: the rows of two\n'),
    )
    expect(await trueup('downgrade', ['one'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('the rows of two'),
    })
    expect(await trueup('downgrade', ['base'], { unsafe: true })).toEqual(OK)
    expect(await tables(project)).toEqual([])
  },
  '`downgrade --sql from:to`': async (project) => {
    line(project)
    for (const range of ['head:-1', '-1', 'three:two']) {
      const { stdout } = await project.trueup('downgrade', [range], { sql: true })
      expect(stdout, range).toContain('DROP TABLE three')
      expect(stdout, range).not.toContain('DROP TABLE two')
    }
  },
  '`stamp`': async (project) => {
    branched(project)
    expect(await project.trueup('stamp', [])).toMatchObject({ code: 64 })
    expect(await project.trueup('stamp', ['left', 'two'])).toEqual(OK)
    expect(await applied(project)).toEqual(expect.arrayContaining(['one', 'two', 'left1']))
    expect(await tables(project)).toEqual([])
  },
  '`stamp --purge`, `stamp --sql`': async (project) => {
    line(project)
    const { trueup, values } = project
    await trueup('stamp', ['head'])
    await values(`insert into trueup.history (action, revision, applied_by, tool) values ('stamp', 'gone', 'a', 'b')`)
    expect(await trueup('stamp', ['two'])).toMatchObject({ code: 1, stderr: expect.stringContaining('--purge two') })
    expect(await trueup('stamp', ['two'], { purge: true })).toEqual(OK)
    expect(await applied(project)).toEqual(['one', 'two'])
    expect((await trueup('stamp', ['two:three'], { sql: true })).stdout).toMatch(/INSERT INTO trueup\.history[^]*three/)
  },
  '`current`, `current -v`': async (project) => {
    line(project)
    await project.trueup('upgrade', ['two'])
    expect((await project.trueup('current')).stdout).toBe('two: does two\n')
    expect((await project.trueup('current', [], { verbose: true })).stdout).toMatch(
      /two[^]*UTC[^]*by .+@.+ with trueup \d/,
    )
  },
  '`current --check-heads`': async (project) => {
    line(project)
    project.add('other')
    project.add('four', { parents: 'three', 'depends-on': 'other' })
    const check = () => project.trueup('current', [], { checkHeads: true })
    await project.trueup('upgrade', ['three'])
    expect(await check()).toMatchObject({ code: 2 })
    await project.trueup('upgrade', ['heads'])
    expect(await check()).toEqual(OK)
  },
  '`history`, `-r a:b`, `-v`, `-i`': async (project) => {
    line(project)
    const { trueup } = project
    await trueup('upgrade', ['two'])
    expect((await trueup('history', [], { range: 'current:', indicateCurrent: true })).stdout).toBe(
      '[ ] two -> three (head): does three\n[x] one -> two (current): does two\n',
    )
    expect((await trueup('history', [], { range: ':one', verbose: true })).stdout).toMatch(/^revision: +one\n/)
  },
  '`heads`, `heads --resolve-dependencies`': async (project) => {
    branched(project)
    project.add('four', { 'depends-on': 'left', parents: 'three' })
    expect((await project.trueup('heads')).stdout).toMatch(/^four .*\nleft1 \(left\) \(effective head\).*\nother .*\n$/)
    expect((await project.trueup('heads', [], { resolveDependencies: true })).stdout).not.toContain('left1')
    project.write('migrations/HEAD', 'two\n')
    expect((await project.trueup('heads')).stderr).toContain('HEAD says two')
  },
  '`branches`': async (project) => {
    branched(project)
    expect((await project.trueup('branches')).stdout).toMatch(/^one \(branch point\).*\n {2}-> left1.*\n {2}-> two/m)
  },
  '`merge`': async (project) => {
    branched(project)
    expect(await project.trueup('merge', ['three', 'left'])).toEqual(OK)
    expect(await project.trueup('merge')).toEqual(OK)
    expect((await project.trueup('heads', [], { format: 'json' })).stdout.match(/"id"/g)).toHaveLength(1)
    expect(await project.trueup('upgrade')).toEqual(OK)
    expect(await project.trueup('downgrade', ['base'])).toEqual(OK)
  },
  '`show`': async (project) => {
    line(project)
    expect((await project.trueup('show', ['two'])).stdout).toMatch(/^revision: +two\n/)
    expect((await project.trueup('show', [], { verbose: true })).stdout).toContain('CREATE TABLE three')
    expect((await project.trueup('show', ['current'])).stderr).toContain('The database has no revision yet.')
    await project.trueup('upgrade', ['two'])
    expect((await project.trueup('show', ['current'])).stdout).toMatch(/^revision: +two \(current\)\n[^]*applied: +\S/)
  },
  '`edit`': async (project) => {
    line(project)
    process.env['EDITOR'] = 'each() { for file in "$@"; do echo "BEGIN;" >> "$file"; done; }; each'
    try {
      const { code, stderr } = await project.trueup('edit')
      expect([code, stderr]).toEqual([1, expect.stringContaining('BEGIN cannot stand in a revision')])
    } finally {
      delete process.env['EDITOR']
    }
    expect(project.read('migrations/three.sql')).toContain('BEGIN;')
    expect(project.read('migrations/three.down.sql')).toContain('BEGIN;')
  },
  '`check`': async (project) => {
    line(project)
    const { trueup, write } = project
    const flags = { definition: 'database', database: undefined }
    write('database/t.sql', 'CREATE TABLE one (a int); CREATE TABLE two (a int); CREATE TABLE three (a int);')
    expect(await trueup('check', [], flags)).toEqual(OK)
    write('database/f.sql', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;')
    expect(await trueup('check', [], flags)).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('+ function public.f()'),
    })
  },
  '`ensure_version`': async (project) => {
    line(project)
    expect((await project.trueup('upgrade', [], { sql: true })).stdout).toContain(
      'CREATE TABLE IF NOT EXISTS trueup.history',
    )
    await project.trueup('upgrade')
    expect(await project.values(`select to_regclass('trueup.history') is not null`)).toEqual([true])
  },
}
