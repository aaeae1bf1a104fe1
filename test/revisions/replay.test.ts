import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { replayOn } from '../../src/revisions/replay/open.ts'
import { replayed, replayLive } from '../../src/revisions/replay/replay.ts'
import { schemaFingerprint } from '../../src/revisions/replay/schema-fingerprint.ts'
import { openShadow } from '../../src/shadow/open-shadow.ts'
import { readCatalog } from '../../src/catalog/read.ts'
import type { Revision } from '../../src/revisions/revision.ts'
import { startServer, testMajors } from '../postgres.ts'
import { lineOf, revisionOf, temporaryFolder, type Folder } from './scripts.ts'

describe.each(testMajors())('on PostgreSQL %i', (major) => {
  let folder: Folder
  beforeAll(() => {
    folder = temporaryFolder()
  })
  afterAll(() => folder.remove())
  const replay = (revisions: readonly Revision[], options = {}) =>
    replayed(revisions, { major, cacheDir: folder.path, ...options })
  const ups = (...scripts: readonly string[]): Revision[] => lineOf(...scripts.map((up) => [up, null] as const))
  const keysOf = ({ objects }: Catalog): string[] => [...objects.keys()]

  test('a chain is run in its order, each in a session of its own, and kept by its content', async () => {
    const chain = ups(
      'create table t (a int); set search_path = nowhere;',
      'alter table t add b text;',
      '-- @transaction none\ncreate index concurrently i on t (b);\n-- @transaction new\nalter table t drop a;',
    )
    const first = await replay(chain)
    expect(keysOf(first.catalog)).toEqual(
      expect.arrayContaining(['table public.t', 'column public.t.b', 'index public.i']),
    )
    expect(keysOf(first.catalog)).not.toContain('column public.t.a')
    const second = await replay(chain)
    expect([first.cached, second.cached]).toEqual([false, true])
    expect(schemaFingerprint(second.catalog)).toBe(schemaFingerprint(first.catalog))
    expect((await replay([...chain, revisionOf('r4', ['r3'], 'comment on table t is null;')])).cached).toBe(false)
  })

  test('a cache folder that cannot be is no error', async () => {
    const file = folder.write('no-folder', '')
    const { catalog } = await replay(ups('create table t ();'), { cacheDir: join(file, 'cache') })
    expect(keysOf(catalog)).toContain('table public.t')
  })

  test('roles that statements name and nobody creates are assumed, and are no part of it', async () => {
    const { catalog, assumedRoles } = await replay(
      ups(
        'create table t (a int); alter table t owner to app; grant select on t to reader;',
        'create role reader nologin; create role app; create role later; grant insert on t to later;',
      ),
    )
    expect(assumedRoles).toEqual([])
    expect(keysOf(catalog)).toEqual(expect.arrayContaining(['role reader', 'role app', 'role later']))
    const named = await replay(ups('create table t (a int); grant select on t to reader;'))
    expect(named.assumedRoles).toEqual(['reader'])
    expect(keysOf(named.catalog)).not.toContain('role reader')
  })

  test('an error says revision, file, line and PostgreSQL’s words', async () => {
    const chain = ups('create table t (a int);', 'alter table t add b text;\n\nalter table t\n  add c nothing;')
    await expect(replay(chain)).rejects.toMatchObject({ name: 'ReplayError', sqlstate: '42704', direction: 'upgrade' })
    await expect(replay(chain)).rejects.toThrow(
      /revision r2 \(what r2 does\) does not run[^]*r2\.sql:5: type "nothing" does not exist/,
    )
    await expect(replay(ups('create extension nothing_like_it;'))).rejects.toThrow(
      'The shadow has no extension nothing_like_it',
    )
    await expect(
      replay(ups('create table t (a int unique deferrable initially deferred);\ninsert into t values (1), (1);')),
    ).rejects.toThrow('duplicate key value violates unique constraint')
  })

  test('a materialized view that only an older server fills is made without rows where that is wanted', async () => {
    const shadow = await openShadow({ major })
    const chain = ups(`create function g() returns int language sql as 'select 1';
      create function f() returns int language sql as 'select g()';
      create materialized view m as select f(); refresh materialized view m; create unique index on m (f);`)
    const live = await replayOn(shadow, await shadow.connect(), 'definition', 16)
    try {
      await live.upgrade(chain[0]!)
      expect(keysOf(await live.read())).toContain('materialized view public.m')
    } finally {
      await live.close()
    }
    if (major >= 17) await expect(replay(chain)).rejects.toThrow('function g() does not exist')
  })

  test('steps that are programs run with the session, and their text counts', async () => {
    const file = folder.write(
      'make.ts',
      `export default async (db) => { await db.execute('create table made (a int)') }`,
    )
    const chain = [revisionOf('r1', [], `create table t (a int);\n-- @run ${file}\nalter table made add b int;`)]
    expect(keysOf((await replay(chain)).catalog)).toContain('column public.made.b')
    folder.write('make.ts', `export default async (db) => { await db.execute('create table made (a bigint)') }`)
    expect((await replay(chain)).cached).toBe(false)
  })

  test('its fingerprint is that of a database which has the same, whoever owns it', async () => {
    const server = await startServer(major)
    try {
      const sql = `create type e as enum ('a'); create table t (id serial primary key, e e default 'a', unique (e));
        create function f() returns trigger language plpgsql as 'begin return new; end';
        create trigger g before insert on t for each row execute function f(); comment on table t is 'x';`
      const database = await server.createDatabase()
      const connection = await database.connect()
      await connection.execute(
        `create role someone; ${sql} alter table t owner to someone; grant select on t to public`,
      )
      const live = await readCatalog(connection)
      await connection.close()
      expect(schemaFingerprint(live)).toBe(schemaFingerprint((await replay(ups(sql))).catalog))
      expect(schemaFingerprint(live)).not.toBe(
        schemaFingerprint((await replay(ups(sql.replace(`'x'`, `'y'`)))).catalog),
      )
      expect(schemaFingerprint(live, { exclude: ['table:public.t'] })).not.toBe(schemaFingerprint(live))
    } finally {
      await server.stop()
    }
  })

  test('a role that a block makes unless it is there is declared, also where the shadow’s server has it', async () => {
    const server = await startServer(major)
    try {
      const database = await server.createDatabase()
      const connection = await database.connect()
      await connection.execute('create role "Reader"')
      await connection.close()
      const chain = ups(`do $$ begin create role "Reader"; exception when duplicate_object then null; end $$;`)
      expect(keysOf((await replay(chain, { server: database.url })).catalog)).toContain('role "Reader"')
      expect(keysOf((await replay(chain)).catalog)).toContain('role "Reader"')
    } finally {
      await server.stop()
    }
  })

  test('the signature of a state changes with whatever makes it another, and comes back with it', async () => {
    const live = await replayLive(
      ups(`create role r; create schema s; create table p (id int primary key);
        create table t (a int default 1, b text, p int references p, constraint k check (a > 0));
        create index i on t (b); create sequence q; create type e as enum ('a'); create view v as select a from t;
        create function f() returns trigger language plpgsql as 'begin return new; end';
        create trigger g before insert on t for each row execute function f(); create policy y on t using (true);`),
      { major },
    )
    try {
      const { connection } = live
      const sign = async (sql: string): Promise<string> => {
        await live.upgrade(revisionOf('x', [], sql))
        return live.signature()
      }
      const unseen: string[] = []
      for (const sql of CHANGES) if ((await sign('')) === (await sign(sql))) unseen.push(sql)
      expect(unseen).toEqual([])
      const before = await sign('')
      for (const sql of ['insert into p values (1)', 'analyze p', 'create table z (a text); drop table z']) {
        await connection.execute(sql)
        expect(await sign('')).toBe(before)
      }
      expect(await sign('alter table p add z text; create index on p (z);')).not.toBe(before)
      expect(await sign('alter table p drop z;')).toBe(before)
    } finally {
      await live.close()
    }
  })
})

