import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DriftError, RunInProgressError } from '../../src/apply/errors.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { readHistory } from '../../src/revisions/history/read.ts'
import { DataLossError, RevisionError } from '../../src/revisions/errors.ts'
import { RevisionFailure } from '../../src/revisions/run/carry.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { chain, down, stamped, TABLE, up, type Link } from './chain.ts'

const THREE: readonly Link[] = [
  { id: 'aaaa', up: 'CREATE TABLE t (id int);', down: 'DROP TABLE t;' },
  { id: 'bbbb', up: 'ALTER TABLE t ADD COLUMN b int;', down: 'ALTER TABLE t DROP COLUMN b;' },
  { id: 'cccc', up: 'CREATE VIEW v AS SELECT b FROM t;', down: 'DROP VIEW v;' },
]

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  const opened: Connection[] = []
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(async () => {
    await Promise.all(opened.map((connection) => connection.close()))
    await server.stop()
  })
  const database = async (sql = '') => {
    const { url } = await server.createDatabase()
    const { connect } = await import('../../src/connection/connect.ts')
    const open = async (): Promise<Connection> => {
      const connection = await connect(url)
      opened.push(connection)
      return connection
    }
    const connection = await open()
    if (sql !== '') await connection.execute(sql)
    return { connection, open, url }
  }
  const applied = async (connection: Connection) => [...(await readHistory(connection, TABLE)).applied.keys()]

  test('up, nothing to do, down, and up again', async () => {
    const { connection } = await database()
    const graph = chain(THREE)
    const first = await up(connection, graph)
    expect(first.ran.map(({ id }) => id)).toEqual(['aaaa', 'bbbb', 'cccc'])
    expect(first.current).toEqual(['cccc'])
    expect((await up(connection, graph)).ran).toEqual([])
    expect((await down(connection, graph, '-2')).ran.map(({ id }) => id)).toEqual(['cccc', 'bbbb'])
    expect(await applied(connection)).toEqual(['aaaa'])
    expect((await up(connection, graph, '+1')).ran.map(({ id }) => id)).toEqual(['bbbb'])
    await down(connection, graph, 'base')
    expect(await applied(connection)).toEqual([])
    await up(connection, graph)
    expect(await applied(connection)).toEqual(['aaaa', 'bbbb', 'cccc'])
  })

  test('ten at once on an empty database run each revision once', async () => {
    const { connection, open } = await database()
    const graph = chain(THREE)
    const sessions = await Promise.all(Array.from({ length: 10 }, open))
    const reports = await Promise.all(sessions.map((session) => up(session, graph)))
    expect(reports.map(({ ran }) => ran.length).toSorted((a, b) => b - a)).toEqual([3, ...Array(9).fill(0)])
    expect((await readHistory(connection, TABLE)).events.map(({ revision }) => revision)).toEqual([
      'aaaa',
      'bbbb',
      'cccc',
    ])
  })

  test('the history says who, when, how long, with what, and keeps the way down', async () => {
    const { connection } = await database()
    await up(connection, chain(THREE), 'head', { tag: 'release 7' })
    const { events, schema } = await readHistory(connection, TABLE)
    expect(events[0]).toMatchObject({ action: 'upgrade', status: 'done', steps: 1, stepsDone: 1, tag: 'release 7' })
    expect(events[0]?.appliedBy).toMatch(/^\w+ \(.+@.+\)$/)
    expect(events[0]?.tool).toMatch(/^trueup \d/)
    expect(events[0]?.startedAt).toMatch(/^\d{4}-\d\d-\d\d .* UTC$/)
    expect(events[0]?.elapsedMs).toBeGreaterThanOrEqual(0)
    expect(events[0]?.downSql).toMatch(/DROP TABLE t;/)
    expect(schema).toMatch(/^[0-9a-f]{64}$/)
    expect(events.filter((event) => event.schema !== null).map(({ revision }) => revision)).toEqual(['cccc'])
  })

  test('a statement that fails is named with file and line, and what to do; what came before stays', async () => {
    const { connection } = await database()
    const bad = chain([
      ...THREE.slice(0, 1),
      { id: 'bbbb', up: 'ALTER TABLE t ADD COLUMN b int;\nALTER TABLE t\n  ADD COLUMN c nothing;' },
    ])
    const error = await failure(up(connection, bad), RevisionFailure)
    expect(error.message).toMatch(
      /^The upgrade to bbbb \(does bbbb\) failed:\nmigrations\/bbbb\.sql:5: type "nothing" does not exist/,
    )
    expect(error.message).toMatch(
      /SQLSTATE 42704\nIt was rolled back: nothing of bbbb is in the database\. .*`trueup upgrade` then runs it again/,
    )
    expect(error).toMatchObject({
      sqlstate: '42704',
      revision: 'bbbb',
      place: { file: 'migrations/bbbb.sql', line: 4 },
    })
    expect(await applied(connection)).toEqual(['aaaa'])
    const { events } = await readHistory(connection, TABLE)
    expect(events.at(-1)).toMatchObject({ revision: 'bbbb', status: 'failed', stepsDone: 0 })
    expect((await up(connection, chain(THREE))).ran.map(({ id }) => id)).toEqual(['bbbb', 'cccc'])
  })

  test('a failure behind what is committed goes on from there, with the file mended', async () => {
    const { connection } = await database()
    const body = (last: string) =>
      `CREATE TABLE t (id int);\n-- @transaction none\nCREATE INDEX CONCURRENTLY t_id ON t (id);\nINSERT INTO t VALUES (1);\n-- @transaction new\n${last}`
    const error = await failure(up(connection, chain([{ id: 'aaaa', up: body('SELECT 1/0;') }])), RevisionFailure)
    expect(error.message).toMatch(/statements 1 to 3 of 4 of aaaa are done and recorded\..*goes on with statement 4/)
    const other = chain([{ id: 'aaaa', up: body('SELECT 1;').replace('t (id int)', 't (id bigint)') }])
    expect((await failure(up(connection, other), RevisionError)).message).toMatch(
      /stopped after statement 3 of 4 .*those statements are no longer as they ran/,
    )
    await up(connection, chain([{ id: 'aaaa', up: body('ALTER TABLE t ADD COLUMN b int;') }]))
    const { events } = await readHistory(connection, TABLE)
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ status: 'done', stepsDone: 4, steps: 4, error: null })
    expect(await connection.query('select * from t')).toEqual([{ id: 1, b: null }])
  })

  test('what cannot be in one transaction with what it needs says so', async () => {
    const { connection } = await database(`CREATE TYPE mood AS ENUM ('sad')`)
    const graph = chain([
      { id: 'aaaa', up: `ALTER TYPE mood ADD VALUE 'ok';\n-- @transaction new\nSELECT 'ok'::mood;` },
    ])
    await expect(up(connection, graph, 'head', { allowDrift: true, transactions: 'all' })).rejects.toThrow(
      /unsafe use of new value[^]*It was in one transaction, which was rolled back[^]*leave `--transactions all` out/,
    )
  })

  test('all in one transaction: all or nothing', async () => {
    const { connection } = await database()
    const bad = chain([...THREE, { id: 'dddd', up: 'SELECT 1/0;' }])
    const error = await failure(up(connection, bad, 'head', { transactions: 'all' }), RevisionFailure)
    expect(error.message).toMatch(
      /migrations\/dddd\.sql:3: division by zero[^]*All 4 revisions were in one transaction/,
    )
    expect(await applied(connection)).toEqual([])
    await up(connection, chain(THREE), 'head', { transactions: 'all' })
    expect(await applied(connection)).toEqual(['aaaa', 'bbbb', 'cccc'])
    const outside = chain([...THREE, { id: 'dddd', up: '-- @transaction none\nVACUUM t;' }])
    await expect(up(connection, outside, 'head', { transactions: 'all' })).rejects.toThrow(
      /cannot be in one transaction[^]*dddd \(does dddd\), migrations\/dddd\.sql/,
    )
  })

  test('a database that was changed by hand is refused, naming what differs, before anything runs', async () => {
    const { connection } = await database()
    const graph = chain(THREE)
    await up(connection, graph, 'bbbb')
    await connection.execute('ALTER TABLE t ADD COLUMN by_hand int')
    const error = await failure(up(connection, graph), DriftError)
    expect(error.message).toMatch(/is not what its revisions made/)
    expect(error.differences).toEqual(['column public.t.by_hand is there and should not be'])
    expect(await applied(connection)).toEqual(['aaaa', 'bbbb'])
    await up(connection, graph, 'head', { allowDrift: true })
    expect(await applied(connection)).toEqual(['aaaa', 'bbbb', 'cccc'])
    // What was allowed once is no more what the revisions make than before.
    expect((await up(connection, graph)).notes).toEqual([
      'the database is not what its revisions make, in 1 object: `trueup check` shows them.',
    ])
    await down(connection, graph, '-1')
    await failure(up(connection, graph), DriftError)
    await connection.execute('ALTER TABLE t DROP COLUMN by_hand; CREATE TABLE stray (id int PRIMARY KEY, a text)')
    // Of a table that is there, its parts are not named.
    expect((await failure(up(connection, graph), DriftError)).differences).toEqual([
      'table public.stray is there and should not be',
    ])
    await connection.execute('DROP TABLE stray')
    expect((await up(connection, graph)).ran).toHaveLength(1)
  })

  test('an extension that an administrator has made is no use of a database', async () => {
    const { connection } = await database('CREATE EXTENSION citext')
    const graph = chain([{ id: 'aaaa', up: 'CREATE EXTENSION IF NOT EXISTS citext; CREATE TABLE t (id citext);' }])
    expect((await up(connection, graph)).current).toEqual(['aaaa'])
  })

  test('a database that is in use and has no history is refused', async () => {
    const { connection } = await database('CREATE TABLE old (id int)')
    const error = await failure(up(connection, chain(THREE)), DriftError)
    expect(error.message).toMatch(/no revisions yet and is not empty.*`trueup adopt`[^]*table public\.old/)
    await up(connection, chain(THREE), 'head', { exclude: ['table:public.old'] })
  })

  test('a lock that is not granted', async () => {
    const { connection, open } = await database()
    const graph = chain(THREE)
    await up(connection, graph, 'aaaa')
    const other = await open()
    await other.execute(`SET application_name = 'a slow report'; BEGIN; SELECT * FROM t`)
    const error = await failure(up(connection, graph, 'head', { retries: 1 }), RevisionFailure)
    expect(error.message).toMatch(
      /gave up after 2 attempts: ALTER TABLE t ADD COLUMN b int did not get its lock within 0\.5 s/,
    )
    expect(error.message).toMatch(
      /behind pid \d+ \(a slow report[^]*nothing of bbbb is in the database.*--lock-timeout/,
    )
    const reasons: string[] = []
    await up(connection, graph, 'head', {
      retries: 20,
      onProgress: (event) => {
        if (event.type !== 'retry') return
        reasons.push(event.reason)
        if (event.attempt === 2) void other.execute('COMMIT')
      },
    })
    expect(reasons.length).toBeGreaterThanOrEqual(2)
    expect((await readHistory(connection, TABLE)).events.filter((e) => e.status === 'done')).toHaveLength(3)
  })

  test('another run holds the lock', async () => {
    const { connection, open } = await database()
    const other = await open()
    await other.query('select pg_advisory_lock(1953658213, 30064)')
    const error = await failure(up(connection, chain(THREE), 'head', { runTimeoutMs: 300 }), RunInProgressError)
    expect(error.message).toMatch(/another run .* has not ended\. The lock is held by pid \d+/)
  })

  test('a way down that loses data is refused', async () => {
    const { connection } = await database()
    const graph = chain([
      {
        id: 'aaaa',
        up: 'CREATE TABLE t (id int);',
        down: 'DROP TABLE t;',
        downHeader: '-- loses-data: the rows of t\n',
      },
    ])
    await up(connection, graph)
    expect((await failure(down(connection, graph, 'base'), DataLossError)).message).toMatch(
      /aaaa \(does aaaa\): the rows of t/,
    )
    await down(connection, graph, 'base', { unsafe: true })
    expect(await applied(connection)).toEqual([])
  })

  test('an edited file, a missing one, one put in front: each is named with what settles it', async () => {
    const { connection } = await database()
    await up(connection, chain(THREE))
    const [a, b, c] = THREE
    const edited = chain([a!, { ...b!, up: 'ALTER TABLE t ADD COLUMN b bigint;' }, c!])
    expect((await failure(up(connection, edited), RevisionError)).message).toMatch(
      /migrations\/bbbb\.sql was edited after it was applied .*git checkout migrations\/bbbb\.sql.*`trueup stamp current`/,
    )
    expect((await stamped(connection, edited, ['current'])).stamped).toEqual(['bbbb'])
    expect((await up(connection, edited)).ran).toEqual([])
    await stamped(connection, chain(THREE), ['current'])

    const missing = chain([a!, b!])
    expect((await failure(up(connection, missing), RevisionError)).message).toMatch(
      /The database has cccc \(does cccc\), applied .*no file of it.*`trueup downgrade bbbb`.*`trueup stamp --purge/,
    )
    const front = chain([a!, { id: 'xxxx', up: 'SELECT 1;' }, b!, c!])
    expect((await failure(up(connection, front), RevisionError)).message).toMatch(
      /migrations\/xxxx\.sql comes before migrations\/bbbb\.sql now, which is applied already/,
    )
    const beside = chain([...THREE, { id: 'xxxx', parents: ['aaaa'], up: 'SELECT 1;' }])
    expect((await up(connection, beside, 'heads')).ran.map(({ id }) => id)).toEqual(['xxxx'])
  })

  test('what a newer release brought is taken back with the script that the database keeps', async () => {
    const { connection } = await database()
    await up(connection, chain(THREE))
    const older = chain(THREE.slice(0, 1))
    expect((await down(connection, older, 'aaaa')).ran.map(({ id }) => id)).toEqual(['cccc', 'bbbb'])
    expect((await up(connection, older)).ran).toEqual([])
    expect(
      await connection.query(
        `select attname from pg_attribute where attrelid = 't'::regclass and attnum > 0 and not attisdropped`,
      ),
    ).toHaveLength(1)
  })

  test('a clock that jumps: what counts is the order of the rows', async () => {
    const { connection } = await database()
    const graph = chain(THREE)
    await up(connection, graph)
    await connection.execute(
      `UPDATE trueup.history SET started_at = now() + interval '10 years' WHERE revision = 'aaaa'`,
    )
    await down(connection, graph, 'aaaa')
    await connection.execute(
      `UPDATE trueup.history SET started_at = now() - interval '10 years' WHERE action = 'downgrade'`,
    )
    expect(await applied(connection)).toEqual(['aaaa'])
    expect((await up(connection, graph)).current).toEqual(['cccc'])
  })

  test('a role and a path that a script puts on end with it', async () => {
    const { connection } = await database(`CREATE ROLE app_${major}; CREATE SCHEMA s AUTHORIZATION app_${major}`)
    const graph = chain([
      {
        id: 'aaaa',
        up: `SET ROLE app_${major};\nSET search_path = s;\nCREATE TABLE t (id int);\n-- @transaction new\nCREATE TABLE u (id int);`,
      },
      { id: 'bbbb', up: 'CREATE TABLE t (id int);' },
    ])
    await up(connection, graph, 'head', { allowDrift: true })
    const rows = await connection.query(
      `select relname, relnamespace::regnamespace::text as schema, relowner::regrole::text <> current_user as others from pg_class where relname in ('t', 'u') order by 1, 2`,
    )
    expect(rows).toEqual([
      { relname: 't', schema: 'public', others: false },
      { relname: 't', schema: 's', others: true },
      { relname: 'u', schema: 's', others: true },
    ])
  })

  test('an upgrade, a downgrade and an upgrade of another release at once keep each other out', async () => {
    const { connection, open } = await database()
    const graph = chain(THREE)
    await up(connection, graph)
    const sessions = await Promise.all([open(), open(), open()])
    await Promise.all([up(sessions[0]!, graph), down(sessions[1]!, graph, 'aaaa'), up(sessions[2]!, graph)])
    const { events, interrupted } = await readHistory(connection, TABLE)
    expect(interrupted).toBeNull()
    const left = await applied(connection)
    const columns = await connection.query(
      `select attname from pg_attribute where attrelid = 't'::regclass and attnum > 0 and not attisdropped`,
    )
    expect(columns).toHaveLength(left.includes('bbbb') ? 2 : 1)
    expect(events.every(({ status }) => status === 'done')).toBe(true)
  })
})

async function failure<E extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...args: never[]) => E,
): Promise<E> {
  const error: unknown = await promise.then(
    () => new Error('it succeeded'),
    (e: unknown) => e,
  )
  if (!(error instanceof type)) throw error
  return error
}
