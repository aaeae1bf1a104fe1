// Two databases that answer the same are seen to be equal before their catalogs are made; those that differ in anything are not.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/commands/check.ts'
import { beginReading, beginSketch, readTheSame } from '../../src/catalog/read.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { differ } from '../../src/diff/diff.ts'
import { kinds } from '../../src/kinds/all.ts'
import { startServer, testMajors, type TestDatabase, type TestServer } from '../postgres.ts'

const SCHEMA = `
  create type mood as enum ('sad', 'glad');
  create function fits(int) returns boolean immutable language sql as 'select $1 > 0';
  create function suits(int) returns boolean immutable language sql as 'select $1 > 0';
  create table parent (id int primary key, name text not null, other text, m mood default 'sad' check (m <> 'glad'));
  create table child (id int generated always as identity, parent int references parent on delete cascade,
    a int default 1 check (a > 0), b int constraint chosen check (fits(b)), c text collate "C");
  create index by_name on parent (lower(name)) where name <> '';
  create index by_both on parent (name, other desc);
  create view v as select id, lower(name) as name from parent where other <> 'x';
  create domain positive as int constraint above check (value > 0);
  comment on table parent is 'of children'`

/** Each makes a difference. */
const CHANGES = [
  'drop index by_name; create index by_name on parent (upper(name)) where name <> $$$$',
  'drop index by_name; create index by_name on parent (lower(name)) where name <> $$ $$',
  'drop index by_name; create index by_name on parent (lower(other)) where name <> $$$$',
  'drop index by_both; create index by_both on parent (name, other)',
  'drop index by_both; create unique index by_both on parent (name, other desc)',
  'drop index by_both; create index by_both on parent (name text_pattern_ops, other desc)',
  'drop index by_both; create index by_both on parent (name collate "C", other desc)',
  'drop index by_both; create index by_both on parent (name) include (other)',
  'drop index by_both; create index by_both on parent using hash (name)',
  'alter index by_both rename to by_all',
  'alter table child drop constraint child_a_check; alter table child add constraint child_a_check check (a > 1)',
  'alter table child drop constraint chosen; alter table child add constraint chosen check (suits(b))',
  'alter function fits rename to f; alter function suits rename to fits; alter function f rename to suits',
  'alter table child drop constraint child_parent_fkey; alter table child add constraint child_parent_fkey foreign key (parent) references parent',
  'alter table child drop constraint child_parent_fkey; alter table child add constraint child_parent_fkey foreign key (id) references parent on delete cascade',
  'alter table child rename a to z; alter table child rename b to a; alter table child rename z to b',
  'alter table child alter a set default 2',
  'alter table child alter c type text collate "POSIX"',
  'alter table parent alter name drop not null',
  `alter type mood rename value 'sad' to 'bad'`,
  `comment on table parent is 'of other children'`,
  'grant select on child to public',
  'grant select (ctid) on child to public',
  'create or replace view v as select id, upper(name) as name from parent where other <> $$x$$',
  'alter index by_name alter column 1 set statistics 7',
]

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  const databases: TestDatabase[] = []
  const sessions: Connection[] = []
  beforeAll(async () => {
    server = await startServer(major)
    for (const before of ['', 'create table gone (a int, b serial); drop table gone;']) {
      const database = await server.createDatabase()
      databases.push(database)
      const session = await database.connect()
      sessions.push(session)
      await session.execute(before)
      await session.execute(SCHEMA)
    }
  })
  afterAll(async () => {
    await Promise.all(sessions.map((session) => session.close()))
    await server.stop()
  })

  async function compared() {
    const readers = await Promise.all(databases.map((database) => database.connect()))
    const [one, other] = readers
    try {
      const readings = await Promise.all([beginReading(one!), beginReading(other!)])
      const byReading = readTheSame(...readings)
      const isDifferent = differ(readings[0].catalog, readings[1].catalog, kinds)
      const whenMade = readTheSame(...readings)
      await Promise.all(readings.map((reading) => reading.end()))
      const sketches = await Promise.all([beginSketch(one!), beginSketch(other!)])
      const bySketch = readTheSame(...sketches)
      const finished = await Promise.all(sketches.map((sketch) => sketch.finish()))
      const isFinished = differ(finished[0]!.catalog, finished[1]!.catalog, kinds)
      return { isDifferent, byReading, whenMade, bySketch, finished: isFinished }
    } finally {
      await Promise.all(readers.map((reader) => reader.close()))
    }
  }

  test('the same history with other oids is the same', async () => {
    expect(await compared()).toEqual({
      isDifferent: false,
      byReading: true,
      whenMade: false,
      bySketch: true,
      finished: false,
    })
  })

  test('constants that hold oids are not compared as they are stored', async () => {
    for (const session of sessions)
      await session.execute(`alter table child add seen regclass check (seen <> 'child'::regclass)`)
    const found = await compared()
    for (const session of sessions) await session.execute('alter table child drop seen')
    expect(found).toEqual({ isDifferent: false, byReading: true, whenMade: false, bySketch: false, finished: false })
  })

  test('a definition that looks like a null is read in full', async () => {
    const words = `create table words (word text default '[null, null]', many positive)`
    for (const session of sessions) await session.execute(words)
    const same = await compared()
    await sessions[1]!.execute(`alter table words alter word set default '[null, 1]'`)
    const different = await compared()
    for (const session of sessions) await session.execute('drop table words')
    expect(same).toMatchObject({ isDifferent: false, bySketch: true, finished: false })
    expect(different).toMatchObject({ isDifferent: true, byReading: false, bySketch: false, finished: true })
  })

  test.each(CHANGES)('%s', async (change) => {
    await sessions[1]!.execute(change)
    const found = await compared()
    const checked = await check(databases[0]!.url, databases[1]!.url)
    await rebuild()
    expect(checked.inStep).toBe(false)
    expect(found).toEqual({ isDifferent: true, byReading: false, whenMade: false, bySketch: false, finished: true })
  })

  async function rebuild(): Promise<void> {
    await sessions[1]!.close()
    await databases[1]!.drop()
    databases[1] = await server.createDatabase()
    sessions[1] = await databases[1].connect()
    await sessions[1].execute(SCHEMA)
  }
})
