// What scenarios cannot say of roles, foreign data and subscriptions: who reads, what stays on the server, what is named.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { readCatalog } from '../../src/catalog/read.ts'
import { connect } from '../../src/connection/connect.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { startServer, testMajors, type TestDatabase, type TestServer } from '../postgres.ts'

const SECRET = 's3cr3t'

const FIXTURE = `
create role plain login;
create role mapped login password '${SECRET}';
create schema app;
create table app.t (id int primary key, a text);
create foreign data wrapper w options (token '${SECRET}');
create server s foreign data wrapper w options (host 'x', password '${SECRET}', url 'https://u:${SECRET}@host/');
create user mapping for mapped server s options (user 'u', password '${SECRET}', "unheard of" '${SECRET}');
create user mapping for public server s;
create foreign table app.ft (a int not null) server s options (table_name 't', api_key '${SECRET}');
create statistics app.st on id, a from app.t;
create publication p for table app.t;
create subscription s1 connection 'host=h password = ''${SECRET} \\'' ${SECRET}'' dbname=d' publication p with (connect = false, slot_name = none);
create subscription s2 connection 'postgresql://u:${SECRET}@h:1,i/d?password=${SECRET}&sslmode=require' publication p with (connect = false, slot_name = none);
create subscription s3 connection 'dbname=d sslpassword=${SECRET}' publication p with (connect = false, slot_name = none)`

const statements = (from: Catalog, to: Catalog): string[] =>
  makePlan(from, to).transactions.flatMap((transaction) => transaction.statements.map(({ sql }) => sql))

const named = ({ uncovered }: Catalog): string[] => uncovered.map(({ object }) => object).toSorted()

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  let database: TestDatabase
  let empty: TestDatabase

  const read = async (name: string, user: string): Promise<Catalog> => {
    const connection = await connect(server.urlOf(name, user))
    try {
      return await readCatalog(connection)
    } finally {
      await connection.close()
    }
  }

  beforeAll(async () => {
    server = await startServer(major)
    empty = await server.createDatabase()
    database = await server.createDatabase()
    const connection = await connect(server.urlOf(database.name, 'postgres'))
    await connection.execute('set client_min_messages = error; set standard_conforming_strings = on')
    for (const statement of FIXTURE.split(';\n')) await connection.execute(statement)
    await connection.close()
  })
  afterAll(() => server.stop())

  test('no secret leaves the server', async () => {
    const full = await read(database.name, 'postgres')
    const plan = makePlan(await read(empty.name, 'postgres'), full)
    const back = makePlan(full, await read(empty.name, 'postgres'))
    expect(full.objects.size).toBeGreaterThan(20)
    expect(JSON.stringify([[...full.objects], full.uncovered, plan, back])).not.toContain(SECRET)
    expect(full.objects.get('user mapping FOR mapped SERVER s')?.shape).toEqual({
      server: 's',
      options: { user: 'u', password: null, 'unheard of': null },
    })
    const connections = ['s1', 's2', 's3'].map((name) => full.objects.get(`subscription ${name}`)?.shape)
    expect(connections).toMatchObject([
      { connection: 'host=h dbname=d', hasPassword: true },
      { connection: 'postgresql://u@h:1,i/d?sslmode=require', hasPassword: true },
      { connection: 'dbname=d', hasPassword: true },
    ])
  })

  test('dropping what holds a secret loses data, making it is a risk', async () => {
    const [full, none] = [await read(database.name, 'postgres'), await read(empty.name, 'postgres')]
    const all = (from: Catalog, to: Catalog) => makePlan(from, to).transactions.flatMap((t) => t.statements)
    const lost = all(full, none).flatMap(({ losesData }) => losesData ?? [])
    expect(lost).toContain('the secret options (password, unheard of) of user mapping FOR mapped SERVER s')
    expect(lost).toContain('the password of subscription s1')
    const created = all(none, full).find(({ sql }) => sql.startsWith('CREATE USER MAPPING FOR mapped'))
    expect(created).toMatchObject({
      sql: `CREATE USER MAPPING FOR mapped SERVER s OPTIONS ("user" 'u')`,
      risk: expect.stringContaining(`ADD password '…'`),
    })
  })

  test('a role without privileges reads it all, and what is hidden from it is no difference', async () => {
    const [full, plain] = [await read(database.name, 'postgres'), await read(database.name, 'plain')]
    expect([...plain.objects.keys()].toSorted()).toEqual([...full.objects.keys()].toSorted())
    expect(statements(plain, full)).toEqual([])
    expect(statements(full, plain)).toEqual([])
    expect(named(plain)).toEqual(
      expect.arrayContaining([
        'subscription s1',
        'subscription s2',
        'user mapping FOR mapped SERVER s',
        'user mapping FOR PUBLIC SERVER s',
      ]),
    )
  })

  test('what no kind models is named, and nothing in a new database is', async () => {
    expect(named(await read(empty.name, 'postgres'))).toEqual([])
    const other = await server.createDatabase()
    const connection = await other.connect()
    await connection.execute(`
      alter role postgres in database "${other.name}" set work_mem = '1MB';
      comment on database "${other.name}" is 'x';
      revoke connect on database "${other.name}" from public;
      create function pg_catalog.mine() returns int language sql as 'select 1';
      revoke execute on function pg_catalog.now() from public`)
    await connection.close()
    expect(named(await read(other.name, 'postgres'))).toEqual([
      'comment of the database',
      'function pg_catalog.mine()',
      'privileges of function pg_catalog.now()',
      'privileges of the database',
      'role setting work_mem ON postgres',
    ])
    await other.drop()
  })
})
