import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyPlan, type ApplyOptions } from '../../src/apply/apply.ts'
import {
  ApplyError,
  ConnectionLostError,
  DriftError,
  RunInProgressError,
  StatementError,
  UnsafePlanError,
  VerificationError,
} from '../../src/apply/errors.ts'
import type { ApplyEvent } from '../../src/apply/events.ts'
import { findJournal } from '../../src/apply/journal.ts'
import { RunLock } from '../../src/apply/lock.ts'
import type { Connection } from '../../src/connection/connection.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { majors, startServer, type TestServer } from './server.ts'
import { alone, example, planOf, readState, statement, together } from './state.ts'

const START = 'CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 100)'
const quick = { readState, lockTimeoutMs: 200, retryDelayMs: 50 }

/** What it throws, checked to be of that class. */
async function failure<E extends Error>(promise: Promise<unknown>, type: new (...args: never[]) => E): Promise<E> {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (e: unknown) => e,
  )
  if (error instanceof type) return error
  throw error
}

describe.each(majors)('PostgreSQL %i', (major) => {
  let server: TestServer
  const opened: Connection[] = []
  let databases = 0

  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(async () => {
    await Promise.all(opened.map((c) => c.close()))
    await server.stop()
  })

  const open = async (database: string, user?: string) => {
    const connection = await server.open(database, user)
    opened.push(connection)
    return connection
  }
  /** A fresh example with a session on it. */
  const prepare = async (transactions: Plan['transactions'], start = START) => {
    const database = `d${++databases}`
    const plan = await example(server, database, start, transactions)
    return { database, plan, connection: await open(database) }
  }
  const apply = async (plan: Plan, connection: Connection, options: Partial<ApplyOptions> = {}) => {
    const events: ApplyEvent[] = []
    const report = await applyPlan(plan, connection, { ...quick, onProgress: (e) => events.push(e), ...options })
    return { report, events }
  }

  test('one transaction is applied, verified before COMMIT, and found done the next time', async () => {
    const { plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int', 'CREATE INDEX t_a ON t (a)'),
    ])
    const { report, events } = await apply(plan, connection)
    expect(report).toMatchObject({ outcome: 'applied', steps: 1, retries: 0, resumedAfter: null, failedHooks: [] })
    expect(events.map((e) => e.type)).toEqual([
      'step',
      'statement',
      'statement done',
      'statement',
      'statement done',
      'verifying',
      'committing',
      'step done',
    ])
    expect((await readState(connection)).fingerprint).toBe(plan.to)
    expect(await findJournal(connection)).toBeNull()
    expect((await apply(plan, connection)).report.outcome).toBe('nothing to do')
  })

  test('the session is given back as it was', async () => {
    const { plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int'),
      alone('CREATE INDEX CONCURRENTLY t_a ON public.t (a)'),
    ])
    const settings = `select name, setting from pg_settings where source = 'session' or name = 'application_name' order by name`
    const before = await connection.query(settings)
    await apply(plan, connection)
    expect(await connection.query(settings)).toEqual(before)
    expect(await connection.query(`select 1 from pg_locks where locktype = 'advisory'`)).toEqual([])
  })

  test('several steps leave no trace of the journal', async () => {
    const { plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int'),
      alone('CREATE INDEX CONCURRENTLY t_a ON public.t USING btree (a)'),
      together('ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0) NOT VALID'),
      together(statement('ALTER TABLE t VALIDATE CONSTRAINT positive', { lock: 'ShareUpdateExclusiveLock' })),
      alone('DROP INDEX CONCURRENTLY public.t_a'),
    ])
    const { report } = await apply(plan, connection)
    expect(report).toMatchObject({ outcome: 'applied', steps: 5 })
    expect(await connection.query('select oid from pg_largeobject_metadata')).toEqual([])
    expect((await readState(connection)).fingerprint).toBe(plan.to)
  })

  test('what loses data is refused, by name, without --unsafe', async () => {
    const loss = statement('ALTER TABLE t DROP COLUMN id', { losesData: 'the values of column public.t.id' })
    const { plan, connection } = await prepare([together(loss)])
    const error = await failure(apply(plan, connection), UnsafePlanError)
    expect(error.message).toContain('ALTER TABLE t DROP COLUMN id\n    loses the values of column public.t.id')
    expect((await readState(connection)).fingerprint).toBe(plan.from)
    expect((await apply(plan, connection, { unsafe: true })).report.outcome).toBe('applied')
  })

  test('a database that has changed since is refused with what changed', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    await connection.execute('ALTER TABLE t ADD COLUMN surprise text')
    const error = await failure(apply(plan, connection), DriftError)
    expect(error.differences).toEqual(['+ column t.surprise text'])
    expect(error.message).toContain('has changed since the plan was made')
  })

  test('a wrong result is rolled back', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const wrong = planOf(plan.from, plan.to, [together('ALTER TABLE t ADD COLUMN a bigint')])
    const error = await failure(apply(wrong, connection), VerificationError)
    expect(error).toMatchObject({ rolledBack: true, differences: ['+ column t.a bigint', '- column t.a integer'] })
    expect((await readState(connection)).fingerprint).toBe(plan.from)
  })

  test('a wrong result of several steps is told', async () => {
    const { plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int'),
      together('ALTER TABLE t ADD COLUMN b int'),
    ])
    const wrong = planOf(plan.from, plan.to, [
      together('ALTER TABLE t ADD COLUMN a int'),
      together('ALTER TABLE t ADD COLUMN c int'),
    ])
    const error = await failure(apply(wrong, connection), VerificationError)
    expect(error).toMatchObject({ rolledBack: false, differences: ['+ column t.c integer', '- column t.b integer'] })
    expect(await findJournal(connection)).toBeNull()
  })

  test('a reader that ends the transaction is caught', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const reader = async (c: Connection, inTransaction: boolean) => {
      if (inTransaction) await c.execute('ROLLBACK')
      return readState(c)
    }
    expect((await failure(apply(plan, connection, { readState: reader }), StatementError)).sqlstate).toBe('25P01')
  })

  test('a statement that fails leaves nothing and says what to do', async () => {
    const { plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int', 'ALTER TABLE t ADD COLUMN b int'),
    ])
    const failing = planOf(plan.from, plan.to, [
      together('ALTER TABLE t ADD COLUMN a int', 'ALTER TABLE t ADD CHECK (id > 50)'),
    ])
    const error = await failure(apply(failing, connection), StatementError)
    expect(error).toMatchObject({
      sqlstate: '23514',
      statement: 'ALTER TABLE t ADD CHECK (id > 50)',
      object: 'table public.t',
    })
    expect(error.message).toContain(
      'It was rolled back: nothing was changed.\nRows that are in the database contradict the plan',
    )
    expect((await readState(connection)).fingerprint).toBe(plan.from)
  })

  test('a full disk is told as such', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const full = planOf(plan.from, plan.to, [
      together(
        'ALTER TABLE t ADD COLUMN a int',
        `DO $$ BEGIN RAISE 'could not extend file: No space left' USING ERRCODE = '53100'; END $$`,
      ),
    ])
    const error = await failure(apply(full, connection), StatementError)
    expect(error.sqlstate).toBe('53100')
    expect(error.message).toMatch(/nothing was changed\.\nThe server's disk is full: make room there/)
  })

  test('a lock that is held is retried until it is free, naming its holder', async () => {
    const { database, plan, connection } = await prepare([
      together('CREATE TABLE u (id int)', 'ALTER TABLE t ADD COLUMN a int'),
    ])
    const other = await open(database)
    await other.execute(`SET application_name = 'a slow report'; BEGIN; SELECT * FROM t`)
    const reasons: string[] = []
    const { report } = await apply(plan, connection, {
      retries: 20,
      onProgress: (e) => {
        if (e.type === 'retry') reasons.push(e.reason)
        if (e.type === 'retry' && e.attempt === 2) void other.execute('COMMIT')
      },
    })
    expect(report.outcome).toBe('applied')
    expect(report.retries).toBeGreaterThanOrEqual(2)
    expect(reasons[0]).toMatch(
      /^ALTER TABLE t ADD COLUMN a int did not get its lock within 0.2 s, behind pid \d+ \(a slow report, postgres, idle in transaction, transaction open for/,
    )
  })

  test('it gives up after the last attempt', async () => {
    const { database, plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const other = await open(database)
    await other.execute('BEGIN; SELECT * FROM t')
    const error = await failure(apply(plan, connection, { retries: 1 }), StatementError)
    expect(error.sqlstate).toBe('55P03')
    expect(error.message).toMatch(/^The plan gave up after 2 attempts: .* behind pid \d+/)
    await other.execute('COMMIT')
  })

  test('a deadlock is retried', async () => {
    const { database, plan, connection } = await prepare(
      [together('ALTER TABLE t ADD COLUMN a int', 'ALTER TABLE u ADD COLUMN a int')],
      `${START}; CREATE TABLE u (id int)`,
    )
    const other = await open(database)
    await other.execute(`SET deadlock_timeout = '1h'; BEGIN; LOCK TABLE u`)
    let crossed: Promise<void> | null = null
    const { report } = await apply(plan, connection, {
      lockTimeoutMs: 30_000,
      onProgress: (e) => {
        if (e.type === 'statement done') crossed ??= other.execute('LOCK TABLE t').then(() => other.execute('COMMIT'))
      },
    })
    await crossed
    expect(report).toMatchObject({ outcome: 'applied', retries: 1 })
  })

  test('two runs at once: the second waits, and is told who holds the lock', async () => {
    const { database, plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const second = await open(database)
    const lock = await RunLock.acquire(second, { timeoutMs: 0, onWait: () => undefined })
    const error = await failure(apply(plan, connection, { runTimeoutMs: 300 }), RunInProgressError)
    expect(error.message).toMatch(/The lock is held by pid \d+ \(trueup, postgres, since \d{4}-/)
    const running = apply(plan, connection)
    setTimeout(() => void lock.release(), 300)
    expect((await running).report.outcome).toBe('applied')
  })

  test('the same plan applied twice at once is applied once', async () => {
    const { database, plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int'),
      alone('CREATE INDEX CONCURRENTLY t_a ON public.t (a)'),
    ])
    const second = await open(database)
    const outcomes = await Promise.all([apply(plan, connection), apply(plan, second)])
    expect(outcomes.map((o) => o.report.outcome).sort()).toEqual(['applied', 'nothing to do'])
  })

  test('a transaction pooler is recognised', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const sameBackend: Connection = {
      server: connection.server,
      query: (sql) => connection.query(sql),
      execute: (sql) => connection.execute(sql),
      copyFrom: (sql, data) => connection.copyFrom(sql, data),
      onNotice: (listener) => connection.onNotice(listener),
      clone: async () => ({ ...sameBackend, close: async () => undefined }),
      close: () => connection.close(),
    }
    expect((await failure(apply(plan, sameBackend), ApplyError)).message).toContain(
      'reached through a transaction pooler',
    )
    const other = await connection.clone()
    let turn = 0
    const alternating: Connection = {
      ...sameBackend,
      query: (sql) => (turn++ % 2 === 0 ? connection : other!).query(sql),
      clone: async () => null,
    }
    expect((await failure(apply(plan, alternating), ApplyError)).message).toContain('the session changed from pid')
    await other?.close()
    expect((await readState(connection)).fingerprint).toBe(plan.from)
  })

  test('CREATE INDEX CONCURRENTLY that fails leaves no invalid index, and no record when it was the first step', async () => {
    const { plan, connection } = await prepare([
      alone('CREATE UNIQUE INDEX CONCURRENTLY t_id ON public.t (id)'),
      together('ALTER TABLE t ADD COLUMN a int'),
    ])
    await connection.execute('INSERT INTO t VALUES (1)')
    const error = await failure(apply(plan, connection), StatementError)
    expect(error).toMatchObject({ sqlstate: '23505' })
    expect(error.message).toContain('Key (id)=(1) is duplicated')
    expect((await readState(connection)).fingerprint).toBe(plan.from)
    expect(await findJournal(connection)).toBeNull()
  })

  test('a later step that fails is a point to continue from', async () => {
    const { plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int'),
      alone('CREATE UNIQUE INDEX CONCURRENTLY t_id ON public.t (id)'),
      together('ALTER TABLE t ADD COLUMN b int'),
    ])
    await connection.execute('INSERT INTO t VALUES (1)')
    const error = await failure(apply(plan, connection), StatementError)
    expect(error.message).toContain('step 1 is done and recorded. Apply the same plan again to continue with step 2')
    await connection.execute('DELETE FROM t WHERE id = 1')
    const { report } = await apply(plan, connection)
    expect(report.resumedAfter).toBe(1)
    expect(report.notes[0]).toMatch(/^resuming after step 1 of 3 \(started \d{4}-.* by postgres\)$/)
    expect((await readState(connection)).fingerprint).toBe(plan.to)
  })

  test('an index concurrently built waits for old transactions without a lock timeout, and says for whom', async () => {
    const { database, plan, connection } = await prepare([alone('CREATE INDEX CONCURRENTLY t_id ON public.t (id)')])
    const other = await open(database)
    await other.execute('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM t')
    const running: ApplyEvent[] = []
    const { report } = await apply(plan, connection, {
      onProgress: (e) => {
        if (e.type === 'running') running.push(e)
        if (e.type === 'running' && e.elapsedMs > 1500) void other.execute('COMMIT')
      },
    })
    expect(report).toMatchObject({ outcome: 'applied', retries: 0 })
    expect(running[0]).toMatchObject({
      blockers: [{ state: 'idle in transaction' }],
      index: { phase: expect.stringContaining('waiting for') },
    })
  })

  test('hooks run around the plan; one that fails afterwards undoes nothing', async () => {
    const { plan, connection } = await prepare(
      [together('ALTER TABLE t ADD COLUMN a int')],
      `${START}; CREATE TABLE log (line text)`,
    )
    const { report } = await apply(plan, connection, {
      after: ['INSERT INTO log SELECT attname FROM pg_attribute WHERE attname = $$a$$', 'SELECT 1/0'],
      hooks: {
        before: [`INSERT INTO log VALUES ('before')`],
        after: [async (c) => c.execute(`INSERT INTO log VALUES ('last')`)],
      },
    })
    expect(report.failedHooks).toEqual([{ hook: 'SELECT 1/0', message: 'division by zero' }])
    expect(await connection.query('SELECT line FROM log')).toEqual([
      { line: 'before' },
      { line: 'a' },
      { line: 'last' },
    ])
  })

  test('a hook that fails before the plan prevents it', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const error = await failure(apply(plan, connection, { hooks: { before: ['SELECT 1/0'] } }), ApplyError)
    expect(error.message).toContain('so the plan was not applied: SELECT 1/0: division by zero')
    expect((await readState(connection)).fingerprint).toBe(plan.from)
  })

  test('a run that is told to stop cancels its statement and rolls back', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int', 'SELECT pg_sleep(0)')])
    const slow = planOf(plan.from, plan.to, [together('ALTER TABLE t ADD COLUMN a int', 'SELECT pg_sleep(60)')])
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 300)
    const error = await failure(apply(slow, connection, { signal: stop.signal }), ApplyError)
    expect([error.message, error.sqlstate]).toEqual(['Stopped; nothing was changed.', '57014'])
    expect((await readState(connection)).fingerprint).toBe(plan.from)
  })

  test('a run that is told to stop between two statements rolls back', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int', 'ALTER TABLE t ADD b int')])
    const stop = new AbortController()
    const onProgress = ({ type }: ApplyEvent) => type === 'statement done' && stop.abort()
    const error = await failure(apply(plan, connection, { signal: stop.signal, onProgress }), ApplyError)
    expect(error.message).toBe('Stopped; nothing was changed.')
    expect((await readState(connection)).fingerprint).toBe(plan.from)
  })

  test('a session that is terminated in the middle says that nothing is left', async () => {
    const { database, plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int', 'SELECT pg_sleep(0)'),
    ])
    const slow = planOf(plan.from, plan.to, [together('ALTER TABLE t ADD COLUMN a int', 'SELECT pg_sleep(60)')])
    const other = await open(database)
    const [{ pid }] = (await connection.query<{ pid: number }>('select pg_backend_pid() as pid')) as [{ pid: number }]
    setTimeout(() => void other.query(`select pg_terminate_backend(${pid})`), 300)
    const error = await failure(apply(slow, connection), ConnectionLostError)
    expect(error.message).toContain('PostgreSQL rolls back what was not committed: nothing was changed.')
    expect((await readState(other)).fingerprint).toBe(plan.from)
  })

  /** Loses the connection at COMMIT, before or after the server has done it. */
  const losing = (connection: Connection, committed: boolean): Connection => ({
    server: connection.server,
    query: (sql) => connection.query(sql),
    execute: async (sql) => {
      if (sql !== 'COMMIT' || committed) await connection.execute(sql)
      if (sql !== 'COMMIT') return
      await connection.close()
      throw new Error('read ECONNRESET')
    },
    copyFrom: (sql, data) => connection.copyFrom(sql, data),
    onNotice: (listener) => connection.onNotice(listener),
    clone: () => connection.clone(),
    close: () => connection.close(),
  })

  test('a COMMIT whose answer is lost is looked up: it happened', async () => {
    const { plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const { report } = await apply(plan, losing(connection, true), {
      after: [`COMMENT ON TABLE t IS 'told afterwards'`],
    })
    expect(report).toMatchObject({ outcome: 'applied', failedHooks: [] })
  })

  test('a COMMIT whose answer is lost is looked up: it did not happen', async () => {
    const { database, plan, connection } = await prepare([together('ALTER TABLE t ADD COLUMN a int')])
    const error = await failure(apply(plan, losing(connection, false)), ConnectionLostError)
    expect(error.message).toContain('The server says that it was rolled back: nothing was changed.')
    expect((await readState(await open(database))).fingerprint).toBe(plan.from)
  })

  test('a COMMIT whose answer is lost within several steps is a point to continue from', async () => {
    const { database, plan, connection } = await prepare([
      together('ALTER TABLE t ADD COLUMN a int'),
      together('ALTER TABLE t ADD COLUMN b int'),
    ])
    const error = await failure(apply(plan, losing(connection, true)), ConnectionLostError)
    expect(error.message).toContain(
      'it was committed: step 1 is done and recorded. Apply the same plan again to continue with step 2',
    )
    expect((await apply(plan, await open(database))).report.resumedAfter).toBe(1)
  })

  test('DETACH CONCURRENTLY that was cut in half is finalized', async () => {
    const { database, plan, connection } = await prepare(
      [
        together('ALTER TABLE t ADD COLUMN a int'),
        alone('ALTER TABLE public.p DETACH PARTITION public.p1 CONCURRENTLY'),
      ],
      `${START}; CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)`,
    )
    const other = await open(database)
    await other.execute('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM p')
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 500)
    const stopped = await failure(apply(plan, connection, { signal: stop.signal }), ApplyError)
    expect(stopped.message).toMatch(/57014|canceling/)
    await other.execute('COMMIT')
    await apply(plan, connection)
    expect((await readState(connection)).fingerprint).toBe(plan.to)
  })

  test('a role without any privilege but its own schema can apply a plan of several steps', async () => {
    const database = `d${++databases}`
    const start = `
      DO $$ BEGIN CREATE ROLE deploy LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE SCHEMA app AUTHORIZATION deploy;
      SET ROLE deploy; CREATE TABLE app.t (id int); RESET ROLE`
    const plan = await example(server, database, start, [
      together('ALTER TABLE app.t ADD COLUMN a int'),
      alone('CREATE INDEX CONCURRENTLY t_a ON app.t (a)'),
      together('ALTER TABLE app.t ADD COLUMN b int'),
    ])
    const connection = await open(database, 'deploy')
    expect((await apply(plan, connection)).report.outcome).toBe('applied')
  })
})
