// Files that run again whenever what they define is otherwise in the database.

import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { upgrade as upgradeDatabase } from '../../src/index.ts'
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
  project.add('aaaa', {}, 'CREATE TABLE t (id int, name text);', 'DROP TABLE t;')
})
afterEach(() => project.close())

const file = (name: string, sql: string): void => project.write(`migrations/repeatable/${name}.sql`, sql)
const upgrade = async () => {
  const { code, stderr } = await project.trueup('upgrade')
  expect({ code, stderr }).toEqual({ code: 0, stderr })
  return stderr
}
const ran = () =>
  project.values(
    "select revision from trueup.history where action = 'repeatable' and status = 'done' order by position",
  )
const view = (name = 'v') => project.values(`select replace(pg_get_viewdef('${name}'::regclass), ' t.', ' ')`)

test('they run behind the revisions, and then only when something is otherwise', async () => {
  file('views', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;')
  file('nested/f', 'CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;')
  expect(await upgrade()).toMatch(/Done in .*, 1 revision, 2 repeatable files: the database is at aaaa/)
  expect(await ran()).toEqual(['nested/f', 'views'])
  expect(await upgrade()).toBe('Nothing to do: the database is at aaaa.\n')
  file('views', 'CREATE OR REPLACE VIEW v AS SELECT id, name FROM t;')
  expect((await project.trueup('upgrade', [], { dryRun: true })).stdout).toContain(
    'would run migrations/repeatable/views.sql, since the database differs:\n  ',
  )
  expect(await upgrade()).toContain('1 repeatable file')
  expect(await ran()).toEqual(['nested/f', 'views', 'views'])
  expect(await view()).toEqual([' SELECT id,\n    name\n   FROM t;'])
  const connection = await project.database.connect()
  await connection.execute('CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 2 $$; DROP VIEW v')
  await connection.close()
  expect(await upgrade()).toContain('2 repeatable files')
  expect(await project.values('select f()')).toEqual([1])
  expect(await upgrade()).toContain('Nothing to do')
})

test('a statement that needs something of a later file is put off, and so is one within a circle of files', async () => {
  file('a', 'CREATE OR REPLACE VIEW a AS SELECT * FROM b;')
  file('b', 'CREATE OR REPLACE VIEW b AS SELECT * FROM t;')
  file('c', 'CREATE OR REPLACE VIEW c1 AS SELECT * FROM t;\nCREATE OR REPLACE VIEW c2 AS SELECT * FROM d1;')
  file('d', 'CREATE OR REPLACE VIEW d1 AS SELECT * FROM c1;\nCREATE OR REPLACE VIEW d2 AS SELECT * FROM c2;')
  await upgrade()
  expect(await ran()).toEqual(['b', 'a', 'c', 'd'])
  expect(await upgrade()).toContain('Nothing to do')
})

test('files that need each other in a circle are explained, before anything runs', async () => {
  file('a', 'CREATE OR REPLACE VIEW a AS SELECT * FROM b;')
  file('b', 'CREATE OR REPLACE VIEW b AS SELECT * FROM a;')
  const { code, stderr } = await project.trueup('upgrade')
  expect(code).toBe(1)
  expect(stderr).toContain('migrations/repeatable/a.sql and migrations/repeatable/b.sql need what neither')
  expect(stderr).toContain('relation "b" does not exist')
  expect(await project.values("select to_regclass('t')")).toEqual([null])
})

test('what CREATE OR REPLACE cannot do is planned, and privileges and dependents come back', async () => {
  project.add('bbbb', { parents: 'aaaa' }, 'CREATE ROLE reader; ALTER TABLE t ADD COLUMN n int;', 'DROP ROLE reader;')
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id, name FROM t;')
  file('f', 'CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;')
  await upgrade()
  const connection = await project.database.connect()
  await connection.execute('GRANT SELECT ON v TO reader; CREATE VIEW w AS SELECT id, f() FROM v')
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id, n FROM t;')
  file('f', 'CREATE OR REPLACE FUNCTION f() RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;')
  expect(await upgrade()).toContain('2 repeatable files')
  expect(await view()).toEqual([' SELECT id,\n    n\n   FROM t;'])
  expect(await project.values("select has_table_privilege('reader', 'v', 'select')")).toEqual([true])
  expect(await project.values("select pg_get_function_result('f'::regproc)")).toEqual(['bigint'])
  expect(await view('w')).toHaveLength(1)
  expect(await project.values('select count(*)::int from w')).toEqual([0])
  await connection.execute('DROP VIEW w; DROP VIEW v; DROP ROLE reader')
  await connection.close()
})

test('a failure is rolled back, named, and over once the file is right', async () => {
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;')
  await upgrade()
  const connection = await project.database.connect()
  await connection.execute('INSERT INTO t VALUES (1)')
  await connection.close()
  file(
    'v',
    `CREATE OR REPLACE VIEW v AS SELECT id, name FROM t;\nDO $$ BEGIN IF EXISTS (SELECT FROM t) THEN RAISE 'no'; END IF; END $$;`,
  )
  const { code, stderr } = await project.trueup('upgrade')
  expect(code).toBe(1)
  expect(stderr).toContain('The repeatable file migrations/repeatable/v.sql failed:\nmigrations/repeatable/v.sql:2')
  expect(await view()).toEqual([' SELECT id\n   FROM t;'])
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id, name FROM t;')
  await upgrade()
  expect(await upgrade()).toContain('Nothing to do')
})

test('what they define is no drift, and a pending revision runs before them', async () => {
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;')
  await upgrade()
  const connection = await project.database.connect()
  await connection.execute('CREATE OR REPLACE VIEW v AS SELECT id, name FROM t')
  project.add('bbbb', { parents: 'aaaa' })
  await upgrade()
  expect(await view()).toEqual([' SELECT id\n   FROM t;'])
  await connection.execute('CREATE VIEW other AS SELECT 1')
  await connection.close()
  project.add('cccc', { parents: 'bbbb' })
  const { stderr } = await project.trueup('upgrade')
  expect(stderr).toContain('view public.other')
  expect(stderr).not.toContain('view public.v ')
})

test('current, check and SQL for a DBA know of them; --autogenerate leaves to them what they define', async () => {
  file('a', 'CREATE OR REPLACE VIEW a AS SELECT * FROM b;')
  file('b', 'CREATE OR REPLACE VIEW b AS SELECT id, name FROM t;')
  project.write(
    'schema.sql',
    'CREATE TABLE t (id int, name text); CREATE VIEW b AS SELECT id, name FROM t; CREATE VIEW a AS SELECT * FROM b;',
  )
  const definition = 'schema.sql'
  const generated = await project.trueup('revision', [], { autogenerate: true, definition, message: 'm' })
  expect(generated.stderr).toContain('lead to the definition already')
  const script = await project.trueup('upgrade', [], { sql: true })
  expect(script.stdout).toMatch(/-- repeatable 2 of 3: b[^]*-- repeatable 3 of 3: a/)
  const connection = await project.database.connect()
  await connection.execute(script.stdout.replaceAll(/^\\.*$/gm, ''))
  expect((await project.trueup('current', [], { checkHeads: true })).code).toBe(0)
  expect((await project.trueup('check', [], { definition, revisions: 'migrations' })).code).toBe(0)
  expect(await upgrade()).toContain('Nothing to do')
  await connection.execute('CREATE OR REPLACE VIEW b AS SELECT id, upper(name) AS name FROM t')
  await connection.close()
  const checked = await project.trueup('check', [], { definition, revisions: 'migrations' })
  expect(checked.code).toBe(2)
  expect(checked.stderr).toContain('migrations/repeatable/b.sql is to run again')
  file('b', 'CREATE OR REPLACE VIEW b AS SELECT id, name FROM t; -- new')
  const current = await project.trueup('current', [], { checkHeads: true })
  expect(current).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('repeatable/b.sql was edited since it ran'),
  })
})

