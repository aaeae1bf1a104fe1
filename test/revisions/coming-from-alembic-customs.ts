// What docs/coming-from-alembic.md says of options, files and customs, shown.

import { expect } from 'vitest'
import { messageOf } from '../../src/commands/exit.ts'
import { upgrade } from '../../src/index.ts'
import { line, OK, tables, type Show } from './coming-from-alembic.ts'

export const CUSTOMS: Readonly<Record<string, Show>> = {
  '`-c FILE`, `ALEMBIC_CONFIG`': async ({ trueup, write }) => {
    write('elsewhere/my.json', '{"revisions": "made"}')
    write('elsewhere/made/one.sql', '-- revision: one\n-- parents: none\n')
    expect((await trueup('heads', [], { config: 'elsewhere/my.json' })).stdout).toBe('one (head)\n')
  },
  '`-n SECTION`, `init --multidb`': async ({ trueup, write, database }) => {
    const environments = { stock: { revisions: 'stock', database: database.url, historyTable: 'public.stock_history' } }
    write('trueup.config.json', JSON.stringify({ environments }))
    write('stock/one.sql', '-- revision: one\n-- parents: none\n')
    expect(await trueup('upgrade', [], { env: 'stock' })).toEqual(OK)
    expect((await trueup('current', [], { env: 'stock' })).stdout).toBe('one (head)\n')
  },
  '`-d DIRECTORY` of Flask-Migrate': async ({ trueup, write }) => {
    write('db/one.sql', '-- revision: one\n-- parents: none\n')
    expect((await trueup('heads', [], { revisions: 'db' })).stdout).toBe('one (head)\n')
  },
  '`-x KEY=VALUE`': async (project) => {
    project.write('migrations/fill.ts', 'export default (db) => db.execute(`CREATE TABLE ${process.env.TENANT} ()`)')
    project.add('one', {}, '-- @run fill.ts')
    process.env['TENANT'] = 'acme'
    await project.trueup('upgrade')
    delete process.env['TENANT']
    expect(await tables(project)).toEqual(['acme'])
  },
  '`--raiseerr`': async () => {
    expect(messageOf(new Error('unexpected'), true)).toMatch(/^Error: unexpected\n +at /)
  },
  '`-q`, `--version`': async (project) => {
    line(project)
    expect(await project.trueup('upgrade', [], { quiet: true })).toEqual({ code: 0, stdout: '', stderr: '' })
  },
  'exit code 255': async (project) => {
    line(project)
    const { trueup } = project
    const codes = [
      await trueup('upgrade', ['nosuch']),
      await trueup('current', [], { checkHeads: true }),
      await trueup('heads', [], { format: 'sql' }),
    ]
    expect(codes.map(({ code }) => code)).toEqual([1, 2, 64])
  },
  '`alembic_version`': async (project) => {
    const id = 'a'.repeat(300)
    project.add('one', { revision: id }, 'SELECT 1;')
    project.write('migrations/one.down.sql', `-- revision: ${id}\n\nSELECT 2;\n`)
    await project.trueup('upgrade', [], { historyTable: 'public.done' })
    const said = 'select revision || applied_by || (elapsed_ms >= 0) || length(checksum) || down_sql from public.done'
    expect(await project.values(said)).toEqual([
      expect.stringMatching(/^a{300}.+@.+true64-- revision: a+\n\nSELECT 2;\n$/),
    ])
  },
  'one transaction for all pending revisions': async (project) => {
    line(project)
    project.add('four', { parents: 'three' }, 'SELECT 1 / 0;')
    expect(await project.trueup('upgrade', [], { transactions: 'all' })).toMatchObject({ code: 1 })
    expect(await tables(project)).toEqual([])
    expect(await project.trueup('upgrade')).toMatchObject({ code: 1 })
    expect(await tables(project)).toEqual(['one', 'three', 'two'])
  },
  '`autocommit_block()`': async (project) => {
    const up = 'CREATE TABLE one (a int);\n-- @transaction none\nCREATE INDEX CONCURRENTLY i ON one (a);'
    project.add('one', {}, `${up}\nSELECT 1 / nullif((SELECT count(*) FROM one), 0);\nSELECT 1 / count(*) FROM one;`)
    expect(await project.trueup('upgrade')).toMatchObject({ code: 1 })
    await project.values('insert into one values (1)')
    expect(await project.trueup('upgrade')).toEqual(OK)
  },
  'several upgrades at once': async (project) => {
    line(project)
    const { url } = project.database
    const reports = await Promise.all(Array.from({ length: 5 }, () => upgrade(url, 'migrations')))
    expect(reports.flatMap(({ ran }) => ran).map(({ id }) => id)).toEqual(['one', 'two', 'three'])
  },
  '`file_template`, `timezone`': async (project) => {
    project.write('migrations/V1 any name.sql', '-- revision: one\n-- parents: none\n')
    expect(await project.trueup('revision')).toEqual(OK)
    const now = new Date().toISOString().slice(0, 10).replaceAll('-', '')
    expect(project.files().filter((file) => file.startsWith(`${now}T`))).toHaveLength(2)
  },
  '`version_locations`, `recursive_version_locations`': async ({ trueup, write }) => {
    write('migrations/a/one.sql', '-- revision: one\n-- parents: none\n')
    write('migrations/b/c/two.sql', '-- revision: two\n-- parents: one\n')
    expect((await trueup('heads')).stdout).toBe('two (head)\n')
  },
  '`post_write_hooks`': async ({ trueup, files }) => {
    const { stdout } = await trueup('revision', [], { message: 'x' })
    expect(
      stdout
        .trim()
        .split('\n')
        .map((path) => path.replace('migrations/', ''))
        .toSorted(),
    ).toEqual(files().filter((file) => file !== 'HEAD'))
  },
  '`on_version_apply`': async (project) => {
    line(project)
    const hooks = { before: 'CREATE TABLE began ()', after: 'CREATE TABLE ended ()' }
    project.write('trueup.config.json', JSON.stringify(hooks))
    await project.trueup('upgrade', ['one'])
    expect(await tables(project)).toEqual(['began', 'ended', 'one'])
  },
  'a missing parent, an id used twice, a cycle, a label twice': async (project) => {
    const { add, trueup, write } = project
    const said = async () => (await trueup('upgrade')).stderr
    add('one', { parents: 'gone' })
    expect(await said()).toContain('migrations/one.sql:2: the parent gone of one')
    add('one', { parents: 'two' })
    add('two', { parents: 'one' })
    expect(await said()).toContain('go round in a circle')
    add('one', { labels: 'left' })
    add('two', { parents: 'one', labels: 'left' })
    expect(await said()).toContain('The label "left" of two')
    write('migrations/again.sql', '-- revision: one\n-- parents: none\n')
    expect(await said()).toContain('The id one is used twice')
    expect(await project.values(`select to_regclass('trueup.history') is null`)).toEqual([true])
  },
  '`include_object`, `include_name`, `include_schemas`': async (project) => {
    line(project)
    project.write(
      'database/t.sql',
      'CREATE TABLE one (a int); CREATE TABLE two (a int); CREATE TABLE three (a int); CREATE TABLE jobs_1 ();',
    )
    const flags = { definition: 'database', database: undefined, exclude: ['table:public.jobs_*'] }
    expect(await project.trueup('check', [], flags)).toEqual(OK)
  },
  '`compare_type`, `compare_server_default`, `render_item`': async (project) => {
    project.add('one', {}, "CREATE TABLE one (a varchar(50) DEFAULT 'x');")
    project.write('database/t.sql', "CREATE TABLE one (a varchar DEFAULT 'y');")
    const { stdout } = await project.trueup('revision', [], { autogenerate: true, definition: 'database', sql: true })
    expect(stdout).toMatch(/ALTER COLUMN a TYPE (character varying|varchar)\b(?!\()/)
    expect(stdout).toContain("SET DEFAULT 'y'")
  },
  '`process_revision_directives`': async (project) => {
    line(project)
    expect(await project.trueup('verify')).toMatchObject({ code: 0 })
    project.write('migrations/three.down.sql', '-- revision: three\n\nSELECT 1;\n')
    expect((await project.trueup('verify')).code).not.toBe(0)
  },
  'models of the application': async (project) => {
    line(project)
    project.write('print.cjs', "for (const t of ['one', 'two', 'three']) console.log(`CREATE TABLE ${t} (a int);`)")
    expect(await project.trueup('check', [], { definition: 'exec:node print.cjs', database: undefined })).toEqual(OK)
  },
  'a migration in Python': async (project) => {
    project.write('migrations/fill.ts', "export default (db: any) => db.execute('INSERT INTO one VALUES (1), (2)')")
    project.add('one', {}, 'CREATE TABLE one (a int);\n-- @run fill.ts')
    expect(await project.trueup('upgrade')).toEqual(OK)
    expect(await project.values('select a from one')).toEqual([1, 2])
  },
  'the Python API': async (project) => {
    line(project)
    expect(await upgrade(project.database.url, 'migrations', 'two')).toMatchObject({ current: ['two'] })
  },
  'editing `down_revision` after a merge in git': async (project) => {
    project.add('one')
    project.add('two', { parents: 'one' })
    project.add('three', { parents: 'one' })
    expect(await project.trueup('rebase', ['three'])).toMatchObject({ code: 0, stdout: 'migrations/three.sql\n' })
    expect((await project.trueup('heads')).stdout).toBe('three (head): does three\n')
  },
  'no squash': async (project) => {
    line(project)
    await project.trueup('upgrade', ['one'])
    expect(await project.trueup('squash', ['base:head'], { message: 'all' })).toMatchObject({ code: 0 })
    expect(await project.trueup('upgrade')).toEqual(OK)
    expect(await tables(project)).toEqual(['one', 'three', 'two'])
  },
  'deleting the file, dropping the tables, `flask db migrate`': async (project) => {
    line(project)
    const connection = await project.database.connect()
    await connection.execute(`DROP DATABASE IF EXISTS own WITH (FORCE)`)
    await connection.execute(`CREATE DATABASE own`)
    await connection.close()
    const database = project.database.url.replace(project.database.name, 'own')
    await project.trueup('upgrade', [], { database })
    project.write('schema.sql', 'CREATE TABLE one (a int); CREATE TABLE four ();')
    const flags = { database, definition: 'schema.sql', keep: 'one', yes: true }
    expect(await project.trueup('new-start', [], flags)).toMatchObject({ code: 0 })
    expect(project.files().filter((file) => /^(two|three)/.test(file))).toEqual([])
    expect(await project.trueup('check', [], { database, revisions: 'migrations', definition: 'schema.sql' })).toEqual(
      OK,
    )
  },
  'views, functions and triggers by `op.execute`': async (project) => {
    line(project)
    project.write('migrations/repeatable/v.sql', 'CREATE OR REPLACE VIEW v AS SELECT 1 AS a;')
    expect(await project.trueup('upgrade')).toEqual(OK)
    project.write('migrations/repeatable/v.sql', 'CREATE OR REPLACE VIEW v AS SELECT 2 AS b;')
    expect(await project.trueup('upgrade')).toEqual(OK)
    expect(await project.values('select b from v')).toEqual([2])
  },
}
