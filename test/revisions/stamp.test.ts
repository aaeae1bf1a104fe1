import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../src/connection/connection.ts'
import { currentOf } from '../../src/commands/revisions/current.ts'
import { readHistory } from '../../src/revisions/history/read.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { chain, stamped, TABLE, up } from './chain.ts'

const GRAPH = chain([
  { id: 'aaaa', up: 'CREATE TABLE t (id int);', down: 'DROP TABLE t;' },
  { id: 'bbbb', up: 'SELECT 1;', down: 'SELECT 1;' },
  { id: 'cccc', up: 'SELECT 1;' },
  { id: 'xxxx', parents: ['aaaa'], up: 'SELECT 1;' },
])

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  let connection: Connection
  beforeAll(async () => {
    server = await startServer(major)
    connection = await (await server.createDatabase()).connect()
  })
  afterAll(async () => {
    await connection.close()
    await server.stop()
  })
  const applied = async () => [...(await readHistory(connection, TABLE)).applied.keys()].toSorted()

  test('a target moves its own line, up to it or back to it; nothing runs', async () => {
    await stamped(connection, GRAPH, ['bbbb'], { tag: 'by hand' })
    expect(await applied()).toEqual(['aaaa', 'bbbb'])
    await stamped(connection, GRAPH, ['xxxx'])
    expect(await applied()).toEqual(['aaaa', 'bbbb', 'xxxx'])
    expect((await stamped(connection, GRAPH, ['heads'])).current.toSorted()).toEqual(['cccc', 'xxxx'])
    expect((await stamped(connection, GRAPH, ['aaaa'])).unstamped.toSorted()).toEqual(['bbbb', 'cccc', 'xxxx'])
    expect(await applied()).toEqual(['aaaa'])
    expect((await stamped(connection, GRAPH, ['aaaa'])).stamped).toEqual([])
    await stamped(connection, GRAPH, ['base'])
    expect(await applied()).toEqual([])
    expect(await connection.query(`select to_regclass('t') as t`)).toEqual([{ t: null }])
    const { events } = await readHistory(connection, TABLE)
    expect(events[0]).toMatchObject({ action: 'stamp', revision: 'aaaa', tag: 'by hand', steps: 0 })
    expect(events[0]?.downSql).toMatch(/DROP TABLE t/)
  })

  test('what has no file is forgotten by --purge alone', async () => {
    await stamped(connection, GRAPH, ['cccc'])
    const less = chain([{ id: 'aaaa', up: 'CREATE TABLE t (id int);' }])
    await expect(stamped(connection, less, ['aaaa'])).rejects.toThrow(
      /no file: bbbb, cccc\. `trueup stamp --purge aaaa` forgets them/,
    )
    await stamped(connection, less, ['aaaa'], { purge: true })
    expect(await applied()).toEqual(['aaaa'])
  })

  test('what the database is at; a head that others depend on is at the heads like any other', async () => {
    const database = await (await server.createDatabase()).connect()
    const other = chain([
      { id: 'aaaa', up: 'SELECT 1;' },
      { id: 'dddd', parents: [], dependsOn: ['aaaa'], up: 'SELECT 1;' },
    ])
    const empty = await currentOf(database, other, TABLE)
    expect(empty).toMatchObject({ at: [], isAtHeads: false, applied: 0, pending: 2, isRunning: false })
    await up(database, other, 'heads')
    const now = await currentOf(database, other, TABLE)
    expect(now).toMatchObject({ isAtHeads: true, applied: 2, pending: 0 })
    expect(now.at.map(({ id }) => id)).toEqual(['dddd'])
    await database.close()
  })
})
