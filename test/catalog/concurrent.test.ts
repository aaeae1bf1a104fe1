// Reading while others change the schema: pg_get_*def() sees newer state than the snapshot, and may answer NULL or an error.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalog } from '../../src/catalog/read.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(() => server.stop())

  test('what vanishes while it is read is read again, never taken for NULL', async () => {
    const database = await server.createDatabase()
    const [reader, writer] = [await database.connect(), await database.connect()]
    await writer.execute('create table t (id int primary key, a text default lower(current_user))')
    let writing = true
    const changes = (async () => {
      for (let i = 0; writing; i++)
        await writer.execute(`
          create view v${i} as select id, a from t where a > 'x';
          create index i${i} on t (lower(a)) where id > ${i};
          alter table t add constraint c${i} check (id > ${-i});
          create function f${i}() returns int language sql as 'select ${i}';
          drop function f${i}(); drop view v${i}; drop index i${i}; alter table t drop constraint c${i}`)
    })()
    const shapes: string[] = []
    for (let round = 0; round < 15; round++) {
      const { objects } = await readCatalog(reader)
      shapes.push(...[...objects.values()].map((object) => JSON.stringify(object.shape)))
    }
    writing = false
    await changes
    await Promise.all([reader.close(), writer.close()])
    await database.drop()
    expect(shapes.filter((shape) => /"(definition|query|expression)":null/.test(shape))).toEqual([])
    expect(shapes.length).toBeGreaterThan(15 * 3)
  })
})
