// What a definition means by what it leaves to the server that it is applied to: CURRENT_USER, the applying role by its name,
// an extension's version.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apply, check, plan, render } from '../../src/index.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'

const MAJOR = testMajors()[0] ?? 18
let server: TestServer
let folder: string

beforeAll(async () => {
  server = await startServer(MAJOR)
  folder = mkdtempSync(join(tmpdir(), 'trueup-role-'))
  const database = await server.createDatabase()
  const connection = await database.connect()
  await connection.execute(`
    create role applier superuser login; create role other; create role reader; create role grouping`)
  await connection.close()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
})

const DEFINITION = `
  create foreign data wrapper w;
  create server s foreign data wrapper w;
  create user mapping for current_user server s options (user 'x');
  create user mapping for other server s;
  create table own (a int);
  grant select, insert on own to applier, reader;
  create table strange (id serial, a int, b int);
  alter table strange owner to other;
  grant select on strange to current_user;
  grant update (a) on strange to current_user;
  grant usage on sequence strange_id_seq to applier;
  create sequence counter;
  grant all on all sequences in schema public to applier;
  create function f() returns int language sql as 'select 1';
  alter function f() owner to current_user;
  create policy p on own to current_user, other using (true);
  alter default privileges for role other grant select on tables to current_user;
  alter default privileges grant select on tables to applier, reader;
  alter default privileges for role applier grant usage on sequences to reader;
  create schema apart;
  grant all on schema apart, public to applier;
  alter schema apart owner to current_user;`

test('whatever names the applying role settles', async () => {
  const path = join(folder, 'schema.sql')
  writeFileSync(path, DEFINITION)
  const target = server.urlOf((await server.createDatabase()).name, 'applier')
  expect((await apply(target, path)).outcome).toBe('applied')
  expect(render(await plan(target, path), 'sql', { colour: false })).toBe('')
  expect(await check(target, path)).toMatchObject({ inStep: true })
})

test('an extension without a version may have any', async () => {
  const path = join(folder, 'extension.sql')
  writeFileSync(path, 'create extension citext')
  const database = await server.createDatabase()
  const connection = await database.connect()
  await connection.execute(`create extension citext version '1.5'`)
  await connection.close()
  expect(await check(database.url, path)).toMatchObject({ inStep: true })
})