const CHANGES = [
  'alter table t alter a set default 2',
  'alter table t alter a drop default',
  'alter table t alter a set not null',
  'alter table t alter p type bigint',
  'alter table t alter b set storage external',
  'alter table t alter b set statistics 50',
  'alter table t rename a to c',
  'alter table t disable trigger all',
  'alter table t enable row level security',
  'alter table t set (fillfactor = 50)',
  'alter table t replica identity full',
  'alter table t owner to r',
  'grant select on t to r',
  'grant update (b) on t to r',
  'alter table t validate constraint k; alter table t rename constraint k to l',
  'alter policy y on t using (false)',
  'alter index i rename to j',
  'cluster t using j',
  'alter sequence q increment 5',
  'alter sequence q owner to r; alter sequence q owned by t.b',
  `alter type e add value 'b'`,
  `alter type e rename value 'a' to 'c'`,
  'create or replace view v as select c as a, 1 as d from t',
  `create or replace function f() returns trigger language plpgsql as 'begin return old; end'`,
  'alter function f() set search_path = s',
  `comment on table t is 'x'`,
  `comment on table t is 'y'`,
  'comment on schema public is null',
  'alter table t set schema s',
  'alter default privileges grant select on tables to r',
  'create statistics n on c, b from s.t',
  'revoke usage on schema public from public',
  'alter role r createdb',
  'drop schema s cascade',
]
