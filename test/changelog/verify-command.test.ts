// verify and add as a person or a pipeline calls them: what they end with, in which form.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCommandLine, type CommandLine, type Ended } from '../revisions/command-line.ts'
import { gitProject, type GitProject } from './git-project.ts'
import { formatted } from './project.ts'

let line: CommandLine
let project: GitProject
beforeAll(async () => {
  line = await buildCommandLine()
  project = gitProject('db/c.sql')
  project.write({
    'db/c.sql': formatted(`--changeset a:t runOnChange:true\ncreate table if not exists app.t (id int, owner name);
--changeset a:grant\ngrant select on app.t to auditor;`),
    'roles.sql': 'create role auditor login; create schema app;',
  })
  project.commit()
})
afterAll(() => {
  line.remove()
  project.remove()
})

const run = (command: string, ...args: string[]): Promise<Ended> =>
  line.run(project.folder, ['changelog', command, '--prepare', 'roles.sql', ...args], {
    LIQUIBASE_COMMAND_CHANGELOG_FILE: 'db/c.sql',
  })

test('verify: 1 without an earlier revision, 2 where something differs, 0 once add has written what was lacking', async () => {
  const first = await run('verify')
  expect([first.code, first.stderr]).toEqual([1, expect.stringContaining('Name a revision with --from')])

  const file = join(project.folder, 'db/c.sql')
  project.write({ 'db/c.sql': readFileSync(file, 'utf8').replace('id int', 'id bigint') })
  const differs = await run('verify', '--format', 'markdown')
  expect(differs.code).toBe(2)
  expect(differs.stdout).toMatch(
    /^Upgrade from HEAD \([0-9a-f]{10}, the last commit: files are changed since\), 1 ran: /,
  )
  expect(differs.stdout).toContain('- column app.t.id: dataType is "integer", not "bigint"')
  expect(differs.stdout).toContain(
    '  - blame db/c.sql::t::a (db/c.sql:2) ran in the upgrade too, where its IF NOT EXISTS',
  )
  expect(differs.stdout).toMatch(/```sql\n[^]*ALTER COLUMN id TYPE bigint[^]*```/)

  const added = await run('add', '-m', 'Wider: ids')
  expect([added.code, added.stdout]).toEqual([0, ''])
  expect(added.stderr).toMatch(/Wrote 1 changeset to db\/c\.sql: Ann Example:\d{8}-wider-ids; an upgrade from HEAD/)
  const after = await run('verify', '--format', 'json')
  expect([after.code, JSON.parse(after.stdout)]).toEqual([
    0,
    expect.objectContaining({ isRight: true, differences: [] }),
  ])
})

test('what is no format of theirs, and no repository, are told', async () => {
  expect(await run('verify', '--format', 'sql')).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('text, json or markdown'),
  })
  expect(await run('verify', '--from', 'nowhere')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('git knows no revision nowhere'),
  })
})
