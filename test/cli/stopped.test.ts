// ^C, and SIGTERM as pipelines send it: a run ends at a point that the next one continues from, and leaves no lock behind.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRunLockHeld } from '../../src/apply/lock.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { buildCommandLine, type CommandLine } from '../revisions/command-line.ts'

let line: CommandLine
let server: TestServer
let folder: string
beforeAll(async () => {
  ;[line, server] = await Promise.all([buildCommandLine(), startServer(testMajors()[0] ?? 18)])
  folder = mkdtempSync(join(tmpdir(), 'trueup-stopped-'))
  writeFileSync(join(folder, 'one.sql'), 'CREATE TABLE a (id int, n int);')
  writeFileSync(
    join(folder, 'changelog.sql'),
    '--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n--changeset a:2\nALTER TABLE a ADD COLUMN n int;\n',
  )
})
afterAll(async () => {
  line?.remove()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  ['SIGTERM', ['apply', 'DATABASE', 'one.sql', '--yes']],
  ['SIGINT', ['apply', 'DATABASE', 'one.sql', '--yes']],
  ['SIGTERM', ['changelog', 'update', '--url', 'DATABASE', '--changelog-file', 'changelog.sql']],
] as const)('%s: %j', async (signal, words) => {
  const { url, connect } = await server.createDatabase()
  const holder = await connect()
  try {
    await holder.execute('CREATE TABLE a (id int)')
    await holder.execute('BEGIN; LOCK TABLE a IN ACCESS SHARE MODE')
    const args = [...words.map((word) => (word === 'DATABASE' ? url : word)), '--lock-timeout', '60s']
    const { child, ended } = line.start(folder, args)
    await Promise.race([waiting(holder), ended])
    child.kill(signal)
    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/Stopping at a point that the next (?:apply|changelog update) continues from/)
    expect(await isRunLockHeld(holder)).toBe(false)
    await holder.execute('COMMIT')
    expect(await line.run(folder, args)).toMatchObject({ code: 0 })
  } finally {
    await holder.close()
  }
})

/** Until somebody waits for the table. */
async function waiting(on: Awaited<ReturnType<Awaited<ReturnType<TestServer['createDatabase']>>['connect']>>) {
  for (let i = 0; i < 500; i++) {
    const found = await on.query(`SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'a'::regclass`)
    if (found.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
