// Copies and proofs in a shadow on a server that is in use: its roles, and what they may do, stay as they are.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCatalog } from '../../src/catalog/read.ts'
import { connect } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { openCopy } from '../../src/prove/copy.ts'
import { prove } from '../../src/prove/prove.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'

const MAJOR = testMajors()[0] ?? 18
const ROLES = `
  select json_build_array(
    (select json_agg(r order by r.rolname) from (select rolname, rolcanlogin, rolconfig from pg_roles) r),
    (select json_agg(m) from (select roleid::regrole, member::regrole from pg_auth_members order by 1, 2) m),
    (select json_agg(s) from (select setrole::regrole, setconfig from pg_db_role_setting where setdatabase = 0) s)) as state`

let inUse: TestServer
let elsewhere: TestServer
let observer: Connection

beforeAll(async () => {
  ;[inUse, elsewhere] = await Promise.all([startServer(MAJOR), startServer(MAJOR)])
  observer = await connect(inUse.urlOf('postgres', 'postgres'))
  await observer.execute(
    'create role a login; create role b; create role gone; grant a to b; alter role a set work_mem = 1234',
  )
})
afterAll(async () => {
  await observer?.close()
  await Promise.all([inUse?.stop(), elsewhere?.stop()])
})

async function stateOf(sql: string) {
  const database = await elsewhere.createDatabase()
  const connection = await connect(elsewhere.urlOf(database.name, 'postgres'))
  await connection.execute(sql)
  const catalog = await readCatalog(connection)
  await connection.close()
  return catalog
}

test('neither a copy nor a proof touches them', async () => {
  const before = await observer.query(ROLES)
  const server = inUse.urlOf('postgres', 'postgres')
  const from = await stateOf(
    'create role a nologin; create role gone; create table t (i int); alter table t owner to a',
  )
  const to = await stateOf(`
    alter role a login createdb; alter role a set work_mem = 99; create role b; grant b to a; create role fresh;
    drop role gone; create table t (i int, j int); alter table t owner to a; grant select on t to fresh, b`)

  const copy = await openCopy(from, { server })
  await copy.close()
  expect(await observer.query(ROLES)).toEqual(before)

  const plan = makePlan(from, to)
  expect(JSON.stringify(plan)).toMatch(/DROP ROLE gone.*ALTER ROLE a/)
  const proof = await prove(
    { plan, current: from, goal: to, select: (catalog) => catalog, targetMajor: MAJOR },
    { server },
  )
  expect(proof).toMatchObject({ status: 'proven' })
  expect(await observer.query(ROLES)).toEqual(before)
})
