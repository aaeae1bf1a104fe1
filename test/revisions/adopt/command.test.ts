// trueup adopt as a person calls it: what it says, its exit codes, and the configuration that it leaves.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, testMajors, type TestServer } from '../../postgres.ts'
import { buildCommandLine, type CommandLine } from '../command-line.ts'
import { databaseSql, filesIn, placeOn, projectOf, type Place } from './taking-over.ts'

let server: TestServer
let commandLine: CommandLine
let place: Place
let folder: string
beforeAll(async () => {
  ;[server, commandLine] = await Promise.all([startServer(testMajors()[0] ?? 18), buildCommandLine()])
  place = placeOn(server)
  folder = mkdtempSync(join(tmpdir(), 'trueup-test-adopt-'))
})
afterAll(async () => {
  await place.close()
  rmSync(folder, { recursive: true, force: true })
  commandLine.remove()
  await server.stop()
})

const trueup = (...args: readonly string[]) => commandLine.run(folder, args)

test('a database of goose’s, changed by hand, then as it should be', async () => {
  const { url, connection } = await place.database(`${databaseSql('goose')}; CREATE VIEW by_hand AS SELECT 1 AS one`)
  const adopt = () => trueup('adopt', projectOf('goose'), '--database', url)

  const refused = await adopt()
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(
    /Nothing was changed\.\nThe database is not what they make:\n {2}.*by_hand.*--allow-drift/s,
  )
  expect(filesIn(folder)).toEqual({})

  await connection.execute('DROP VIEW by_hand')
  const done = await adopt()
  expect(done).toMatchObject({ code: 0, stdout: '' })
  expect(done.stderr).toContain(
    "Took over 4 of goose's migrations, 3 of them applied: 8 files written to migrations, 3 recorded as applied.",
  )
  expect(done.stderr).toContain('Wrote trueup.config.ts')
  expect(readFileSync(join(folder, 'trueup.config.ts'), 'utf8')).toContain("exclude: ['public.goose_db_version'],")

  // With that configuration, it goes on.
  const upgraded = await trueup('upgrade', '--database', url)
  expect(upgraded).toMatchObject({ code: 0 })
  expect(await connection.query('SELECT count(*)::int AS notes FROM note')).toEqual([{ notes: 0 }])
})

test('what is there already is said; a configuration is not written over', async () => {
  const { url } = await place.database(databaseSql('goose').replaceAll('goose_db_version', 'versions'))
  writeFileSync(join(folder, 'trueup.config.ts'), "export default { exclude: ['table:public.x'] }\n")
  const done = await trueup('adopt', projectOf('goose'), '--database', url)
  expect(done.code).toBe(0)
  expect(done.stderr).toContain('migrations has them already, 3 recorded as applied.')
  expect(done.stderr).toContain("write in trueup.config.ts:\n  exclude: ['table:public.x', 'public.versions'],")
})

test('what cannot be meant', async () => {
  expect((await trueup('adopt', projectOf('goose'), 'again')).code).toBe(64)
  expect((await trueup('adopt')).code).toBe(64)
  expect((await trueup('adopt', 'nowhere', '--database', server.urlOf('postgres'))).code).toBe(64)
  expect((await trueup('adopt', '--from', 'prisma')).stderr).toContain('There is no migration_lock.toml in .')
  expect((await trueup('adopt', '.', '--from', 'gose')).stderr).toContain('did you mean goose?')
})
