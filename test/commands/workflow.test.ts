import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { apply, applyPlanFile, check, diff, inspect, plan, readPlanFile, render, writtenPlan } from '../../src/index.ts'
import { startServer, testMajors, type TestDatabase, type TestServer } from '../postgres.ts'

const v1 = 'examples/shop/v1'
const v2 = 'examples/shop/v2'
const sqlOf = (plan: Parameters<typeof render>[0]) => render(plan, 'sql', { colour: false })

describe.each(testMajors())('on PostgreSQL %i', (major) => {
  let server: TestServer
  let folder: string
  beforeAll(async () => {
    server = await startServer(major)
    folder = mkdtempSync(join(tmpdir(), 'trueup-commands-'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await server.stop()
  })
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const execute = async (on: TestDatabase, sql: string): Promise<void> => {
    const connection = await on.connect()
    await connection.execute(sql)
    await connection.close()
  }
  const rowsOf = async (on: TestDatabase, sql: string): Promise<unknown[]> => {
    const connection = await on.connect()
    const rows = await connection.query(sql)
    await connection.close()
    return rows
  }

  describe('a shop', () => {
    let shop: TestDatabase
    beforeAll(async () => {
      shop = await server.createDatabase()
    })

    test('is made from nothing, and is then in step', async () => {
      expect((await apply(shop.url, v1)).outcome).toBe('applied')
      expect(await check(shop.url, v1)).toMatchObject({ inStep: true })
      expect((await apply(shop.url, v1)).outcome).toBe('nothing to do')
    })
    test('is brought to its next version by a plan from a file, keeping its rows', async () => {
      await execute(shop, `INSERT INTO customer (name, email) VALUES ('Ada', 'ada@example.org')`)
      const made = await plan(shop.url, v2)
      expect(made.proof).toMatchObject({ status: 'proven' })
      const path = file('plan.json', writtenPlan(made))
      expect(writtenPlan(made)).not.toContain(server.host)
      expect((await applyPlanFile(readPlanFile(path), shop.url)).outcome).toBe('applied')
      expect(await check(shop.url, v2)).toMatchObject({ inStep: true })
      expect(await rowsOf(shop, 'SELECT full_name FROM customer')).toEqual([{ full_name: 'Ada' }])
    })
    test('a plan for what has changed since is refused, and says what has', async () => {
      const made = await plan(shop.url, v1, { unsafe: true })
      await execute(shop, 'ALTER TABLE product ADD note text')
      await expect(applyPlanFile(made, shop.url)).rejects.toThrow(
        /has changed since the plan was made[^]*table public.product is different/,
      )
      await execute(shop, 'ALTER TABLE product DROP note')
    })
    test('inspected, its folder and its snapshot are the same state', async () => {
      const inspected = await inspect(shop.url)
      expect(inspected.files.map(({ path }) => path)).toContain('022-tables/public/order.sql')
      const snapshot = file('snapshot.json', inspected.snapshot)
      expect(sqlOf((await diff(shop.url, snapshot, { unsafe: true })).plan)).toBe('')
      const script = file('script.sql', inspected.sql)
      expect(sqlOf((await diff(shop.url, script, { unsafe: true })).plan)).toBe('')
    })
  })

  test('a folder of what another role owns can be read again, serial columns too', async () => {
    const database = await server.createDatabase()
    await execute(database, 'CREATE TABLE t (id serial, s serial UNIQUE); CREATE SEQUENCE free')
    const at = join(folder, 'inspected')
    for (const { path, content } of (await inspect(database.url)).files) {
      mkdirSync(dirname(join(at, path)), { recursive: true })
      writeFileSync(join(at, path), content)
    }
    expect(await check(database.url, at)).toMatchObject({ inStep: true })
  })

  test('an extension is new, of whatever version the server has', async () => {
    const database = await server.createDatabase()
    const wanted = file('extension.sql', 'CREATE EXTENSION citext;')
    expect((await apply(database.url, wanted)).outcome).toBe('applied')
    expect(await check(database.url, wanted)).toMatchObject({ inStep: true })
  })

  test('of a plan that was applied, it is said what has changed since', async () => {
    const database = await server.createDatabase()
    const made = await plan(database.url, file('two.sql', 'CREATE TABLE a (); CREATE TABLE b ();'))
    await applyPlanFile(made, database.url)
    await execute(database, 'ALTER TABLE a ADD i int')
    await expect(applyPlanFile(made, database.url)).rejects.toThrow(
      /applied already. From there:\s+table public.a is different$/,
    )
  })

  test('a materialized view is new, filled or not', async () => {
    const database = await server.createDatabase()
    const views =
      'CREATE MATERIALIZED VIEW a AS SELECT 1 AS i; CREATE MATERIALIZED VIEW b AS SELECT 1 AS i WITH NO DATA;'
    const wanted = file('views.sql', views)
    expect((await apply(database.url, wanted)).outcome).toBe('applied')
    expect(await check(database.url, wanted)).toMatchObject({ inStep: true })
    expect(await rowsOf(database, 'SELECT i FROM a')).toEqual([{ i: 1 }])
  })

  describe('what only decides how to get there, or means nothing, is no part of the promise:', () => {
    const domain = 'CREATE DOMAIN d AS int CHECK (value > 0);'
    const [one, two] = ['a', 'b'].map((name) => `CREATE TABLE ${name} (i int);`)
    test.each([
      [
        'a domain is used inside of an array',
        `${domain} CREATE TABLE t (d d);`,
        `${domain} CREATE TABLE t (d d, e d[]);`,
      ],
      ['a composite type grows', 'CREATE TYPE c AS (i int);', 'CREATE TYPE c AS (i int, j int);'],
      ['the order of its attributes', 'CREATE TYPE c AS (i int, j text);', 'CREATE TYPE c AS (j text, i int);'],
      [
        'a range is over another type',
        'CREATE TYPE r AS RANGE (subtype = int);',
        'CREATE TYPE r AS RANGE (subtype = bigint);',
      ],
      [
        'an index has another fillfactor',
        `${one} CREATE INDEX i ON a (i) WITH (fillfactor = 80);`,
        `${one} CREATE INDEX i ON a (i) WITH (fillfactor = 90);`,
      ],
      [
        'options stand in another order, and one is another',
        'CREATE TABLE t (i int) WITH (fillfactor = 80, autovacuum_enabled = off);',
        'CREATE TABLE t (i int) WITH (autovacuum_enabled = off, fillfactor = 90);',
      ],
      [
        'a user mapping is made without its secrets',
        'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;',
        `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (password 'x');
         CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'u', password 'x');`,
      ],
      [
        'a table inherits a NOT NULL',
        `${one} CREATE TABLE b (i int NOT NULL);`,
        'CREATE TABLE a (i int NOT NULL); CREATE TABLE b () INHERITS (a);',
      ],
      ['names are swapped', `${one}${two} CREATE INDEX x ON a (i);`, `${one}${two} CREATE INDEX x ON b (i);`],
    ])('%s', async (_what, from, to) => {
      const database = await server.createDatabase()
      await apply(database.url, file('from.sql', from), { unsafe: true })
      expect((await apply(database.url, file('to.sql', to), { unsafe: true })).outcome).toBe('applied')
      expect(await check(database.url, join(folder, 'to.sql'))).toMatchObject({ inStep: true })
    })
  })

  test.each([
    ['roles', 'CREATE ROLE made;', 'DROP ROLE made'],
    [
      'what is said of them',
      `CREATE ROLE said; ALTER ROLE said SET jit = off; COMMENT ON ROLE said IS 'x';`,
      'DROP ROLE said',
    ],
    ['memberships', 'CREATE ROLE one; CREATE ROLE two; GRANT one TO two;', 'DROP ROLE one, two'],
  ])('%s alone are made, once', async (_what, sql, end) => {
    const database = await server.createDatabase()
    const wanted = file('roles.sql', sql)
    const made = await plan(database.url, wanted)
    expect((await applyPlanFile(made, database.url)).outcome).toBe('applied')
    expect((await applyPlanFile(made, database.url)).outcome).toBe('nothing to do')
    expect(await check(database.url, wanted)).toMatchObject({ inStep: true })
    await execute(database, end)
  })

  test('roles of others, and what is said of them, are nobody’s business', async () => {
    const database = await server.createDatabase()
    const wanted = file('table.sql', 'CREATE TABLE t ();')
    const made = await plan(database.url, wanted)
    await execute(database, `CREATE ROLE others; COMMENT ON ROLE others IS 'theirs'; ALTER ROLE others SET jit = off`)
    expect((await applyPlanFile(made, database.url)).outcome).toBe('applied')
    expect(await check(database.url, wanted)).toMatchObject({ inStep: true })
    await execute(database, 'DROP ROLE others')
  })

  test('roles: what a definition names and does not declare stays, and who owns what it declares', async () => {
    const database = await server.createDatabase()
    await execute(
      database,
      `CREATE ROLE named; CREATE ROLE other; GRANT named TO other; ALTER ROLE named SET jit = off;
       CREATE ROLE owning; CREATE TABLE owned (); ALTER TABLE owned OWNER TO owning`,
    )
    const wanted = file('named.sql', 'CREATE TABLE t (); ALTER TABLE t OWNER TO named; CREATE TABLE owned ();')
    const sql = sqlOf(await plan(database.url, wanted, { roles: true, prove: false }))
    expect(sql).toContain('DROP ROLE other')
    expect(sql).not.toMatch(/ROLE (named|owning)|named (RESET|SET)/)
    await execute(database, 'DROP TABLE owned; DROP ROLE named, other, owning')
  })

  test('a sequence gets and loses the column that owns it', async () => {
    const database = await server.createDatabase()
    const [owned, free] = ['CREATE TABLE t (i int); CREATE SEQUENCE s', ';'].map((end, i) =>
      i === 0 ? `${end} OWNED BY t.i;` : `CREATE TABLE t (i int); CREATE SEQUENCE s${end}`,
    )
    for (const state of [owned!, free!, owned!])
      expect((await apply(database.url, file('sequence.sql', state))).outcome).toBe('applied')
  })

  test.each([
    ['numeric(10,4)', 'numeric(10,2)', 'digits'],
    ['numeric', 'integer', 'digits'],
    ['double precision', 'real', 'digits'],
    ['timestamp with time zone', 'date', 'the time of day'],
    ['timestamp(3)', 'timestamp(0)', 'fractions of seconds'],
    ['interval', 'interval day', 'the finer parts'],
    ['numeric(9,3)[]', 'numeric(9,1)[]', 'digits'],
    ['integer', 'character(3)', 'what is longer'],
  ])('a column from %s to %s would lose %s', async (from, to, loss) => {
    const [current, wanted] = [from, to].map((type, i) => file(`type-${i}.sql`, `CREATE TABLE t (a ${type});`))
    await expect(diff(current!, wanted!)).rejects.toThrow(`loses ${loss} of the values of column public.t.a`)
    if (to !== 'character(3)') await expect(diff(wanted!, current!)).resolves.toBeDefined()
  })

  test.each([
    [
      'CREATE DOMAIN d AS %; CREATE TABLE t (a d);',
      'varchar(20)',
      'varchar(3)',
      'what is longer of the values of column public.t.a',
    ],
    [
      'CREATE DOMAIN d AS %; CREATE TABLE t (a d);',
      'numeric(9,3)',
      'numeric(9,1)',
      'digits of the values of column public.t.a',
    ],
    [
      'CREATE TYPE c AS (b %); CREATE TABLE t (a c);',
      'numeric(9,3)',
      'numeric(9,1)',
      'digits of the values of attribute b of type public.c',
    ],
  ])('%s from %s to %s would lose %s', async (sql, from, to, loss) => {
    const [current, wanted] = [from, to].map((type, i) => file(`made-${i}.sql`, sql.replace('%', type)))
    await expect(diff(current!, wanted!)).rejects.toThrow(`loses ${loss}`)
    await expect(diff(wanted!, current!)).resolves.toBeDefined()
  })

  test('a type that refuses what does not fit loses nothing', async () => {
    const [current, wanted] = ['varchar(9), b varchar(9)[], c text', 'varchar(3), b varchar(3)[], c int'].map(
      (types, i) => file(`narrow-${i}.sql`, `CREATE TABLE t (a ${types});`),
    )
    await expect(diff(current!, wanted!)).resolves.toBeDefined()
  })

  test('what would lose data is refused, and named', async () => {
    const current = file('two.sql', 'CREATE TABLE a (id int, note text); CREATE TABLE b ();')
    const wanted = file('one.sql', 'CREATE TABLE a (id int);')
    await expect(diff(current, wanted)).rejects.toThrow(
      /DROP TABLE public.b;[^]*loses[^]*DROP COLUMN note;[^]*--unsafe|DROP COLUMN note;[^]*DROP TABLE public.b;/,
    )
    expect(sqlOf((await diff(current, wanted, { unsafe: true })).plan)).toContain('DROP TABLE')
  })

  describe('renames', () => {
    const was =
      'CREATE TABLE client (id int PRIMARY KEY, mail text NOT NULL); CREATE INDEX client_mail ON client (mail);'
    const is =
      'CREATE TABLE customer (id int PRIMARY KEY, mail text NOT NULL); CREATE INDEX customer_mail ON customer (mail);'
    let current: string
    let wanted: string
    beforeEach(() => {
      current = file('was.sql', was)
      wanted = file('is.sql', is)
    })
    test('are proposed, never assumed', async () => {
      const { plan: made } = await diff(current, wanted, { unsafe: true })
      expect(sqlOf(made)).toContain('DROP TABLE')
      expect(made.notes.join()).toContain("--rename 'public.client=public.customer'")
    })
    test('of a column with its constraint too', async () => {
      const before = file('name.sql', 'CREATE TABLE person (id int, name text NOT NULL);')
      const after = file('full-name.sql', 'CREATE TABLE person (id int, full_name text NOT NULL);')
      await expect(diff(before, after)).rejects.toThrow("--rename 'public.person.name=public.person.full_name'")
    })
    test('are done when told', async () => {
      const { plan: made } = await diff(current, wanted, { rename: [{ from: 'client', to: 'customer' }], prove: true })
      expect(made.proof.status).toBe('proven')
      expect(sqlOf(made)).toContain('ALTER TABLE public.client RENAME TO customer')
      expect(sqlOf(made)).not.toMatch(/DROP|CREATE/)
    })
    test('are asked, and the answer counts', async () => {
      const asked: string[] = []
      const chooseRenames = async <T extends { flag: string }>(proposals: readonly T[]) => {
        asked.push(...proposals.map(({ flag }) => flag))
        return proposals
      }
      const { plan: made } = await diff(current, wanted, { chooseRenames })
      expect(asked).toEqual(['public.client=public.customer'])
      expect(sqlOf(made)).not.toMatch(/DROP|CREATE/)
    })
  })

  describe('what is compared', () => {
    let from: string
    let to: string
    beforeAll(() => {
      from = file('from.sql', 'CREATE SCHEMA app; CREATE SCHEMA log; CREATE TABLE app.a (); CREATE ROLE reader;')
      to = file(
        'to.sql',
        `CREATE SCHEMA app; CREATE SCHEMA log; CREATE TABLE app.a (); CREATE TABLE log.entry (); CREATE VIEW app.v AS SELECT 1 AS one;
         COMMENT ON TABLE app.a IS 'a'; CREATE ROLE reader LOGIN; CREATE ROLE writer; GRANT SELECT ON app.a TO reader, writer;`,
      )
    })
    const sql = async (options: Parameters<typeof diff>[2]) => sqlOf((await diff(from, to, options)).plan)
    test('everything, but roles are only created', async () => {
      const all = await sql({})
      for (const part of ['log.entry', 'app.v', 'COMMENT', 'CREATE ROLE writer', 'GRANT SELECT'])
        expect(all).toContain(part)
      expect(all).not.toContain('ALTER ROLE')
      expect(await sql({ roles: true })).toContain('ALTER ROLE reader LOGIN')
    })
    test('one schema', async () => expect(await sql({ schema: ['log'] })).toBe('CREATE TABLE log.entry ();\n'))
    test('all but one schema', async () => expect(await sql({ excludeSchema: ['app'] })).not.toContain('app.'))
    test('some kinds', async () => expect(await sql({ include: ['view:*'] })).toMatch(/^CREATE VIEW[^;]*;\n$/))
    test('without comments and privileges', async () =>
      expect(await sql({ comments: false, privileges: false })).not.toMatch(/COMMENT|GRANT/))
  })
})
