import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyPlan, type ApplyOptions } from '../../src/apply/apply.ts'
import { DriftError, InterruptedRunError } from '../../src/apply/errors.ts'
import type { ApplyEvent } from '../../src/apply/events.ts'
import { findJournal, newJournal, writeJournal } from '../../src/apply/journal.ts'
import { readCatalog } from '../../src/catalog/read.ts'
import type { Connection } from '../../src/connection/connection.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Order } from './child.ts'
import { majors, startServer, type TestServer } from './server.ts'
import { alone, example, planOf, readState, together } from './state.ts'

const START = 'CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 100)'
const STEPS = [
  together('ALTER TABLE t ADD COLUMN a int', 'ALTER TABLE t ADD COLUMN b int'),
  alone('CREATE INDEX CONCURRENTLY t_a ON public.t USING btree (a)'),
  together('ALTER TABLE t DROP COLUMN b'),
  alone('DROP INDEX CONCURRENTLY public.t_a'),
]

describe.each(majors)('PostgreSQL %i', (major) => {
  let server: TestServer
  let program: string
  let databases = 0
  const opened: Connection[] = []

  beforeAll(async () => {
    server = await startServer(major)
    program = join(server.folder, 'child.mjs')
    await build({
      entryPoints: [fileURLToPath(new URL('child.ts', import.meta.url))],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['pg-native'],
      banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)` },
    })
  })
  afterAll(async () => {
    await Promise.all(opened.map((c) => c.close()))
    await server.stop()
  })

  const open = async (database: string) => {
    const connection = await server.open(database)
    opened.push(connection)
    return connection
  }
  const prepare = async (steps: Plan['transactions'] = STEPS, start = START) => {
    const database = `i${++databases}`
    const plan = await example(server, database, start, steps)
    return { database, plan }
  }
  const apply = (plan: Plan, connection: Connection, options: Partial<ApplyOptions> = {}) =>
    applyPlan(plan, connection, { readState, lockTimeoutMs: 1000, retryDelayMs: 50, ...options })

  /** Resolves when the process has ended, with the events that it told. */
  const run = (
    database: string,
    plan: Plan,
    killAt: Order['killAt'],
    onEvent: (event: ApplyEvent, kill: () => void) => void = () => undefined,
  ) =>
    new Promise<{ signal: string | null; events: ApplyEvent[] }>((resolve) => {
      const events: ApplyEvent[] = []
      const order = JSON.stringify({ host: server.host, database, plan, killAt })
      const child = spawn(process.execPath, [program, order], { stdio: ['ignore', 'pipe', 'inherit'] })
      let rest = ''
      child.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          const event: ApplyEvent = JSON.parse(line)
          events.push(event)
          onEvent(event, () => child.kill('SIGKILL'))
        }
      })
      child.on('close', (_code, signal) => resolve({ signal, events }))
    })

  /** What must hold after any interruption: the state is a known one, and the next run gets to the end. */
  const finish = async (database: string, plan: Plan) => {
    const connection = await open(database)
    const report = await apply(plan, connection)
    expect((await readState(connection)).fingerprint).toBe(plan.to)
    expect(await findJournal(connection)).toBeNull()
    return report
  }

  test('killed at each of its events, it leaves nothing or a point that the next run continues from', async () => {
    const { database, plan } = await prepare()
    const copies = await open('postgres')
    const copy = async (name: string) => {
      await copies.execute(`CREATE DATABASE ${name} TEMPLATE ${database}`)
      return name
    }
    const { events } = await run(await copy('whole'), plan, null)
    expect(events.at(-1)?.type).toBe('end')
    const resumed = new Set<number | null>()
    for (let killAt = 1; killAt < events.length; killAt++) {
      const name = await copy(`killed_${killAt}`)
      expect((await run(name, plan, killAt)).signal).toBe('SIGKILL')
      resumed.add((await finish(name, plan)).resumedAfter)
    }
    expect([...resumed].sort()).toEqual(expect.arrayContaining([1, 2, 3, null]))
  })

  test('a plan of one transaction leaves all or nothing', async () => {
    const { database, plan } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int', 'SELECT pg_sleep(0.5)', 'ALTER TABLE t ADD COLUMN b int'),
    ])
    await run(
      database,
      plan,
      0,
      (event, kill) => event.type === 'statement' && event.statement.sql.includes('pg_sleep') && setTimeout(kill, 100),
    )
    const connection = await open(database)
    expect(await findJournal(connection)).toBeNull()
    expect((await finish(database, plan)).resumedAfter).toBeNull()
  })

  /** Killed while CREATE INDEX CONCURRENTLY waits for `other`, whose snapshot is older. */
  const killedInIndexBuild = async () => {
    const { database, plan } = await prepare()
    const other = await open(database)
    await other.execute('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1')
    await run(database, plan, { type: 'running', step: 2 })
    return { database, plan, other }
  }
  const backend = `select pid from pg_stat_activity where application_name like 'trueup apply (%' and datname = current_database()`

  test('killed while an index is built, whose backend finishes: the index is kept', async () => {
    const { database, plan, other } = await killedInIndexBuild()
    await other.execute('COMMIT')
    const report = await finish(database, plan)
    expect(report.notes).toContainEqual(expect.stringMatching(/^resuming after step [12] of 4/))
  })

  test('killed while an index is built, whose backend is ended: the invalid index is dropped and built again', async () => {
    const { database, plan, other } = await killedInIndexBuild()
    await other.query(`select pg_terminate_backend(pid) from (${backend}) b`)
    await other.execute('COMMIT')
    const connection = await open(database)
    await expect.poll(() => connection.query(backend)).toEqual([])
    expect(await connection.query('select indisvalid from pg_index where indexrelid >= 16384')).toEqual([
      { indisvalid: false },
    ])
    expect((await finish(database, plan)).resumedAfter).toBe(1)
  })

  test('the next run waits for the backend of a killed one, which gives up by itself', async () => {
    const { database, plan, other } = await killedInIndexBuild()
    const connection = await open(database)
    const holders: string[] = []
    const applied = apply(plan, connection, {
      onProgress: (e) => {
        if (e.type === 'waiting for run') holders.push(e.holder)
        if (e.type === 'step') void other.execute('COMMIT')
        if (e.type === 'statement') void other.execute('COMMIT')
      },
    })
    expect((await applied).resumedAfter).toBe(1)
    expect(holders[0]).toMatch(/^pid \d+ \(trueup apply \(.*, pid \d+\), postgres, since .*, active\)$/)
    expect((await readState(connection)).fingerprint).toBe(plan.to)
  })

  /** Three of four steps are done; the fourth is about to begin. */
  const interrupted = async () => {
    const { database, plan } = await prepare()
    await run(database, plan, { type: 'step', step: 4 })
    return { plan, connection: await open(database) }
  }

  test('a database that was changed after the interruption is refused', async () => {
    const { plan, connection } = await interrupted()
    await connection.execute('ALTER TABLE t ADD COLUMN surprise int')
    const error = await apply(plan, connection).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(DriftError)
    expect(String(error)).toMatch(
      /has changed since the run that stopped after step 3 of 4 \(started .*\), so nothing was done/,
    )
  })

  test('an interruption before the state was recorded is continued from, and the gap is told', async () => {
    const { database, plan } = await prepare()
    await run(database, plan, { type: 'step done', step: 3 })
    const report = await finish(database, plan)
    expect(report.resumedAfter).toBe(3)
    expect(report.notes[1]).toContain('ended before it recorded the state of the database')
  })

  test('another plan is refused until the interrupted run is abandoned', async () => {
    const { connection } = await interrupted()
    const { fingerprint } = await readState(connection)
    const other = planOf(fingerprint, 'elsewhere', [together('ALTER TABLE t ADD COLUMN c int')])
    const error = await apply(other, connection).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(InterruptedRunError)
    expect(String(error)).toMatch(
      /A run of another plan stopped after step 3 of 4 \(started .* by postgres\).*--abandon/,
    )
    expect((await readState(connection)).fingerprint).toBe(fingerprint)
    await expect(apply(other, connection, { abandon: true })).rejects.toThrow('not what the plan promises')
    expect(await findJournal(connection)).toBeNull()
  })

  test('a new plan from there to the same end is a continuation', async () => {
    const { plan, connection } = await interrupted()
    const { fingerprint } = await readState(connection)
    const rest = planOf(fingerprint, plan.to, [alone('DROP INDEX CONCURRENTLY public.t_a')])
    const report = await apply(rest, connection)
    expect(report.notes).toEqual([
      expect.stringMatching(
        /^an earlier run stopped after step 3 of 4 .*; this plan leads from there to the same end$/,
      ),
    ])
    expect(await findJournal(connection)).toBeNull()
    expect((await readState(connection)).fingerprint).toBe(plan.to)
  })

  test('the record is no difference between two catalogs', async () => {
    const { plan } = await prepare()
    const connection = await open(`i${databases}`)
    const read = async () => {
      const { objects, uncovered } = await readCatalog(connection)
      return [...objects.keys(), ...uncovered.map((u) => u.object)]
    }
    const before = await read()
    await writeJournal(connection, await newJournal(connection, plan))
    expect(await findJournal(connection)).toMatchObject({ own: true, journal: { done: 0, steps: 4 } })
    expect(await read()).toEqual(before)
  })

  test('a record that another role wrote is not trusted', async () => {
    const { plan, connection } = await interrupted()
    await connection.execute(
      `CREATE ROLE mallory_${databases}; ALTER LARGE OBJECT 1953658213 OWNER TO mallory_${databases}`,
    )
    const error = await apply(plan, connection).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(InterruptedRunError)
    expect(String(error)).toContain(`that role mallory_${databases} wrote`)
  })
})
