// Rows that a statement cannot take are gone from the copy, and the proof says so; nothing else is.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diff } from '../../src/index.ts'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'trueup-rows-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

test.each([
  ['a table', '', 1],
  ['a table that another inherits', 'create table c () inherits (p);', 1],
  ['a table with partitions', 'partition by list (a); create table c partition of p for values in (1);', 1],
])('a NOT NULL column on %s', async (_what, rest, kept) => {
  const state = (columns: string): string =>
    `create table p (a int${columns}) ${rest.startsWith('partition') ? rest : `; ${rest}`} create table other (a int);`
  const { plan } = await diff(file('from.sql', state('')), file('to.sql', state(', b int not null')), { prove: true })
  expect(plan.proof).toMatchObject({ status: 'proven', rowsKept: kept })
  expect(plan.proof.conditions?.join()).toMatch(/ADD COLUMN b integer NOT NULL: column "b" .* contains null values/)
})