test('what they made and what stands in the way of a revision is set aside, and comes back as it was', async () => {
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id, name FROM t;\nCREATE OR REPLACE VIEW w AS SELECT id FROM v;')
  file('f', 'CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;')
  await upgrade()
  const connection = await project.database.connect()
  await connection.execute(
    `CREATE ROLE reader; GRANT SELECT ON w TO reader; COMMENT ON VIEW v IS 'mine'; INSERT INTO t VALUES (1, 'x')`,
  )
  project.add(
    'bbbb',
    { parents: 'aaaa' },
    'ALTER TABLE t ALTER COLUMN id TYPE bigint;\n-- @transaction new\nALTER TABLE t DROP COLUMN name;',
    'ALTER TABLE t ADD COLUMN name text;\nALTER TABLE t ALTER COLUMN id TYPE int;',
  )
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;\nCREATE OR REPLACE VIEW w AS SELECT id FROM v;')
  const said = await upgrade()
  expect(said).toContain('1 revision, 1 repeatable file')
  expect(await project.values(`select has_table_privilege('reader', 'w', 'select')`)).toEqual([true])
  expect(await project.values(`select obj_description('v'::regclass)`)).toEqual(['mine'])
  expect(await project.values('select id from w')).toEqual([1])
  expect(await upgrade()).toContain('Nothing to do')
  expect((await project.trueup('downgrade', ['base'])).code).toBe(0)
  expect(await project.values(`select to_regclass('v')`)).toEqual([null])
  await upgrade()
  expect(await project.values('select count(*)::int from w')).toEqual([0])
  await connection.execute('DROP OWNED BY reader; DROP ROLE reader')
  await connection.close()
})

