// That loading a definition reaches nothing beyond its shadow: no publisher, no foreign server, no role of a given server.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { readDefinition, type Definition } from '../../src/source/definition.ts'
import { optionsOf, withOptions } from '../../src/source/statement-options.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'

const MAJOR = testMajors()[0] ?? 18
let other: TestServer
let observer: Connection
let conninfo = ''

beforeAll(async () => {
  other = await startServer(MAJOR)
  observer = await connect(other.urlOf('postgres', 'postgres'))
  await observer.execute('create table of_others (a int); create publication p for table of_others')
  conninfo = `host=${other.host} port=5432 dbname=postgres user=postgres`
})
afterAll(async () => {
  await observer?.close()
  await other?.stop()
})

const load = (text: string, server?: string): Promise<Definition> =>
  readDefinition(
    {
      files: [{ name: 'a.sql', text }],
      warnings: [],
      include: () => {
        throw new Error('nothing is included')
      },
    },
    { cacheDir: null, shadow: { major: MAJOR, ...(server !== undefined && { server }) } },
  )

const shapeOf = ({ catalog }: Definition, key: string): object | undefined => catalog.objects.get(key)?.shape

const names = async (sql: string): Promise<string[]> =>
  (await observer.query<{ name: string }>(sql)).map((row) => row.name)

describe('subscriptions', () => {
  const SQL = (): string => `
    create subscription plain connection '${conninfo}' publication p;
    create subscription "Said; (so)" connection '${conninfo}' publication p
      with (enabled, copy_data = true, create_slot = true, binary = on, slot_name = 'of_it' /* , ) */);
    alter subscription plain add publication q;
    alter subscription plain enable;
    alter subscription plain refresh publication with (copy_data = false);
    create subscription gone connection '${conninfo}' publication p;
    drop subscription gone;
    drop subscription if exists "Never was";`

  test.each(['embedded', 'given'])('reach no publisher from a shadow on an %s server', async (which) => {
    const definition = await load(SQL(), which === 'given' ? other.urlOf('postgres', 'postgres') : undefined)
    expect(shapeOf(definition, 'subscription plain')).toMatchObject({ publications: ['p', 'q'], slotName: 'plain' })
    expect(shapeOf(definition, 'subscription "Said; (so)"')).toMatchObject({ binary: true })
    expect([...definition.catalog.objects.keys()]).not.toContain('subscription gone')
    expect(definition.warnings).toMatchObject([
      expect.stringMatching(/^Skipped a\.sql:6: alter subscription plain enable\. It is about the publisher/),
      expect.stringMatching(/^Skipped a\.sql:7: /),
    ])
    expect(await names('select slot_name as name from pg_replication_slots')).toEqual([])
    expect(await names(`select datname as name from pg_database where datname like 'trueup_shadow%'`)).toEqual([])
  })

  test.runIf(MAJOR >= 17)('what is changed on the publisher too is refused', async () => {
    const sql = `create subscription s connection '${conninfo}' publication p;\nalter subscription s set (failover = true);`
    await expect(load(sql)).rejects.toThrow(/^a\.sql:2: failover and two_phase are changed on the publisher/)
  })

  test('the list of options is found', () => {
    expect(withOptions(`create x connection 'with (a)'`, new Set(['a']), ['b = 1'])).toBe(
      `create x connection 'with (a)'\nWITH (b = 1)`,
    )
    expect(withOptions(`x with (a = f(1, 2), "A" = ')', C, d = e'\\')')`, new Set(['a', 'c']), ['b'])).toBe(
      `x with ("A" = ')', d = e'\\')', b)`,
    )
    expect(optionsOf('x ()')?.items).toEqual([])
  })
})

describe('foreign servers', () => {
  const SQL = (): string => `
    create extension postgres_fdw;
    create server f foreign data wrapper postgres_fdw options (host '${other.host}', dbname 'postgres');
    create user mapping for current_user server f options (user 'postgres');
    create foreign table far (a int) server f options (table_name 'of_others');`

  test('a materialized view of what they have is made without rows', async () => {
    const definition = await load(`${SQL()}
      create materialized view m as select * from far;
      create unique index on m (a);
      refresh materialized view m;
      create view v as select * from m;`)
    expect([...definition.catalog.objects.keys()]).toEqual(
      expect.arrayContaining(['materialized view public.m', 'materialized view data public.m', 'view public.v']),
    )
    expect(definition.warnings).toMatchObject([
      expect.stringMatching(/^a\.sql:6: create materialized view .* was made without rows\. It asks another server/),
      expect.stringMatching(/^Skipped a\.sql:8: refresh materialized view m\. It asks another server/),
    ])
  })

  test('rows of theirs are not to be had, nor written', async () => {
    await expect(load(`${SQL()}\ninsert into far values (1);`)).rejects.toThrow(
      /a\.sql:6: could not connect to server "f"[^]*A definition is loaded without reaching any other server/,
    )
    expect(await observer.query('select from of_others')).toEqual([])
  })

  test('IMPORT FOREIGN SCHEMA is refused', async () => {
    await expect(load(`${SQL()}\nimport foreign schema public from server f into public;`)).rejects.toThrow(
      /^a\.sql:6: IMPORT FOREIGN SCHEMA asks another server/,
    )
  })
})

test('files and programs are left alone', async () => {
  const definition = await load(`
    create table t (a int);
    copy t from program 'echo 1';
    copy t (a) to '/nowhere/at/all';
    copy (select 1) to program 'false';`)
  expect(definition.warnings).toHaveLength(3)
})

test('tablespaces are folders of the shadow’s own', async () => {
  const definition = await load(`
    create tablespace fast location '/nowhere/at/all';
    comment on tablespace fast is 'quick';
    create table t (a int) tablespace fast;
    set default_tablespace = slow;
    create table u (a int);
    create index on u (a) tablespace fast;
    begin;
    create table w (a int) tablespace third;
    commit;`)
  expect(shapeOf(definition, 'table public.t')).toMatchObject({ tablespace: 'fast' })
  expect(shapeOf(definition, 'table public.u')).toMatchObject({ tablespace: 'slow' })
  expect(shapeOf(definition, 'table public.w')).toMatchObject({ tablespace: 'third' })
})

test('the roles and databases of a given server stay as they are', async () => {
  await observer.execute(`
    create role kept login; create role also; comment on role kept is 'mine'`)
  await observer.execute('create database theirs')
  const url = other.urlOf('postgres', 'postgres')
  const definition = await load(
    `create role kept nologin;
     alter role kept nologin;
     alter role all set search_path = x;
     comment on role kept is 'yours';
     grant also to kept;
     create role fresh;
     grant also to fresh;
     alter database mine set search_path = x;
     alter database theirs set search_path = x;
     drop role if exists kept;
     create table t ();
     grant select on t to kept;`,
    url,
  )
  expect(definition.warnings.filter((warning) => warning.startsWith('Skipped'))).toHaveLength(6)
  expect([...definition.catalog.objects.keys()]).toContain('privilege of kept on table public.t')
  expect(
    await names(`select rolname as name from pg_roles where rolname in ('kept', 'fresh') and rolcanlogin`),
  ).toEqual(['kept'])
  expect(
    await names(`select shobj_description(oid, 'pg_authid') as name from pg_roles where rolname = 'kept'`),
  ).toEqual(['mine'])
  expect(await observer.query(`select from pg_auth_members where roleid = 'also'::regrole`)).toEqual([])
  expect(await observer.query('select from pg_db_role_setting')).toEqual([])
})
