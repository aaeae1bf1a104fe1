import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlan } from '../../src/plan/make-plan.ts'
import { readCatalog } from '../../src/catalog/read.ts'
import { onServer } from '../../src/prove/older-server.ts'
import { startServer, type TestServer } from '../postgres.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(18)
})
afterAll(() => server.stop())

test('what an older server does not have is not planned for', async () => {
  const stateOf = async (sql: string) => {
    const connection = await (await server.createDatabase()).connect()
    await connection.execute(sql)
    const catalog = await readCatalog(connection)
    await connection.close()
    return catalog
  }
  const current = await stateOf(`
    create table t (a int not null, g int generated always as (1) stored); alter table t rename a to b;
    create domain d as int constraint n not null; create materialized view m as select 1 as i`)
  const desired = await stateOf(`
    create table t (b int not null, g int generated always as (2) stored);
    create domain d as int not null; create materialized view m as select 1 as i`)
  const planFor = (major: number): string[] =>
    makePlan(onServer(current, major), onServer(desired, major)).transactions.flatMap(({ statements }) =>
      statements.map(({ sql }) => sql),
    )
  expect(planFor(18).toSorted()).toEqual([
    'ALTER DOMAIN public.d RENAME CONSTRAINT n TO d_not_null',
    'ALTER TABLE public.t ALTER COLUMN g SET EXPRESSION AS (2)',
    'ALTER TABLE public.t RENAME CONSTRAINT t_a_not_null TO t_b_not_null',
  ])
  expect(planFor(16)).toEqual([
    'ALTER TABLE public.t DROP COLUMN g',
    'ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS (2) STORED',
  ])
})
