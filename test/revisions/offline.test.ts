import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { downgradeScript } from '../../src/commands/revisions/downgrade.ts'
import { stampScript } from '../../src/commands/revisions/stamp.ts'
import { upgradeScript } from '../../src/commands/revisions/upgrade.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { readHistory } from '../../src/revisions/history/read.ts'
import { splitStatements } from '../../src/source/split.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { chain, down, TABLE, traces, up } from './chain.ts'
import { TABLES, twenty } from './twenty.ts'

const OPTIONS = { table: TABLE }

/** As psql runs it, its own commands left out. */
async function runByHand(connection: Connection, script: string): Promise<void> {
  const sql = script.replaceAll(/^\\set .*$/gm, '')
  for (const statement of splitStatements(sql, 'by-hand.sql'))
    await (statement.copyData === null
      ? connection.execute(statement.sql)
      : connection.copyFrom(statement.sql, statement.copyData))
}

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(() => server.stop())

  const database = async () => (await server.createDatabase()).connect()

  /** Apart from what only a run of Trueup's own knows. */
  const comparable = async (connection: Connection) => {
    await connection.execute('UPDATE trueup.history SET schema = NULL')
    return traces(connection, TABLES)
  }

  test('what a DBA runs by hand leaves what an upgrade leaves, history included', async () => {
    const [byHand, online] = await Promise.all([database(), database()])
    const graph = twenty()
    await runByHand(byHand, upgradeScript(graph, 'base:r09', OPTIONS))
    await runByHand(byHand, upgradeScript(graph, 'r09:head', OPTIONS))
    await up(online, graph, 'head', { allowDrift: true })
    expect(await comparable(byHand)).toEqual(await comparable(online))
    const { events, interrupted } = await readHistory(byHand, TABLE)
    expect(interrupted).toBeNull()
    expect(events[0]?.appliedBy).toMatch(/by hand, with SQL that trueup .* wrote/)
    expect((await up(byHand, graph)).ran).toEqual([])
    await Promise.all([byHand.close(), online.close()])
  })

  test('a place that is yet to be filled in is for no DBA to find', () => {
    const graph = chain([{ id: 'r01', up: 'UPDATE t SET a = 0 -- EDIT: the value of a\n;' }])
    expect(() => upgradeScript(graph, 'head', OPTIONS)).toThrow('migrations/r01.sql:3: -- EDIT: the value of a')
  })

  test('it stops where the database is not where it begins', async () => {
    const connection = await database()
    const graph = twenty()
    await runByHand(connection, upgradeScript(graph, 'base:r02', OPTIONS))
    await expect(runByHand(connection, upgradeScript(graph, 'r03:head', OPTIONS))).rejects.toThrow(
      /this script begins after .*r03.*, which this database does not have/,
    )
    await expect(runByHand(connection, upgradeScript(graph, 'head', OPTIONS))).rejects.toThrow(
      /has some of what this script brings/,
    )
    await connection.close()
  })

  test('down, and a stamp', async () => {
    const connection = await database()
    const graph = chain([
      { id: 'aaaa', up: 'CREATE TABLE t (id int);', down: 'DROP TABLE t;' },
      { id: 'bbbb', up: 'ALTER TABLE t ADD COLUMN b int;', down: 'ALTER TABLE t DROP COLUMN b;' },
    ])
    await runByHand(connection, upgradeScript(graph, 'head', OPTIONS))
    await runByHand(connection, downgradeScript(graph, 'head:base', OPTIONS))
    expect((await readHistory(connection, TABLE)).applied.size).toBe(0)
    expect(await connection.query(`select to_regclass('t') as t`)).toEqual([{ t: null }])
    await runByHand(connection, stampScript(graph, ['bbbb'], OPTIONS))
    expect([...(await readHistory(connection, TABLE)).applied.keys()]).toEqual(['aaaa', 'bbbb'])
    await expect(down(connection, graph, '-1')).rejects.toThrow('relation "t" does not exist')
    await connection.close()
  })

  test('a program cannot be written as SQL', () => {
    const graph = chain([{ id: 'aaaa', up: 'CREATE TABLE t (id int);\n-- @run fill.ts\n' }])
    expect(() => upgradeScript(graph, 'head', OPTIONS)).toThrow(
      /migrations\/aaaa\.sql:4: it runs fill\.ts, a program.*`trueup upgrade aaaa`.*up to base, and from aaaa on/,
    )
  })
})
