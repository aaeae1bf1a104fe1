// What was done to a database by hand, found by what its changesets make from scratch.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { sync } from '../../src/changelog/run/mark.ts'
import { drift } from '../../src/changelog/verify/drift.ts'
import { statementsOf } from '../../src/output/changes.ts'
import { startServer, testMajors, testsPglite, type TestServer } from '../postgres.ts'
import { formatted, project, ROOT, up, VERSION } from './project.ts'

const SCOPE = { contexts: [], labels: null, version: VERSION }
const TEXT = `--changeset ann:1
create table account (id bigint primary key, name text not null);
create index account_name_idx on account (name);
--changeset ann:2 runInTransaction:false
create view names as select name from account;`

let server: TestServer
beforeAll(async () => {
  server = await startServer(Math.max(...testMajors()))
})
afterAll(() => server.stop())

test('is what was done by hand since; what has not run is none', async () => {
  const files = project(TEXT)
  const database = await server.createDatabase()
  const connection = await database.connect()
  const drifted = async () => {
    const found = await drift(connection, database.url, files.read(), SCOPE)
    return { ...found, statements: statementsOf(found.comparison.plan).map(({ sql }) => sql) }
  }
  try {
    await expect(drifted()).rejects.toThrow(/of no changeset that it ran/)
    await up(connection, files.read())
    expect((await drifted()).statements).toEqual([])

    files.write(ROOT, formatted(`${TEXT}\n--changeset ann:3\ncreate table later (n int);`))
    await connection.execute('alter table account add column age int; drop index account_name_idx')
    expect((await drifted()).statements.join('\n')).toMatch(
      /^ALTER TABLE public.account DROP COLUMN age\nCREATE INDEX account_name_idx[^\n]*$/,
    )

    await sync(connection, files.read(), SCOPE)
    expect((await drifted()).statements).toContainEqual(expect.stringMatching(/^CREATE TABLE public.later/))

    files.write(ROOT, formatted(TEXT))
    expect(await drifted()).toMatchObject({ unexpected: [`${ROOT}::3::ann`] })
  } finally {
    await connection.close()
    files.remove()
  }
})

const SHADOWS = ['embedded', ...(testsPglite() ? ['pglite'] : [])]
test.each(SHADOWS)('roles that changesets only name, or that the shadow has anyway, are none (%s)', async (shadow) => {
  const files = project(`--changeset ann:1\ncreate table t (a int); grant select on t to drift_reader;`)
  const database = await server.createDatabase()
  const connection = await database.connect()
  try {
    await connection.execute('drop role if exists drift_reader; create role drift_reader login')
    await up(connection, files.read())
    const compare = { exclude: ['table:*.databasechangelog*'] }
    const given = shadow === 'pglite' ? { server: 'pglite' } : {}
    const { comparison, assumedRoles } = await drift(connection, database.url, files.read(), {
      ...SCOPE,
      ...given,
      compare,
    })
    expect(statementsOf(comparison.plan).map(({ sql }) => sql)).toEqual([])
    expect(assumedRoles).toEqual(['drift_reader'])
  } finally {
    await connection.execute('drop owned by drift_reader; drop role drift_reader')
    await connection.close()
    files.remove()
  }
})
