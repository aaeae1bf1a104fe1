// What an update leaves in a database and in its tables, run after run. That the rows are Liquibase's own was seen beside it.

import { describe, expect, test } from 'vitest'
import { MigrationError, PreconditionError } from '../../src/changelog/run/errors.ts'
import { ValidationError } from '../../src/changelog/pending/errors.ts'
import { formattedChangelog } from '../../src/changelog/write/formatted.ts'
import { inspect } from '../../src/commands/inspect.ts'
import { compare } from '../../src/compare/compare.ts'
import { clearChecksums, sync, tag } from '../../src/changelog/run/mark.ts'
import { rollback } from '../../src/changelog/run/rollback.ts'
import { updateTestingRollback } from '../../src/changelog/run/rehearsal.ts'
import { pendingRollbackScript } from '../../src/changelog/script/rollback-script.ts'
import { updateScript } from '../../src/changelog/script/update-script.ts'
import type { ChangelogEvent } from '../../src/changelog/run/session.ts'
import { testMajors } from '../postgres.ts'
import { beginnings, locked, ROOT, rows, up, VERSION } from './project.ts'

const SCOPE = { contexts: [], labels: null, version: VERSION }

describe.each(testMajors())('PostgreSQL %i', (major) => {
  const { begin, kept, server } = beginnings(major)
  const outcomes = (report: Awaited<ReturnType<typeof up>>) => report.ran.map(({ outcome }) => outcome)

  test('the tables are as Liquibase makes them', async () => {
    const { files, connection } = await begin('--changeset a:1\nselect 1;')
    await up(connection, files.read())
    const columns = await connection.query<{ text: string }>(
      `select concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end) as text
         from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relname like 'databasechangelog%' and c.relkind = 'r' and a.attnum > 0 order by c.relname, a.attnum`,
    )
    expect(columns.map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "databasechangelog id character varying(255) not null",
        "databasechangelog author character varying(255) not null",
        "databasechangelog filename character varying(255) not null",
        "databasechangelog dateexecuted timestamp without time zone not null",
        "databasechangelog orderexecuted integer not null",
        "databasechangelog exectype character varying(10) not null",
        "databasechangelog md5sum character varying(35)",
        "databasechangelog description character varying(255)",
        "databasechangelog comments character varying(255)",
        "databasechangelog tag character varying(255)",
        "databasechangelog liquibase character varying(20)",
        "databasechangelog contexts character varying(255)",
        "databasechangelog labels character varying(255)",
        "databasechangelog deployment_id character varying(10)",
        "databasechangeloglock id integer not null",
        "databasechangeloglock locked boolean not null",
        "databasechangeloglock lockgranted timestamp without time zone",
        "databasechangeloglock lockedby character varying(255)",
      ]
    `)
    expect(
      await connection.query(
        `select conname::text as name, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'p' and conname like 'databasechangelog%'`,
      ),
    ).toEqual([{ name: 'databasechangeloglock_pkey', definition: 'PRIMARY KEY (id)' }])
    expect(await connection.query('select id, locked, lockgranted, lockedby from databasechangeloglock')).toEqual([
      { id: 1, locked: false, lockgranted: null, lockedby: null },
    ])
  })

  test('a row says what ran, in which deployment, and by whom', async () => {
    const { files, connection } = await begin(
      '--changeset "al ice":1 context:"a or b" labels:X,y\n--comment it\'s \\ done\nselect 1;\n--changeset bob:2\nselect 2;',
    )
    await up(connection, files.read(), { contexts: ['b'] })
    const found = await connection.query<Record<string, unknown>>(
      `select id, author, filename, exectype, description, comments, tag, liquibase, contexts, labels,
              deployment_id ~ '^\\d{10}$' as deployment, md5sum from databasechangelog order by orderexecuted`,
    )
    expect(found[0]).toEqual({
      id: '1',
      author: 'al ice',
      filename: ROOT,
      exectype: 'EXECUTED',
      description: 'sql',
      comments: `it's \\ done`,
      tag: null,
      liquibase: VERSION,
      contexts: '(a or b)',
      labels: 'x,y',
      deployment: true,
      md5sum: '9:a7ca957848b7a2d82c733ec390529b49',
    })
    expect(found[1]).toMatchObject({ id: '2', contexts: null, labels: null, comments: '' })
  })

  test('run on change, always, again, and not at all', async () => {
    const text = (view: string) =>
      `--changeset a:1\ncreate table t (n int);\n--changeset a:2 runOnChange:true\ncreate or replace view v as select ${view};\n` +
      `--changeset a:3 runAlways:true\ninsert into t values (1);\n--changeset a:4 context:never\nselect 1;\n--changeset a:5 dbms:oracle\nselect 1;`
    const { files, connection, rewrite } = await begin(text('1 as a'))
    expect(outcomes(await up(connection, files.read(), { contexts: ['x'] }))).toEqual([
      'executed',
      'executed',
      'executed',
    ])
    const again = await up(connection, files.read(), { contexts: ['x'] })
    expect(again.ran.map(({ identity }) => identity)).toEqual([`${ROOT}::3::a`])
    expect(again.skipped).toEqual({ 'ran already': 2, context: 1, dbms: 1 })
    rewrite(text('1 as a, 2 as b'))
    expect(outcomes(await up(connection, files.read(), { contexts: ['x'] }))).toEqual(['reran', 'reran'])
    expect(await rows(connection)).toEqual(['1 EXECUTED 1', '2 RERAN 5', '3 RERAN 6'])
  })

  test('where nothing is to be done nothing is written and no lock is waited for', async () => {
    const { files, connection } = await begin('--changeset a:1\nselect 1;')
    await up(connection, files.read())
    await connection.execute(`update databasechangeloglock set locked = true, lockedby = 'liquibase'`)
    expect((await up(connection, files.read())).ran).toEqual([])
  })

  test('preconditions: halt, continue, mark as run, warn; on an error too', async () => {
    const check = (id: number, how: string, sql = 'select 0') =>
      `--changeset a:${id}\n--preconditions ${how}\n--precondition-sql-check expectedResult:1 ${sql}\nselect ${id};\n`
    const { files, connection, rewrite } = await begin(
      check(1, 'onFail:MARK_RAN') +
        check(2, 'onFail:CONTINUE') +
        check(3, 'onFail:WARN') +
        check(4, 'onError:MARK_RAN', 'select 1 from nowhere') +
        check(5, 'onFailMessage:"not yet"'),
    )
    await expect(up(connection, files.read())).rejects.toThrow(PreconditionError)
    await expect(up(connection, files.read())).rejects.toThrow(
      /not yet \(.*changelog\.sql:\d+: the query gave '0', not '1'/,
    )
    expect(await rows(connection)).toEqual(['1 MARK_RAN 1', '3 EXECUTED 2', '4 MARK_RAN 3'])
    expect(await locked(connection)).toBe(null)
    rewrite(check(1, 'onFail:MARK_RAN').replace('a:1', 'a:1 runOnChange:true').replace('select 1;', 'select 11;'))
    expect(outcomes(await up(connection, files.read()))).toEqual(['marked ran'])
    expect(await rows(connection)).toEqual(['1 MARK_RAN 1', '3 EXECUTED 2', '4 MARK_RAN 3', '1 MARK_RAN 4'])
  })

  test('a failure rolls its changeset back, keeps those before it, and names file and line', async () => {
    const { files, connection, rewrite } = await begin(
      '--changeset a:1\ncreate table t (n int);\n--changeset a:2\ninsert into t values (1);\ninsert into t\nvalues (1, 2);\n--changeset a:3\nselect 1;',
    )
    const error: unknown = await up(connection, files.read()).catch((e: unknown) => e)
    if (!(error instanceof MigrationError)) throw error
    expect(error.message).toMatch(
      /Migration failed for changeset changelog\.sql::2::a:\n.*changelog\.sql:7: INSERT has more expressions/,
    )
    expect(error.aftermath).toBe('rolled back')
    expect(await connection.query('select * from t')).toEqual([])
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
    expect(await locked(connection)).toBe(null)
    rewrite(
      '--changeset a:1\ncreate table t (n int);\n--changeset a:2\ninsert into t values (1);\n--changeset a:3\nselect 1;',
    )
    await up(connection, files.read())
    expect(await rows(connection)).toEqual(['1 EXECUTED 1', '2 EXECUTED 2', '3 EXECUTED 3'])
  })

  test('search_path begins with the default schema for each, and settings of the session last', async () => {
    const { files, connection } = await begin(
      `--changeset a:1\ncreate schema app; create schema other;\n--changeset a:2\nset search_path to other; select set_config('my.setting', 'x', false);\n` +
        `--changeset a:3\ncreate table t as select current_setting('my.setting') as setting, current_setting('search_path') as path;`,
    )
    await connection.execute('create schema app_tables')
    await connection.execute('drop schema app_tables')
    await connection.execute('create schema tracking')
    await up(connection, files.read(), { defaultSchema: 'PUBLIC', liquibaseSchema: 'tracking' })
    expect(await connection.query('select * from public.t')).toEqual([{ setting: 'x', path: 'public, other' }])
    expect(await connection.query('select count(*) as count from tracking.databasechangelog')).toEqual([{ count: 3 }])
  })

  test('checksums: an edited changeset is refused, a listed sum is not, an older or cleared one is brought up to date', async () => {
    const { files, connection, rewrite } = await begin('--changeset a:1\nselect 1;')
    await up(connection, files.read())
    rewrite('--changeset a:1\nselect 2;')
    await expect(up(connection, files.read())).rejects.toThrow(ValidationError)
    await expect(up(connection, files.read())).rejects.toThrow(
      /1 changesets check sum\n +changelog\.sql::1::a was: 9:a7ca957848b7a2d82c733ec390529b49 but is now: 9:[0-9a-f]{32} \(.*changelog\.sql:2\)/,
    )
    rewrite('--changeset a:1\n--validCheckSum 9:a7ca957848b7a2d82c733ec390529b49\nselect 2;')
    expect((await up(connection, files.read())).ran).toEqual([])
    const sum = async () =>
      (await connection.query<{ md5sum: string }>('select md5sum from databasechangelog'))[0]?.md5sum
    expect(await sum()).toBe('9:a7ca957848b7a2d82c733ec390529b49')
    rewrite('--changeset a:1\nselect 1;')
    await clearChecksums(connection, SCOPE)
    expect(await sum()).toBe(null)
    expect((await up(connection, files.read())).upgradedChecksums).toBe(1)
    expect(await sum()).toBe('9:a7ca957848b7a2d82c733ec390529b49')
    await connection.execute(`update databasechangelog set md5sum = '8:0000'`)
    await expect(up(connection, files.read())).rejects.toThrow(/was: 8:0000 but is now: 8:/)
  })

  test('tags, counts and what is taken back to them', async () => {
    const { files, connection } = await begin(
      [1, 2, 3, 4]
        .map((n) => `--changeset a:${n}\ncreate table t${n} (n int);\n--rollback drop table t${n};`)
        .join('\n'),
    )
    const tables = async () =>
      (
        await connection.query<{ t: string }>(
          `select relname::text as t from pg_class where relname ~ '^t\\d$' order by 1`,
        )
      ).map(({ t }) => t)
    await up(connection, files.read(), { count: 2 })
    await tag(connection, 'v1', SCOPE)
    await up(connection, files.read())
    expect(await tables()).toEqual(['t1', 't2', 't3', 't4'])
    const back = await rollback(connection, files.read(), { tag: 'v1' }, SCOPE)
    expect(back.ran.map(({ identity }) => identity)).toEqual([`${ROOT}::4::a`, `${ROOT}::3::a`])
    expect(await tables()).toEqual(['t1', 't2'])
    await rollback(connection, files.read(), { count: 1 }, SCOPE)
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
    await up(connection, files.read())
    const second = { path: ROOT, id: '2', author: 'a' }
    await rollback(connection, files.read(), { changeset: second }, SCOPE)
    expect(await tables()).toEqual(['t1', 't3', 't4'])
    await expect(rollback(connection, files.read(), { changeset: second }, SCOPE)).rejects.toThrow(/2::a has not run/)
    await rollback(connection, files.read(), { toDate: '2000-01-01' }, SCOPE)
    expect(await tables()).toEqual([])
    await expect(rollback(connection, files.read(), { tag: 'v9' }, SCOPE)).rejects.toThrow(/no tag v9/)
  })

  test('an update whose way back is tried runs what is new twice, and nothing else', async () => {
    const step = (n: number, attributes = '') =>
      `--changeset a:${n}${attributes}\ncreate table t${n} (n int);\ninsert into log values ('there');\n--rollback drop table t${n}; insert into log values ('back');`
    const first = `--changeset a:0\ncreate table log (what text);\n--rollback drop table log;`
    const { files, connection, rewrite } = await begin(first)
    await up(connection, files.read())
    rewrite([first, step(1), step(2)].join('\n'))
    const report = await updateTestingRollback(connection, files.read(), SCOPE)
    expect(report.back?.ran.map(({ outcome }) => outcome)).toEqual(['rolled back', 'rolled back'])
    expect(await rows(connection)).toEqual(['0 EXECUTED 1', '1 EXECUTED 2', '2 EXECUTED 3'])
    const what = await connection.query<{ what: string }>('select what from log')
    expect(what.map((row) => row.what).join(' ')).toBe('there there back back there there')
    rewrite([first, step(1), step(2), '--changeset a:3\nselect 1;'].join('\n'))
    await expect(updateTestingRollback(connection, files.read(), SCOPE)).rejects.toThrow(
      /3::a .*nothing undoes its sql/,
    )
    expect(await rows(connection)).toHaveLength(3)
    rewrite([first, step(1), step(2), step(3), step(4)].join('\n'))
    const script = await pendingRollbackScript(connection, files.read(), { ...SCOPE, count: 2 })
    expect(script.match(/drop table t\d/g)).toEqual(['drop table t4', 'drop table t3'])
    expect(script).toMatch(/DELETE FROM .*WHERE ID = '3'/)
    expect(await sync(connection, files.read(), { ...SCOPE, count: 1 })).toEqual([`${ROOT}::3::a`])
  })

  test('what nothing undoes is said before anything is undone', async () => {
    const { files, connection } = await begin(
      '--changeset a:1\nselect 1;\n--changeset a:2\nselect 2;\n--rollback empty',
    )
    await up(connection, files.read())
    await expect(rollback(connection, files.read(), { count: 2 }, SCOPE)).rejects.toThrow(
      /1::a \(.*changelog\.sql:2\): nothing undoes its sql/,
    )
    expect(await rows(connection)).toHaveLength(2)
  })

  test('sync records without running, and a script leads to the same rows', async () => {
    const text = `--changeset a:1\ncreate table t (n int);\n--changeset a:2 runInTransaction:false\ncreate index concurrently i on t (n);\n--changeset a:3\ninsert into t values (1) -- done`
    const { files, connection } = await begin(text)
    expect(await sync(connection, files.read(), SCOPE)).toHaveLength(3)
    expect((await up(connection, files.read())).ran).toEqual([])
    const database = await server().createDatabase()
    const other = kept(await database.connect())
    const script = await updateScript(other, files.read(), SCOPE)
    expect(await other.query(`select to_regclass('databasechangelog') as t`)).toEqual([{ t: null }])
    // As psql sends it: statement by statement.
    const statements = script.split(/;\n/)
    const locking = statements.findIndex((sql) => sql.includes('pg_try_advisory_lock')) + 1
    for (const sql of statements.slice(0, locking)) await other.execute(sql)
    const rival = kept(await database.connect())
    await expect(up(rival, files.read(), { lockWaitMs: 0 })).rejects.toThrow(/another run on/)
    for (const sql of statements.slice(locking)) await other.execute(sql)
    await expect(other.execute(statements[locking - 1]!)).rejects.toThrow(/write it again/)
    expect((await up(rival, files.read())).ran).toEqual([])
    expect(await rows(other)).toEqual(await rows(connection))
    expect(await other.query('select n from t')).toEqual([{ n: 1 }])
    expect(await locked(other)).toBe(null)
  })

  test('a row that cannot be written leaves nothing, and no lock', async () => {
    const { files, connection } = await begin(`--changeset a:1 labels:${'x'.repeat(300)}\ncreate table t (n int);`)
    await expect(sync(connection, files.read(), SCOPE)).rejects.toThrow(/value too long/)
    expect(await locked(connection)).toBe(null)
    await expect(up(connection, files.read())).rejects.toThrow(/value too long/)
    expect(await connection.query(`select to_regclass('t') as t`)).toEqual([{ t: null }])
    expect(await locked(connection)).toBe(null)
  })

  test('several at once run each changeset once', async () => {
    const { files, connection, database } = await begin(
      [1, 2, 3, 4, 5].map((n) => `--changeset a:${n}\ncreate table t${n} (n int);`).join('\n'),
    )
    const sessions = await Promise.all(Array.from({ length: 6 }, async () => kept(await database.connect())))
    const reports = await Promise.all(sessions.map((session) => up(session, files.read())))
    expect(reports.flatMap(({ ran }) => ran)).toHaveLength(5)
    expect(await rows(connection)).toHaveLength(5)
  })

  test(`Liquibase's lock is waited for and explained; that of a Trueup that is gone is taken over`, async () => {
    const { files, connection } = await begin('--changeset a:1 runAlways:true\nselect 1;')
    await up(connection, files.read())
    const lock = (by: string) =>
      connection.execute(`update databasechangeloglock set locked = true, lockedby = '${by}', lockgranted = now()`)
    await lock('host (10.0.0.1)')
    await expect(up(connection, files.read(), { lockWaitMs: 50, lockPollMs: 20 })).rejects.toThrow(
      /^Could not acquire change log lock\. Currently locked by host \(10\.0\.0\.1\) since [^]*`trueup changelog release-locks`/,
    )
    expect(await locked(connection)).toBe('host (10.0.0.1)')
    const waited = up(connection, files.read(), { lockPollMs: 20 })
    setTimeout(() => void connection.execute('update databasechangeloglock set locked = false'), 100)
    expect(outcomes(await waited)).toEqual(['reran'])
    await lock('host (10.0.0.1) trueup pid 4711')
    const told: ChangelogEvent[] = []
    await up(connection, files.read(), { onProgress: (event) => told.push(event) })
    expect(told).toContainEqual({
      type: 'note',
      text: expect.stringMatching(/was taken over \(host \(10\.0\.0\.1\) trueup pid 4711/),
    })
    expect(await locked(connection)).toBe(null)
  })

  test(`tables of an older Liquibase are brought up to date, and its rows are known by their old names`, async () => {
    const { files, connection } = await begin('--changeset a:1\nselect 1;\n--changeset a:2\nselect 2;')
    await connection.execute(
      `create table databasechangelog (id varchar(63) not null, author varchar(63) not null, filename varchar(200) not null,
         dateexecuted timestamp not null, orderexecuted int not null, exectype varchar(10) not null, md5sum varchar(32));
       insert into databasechangelog values ('1', 'a', 'classpath:./${ROOT}', now(), 1, 'EXECUTED', null)`,
    )
    const report = await up(connection, files.read())
    expect(report.ran.map(({ identity }) => identity)).toEqual([`${ROOT}::2::a`])
    expect(report.upgradedChecksums).toBe(1)
    expect(
      await connection.query(
        'select id, md5sum, description, deployment_id is null as old from databasechangelog order by id',
      ),
    ).toEqual([
      { id: '1', md5sum: '9:a7ca957848b7a2d82c733ec390529b49', description: null, old: true },
      { id: '2', md5sum: expect.stringMatching(/^9:/), description: 'sql', old: false },
    ])
  })

  test('^C ends the changeset that runs, and keeps those before it', async () => {
    const { files, connection } = await begin('--changeset a:1\nselect 1;\n--changeset a:2\nselect pg_sleep(30);')
    const stop = new AbortController()
    const onProgress = (event: ChangelogEvent): void => {
      if (event.type === 'statement' && event.statement.sql.includes('sleep')) setTimeout(() => stop.abort(), 50)
    }
    await expect(up(connection, files.read(), { signal: stop.signal, onProgress })).rejects.toThrow(
      /^Stopped within changelog\.sql::2::a, which was rolled back/,
    )
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
    expect(await locked(connection)).toBe(null)
  })

  test('what a database has, written as a changelog, makes the same in another', async () => {
    const { connection, database } = await begin('')
    await connection.execute(
      `create schema app; create type app.mood as enum ('sad', 'glad'); create table app.person (id int primary key, mood app.mood);
       create function app.f() returns trigger language plpgsql as $$ begin -- keeps; this
         return new; end $$; create trigger t before insert on app.person for each row execute function app.f()`,
    )
    const { plan } = await inspect(database.url)
    const other = await begin('')
    other.files.write(ROOT, formattedChangelog(plan))
    await up(other.connection, other.files.read(), { liquibaseSchema: 'public' })
    const compared = await compare(other.database.url, database.url, {
      exclude: ['table:public.databasechangelog*'],
      prove: false,
    })
    expect(compared.plan.transactions).toEqual([])
  })
})
