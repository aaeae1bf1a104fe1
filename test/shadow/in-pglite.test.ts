// Shadows in PGlite, for platforms without binaries.

import { expect, test } from 'vitest'
import { ServerError } from '../../src/connection/errors.ts'
import { openShadow } from '../../src/shadow/open-shadow.ts'
import { SHADOW_USER } from '../../src/shadow/template.ts'

test('one session that behaves as any other', async () => {
  const shadow = await openShadow({
    server: 'pglite',
    database: 'My db',
    extensions: ['citext', 'uuid-ossp', 'earthdistance', 'nosuch'],
  })
  const connection = await shadow.connect()
  expect(shadow).toMatchObject({ engine: 'pglite', embedded: true, major: connection.server.major })
  expect(connection.server).toMatchObject({ engine: 'pglite', database: 'My db', user: SHADOW_USER, superuser: true })
  expect(await shadow.connect()).toBe(connection)
  expect(await connection.clone()).toBeNull()

  const notices: string[] = []
  connection.onNotice(({ message }) => notices.push(message))
  await connection.execute(
    'CREATE EXTENSION citext; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION earthdistance CASCADE; CREATE PUBLICATION p FOR ALL TABLES',
  )
  expect(notices).toEqual(['installing required extension "cube"'])
  await expect(connection.execute('CREATE EXTENSION nosuch')).rejects.toMatchObject({ code: '0A000' })

  await connection.execute('CREATE TABLE t (i int, d date)')
  await connection.copyFrom('COPY t FROM stdin', '1\t2020-01-02\n2\t\\N\n')
  expect(
    await connection.query(
      "SELECT count(*) AS n, min(d) AS d, array_agg(i ORDER BY i) AS i, array_agg('x'::name) AS x FROM t",
    ),
  ).toEqual([{ n: 2, d: '2020-01-02', i: [1, 2], x: ['x', 'x'] }])
  const owner = await connection.query(
    "SELECT tableowner, current_setting('search_path') AS path, current_setting('timezone') AS zone FROM pg_tables WHERE tablename = 't'",
  )
  expect(owner).toEqual([{ tableowner: SHADOW_USER, path: '"$user", public', zone: 'UTC' }])

  const error = await connection.query('SELECT nosuch').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ServerError)
  expect(error).toMatchObject({ code: '42703', position: 8, message: 'column "nosuch" does not exist' })
  await expect(connection.execute('COPY t FROM STDIN')).rejects.toThrow('copyFrom')

  await connection.execute('CREATE ROLE low; SET SESSION AUTHORIZATION low; RESET SESSION AUTHORIZATION')
  expect(await connection.query('SELECT session_user AS "user"')).toEqual([{ user: SHADOW_USER }])

  await shadow.rename('postgres 2')
  await expect(connection.query('SELECT 1')).rejects.toThrow('closed already')
  const again = await shadow.connect()
  expect(again.server.database).toBe('postgres 2')
  expect(await again.query('SELECT count(*) AS n FROM t')).toEqual([{ n: 2 }])
  await again.execute("BEGIN; SET work_mem = '123kB'; CREATE TABLE never ()")
  await again.close()
  const last = await shadow.connect()
  expect(await last.query("SELECT to_regclass('never') AS never, current_setting('work_mem') AS memory")).toEqual([
    { never: null, memory: '4MB' },
  ])
  await shadow.close()
  await expect(shadow.connect()).rejects.toThrow('closed already')
})