test('a revision that fails for another reason leaves what they made', async () => {
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;')
  await upgrade()
  project.add('bbbb', { parents: 'aaaa' }, 'ALTER TABLE t ALTER COLUMN id TYPE bigint;\nSELECT 1 / 0;')
  const { code, stderr } = await project.trueup('upgrade')
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('division by zero') })
  expect(await view()).toEqual([' SELECT id\n   FROM t;'])
})

test('a definition need not say what they make; verify shows that they run', async () => {
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;')
  project.write('schema.sql', 'CREATE TABLE t (id int, name text);')
  const flags = { definition: 'schema.sql', revisions: 'migrations' }
  await upgrade()
  expect((await project.trueup('check', [], flags)).code).toBe(0)
  expect((await project.trueup('verify', [], flags)).code).toBe(0)
  project.write('schema.sql', 'CREATE TABLE t (id int, name text); CREATE VIEW v AS SELECT name FROM t;')
  expect((await project.trueup('check', [], flags)).code).toBe(2)
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT nothing FROM t;')
  expect((await project.trueup('verify')).stderr).toContain('repeatable/v.sql needs what neither the revisions nor')
})

test('a column and the view that shows it are written at once: the revision brings the column, the file the view', async () => {
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;')
  await upgrade()
  const view = 'CREATE OR REPLACE VIEW v AS SELECT id, n FROM t;'
  file('v', view)
  project.write('schema.sql', `CREATE TABLE t (id int, name text, n int); ${view}`)
  const flags = { autogenerate: true, definition: 'schema.sql', message: 'n', revId: 'bbbb' }
  const { code, stdout, stderr } = await project.trueup('revision', [], flags)
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Detected added column public.t.n') })
  expect(project.read(stdout.split('\n')[0] ?? '')).not.toContain('VIEW')
  expect(await upgrade()).toContain('1 revision, 1 repeatable file')
  expect(await project.values('select count(n)::int from v')).toEqual([0])
  expect((await project.trueup('check', [], { definition: 'schema.sql', revisions: 'migrations' })).code).toBe(0)
})

test('a file that drops what it makes keeps what the database knows of it', async () => {
  file('v', 'DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT id FROM t;')
  await upgrade()
  const connection = await project.database.connect()
  await connection.execute(`CREATE ROLE reader; GRANT SELECT ON v TO reader; COMMENT ON VIEW v IS 'mine'`)
  file('v', 'DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT name, id FROM t;')
  await upgrade()
  expect(await project.values(`select has_table_privilege('reader', 'v', 'select')`)).toEqual([true])
  expect(await project.values(`select obj_description('v'::regclass)`)).toEqual(['mine'])
  expect(await upgrade()).toContain('Nothing to do')
  await connection.execute('DROP OWNED BY reader; DROP ROLE reader')
  await connection.close()
})

test('upgrades at once run each file once', async () => {
  file('v', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;')
  file('f', 'CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;')
  const { url } = project.database
  const reports = await Promise.all(Array.from({ length: 6 }, () => upgradeDatabase(url, 'migrations')))
  expect(reports.flatMap(({ ran: revisions }) => revisions)).toHaveLength(1)
  expect(reports.flatMap(({ repeatables }) => repeatables)).toHaveLength(2)
  expect(await ran()).toEqual(['f', 'v'])
})

test('one that stopped half way runs from its beginning; and is forgotten with its file', async () => {
  const sql = (last: string) => `-- @transaction none\nCREATE OR REPLACE VIEW v AS SELECT id FROM t;\n${last}`
  file('v', sql(`DO $$ BEGIN IF EXISTS (SELECT FROM t) THEN RAISE 'no'; END IF; END $$;`))
  await upgrade()
  const connection = await project.database.connect()
  await connection.execute('INSERT INTO t VALUES (1)')
  await connection.close()
  file('v', project.read('migrations/repeatable/v.sql').replace('SELECT id', 'SELECT id, name'))
  const { code, stderr } = await project.trueup('upgrade')
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('it runs from its beginning') })
  expect((await project.trueup('current')).stdout).toContain('`trueup upgrade` goes on with it')
  file('v', sql('SELECT 1;'))
  expect(await upgrade()).toContain('1 repeatable file')
  expect((await project.trueup('current')).stdout).toBe('aaaa (head): does aaaa\n')
  file('v', sql(`SELECT 1 / (SELECT min(id) - 1 FROM t);`))
  expect((await project.trueup('upgrade')).code).toBe(1)
  rmSync('migrations/repeatable/v.sql')
  project.write('migrations/repeatable/w.sql', 'CREATE OR REPLACE VIEW v AS SELECT id FROM t;')
  await upgrade()
  expect((await project.trueup('current', [], { checkHeads: true })).code).toBe(0)
})
