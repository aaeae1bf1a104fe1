// Rollbacks of what ran more than once, and scripts that take back an update to come; psql runs those, where it is installed.

import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'
import { tag } from '../../src/changelog/run/mark.ts'
import type { RollbackTarget } from '../../src/changelog/run/plan-rollback.ts'
import { updateTestingRollback } from '../../src/changelog/run/rehearsal.ts'
import { rollback } from '../../src/changelog/run/rollback.ts'
import { pendingRollbackScript, rollbackScript } from '../../src/changelog/script/rollback-script.ts'
import { testMajors } from '../postgres.ts'
import { beginnings, rows, up, VERSION } from './project.ts'

const SCOPE = { contexts: [], labels: null, version: VERSION }
const hasPsql = spawnSync('psql', ['--version']).status === 0

const table = (column: string): string =>
  `--changeset a:t runOnChange:true\nCREATE TABLE IF NOT EXISTS t (id int${column});\n--rollback DROP TABLE t;\n`
const NEXT = `--changeset a:u\nCREATE TABLE u (id int);\n--rollback DROP TABLE u;\n`
const FAILS = `--changeset a:v\nSELECT * FROM missing;\n--rollback DROP TABLE v;\n`

describe.each(testMajors())('PostgreSQL %i', (major) => {
  const { begin } = beginnings(major)

  test('what ran more than once is undone as a whole, and that is said before', async () => {
    const marked = `--changeset a:m\n--preconditions onFail:MARK_RAN\n--precondition-not-table-exists table:t\nSELECT 1;\n--rollback SELECT 2;\n`
    const { files, connection, rewrite } = await begin(table(''))
    await up(connection, files.read())
    rewrite(table(', name text') + marked)
    await up(connection, files.read())
    const script = await rollbackScript(connection, files.read(), { count: 2 }, SCOPE)
    expect(script).toMatch(/^-- Note: the rollback undoes all that these made, .*::t::a/m)
    const notes: string[] = []
    const onProgress = (event: { readonly type: string; readonly text?: string }): void => {
      if (event.type === 'note') notes.push(event.text ?? '')
    }
    await rollback(connection, files.read(), { count: 2 }, { ...SCOPE, onProgress })
    expect(notes).toEqual([
      expect.stringMatching(
        /^the rollback undoes all that these made, .*, since they ran more than once: changelog.sql::t::a \(.*:2\)$/,
      ),
      expect.stringMatching(
        /^the rollback of these runs although they were marked as run and did nothing: changelog.sql::m::a \(.*:5\)$/,
      ),
    ])
  })

  test('an update whose way back is tried asks about what it marked as run again, and undoes nothing of it', async () => {
    const { files, connection } = await begin(
      `${table('')}--changeset a:m\n--preconditions onFail:MARK_RAN\n--precondition-not-table-exists table:t\nSELECT 1;\n--rollback DROP TABLE t;\n${NEXT}`,
    )
    const { back, again } = await updateTestingRollback(connection, files.read(), SCOPE)
    expect(back?.ran).toHaveLength(3)
    expect(again?.ran.map(({ outcome }) => outcome)).toEqual(['executed', 'marked ran', 'executed'])
    expect(await rows(connection)).toEqual(['t EXECUTED 1', 'm MARK_RAN 2', 'u EXECUTED 3'])
  })

  test('what another changelog ran in the same tables is left; what is of neither stops it', async () => {
    const { files, connection, rewrite } = await begin(NEXT)
    const other = (name: string) => readChangelog(name, { searchPath: [files.folder], environment: {} })
    files.write(
      'other.sql',
      `--liquibase formatted sql\n--changeset b:1\nCREATE TABLE o (id int);\n--rollback DROP TABLE o;`,
    )
    await up(connection, files.read())
    await tag(connection, 'v1', SCOPE)
    await up(connection, other('other.sql'))
    rewrite(NEXT + table(''))
    await up(connection, files.read())
    const notes: string[] = []
    const onProgress = (event: { readonly type: string; readonly text?: string }): void => {
      if (event.type === 'note') notes.push(event.text ?? '')
    }
    const hasFile = (path: string): boolean => path === 'other.sql'
    const back = (target: RollbackTarget, options = {}) =>
      rollback(connection, files.read(), target, { ...SCOPE, onProgress, ...options })
    await expect(back({ tag: 'v1' })).rejects.toThrow(/other.sql::1::b ran on this database, and .* no such changeset/)
    expect((await back({ tag: 'v1' }, { hasFile })).ran).toHaveLength(1)
    expect(notes).toEqual(['left as they are, since they are not of changelog.sql: other.sql::1::b'])
    expect(await rows(connection)).toEqual(['u EXECUTED 1', '1 EXECUTED 2'])
    expect((await back({ count: 1 }, { hasFile })).ran).toHaveLength(1)
    await up(connection, files.read())
    expect((await back({ count: 1 })).ran.map(({ identity }) => identity)).toEqual(['changelog.sql::t::a'])
    expect((await back({ count: 9 }, { compatibility: 'liquibase' })).ran).toHaveLength(1)
    expect(await rows(connection)).toEqual(['1 EXECUTED 2'])
  })

  test.skipIf(!hasPsql)(
    'an update to come is taken back by its script, as much of it as ran; what ran before stays',
    async () => {
      const { files, connection, database, rewrite } = await begin(table(''))
      await up(connection, files.read())
      rewrite(table(', name text') + NEXT + FAILS)
      const script = await pendingRollbackScript(connection, files.read(), SCOPE)
      const run = () =>
        spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', database.url], { encoding: 'utf8', input: script })
      expect(run().stderr).toContain('none of the changesets of this script has run')
      await expect(up(connection, files.read())).rejects.toThrow(/missing/)
      expect(await rows(connection)).toEqual(['t RERAN 2', 'u EXECUTED 3'])
      expect(run()).toMatchObject({ status: 0, stderr: '' })
      expect(await rows(connection)).toEqual(['t RERAN 2'])
      expect(await connection.query(`SELECT to_regclass('t')::text AS t, to_regclass('u')::text AS u`)).toEqual([
        { t: 't', u: null },
      ])
    },
  )
})
