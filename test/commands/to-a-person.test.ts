import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withRoom } from '../../src/commands/ask.ts'
import { tellWhatRemains } from '../../src/commands/notes.ts'
import { openTerminal } from '../../src/commands/terminal.ts'
import { diff } from '../../src/index.ts'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'trueup-words-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what is left to do once a plan is applied', async () => {
  const wanted = join(folder, 'wanted.sql')
  writeFileSync(
    wanted,
    `CREATE ROLE reader LOGIN; CREATE ROLE team; CREATE TABLE t (a int NOT NULL);
     CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (password 'x');`,
  )
  const told: string[] = []
  const terminal = { ...openTerminal({ color: false, quiet: false }), tell: (text: string) => void told.push(text) }
  tellWhatRemains(terminal, (await diff('empty', wanted)).plan)
  expect(told).toEqual([
    "left to do: role reader: reader has no password yet: ALTER ROLE reader PASSWORD '…'",
    "left to do: foreign server s: is made without its secrets: ALTER SERVER s OPTIONS (ADD password '…')",
  ])
})

test.each([
  [0, 80],
  [undefined, 80],
  [120, 120],
])('a terminal that is %s wide is asked as one of %s', (columns, wide) => {
  const terminal: { columns: number } = JSON.parse(JSON.stringify({ columns }))
  withRoom(terminal)
  expect(terminal.columns).toBe(wide)
})
