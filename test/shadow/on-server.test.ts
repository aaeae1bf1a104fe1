// Shadows on a given server: nothing of the server's own is touched, and nothing of ours stays.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { openShadow } from '../../src/shadow/open-shadow.ts'
import { SHADOW_USER } from '../../src/shadow/template.ts'
import { ShadowError } from '../../src/shadow/errors.ts'
import { buildProgram, runProgram } from '../child-program.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'

const MAJOR = testMajors()[0] ?? 18
let server: TestServer
let observer: Connection
let url = ''

beforeAll(async () => {
  server = await startServer(MAJOR)
  url = server.urlOf('postgres')
  observer = await connect(url)
  await observer.execute('CREATE ROLE plain LOGIN; CREATE ROLE maker LOGIN CREATEDB; CREATE ROLE kept')
})
afterAll(async () => {
  await observer?.close()
  await server?.stop()
})

const namesOf = async (catalog: 'pg_database' | 'pg_roles'): Promise<string[]> => {
  const column = catalog === 'pg_roles' ? 'rolname' : 'datname'
  const rows = await observer.query<{ name: string }>(`SELECT ${column} AS name FROM ${catalog} ORDER BY 1`)
  return rows.map(({ name }) => name)
}

test('a temporary database comes and goes, with the roles that were made in it', async () => {
  const before = [await namesOf('pg_database'), await namesOf('pg_roles')]
  const shadow = await openShadow({ server: url, major: 14 })
  expect(shadow).toMatchObject({ major: MAJOR, engine: 'postgresql', embedded: false })
  const connection = await shadow.connect()
  expect(connection.server).toMatchObject({
    user: SHADOW_USER,
    database: expect.stringMatching(/^trueup_shadow_[0-9a-f]{12}$/),
  })
  await connection.execute('CREATE ROLE "Mixed Case"; CREATE TABLE t (); ALTER TABLE t OWNER TO "Mixed Case"')
  const clone = await connection.clone()
  await clone?.execute('CREATE USER cloned')
  await observer.execute('CREATE ROLE of_somebody_else')
  await shadow.close()
  expect([
    await namesOf('pg_database'),
    (await namesOf('pg_roles')).filter((name) => name !== 'of_somebody_else'),
  ]).toEqual(before)
  expect(await namesOf('pg_roles')).toContain('of_somebody_else')
})

test('it can be renamed, but not to a name that is in use', async () => {
  const shadow = await openShadow({ server: url })
  await shadow.connect()
  await shadow.rename('wanted')
  expect((await shadow.connect()).server.database).toBe('wanted')
  await expect(shadow.rename('postgres')).rejects.toThrow(
    /cannot be named postgres: database "postgres" already exists/,
  )
  await shadow.close()
  expect(await namesOf('pg_database')).not.toContain('wanted')
})

test('a role without CREATEDB is told what to do', async () => {
  const error = await openShadow({ server: server.urlOf('postgres', 'plain') }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ShadowError)
  expect(String(error)).toMatch(/may not create databases there\. Run: ALTER ROLE plain CREATEDB/)
  const shadow = await openShadow({ server: server.urlOf('postgres', 'maker') })
  expect((await shadow.connect()).server).toMatchObject({ user: 'maker', superuser: false })
  await shadow.close()
})

test('what a killed process left is dropped by the next run; what a living one uses is not', async () => {
  const program = await buildProgram(`
    import { openShadow } from './src/shadow/open-shadow.ts'
    const shadow = await openShadow({ server: ${JSON.stringify(url)} })
    await shadow.rename('renamed')
    console.log((await shadow.connect()).server.database)
    setInterval(() => {}, 1000)`)
  const { child, firstLine, ended } = runProgram(program)
  expect(await firstLine).toBe('renamed')
  await (await openShadow({ server: url })).close()
  expect(await namesOf('pg_database')).toContain('renamed')
  child.kill('SIGKILL')
  await ended
  // The server takes a moment to notice.
  for (let round = 0; round < 50 && (await namesOf('pg_database')).includes('renamed'); round += 1) {
    await (await openShadow({ server: url })).close()
  }
  expect(await namesOf('pg_database')).not.toContain('renamed')
})

test('a database that only looks like ours is left alone', async () => {
  const lookalike = '{"trueup":"shadow","oid":1,"lock":1,"host":"h","pid":1}'
  for (const sql of [
    'CREATE DATABASE trueup_shadow_0123456789ab',
    `COMMENT ON DATABASE trueup_shadow_0123456789ab IS '${lookalike}'`,
  ])
    await observer.execute(sql)
  await observer.execute('CREATE DATABASE trueup_shadow_ba9876543210')
  await observer.execute(`COMMENT ON DATABASE trueup_shadow_ba9876543210 IS '{"trueup":"shadow",'`)
  await (await openShadow({ server: url })).close()
  expect(await namesOf('pg_database')).toEqual(
    expect.arrayContaining(['trueup_shadow_0123456789ab', 'trueup_shadow_ba9876543210']),
  )
})
