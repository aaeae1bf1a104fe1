// What is refused, what is shown and not hidden, and that nothing is left behind by either.

import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { readHistory } from '../../../src/revisions/history/read.ts'
import { startServer, testMajors, type TestServer } from '../../postgres.ts'
import { TABLE } from '../chain.ts'
import { databaseSql, filesIn, placeOn, projectOf, type LeftDatabase, type Place } from './taking-over.ts'

let server: TestServer
let place: Place
let folder: string
beforeAll(async () => {
  server = await startServer(testMajors()[0] ?? 18)
})
afterAll(() => server.stop())
beforeEach(() => {
  place = placeOn(server)
  folder = mkdtempSync(join(tmpdir(), 'trueup-test-old-'))
})
afterEach(async () => {
  await place.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The other tool's folder, with some files changed. */
function changed(tool: string, files: Readonly<Record<string, string | null>>): string {
  cpSync(projectOf(tool), folder, { recursive: true })
  return written(files)
}

function written(files: Readonly<Record<string, string | null>>): string {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    if (text === null) rmSync(path)
    else writeFileSync(path, text)
  }
  return folder
}

async function expectNothing(database: LeftDatabase): Promise<void> {
  expect(existsSync(place.revisions)).toBe(false)
  expect((await readHistory(database.connection, TABLE)).exists).toBe(false)
}

describe('a state that nobody knows is refused', () => {
  test.each([
    ['golang-migrate', 'UPDATE schema_migrations SET dirty = true', /dirty at version 3.*migrate force/s],
    [
      'flyway',
      "UPDATE flyway_schema_history SET success = false WHERE version = '2'",
      /V2__index_plans\.sql failed.*flyway repair/s,
    ],
    [
      'prisma',
      'UPDATE _prisma_migrations SET rolled_back_at = NULL',
      /20230212080000_touch failed midway.*null values.*migrate resolve/s,
    ],
    [
      'liquibase',
      "UPDATE databasechangeloglock SET locked = true, lockedby = 'ci'",
      /holds its lock \(ci\).*release-locks/s,
    ],
    ['liquibase', "UPDATE databasechangelog SET exectype = 'FAILED' WHERE id = 'notes'", /Carla P\.:notes.*failed/s],
  ])('%s: %s', async (tool, sql, message) => {
    const database = await place.database(`${databaseSql(tool)};${sql}`)
    const replace = { '${company}': 'Acme' }
    await expect(place.adopt(projectOf(tool), database, { replace })).rejects.toThrow(message)
    await expectNothing(database)
  })
})

describe('files and history that do not agree', () => {
  test('the history names what no file is', async () => {
    const database = await place.database(databaseSql('dbmate'))
    const old = changed('dbmate', { '20230301120000_index_plans.sql': null })
    await expect(place.adopt(old, database)).rejects.toThrow(/20230301120000.*no such file.*--from none/s)
    await expectNothing(database)
  })

  test('one is not applied, and a later one is', async () => {
    const database = await place.database(`${databaseSql('goose')}; DELETE FROM goose_db_version WHERE version_id = 2`)
    await expect(place.adopt(projectOf('goose'), database)).rejects.toThrow(
      /has .*00003_index_plans\.sql, but not .*00002_touch\.sql.*-allow-missing/s,
    )
  })

  test('what was changed by hand is shown, and nothing is written unless that is allowed', async () => {
    const database = await place.database(`${databaseSql('goose')}; ALTER TABLE account ADD COLUMN by_hand int`)
    const shown = await place.adopt(projectOf('goose'), database)
    expect(shown).toMatchObject({ done: false, recorded: [] })
    expect(shown.differences).toEqual([expect.stringContaining('public.account.by_hand')])
    await expectNothing(database)
    const allowed = await place.adopt(projectOf('goose'), database, { allowDrift: true })
    expect(allowed).toMatchObject({ done: true, recorded: ['00001', '00002', '00003'] })
  })

  test('an edited file is noted', async () => {
    const database = await place.database(databaseSql('flyway'))
    const old = changed('flyway', {
      'V10__notes.sql':
        '-- edited\nCREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL);\n',
    })
    const adoption = await place.adopt(old, database, { replace: { '${company}': 'Acme' } })
    expect(adoption.notes).toEqual([expect.stringMatching(/V10__notes\.sql was edited after it was applied/)])
  })

  test('a file that does not run is named with its line', async () => {
    const database = await place.database(databaseSql('goose'))
    const old = changed('goose', { '00002_touch.sql': '-- +goose Up\nSELECT 1;\nSELECT nonsense;\n' })
    const adoption = await place.adopt(old, database)
    expect(adoption.done).toBe(false)
    expect(adoption.uncompared).toMatch(
      /^revision 00002 \(touch\) does not run.*\n00002_touch\.sql:\d+: column "nonsense" does not exist/s,
    )
    await expectNothing(database)
  })

  test('a revision of Trueup’s that the database has', async () => {
    const database = await place.database(databaseSql('goose'))
    await place.adopt(projectOf('goose'), database)
    const other = placeOn(server)
    await expect(other.adopt(null, database, { from: 'none' })).rejects.toThrow(
      /has revisions of Trueup's already \(00001, 00002, 00003 in/,
    )
    await other.close()
  })
})

describe('files that cannot be taken over as they are', () => {
  test.each([
    ['flyway', {}, /V1_1__touch\.sql:10: \$\{company\} is a placeholder.*--replace '\$\{company\}=…'/],
    ['flyway', { 'V3__x.java': '' }, /V3__x\.java: programs cannot be taken over/],
    ['goose', { '00004_x.go': '' }, /00004_x\.go: Go programs/],
    [
      'goose',
      { '00001_accounts.sql': '-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1;\n' },
      /00001_accounts\.sql:2: ENVSUB/,
    ],
    ['goose', { '1_again.sql': '-- +goose Up\nSELECT 1;\n' }, /same version, 1/],
    ['golang-migrate', { '000003_touch.up.sql': 'SELECT 1;\n\nROLLBACK;\n' }, /000003_touch\.up\.sql:3: ROLLBACK/],
    ['sqitch', { 'deploy/accounts.sql': 'SELECT 1;\n\\copy t from x\n' }, /accounts\.sql:2: \\copy is psql's/],
    [
      'liquibase',
      {
        'more.yaml':
          'databaseChangeLog:\n  - changeSet: { id: 1, author: a, changes: [{ stop: { message: By hand } }] }\n',
      },
      /more\.yaml:2: this changeset stops a run: By hand/,
    ],
    [
      'liquibase',
      { '002-notes.sql': '--liquibase formatted sql\n--changeset a:1\nSELECT 1,\n  ${two};\n' },
      /002-notes\.sql:4: \$\{two\} is a placeholder.*--replace '\$\{two\}=…'/,
    ],
    [
      'prisma',
      { 'migrations/migration_lock.toml': 'provider = "mysql"' },
      /migration_lock\.toml:1: these migrations are for mysql/,
    ],
    [
      'dbmate',
      { '20230105101500_accounts.sql': "-- migrate:up\nSELECT 'never ends;\n" },
      /20230105101500_accounts\.sql:2: /,
    ],
  ])('%s: %o', async (tool, files, message) => {
    await expect(place.adopt(changed(tool, files), null)).rejects.toThrow(message)
    expect(existsSync(place.revisions)).toBe(false)
  })
})

describe('which tool', () => {
  test('a folder that is nobody’s', async () => {
    await expect(place.adopt(written({ 'a.sql': 'SELECT 1' }), null)).rejects.toThrow(
      /is nothing that Trueup knows.*Flyway/s,
    )
  })

  test('a tool that does not exist', async () => {
    await expect(place.adopt(projectOf('flyway'), null, { from: 'flywy' })).rejects.toThrow(
      /knows no flywy; did you mean flyway\?/,
    )
  })

  test('the database says another than the folder', async () => {
    const database = await place.database(databaseSql('flyway'))
    await expect(place.adopt(projectOf('goose'), database)).rejects.toThrow(/looks like goose's, but .* run by Flyway/)
  })

  test('a database that another tool has run, without its folder', async () => {
    const database = await place.database(databaseSql('flyway'))
    await expect(place.adopt(null, database)).rejects.toThrow(
      /run by Flyway \(public\.flyway_schema_history\).*--from none/,
    )
  })

  test('a history under another name is recognised', async () => {
    const database = await place.database(`${databaseSql('goose')}; ALTER TABLE goose_db_version RENAME TO "Versions"`)
    const adoption = await place.adopt(projectOf('goose'), database)
    expect(adoption).toMatchObject({ done: true, exclude: ['public.Versions'], recorded: ['00001', '00002', '00003'] })
  })
})

describe('where the files go', () => {
  test('not into the other tool’s folder', async () => {
    const old = changed('goose', {})
    await expect(place.adopt(old, null, { revisions: old })).rejects.toThrow(/is goose's folder.*-d revisions/)
  })

  test('not among others', async () => {
    const target = written({ '1.sql': '-- revision: other\n-- parents: none\n\nSELECT 1;\n' })
    await expect(place.adopt(projectOf('goose'), null, { revisions: target })).rejects.toThrow(
      /holds a file already, 1\.sql first, and 00001 is not there.*-d/s,
    )
    expect(Object.keys(filesIn(target))).toEqual(['1.sql'])
  })

  test('files that are there count for the next database, as they are by now', async () => {
    await place.adopt(projectOf('goose'), await place.database(databaseSql('goose')))
    const path = join(place.revisions, '00002_touch.sql')
    const text = filesIn(place.revisions)['00002_touch.sql'] ?? ''
    writeFileSync(path, text.replace('CREATE TRIGGER', '-- on every change\nCREATE TRIGGER'))
    const next = await place.adopt(projectOf('goose'), await place.database(databaseSql('goose')))
    expect(next).toMatchObject({ done: true, files: [], recorded: ['00001', '00002', '00003'], differences: [] })
    expect(next.notes).toEqual([expect.stringMatching(/00002_touch\.sql is not what would be written now/)])

    writeFileSync(path, text.replace('touched_at timestamptz', 'touched_at date'))
    const unlike = await place.adopt(projectOf('goose'), await place.database(databaseSql('goose')))
    expect(unlike).toMatchObject({ done: false, differences: [expect.stringContaining('touched_at')] })
  })

  test('nowhere, in a rehearsal', async () => {
    const database = await place.database(databaseSql('goose'))
    const adoption = await place.adopt(projectOf('goose'), database, { dryRun: true })
    expect(adoption).toMatchObject({ done: false, differences: [] })
    expect(adoption.files).toContain('00010_notes.sql')
    await expectNothing(database)
  })

  test('where they cannot be written, nothing is recorded', async () => {
    const database = await place.database(databaseSql('goose'))
    const revisions = join(written({ file: '' }), 'file', 'migrations')
    await expect(place.adopt(projectOf('goose'), database, { revisions })).rejects.toThrow(
      /cannot be written.*ENOTDIR/s,
    )
    expect((await readHistory(database.connection, TABLE)).events).toEqual([])
    expect(Object.keys(filesIn(folder))).toEqual(['file'])
    expect(await place.adopt(projectOf('goose'), database)).toMatchObject({ done: true })
  })

  test('without a database they are converted, and nothing counts as applied', async () => {
    const adoption = await place.adopt(projectOf('dbmate'), null)
    expect(adoption).toMatchObject({ done: true, recorded: [] })
    expect(adoption.revisions.every(({ applied }) => !applied)).toBe(true)
    expect(existsSync(join(place.revisions, 'HEAD'))).toBe(true)
  })
})

test('a tool that ran in a schema of its own', async () => {
  const database = await place.database(
    `CREATE SCHEMA "Shop"; SET search_path TO "Shop", public; ${databaseSql('golang-migrate').replaceAll('public.', '"Shop".')}`,
  )
  const adoption = await place.adopt(projectOf('golang-migrate'), database)
  expect(adoption).toMatchObject({ done: true, differences: [], exclude: ['Shop.schema_migrations'] })
  expect(adoption.notes).toEqual([expect.stringContaining('golang-migrate ran with Shop first in its search_path')])
  const files = filesIn(place.revisions)
  expect(files['000001_accounts.sql']).toContain(
    'CREATE SCHEMA IF NOT EXISTS "Shop";\n\nSET LOCAL search_path TO "Shop", public;\n',
  )
  expect(files['000002_index_plans.sql']).toContain('SET search_path TO "Shop", public;\nCREATE INDEX')
  expect(files['000002_index_plans.sql']).toMatch(/\nRESET search_path;\n$/)
})
