import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { COMMANDS } from './coming-from-alembic.ts'
import { CUSTOMS } from './coming-from-alembic-customs.ts'
import { openProject } from './project.ts'

/** The first column of the table. */
const rows = readFileSync('docs/coming-from-alembic.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split(/(?<!\\)\|/)[1]?.trim() ?? '')

const SHOWN = { ...COMMANDS, ...CUSTOMS }

let server: TestServer
beforeAll(async () => {
  server = await startServer(testMajors().at(-1) ?? 18)
})
afterAll(() => server.stop())

test('each row is shown', () => expect(Object.keys(SHOWN)).toEqual(rows))

test.each(rows)('%s', async (row) => {
  const project = await openProject(await server.createDatabase())
  try {
    await SHOWN[row]?.(project)
  } finally {
    await project.close()
  }
})
