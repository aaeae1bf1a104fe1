// A definition names roles that its server has: the copy that a plan is tried on has them too.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diff } from '../../src/index.ts'
import { statementsOf } from '../../src/output/changes.ts'

const folder = mkdtempSync(join(tmpdir(), 'trueup-assumed-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, sql: string): string => {
  writeFileSync(join(folder, name), sql)
  return join(folder, name)
}

const before = file(
  'before.sql',
  `create table account (id int); grant select on account to reader;
   alter table account enable row level security; create policy own on account to "web user" using (id > 0);`,
)
const after = file(
  'after.sql',
  `create table account (id int, name text); grant select on account to reader, auditor;
   alter table account enable row level security; create policy own on account to "web user", auditor using (id > 1);
   alter table account owner to keeper;`,
)

test.each([
  ['there', before, after],
  ['back', after, before],
])('a plan is proven %s', async (_way, from, to) => {
  const { plan } = await diff(from, to, { prove: true, unsafe: true })
  expect(plan.proof).toMatchObject({ status: 'proven' })
  expect(statementsOf(plan).filter(({ sql }) => /ROLE/.test(sql))).toEqual([])
})

test('also where one is carried out to see what a rename makes of it', async () => {
  const renamed = file('renamed.sql', 'create table person (id int); grant select on person to reader;')
  const old = file('old.sql', 'create table account (id int); grant select on account to reader;')
  const { plan } = await diff(old, renamed, {
    prove: true,
    rename: [{ from: 'public.account', to: 'public.person' }],
    roles: true,
  })
  expect(plan.proof).toMatchObject({ status: 'proven' })
  expect(statementsOf(plan).map(({ sql }) => sql)).toEqual(['ALTER TABLE public.account RENAME TO person'])
})
