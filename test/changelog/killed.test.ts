// A process that is killed at one of its statements, whichever it is: what the next run does.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { UnsettledError } from '../../src/changelog/run/errors.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { cut, dying, type Moment } from '../revisions/dying.ts'
import { locked, project, rows, up, type Project } from './project.ts'

/** Each statement tells that it ran: nothing may be there twice, nothing may be missing. */
const TEXT = `--changeset a:1
create table done (what text primary key);
insert into done values ('1');
--changeset a:2
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from done
insert into done values ('2');
--changeset a:3 runInTransaction:false
create table t (id int);
insert into done values ('3');
create index concurrently ti on t (id);
insert into done values ('3b');
--changeset a:4 failOnError:false
insert into done values ('4');
insert into done values ('1');
--changeset a:5 runInTransaction:false
vacuum t;
--changeset a:6
insert into done values ('6');`

const AT_ONCE = 10

const ROWS = ['1 EXECUTED 1', '2 MARK_RAN 2', '3 EXECUTED 3', '5 EXECUTED 4', '6 EXECUTED 5']

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  let files: Project
  beforeAll(async () => {
    server = await startServer(major)
    files = project(TEXT)
  })
  afterAll(async () => {
    files.remove()
    await server.stop()
  })

  const state = async (connection: Connection) => ({
    rows: await rows(connection),
    locked: await locked(connection),
    done: await connection.query('select what from done order by what'),
    indexes: await connection.query(
      `select indexrelid::regclass::text as index, indisvalid as valid from pg_index where indrelid = 't'::regclass`,
    ),
  })
  const wanted = {
    rows: ROWS,
    locked: null,
    done: [{ what: '1' }, { what: '3' }, { what: '3b' }, { what: '6' }],
    indexes: [{ index: 'ti', valid: true }],
  }

  const statements = async (): Promise<number> => {
    const database = await server.createDatabase()
    const counting = dying(await database.connect(), Infinity, 'before')
    await up(counting.connection, files.read())
    expect(await state(counting.connection)).toEqual(wanted)
    const count = counting.count()
    await counting.connection.close()
    return count
  }

  const killedAt = async (at: number, moment: Moment): Promise<void> => {
    const database = await server.createDatabase()
    const { connection, dead, last } = dying(await database.connect(), at, moment)
    const changelog = files.read()
    await Promise.race([dead, up(connection, changelog).catch(() => undefined)])
    const next = await connect(database.url)
    await up(next, changelog, { lockWaitMs: 20_000 })
    expect(await state(next), `killed ${moment} statement ${at}: ${last()}`).toEqual(wanted)
    expect((await up(next, changelog)).ran.map(({ outcome }) => outcome)).toEqual(['failed'])
    await next.close()
  }

  test('killed at any of its statements, the next run ends where it would have', async () => {
    const count = await statements()
    expect(count).toBeGreaterThan(40)
    const all = Array.from({ length: count }, (_, i) => i + 1)
    // Before a statement is sent is after the answer to the one before it.
    const cases = [
      ...all.map((at) => ({ at, moment: 'after' as const })),
      ...all.filter((at) => at % 4 === 0).map((at) => ({ at, moment: 'during' as const })),
    ]
    // What takes long is waiting for a session to end, so that several wait at once.
    for (let i = 0; i < cases.length; i += AT_ONCE)
      await Promise.all(cases.slice(i, i + AT_ONCE).map(({ at, moment }) => killedAt(at, moment)))
  })

  test('cut off at any of its statements, it says so, and the next run ends where it would have', async () => {
    const count = await statements()
    const changelog = files.read()
    const cutAt = async (at: number): Promise<string> => {
      const database = await server.createDatabase()
      const [real, keeper] = await Promise.all([database.connect(), database.connect()])
      const { connection, last } = await cut(real, keeper, at)
      const said: string = await up(connection, changelog).then(
        () => '',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      )
      await up(keeper, changelog, { lockWaitMs: 20_000 })
      expect(await state(keeper), `cut at statement ${at}: ${last()}`).toEqual(wanted)
      await Promise.all([real.close(), keeper.close()])
      return `${last()}: ${said}`
    }
    const all = Array.from({ length: count }, (_, i) => i + 1).filter((at) => at % 3 === 0)
    const told: string[] = []
    for (let i = 0; i < all.length; i += AT_ONCE)
      told.push(...(await Promise.all(all.slice(i, i + AT_ONCE).map(cutAt))))
    const commits = told.filter((text) => text.startsWith('COMMIT: '))
    expect(told.filter((text) => /: The connection to .* broke|connection/.test(text)).length).toBeGreaterThan(10)
    expect(commits).toEqual(commits.filter((text) => /rolled back|finds out/.test(text)))
  })

  test('what cannot be seen is asked: the lock stays until it is said', async () => {
    const asking = project(`--changeset a:1
create procedure work() language plpgsql as $$ begin create table if not exists w (n int); insert into w values (1); commit; end $$;
--changeset a:2 runInTransaction:false
create table before (n int);
call work();
create table after (n int);`)
    const database = await server.createDatabase()
    const first = await database.connect()
    const counting = dying(first, Infinity, 'before')
    let call = 0
    const watching: Connection = {
      ...counting.connection,
      execute: (sql) => {
        if (sql.startsWith('call work')) call = counting.count() + 1
        return counting.connection.execute(sql)
      },
    }
    await up(watching, asking.read())
    await first.close()
    for (const [resume, count] of [
      ['again', 2],
      ['done', 1],
    ] as const) {
      const other = await server.createDatabase()
      const { connection, dead } = dying(await other.connect(), call, 'after')
      void up(connection, asking.read())
      await dead
      const next = await connect(other.url)
      await expect(up(next, asking.read())).rejects.toThrow(UnsettledError)
      await expect(up(next, asking.read())).rejects.toThrow(/trueup changelog update --resume again/)
      expect(await locked(next)).toMatch(/trueup pid \d+ begun [0-9a-f]+:1$/)
      await up(next, asking.read(), { resume })
      expect(await locked(next)).toBe(null)
      expect(await next.query('select count(*) as count from w')).toEqual([{ count }])
      expect(await rows(next)).toEqual(['1 EXECUTED 1', '2 EXECUTED 2'])
      await next.close()
    }
    asking.remove()
  })
})
