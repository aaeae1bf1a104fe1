// Preconditions asked of a database: what holds, what does not, and what is an error, as the real Liquibase 4.28 answered.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../src/connection/connection.ts'
import type { PreconditionTest } from '../../src/changelog/changelog.ts'
import { check } from '../../src/changelog/preconditions/check.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'

const TABLES = { schema: 'public', changelog: 'databasechangelog', lock: 'databasechangeloglock' }
const sqlCheck = (expectedResult: string, sql: string): PreconditionTest => ({ type: 'sqlCheck', expectedResult, sql })
const executed = (id: string, author: string, changeLogFile: string): PreconditionTest => ({
  type: 'changeSetExecuted',
  id,
  author,
  changeLogFile,
})

describe.each(testMajors().slice(-1))('PostgreSQL %i', (major) => {
  let server: TestServer
  let connection: Connection
  beforeAll(async () => {
    server = await startServer(major)
    connection = await (await server.createDatabase()).connect()
    await connection.execute(
      `create table databasechangelog as select 'X1'::text as id, 'Ana'::text as author, 'db/C.sql'::text as filename`,
    )
  })
  afterAll(async () => {
    await connection.close()
    await server.stop()
  })

  test.each<readonly [string, PreconditionTest]>([
    ['holds', sqlCheck('1', 'select 1;')],
    ['holds', sqlCheck('t', 'select true')],
    ['holds', sqlCheck('{1,2}', 'select array[1,2]')],
    ['holds', sqlCheck('', `select ''`)],
    ['fail', sqlCheck('1.0', 'select 1')],
    ['fail', sqlCheck('', 'select null')],
    ['error', sqlCheck('1', 'select 1 where false')],
    ['error', sqlCheck('1', 'select 1 union all select 1')],
    ['error', sqlCheck('1', 'select 1 as a, 2 as b')],
    ['error', sqlCheck('1', '')],
    ['error', sqlCheck('1', 'nonsense')],
    ['holds', executed('X1', 'Ana', 'db/C.sql')],
    ['holds', executed('X1', 'ana', 'DB/c.sql')],
    ['holds', executed('X1', 'Ana', 'db/x/../C.sql')],
    ['holds', executed('X1', 'Ana', 'classpath:db/C.sql')],
    ['fail', executed('X2', 'Ana', 'db/C.sql')],
    ['fail', { type: 'or', of: [] }],
    ['holds', { type: 'and', of: [] }],
    ['holds', { type: 'not', of: [] }],
  ])('%s: %j', async (expected, precondition) => {
    const context = { connection, tables: TABLES, defaultSchema: 'public', path: 'c.sql' }
    const verdict = await check(context, [{ file: 'c.sql', line: 1, ...precondition }])
    expect(verdict.holds ? 'holds' : verdict.by).toBe(expected)
  })
})
