import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { RevisionError } from '../../src/revisions/errors.ts'
import { readHistory } from '../../src/revisions/history/read.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { chain, down, stamped, TABLE, traces, up } from './chain.ts'
import type { Order } from './child.ts'
import { cut, dying, type Moment } from './dying.ts'
import { TABLES, twenty } from './twenty.ts'

/** Every so many statements in the repository's own run; TRUEUP_EVERY=1 takes all of them. */
const EVERY = Number(process.env['TRUEUP_EVERY'] ?? 31)
const HOUR_MS = 3_600_000
/** Without a look at what the chain makes in a shadow. */
const QUICKLY = { allowDrift: true }
const MOMENTS: readonly Moment[] = ['before', 'during', 'after']

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  let unharmed: object
  let statements: number
  let program: string
  const graph = twenty()
  const folder = mkdtempSync(join(tmpdir(), 'trueup-revisions-'))

  beforeAll(async () => {
    server = await startServer(major)
    const { connect: open } = await server.createDatabase()
    const counted = dying(await open(), Infinity, 'before')
    await up(counted.connection, graph, 'head', QUICKLY)
    statements = counted.count()
    unharmed = await traces(counted.connection, TABLES)
    await counted.connection.close()
    program = join(folder, 'child.mjs')
    await build({
      entryPoints: [fileURLToPath(new URL('child.ts', import.meta.url))],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['pg-native'],
      banner: {
        js: `import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url)`,
      },
    })
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await server.stop()
  })

  const ended = async (keeper: Connection) => {
    for (;;) {
      const [row] = await keeper.query<{ others: number }>(
        `select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
      if (row?.others === 0) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  /** Null: one more upgrade gives what it gives without the interruption. */
  const finished = async (again: Connection): Promise<string | null> => {
    try {
      await up(again, graph, 'head', QUICKLY)
      expect(await traces(again, TABLES)).toEqual(unharmed)
      return null
    } catch (error) {
      return String(error).slice(0, 1500)
    }
  }

  const atEach = async (first: number, moments: (point: number) => readonly Moment[], interrupt: Interrupt) => {
    const harmed: string[] = []
    let points = 0
    for (let at = first; at <= statements; at += EVERY) {
      for (const moment of moments(points++)) {
        const { url, drop } = await server.createDatabase()
        const [session, again] = await Promise.all([connect(url), connect(url)])
        const last = await interrupt(session, again, at, moment)
        await ended(again)
        const wrong = await finished(again)
        if (wrong !== null) harmed.push(`${moment} statement ${at}, ${last.slice(0, 80)}: ${wrong}`)
        await again.close()
        await drop()
      }
    }
    expect(harmed).toEqual([])
    if (EVERY === 1) console.log(`${statements} statements`)
  }
  type Interrupt = (session: Connection, keeper: Connection, at: number, moment: Moment) => Promise<string>

  test('killed at a statement: one more upgrade gives the same schema, rows and history', { timeout: HOUR_MS }, () =>
    atEach(
      1 + (major % 3),
      (point) => (EVERY === 1 ? MOMENTS : [MOMENTS[point % MOMENTS.length]!]),
      async (session, _keeper, at, moment) => {
        const { connection, dead, last } = dying(session, at, moment)
        await Promise.race([dead, up(connection, graph, 'head', QUICKLY)])
        return last()
      },
    ),
  )

  test('a connection that is cut at a statement: likewise, and it says what is so', { timeout: HOUR_MS }, () =>
    atEach(
      3 + (major % 3),
      () => ['before'],
      async (session, keeper, at) => {
        const { connection, last } = await cut(session, keeper, at)
        const error: unknown = await up(connection, graph, 'head', QUICKLY).catch((e: unknown) => e)
        if (error instanceof Error) expect(error.message).toMatch(/terminating connection|Connection terminated|broke/)
        await session.close()
        return last()
      },
    ),
  )

  /** The process kills itself there; returns once it is gone. */
  const killed = (url: string, killAt: Order['killAt']) =>
    new Promise<string | null>((resolve) => {
      const child = spawn(process.execPath, [program, JSON.stringify({ url, killAt } satisfies Order)], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      child.on('close', (_code, signal) => resolve(signal))
    })

  test.each([
    { type: 'statement', sql: 'CREATE TABLE account' },
    { type: 'statement done', sql: 'COMMIT;' },
    { type: 'statement done', sql: 'CREATE INDEX CONCURRENTLY account_lower ON' },
  ] as const)('a process that is killed: %o', async (killAt) => {
    const { url, connect: open } = await server.createDatabase()
    expect(await killed(url, killAt)).toBe('SIGKILL')
    const again = await open()
    await ended(again)
    expect(await finished(again)).toBeNull()
    await again.close()
  })

  test('a process that is killed while an index is built, whose backend is ended: it is built again', async () => {
    const { url, connect: open } = await server.createDatabase()
    const [again, other] = await Promise.all([open(), open()])
    await up(again, graph, 'r03', QUICKLY)
    await other.execute('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1')
    expect(await killed(url, { type: 'running', sql: 'CREATE INDEX CONCURRENTLY account_lower ON' })).toBe('SIGKILL')
    await again.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'trueup (%' and datname = current_database() and pid <> pg_backend_pid()`,
    )
    await other.execute('COMMIT')
    await other.close()
    expect((await readHistory(again, TABLE)).interrupted).toMatchObject({ revision: 'r04', begun: expect.any(String) })
    await up(again, graph, 'head', QUICKLY)
    expect((await readHistory(again, TABLE)).interrupted).toBeNull()
    const invalid = await again.query('select from pg_index where not indisvalid')
    expect(invalid).toEqual([])
    await again.close()
  })

  test('names are looked up on the path that the script has set', async () => {
    const { connect: open } = await server.createDatabase()
    const [session, again] = await Promise.all([open(), open()])
    const elsewhere = chain([
      {
        id: 'aaaa',
        up: 'CREATE SCHEMA s;\nSET search_path = s;\nCREATE TABLE t (id int);\n-- @transaction none\nCREATE INDEX CONCURRENTLY i ON t (id);\nVACUUM t;',
      },
    ])
    const { connection, dead } = dying(session, /^CREATE INDEX CONCURRENTLY/, 'after')
    await Promise.race([dead, up(connection, elsewhere, 'head', QUICKLY)])
    await ended(again)
    expect((await readHistory(again, TABLE)).interrupted).toMatchObject({ stepsDone: 3, begun: expect.any(String) })
    await up(again, elsewhere, 'head', QUICKLY)
    expect((await readHistory(again, TABLE)).applied.has('aaaa')).toBe(true)
    await again.close()
  })

  describe('a block that commits as it goes, and may have run', () => {
    const body = (more: string) =>
      `CREATE TABLE t (n int);\nINSERT INTO t VALUES (0);\n-- @transaction none\nDO $$ BEGIN UPDATE t SET n = n + 1; COMMIT; ${more} END $$;\nSELECT 1;`
    const bad = chain([{ id: 'aaaa', up: body('PERFORM 1/0;'), down: 'DROP TABLE t;' }])
    const mended = chain([{ id: 'aaaa', up: body(''), down: 'DROP TABLE t;' }])
    const message = async (promise: Promise<unknown>): Promise<string> => {
      const error: unknown = await promise.catch((e: unknown) => e)
      return error instanceof RevisionError ? error.message : `no RevisionError: ${String(error)}`
    }
    const failed = async () => {
      const { connect: open } = await server.createDatabase()
      const connection = await open()
      expect(await message(up(connection, bad))).toMatch(
        /division by zero[^]*It may have done some of its work.*statements 1 to 2 of 4 of aaaa are done.*--resume again.*--resume done/,
      )
      return connection
    }
    const rows = (connection: Connection) => connection.query('select n from t')

    test('is explained, not run again', async () => {
      const connection = await failed()
      expect(await message(up(connection, bad))).toMatch(
        /The upgrade to aaaa \(does aaaa\) stopped after statement 2 of 4[^]*trueup upgrade --resume again[^]*trueup upgrade --resume done[^]*`-- @resume again` above it in the file \(migrations\/aaaa\.sql:6\)/,
      )
      expect(await rows(connection)).toEqual([{ n: 1 }])
      expect(await message(down(connection, bad, 'base'))).toMatch(
        /A downgrade cannot begin there\. `trueup upgrade aaaa` finishes it/,
      )
      await connection.close()
    })
    test('runs again where that is said', async () => {
      const connection = await failed()
      await up(connection, mended, 'head', { resume: 'again' })
      expect(await rows(connection)).toEqual([{ n: 2 }])
      expect((await readHistory(connection, TABLE)).applied.has('aaaa')).toBe(true)
      await connection.close()
    })
    test('counts as done where that is said', async () => {
      const connection = await failed()
      await up(connection, bad, 'head', { resume: 'done' })
      expect(await rows(connection)).toEqual([{ n: 1 }])
      expect((await readHistory(connection, TABLE)).events).toHaveLength(1)
      await connection.close()
    })
    test('is forgotten by a stamp, once all of it is undone by hand', async () => {
      const connection = await failed()
      await connection.execute('DROP TABLE t')
      await stamped(connection, bad, ['base'])
      await up(connection, mended)
      expect(await rows(connection)).toEqual([{ n: 1 }])
      await connection.close()
    })
  })
})
