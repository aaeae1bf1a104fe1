import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApplyError } from '../../src/apply/errors.ts'
import { applyPlan } from '../../src/apply/apply.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { RevisionError } from '../../src/revisions/errors.ts'
import { readHistory } from '../../src/revisions/history/read.ts'
import { RevisionFailure } from '../../src/revisions/run/carry.ts'
import { planOf, readState, together } from '../apply/state.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { chain, down, TABLE, up } from './chain.ts'

const GRAPH = chain([
  { id: 'aaaa', up: 'CREATE TABLE t (id int);', down: 'DROP TABLE t;' },
  { id: 'bbbb', up: 'ALTER TABLE t ADD COLUMN b int;', down: 'ALTER TABLE t DROP COLUMN b;' },
])

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(() => server.stop())

  const database = async () => {
    const { name, url } = await server.createDatabase()
    const { connect } = await import('../../src/connection/connect.ts')
    return { name, open: () => connect(url) }
  }
  const message = async (
    promise: Promise<unknown>,
    type: abstract new (...args: never[]) => Error,
  ): Promise<string> => {
    const error: unknown = await promise.then(
      () => new Error('it succeeded'),
      (e: unknown) => e,
    )
    if (!(error instanceof type)) throw error
    return error.message
  }

  test('a transaction pooler is recognised, and nothing runs', async () => {
    const { open } = await database()
    const [connection, other] = await Promise.all([open(), open()])
    const sameBackend: Connection = {
      server: connection.server,
      query: (sql) => connection.query(sql),
      execute: (sql) => connection.execute(sql),
      copyFrom: (sql, data) => connection.copyFrom(sql, data),
      onNotice: (listener) => connection.onNotice(listener),
      clone: async () => ({ ...sameBackend, close: async () => undefined }),
      close: () => connection.close(),
    }
    expect(await message(up(sameBackend, GRAPH), ApplyError)).toMatch(/reached through a transaction pooler/)
    let turn = 0
    const alternating: Connection = {
      ...sameBackend,
      query: (sql) => (turn++ % 2 === 0 ? connection : other).query(sql),
      clone: async () => null,
    }
    expect(await message(up(alternating, GRAPH), ApplyError)).toMatch(/the session changed from pid/)
    expect((await readHistory(connection, TABLE)).exists).toBe(false)
    await Promise.all([connection.close(), other.close()])
  })

  test('a full disk is told as such, and leaves nothing', async () => {
    const { open } = await database()
    const connection = await open()
    const full = chain([
      {
        id: 'aaaa',
        up: `CREATE TABLE t (id int);\nDO $$ BEGIN RAISE 'No space left' USING ERRCODE = '53100'; END $$;`,
      },
    ])
    expect(await message(up(connection, full), RevisionFailure)).toMatch(
      /No space left[^]*nothing of aaaa is in the database\. The server's disk is full: make room there\./,
    )
    expect(await connection.query(`select to_regclass('t') as t`)).toEqual([{ t: null }])
    await connection.close()
  })

  test('what fails at COMMIT is not put on a statement', async () => {
    const { open } = await database()
    const connection = await open()
    const deferred = chain([
      {
        id: 'aaaa',
        up: 'CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO t VALUES (1, 2);',
      },
    ])
    expect(await message(up(connection, deferred), RevisionFailure)).toMatch(
      /migrations\/aaaa\.sql: the transaction that ends in line 4 could not be committed: insert or update on table "t"[^]*SQLSTATE 23503\nIt was rolled back/,
    )
    await connection.close()
  })

  test('an index that cannot be built leaves no invalid one, and the next upgrade goes on from there', async () => {
    const { open } = await database()
    const connection = await open()
    const unique = chain([
      {
        id: 'aaaa',
        up: 'CREATE TABLE t (id int);\nINSERT INTO t VALUES (1), (1);\n-- @transaction none\nCREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);',
      },
    ])
    expect(await message(up(connection, unique), RevisionFailure)).toMatch(
      /could not create unique index "t_id"[^]*statements 1 to 2 of 3 of aaaa are done and recorded\. Rows that are in the database contradict it/,
    )
    expect(await connection.query(`select to_regclass('t_id') as i`)).toEqual([{ i: null }])
    await connection.execute('DELETE FROM t WHERE ctid IN (SELECT ctid FROM t LIMIT 1)')
    await up(connection, unique)
    expect(await connection.query('select indisvalid from pg_index where indrelid = $$t$$::regclass')).toEqual([
      { indisvalid: true },
    ])
    await connection.close()
  })

  test('a plan that is applied and an upgrade wait for each other', async () => {
    const { open } = await database()
    const [first, second] = await Promise.all([open(), open()])
    await up(first, GRAPH, 'aaaa')
    const { fingerprint } = await readState(first)
    const slow = planOf(fingerprint, 'elsewhere', [together('SELECT pg_sleep(0.6)', 'ALTER TABLE t ADD COLUMN c int')])
    const applied = applyPlan(slow, first, { readState, verifyBeforeCommit: true })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const waited: string[] = []
    const upgraded = up(second, GRAPH, 'head', {
      onProgress: (event) => void (event.type === 'waiting for run' && waited.push(event.holder)),
    })
    // The plan is a made-up one: what it promises is not what it makes, so that it is rolled back.
    await expect(applied).rejects.toThrow(/not what the plan promises/)
    expect((await upgraded).ran.map(({ id }) => id)).toEqual(['bbbb'])
    expect(waited[0]).toMatch(/trueup apply/)
    await Promise.all([first.close(), second.close()])
  })

  test('a role that may not create the table is told what to have run', async () => {
    const { name, open } = await database()
    const admin = await open()
    await admin.execute(`CREATE ROLE poor_${major} LOGIN`)
    const { connect } = await import('../../src/connection/connect.ts')
    const poor = await connect(server.urlOf(name, `poor_${major}`))
    const told = await message(up(poor, GRAPH), RevisionError)
    expect(told).toMatch(
      /may not create trueup\.history in .*Nothing was changed\. Have someone who may run:\nCREATE SCHEMA/,
    )
    const sql = told.split('run:\n')[1]?.split('\nOr name')[0] ?? ''
    await admin.execute(`${sql}; GRANT CREATE ON SCHEMA public TO poor_${major}`)
    expect((await up(poor, GRAPH)).current).toEqual(['bbbb'])
    await Promise.all([poor.close(), admin.close()])
  })

  test('a role that may only create in the schema of the table needs no more', async () => {
    const { name, open } = await database()
    const admin = await open()
    const role = `lent_${major}`
    await admin.execute(
      `CREATE ROLE ${role} LOGIN; CREATE SCHEMA trueup AUTHORIZATION ${role}; GRANT CREATE ON SCHEMA public TO ${role}`,
    )
    const { connect } = await import('../../src/connection/connect.ts')
    const lent = await connect(server.urlOf(name, role))
    expect((await up(lent, GRAPH)).current).toEqual(['bbbb'])
    await Promise.all([lent.close(), admin.close()])
  })

  test('a table of that name that is not Trueup’s', async () => {
    const { open } = await database()
    const connection = await open()
    await connection.execute('CREATE SCHEMA trueup; CREATE TABLE trueup.history (id int)')
    expect(await message(up(connection, GRAPH), RevisionError)).toMatch(/not a table that this version of Trueup made/)
    await connection.close()
  })

  test('a table elsewhere, with a name that needs quotes', async () => {
    const { open } = await database()
    const connection = await open()
    const table = { schema: 'My "own"', name: 'what ran' }
    await up(connection, GRAPH, 'head', { table })
    expect([...(await readHistory(connection, table)).applied.keys()]).toEqual(['aaaa', 'bbbb'])
    expect((await up(connection, GRAPH, 'head', { table })).ran).toEqual([])
    await connection.execute('ALTER TABLE t ADD COLUMN by_hand int')
    await down(connection, GRAPH, '-1', { table })
    await connection.close()
  })

  test('a run that is told to stop ends at a point that the next goes on from', async () => {
    const { open } = await database()
    const connection = await open()
    const slow = chain([
      { id: 'aaaa', up: 'CREATE TABLE t (id int);' },
      { id: 'bbbb', up: 'ALTER TABLE t ADD COLUMN b int;\nSELECT pg_sleep(30);' },
    ])
    const stop = new AbortController()
    const running = up(connection, slow, 'head', {
      signal: stop.signal,
      onProgress: (event) =>
        void (event.type === 'statement' && /sleep/.test(event.statement.sql) && setTimeout(() => stop.abort(), 100)),
    })
    expect(await message(running, RevisionError)).toMatch(
      /^Stopped before the end of bbbb \(does bbbb\)\. `trueup upgrade` on .* goes on/,
    )
    expect([...(await readHistory(connection, TABLE)).applied.keys()]).toEqual(['aaaa'])
    await connection.close()
  })

  test('what was folded into one counts as there; a database in its middle is told', async () => {
    const { open } = await database()
    const connection = await open()
    await up(connection, GRAPH)
    const squashed = chain([
      { id: 'ssss', up: 'CREATE TABLE t (id int, b int);', down: 'DROP TABLE t;', replaces: ['aaaa', 'bbbb'] },
      { id: 'cccc', up: 'ALTER TABLE t ADD COLUMN c int;', down: 'ALTER TABLE t DROP COLUMN c;' },
    ])
    expect((await up(connection, squashed)).ran.map(({ id }) => id)).toEqual(['cccc'])
    expect([...(await readHistory(connection, TABLE)).applied.keys()]).toEqual(['ssss', 'cccc'])
    await down(connection, squashed, 'base')
    expect((await readHistory(connection, TABLE)).applied.size).toBe(0)
    await up(connection, GRAPH, 'aaaa')
    expect(await message(up(connection, squashed), RevisionError)).toMatch(
      /The database has aaaa .*part of migrations\/ssss\.sql now, and not all else that was folded into it/,
    )
    await connection.close()
  })
})
