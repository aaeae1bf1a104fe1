import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apply, check } from '../../src/index.ts'
import { statementsOf } from '../../src/output/changes.ts'
import { startServer, testMajors, type TestDatabase, type TestServer } from '../postgres.ts'

describe.each(testMajors())('a role that only reads, on PostgreSQL %i', (major) => {
  let server: TestServer
  let folder: string
  let database: TestDatabase
  beforeAll(async () => {
    server = await startServer(major)
    folder = mkdtempSync(join(tmpdir(), 'trueup-role-'))
    database = await server.createDatabase()
    const admin = await database.connect()
    await admin.execute(`create role owning login; create role reading login;
      grant all on database ${database.name} to owning`)
    await admin.close()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await server.stop()
  })
  const file = (sql: string): string => {
    writeFileSync(join(folder, 'definition.sql'), sql)
    return join(folder, 'definition.sql')
  }
  const differences = async (user: string, sql: string): Promise<string[]> =>
    statementsOf((await check(server.urlOf(database.name, user), file(sql))).plan).map((statement) => statement.sql)

  const definition = `
    create schema app;
    alter default privileges in schema app grant select on tables to reading;
    alter default privileges revoke execute on functions from public;
    alter default privileges revoke trigger on tables from current_user;
    create table app.t (i int);`

  test('finds no difference in what it left unsaid for whom', async () => {
    await apply(server.urlOf(database.name, 'owning'), file(definition))
    expect(await differences('owning', definition)).toEqual([])
    expect(await differences('reading', definition)).toEqual([])
  })
  test('finds what is one', async () => {
    expect(await differences('reading', definition.replace('grant select', 'grant select, insert'))).toEqual([
      'GRANT INSERT ON TABLE app.t TO reading',
      'ALTER DEFAULT PRIVILEGES FOR ROLE owning IN SCHEMA app GRANT INSERT ON TABLES TO reading',
    ])
  })
  test('finds none in what it was granted on an extension of somebody else', async () => {
    const granted = 'create extension pgcrypto; grant execute on function digest(text, text) to reading;'
    const other = await server.createDatabase()
    const admin = await other.connect()
    await admin.execute(granted)
    await admin.close()
    const { plan } = await check(server.urlOf(other.name, 'reading'), file(granted))
    expect(statementsOf(plan)).toEqual([])
  })
  test('finds those of a role that is named', async () => {
    const named = `${definition} alter default privileges for role owning grant select on sequences to reading;`
    expect(await differences('reading', named)).toContainEqual(expect.stringContaining('ON SEQUENCES TO reading'))
  })
})
