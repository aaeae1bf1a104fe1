// A changelog as a user of Liquibase has it, in all of its formats, driven through the built program: what it prints, and its exit codes.

import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseBinaries } from '../../src/shadow/binaries.ts'
import { startCluster, type Cluster } from '../../src/shadow/cluster.ts'
import { freePort, testMajors } from '../postgres.ts'
import { buildCommandLine, type CommandLine } from '../revisions/command-line.ts'

const PROJECT = fileURLToPath(new URL('changelog', import.meta.url))

/** Both are there in a cluster that has just been made. */
const [DATABASE, OTHER] = ['trueup', 'postgres']

let line: CommandLine
let cluster: Cluster
let folder: string
let port: string

beforeAll(async () => {
  const binaries = chooseBinaries(testMajors()[0])
  if (!binaries) throw new Error('no binaries')
  port = await freePort()
  ;[line, cluster] = await Promise.all([
    buildCommandLine(),
    startCluster(binaries, { listen_addresses: '127.0.0.1', port }),
  ])
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'trueup-cli-changelog-')))
  cpSync(PROJECT, folder, { recursive: true })
  write(
    'liquibase.properties',
    `# as Liquibase has it
changeLogFile: db/changelog.yml
url: jdbc:postgresql://127.0.0.1:${port}/${DATABASE}?ApplicationName=ci
username: postgres
parameter.schema: public
`,
  )
})
afterAll(async () => {
  line?.remove()
  await cluster?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text)
const edit = (file: string, from: string, to: string): void =>
  write(file, readFileSync(join(folder, file), 'utf8').replace(from, to))

/** The exit code, standard output, and behind `!` standard error; what is different each time is left out. */
async function say(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await line.run(folder, ['changelog', ...words])
  const told = stderr.replaceAll(/^(?=.)/gm, '! ')
  return `${code}\n${stdout}${told}`
    .replaceAll(`127.0.0.1:${port}`, 'HOST')
    .replaceAll(/\d+\.\d s\b/g, 'N s')
    .replaceAll(/\b\d{10}\b/g, 'DEPLOYMENT')
    .replaceAll(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b/g, 'TIME')
    .replaceAll(/\btrueup \d+\.\d+\.\d+\b/g, 'trueup VERSION')
    .replaceAll(/9:[0-9a-f]{32}/g, '9:…')
}

test('what has not run is listed, run, and listed as run', async () => {
  expect(await say('status')).toMatchInlineSnapshot(`
    "0
    7 changesets have not been applied to postgresql://postgres@HOST/trueup
         db/tables.sql::customer::ann
         db/tables.sql::customer-name::ann
         db/tables.sql::samples::ann
         db/countries.xml::country::ben
         db/countries.xml::countries::ben
         db/changelog.yml::customer-country::ben
         db/views.sql::customers::ann
    "
  `)
  expect(await say('status', '-v', '--contexts', 'production')).toMatchInlineSnapshot(`
    "0
    6 changesets have not been applied to postgresql://postgres@HOST/trueup
         db/tables.sql::customer::ann (db/tables.sql:3)
         db/tables.sql::customer-name::ann (db/tables.sql:11)
         db/countries.xml::country::ben (db/countries.xml:3)
         db/countries.xml::countries::ben (db/countries.xml:9)
         db/changelog.yml::customer-country::ben (db/changelog.yml:4)
         db/views.sql::customers::ann (db/views.sql:3)
    "
  `)
  expect(await say('update', '--contexts', 'test', '--count', '5')).toMatchInlineSnapshot(`
    "0
    ! ran db/tables.sql::customer::ann
    ! ran db/tables.sql::customer-name::ann
    ! ran db/tables.sql::samples::ann
    ! ran db/countries.xml::country::ben
    ! ran db/countries.xml::countries::ben
    ! Done in N s: 5 changesets ran (2 not counted in).
    "
  `)
  expect(await say('tag', 'v1')).toMatchInlineSnapshot(`
    "0
    ! Tagged the last changeset that ran as v1.
    "
  `)
  expect(await say('update', '--contexts', 'test')).toMatchInlineSnapshot(`
    "0
    ! ran db/changelog.yml::customer-country::ben
    ! ran db/views.sql::customers::ann
    ! Done in N s: 2 changesets ran (5 ran already).
    "
  `)
  expect(await say('update')).toMatchInlineSnapshot(`
    "0
    ! Nothing to do (7 ran already).
    "
  `)
  expect(await say('history')).toMatchInlineSnapshot(`
    "0
    deployment DEPLOYMENT (trueup VERSION)
         1  TIME  EXECUTED  db/tables.sql::customer::ann
         2  TIME  EXECUTED  db/tables.sql::customer-name::ann
         3  TIME  EXECUTED  db/tables.sql::samples::ann
         4  TIME  EXECUTED  db/countries.xml::country::ben
         5  TIME  EXECUTED  db/countries.xml::countries::ben  [v1]

    deployment DEPLOYMENT (trueup VERSION)
         6  TIME  EXECUTED  db/changelog.yml::customer-country::ben
         7  TIME  EXECUTED  db/views.sql::customers::ann
    "
  `)
})

test('what ran is held against the files', async () => {
  expect(await say('validate')).toMatchInlineSnapshot(`
    "0
    No validation errors found: 7 changesets in 4 files.
    "
  `)
  edit('db/tables.sql', 'name text NOT NULL', 'name text')
  expect(await say('validate')).toMatchInlineSnapshot(`
    "1
    ! trueup: Validation Failed:
    !      1 changesets check sum
    !           db/tables.sql::customer::ann was: 9:… but is now: 9:… (db/tables.sql:3)
    ! Nothing was run. A changeset that ran is not to be changed: put it back as it was (git log -p shows how), and write what is to be different in a new one. Where the new text means the same, give it the old sum as validCheckSum (in SQL, \`--validCheckSum <sum>\`).
    "
  `)
  expect(await say('update')).toMatch(/^1\n! trueup: [^]*check sum/)
  expect(await say('clear-checksums')).toMatchInlineSnapshot(`
    "0
    ! All checksums are cleared; the next update fills them in.
    "
  `)
  expect(await say('update', '-q')).toMatchInlineSnapshot(`
    "0
    "
  `)
  edit('db/tables.sql', 'name text', 'name text NOT NULL')
  await say('clear-checksums')
  await say('update')
  edit('db/views.sql', 'SELECT count(*)', 'SELECT count(*), max(country) AS country')
  expect(await say('update')).toMatchInlineSnapshot(`
    "0
    ! ran again db/views.sql::customers::ann
    ! Done in N s: 1 changeset ran (6 ran already).
    "
  `)
  edit('db/changelog.yml', '  - include: { file: views.sql, relativeToChangelogFile: true }\n', '')
  expect(await say('unexpected')).toMatchInlineSnapshot(`
    "0
    postgresql://postgres@HOST/trueup has 1 changeset that no file has
         db/views.sql::customers::ann
    "
  `)
})

test('the database is compared with a definition, and written as a changelog that runs', async () => {
  expect(await say('generate', '--changelog-file', 'all.sql')).toMatchInlineSnapshot(`
    "0
    ! Written to all.sql
    "
  `)
  expect(await say('generate', '--changelog-file', 'all.sql')).toMatchInlineSnapshot(`
    "64
    ! trueup: all.sql is there already: name another file, or remove it
    "
  `)
  expect(readFileSync(join(folder, 'all.sql'), 'utf8')).toContain('CREATE TABLE public.country (')
  expect(await say('diff', 'all.sql')).toMatchInlineSnapshot(`
    "0
    "
  `)
  write('wider.sql', readFileSync(join(folder, 'all.sql'), 'utf8').replace('varying(100)', 'varying(200)'))
  expect(await say('diff', 'wider.sql')).toMatchInlineSnapshot(`
    "2
    ALTER TABLE public.country ALTER COLUMN name TYPE character varying(200);
    "
  `)
  const elsewhere = ['--changelog-file', 'all.sql', '--url', `jdbc:postgresql://127.0.0.1:${port}/${OTHER}`]
  expect(await say('update', '-q', ...elsewhere)).toMatchInlineSnapshot(`
    "0
    "
  `)
  expect(await say('status', '-q', ...elsewhere)).toMatchInlineSnapshot(`
    "0
    postgresql://postgres@HOST/postgres is up to date
    "
  `)
  expect(await say('diff', 'nowhere.sql')).toMatch(/^1\n! trueup: there is no file/)
})

test('what ran is taken back to a tag, and recorded as run without running', async () => {
  expect(await say('rollback', '--tag', 'v1')).toMatchInlineSnapshot(`
    "1
    ! warning: db/views.sql:1: this is a changelog that no other one includes, so it never runs. Include it, or delete it.
    ! trueup: db/views.sql::customers::ann ran on this database, and db/changelog.yml has no such changeset: how it is taken back is not known. Bring its file back (git checkout), or undo it by hand and delete its row; where it is of another changelog, --compatibility liquibase leaves it. Nothing was rolled back.
    "
  `)
  edit(
    'db/changelog.yml',
    '\n  - changeSet',
    '\n  - include: { file: views.sql, relativeToChangelogFile: true }\n  - changeSet',
  )
  expect(await say('rollback', '--tag', 'v1')).toMatchInlineSnapshot(`
    "0
    ! the rollback undoes all that these made, not what was edited last, since they ran more than once: db/views.sql::customers::ann (db/views.sql:3)
    ! rolled back db/views.sql::customers::ann
    ! rolled back db/changelog.yml::customer-country::ben
    ! Done in N s: 2 changesets rolled back.
    "
  `)
  expect(await say('rollback', '--count', '5')).toMatchInlineSnapshot(`
    "0
    ! rolled back db/countries.xml::countries::ben
    ! rolled back db/countries.xml::country::ben
    ! rolled back db/tables.sql::samples::ann
    ! rolled back db/tables.sql::customer-name::ann
    ! rolled back db/tables.sql::customer::ann
    ! Done in N s: 5 changesets rolled back.
    "
  `)
  expect(await say('sync', '--contexts', 'test')).toMatchInlineSnapshot(`
    "0
    ! Recorded 7 changesets as run.
    "
  `)
  expect(await say('status')).toMatchInlineSnapshot(`
    "0
    postgresql://postgres@HOST/trueup is up to date
    "
  `)
})

test.each([
  [['update', '--changelog-file', 'db/none.yml'], 1, 'db/none.yml'],
  [['rollback'], 64, 'needs one of --tag'],
  [['rollback', '--tag', 'v2'], 1, 'has no tag v2'],
  [['tag'], 64, 'takes one tag'],
  [['status', 'now'], 64, 'too many arguments'],
  [['updat'], 64, 'Did you mean update?'],
  [['update', '--url', 'jdbc:oracle:thin:me/secret@h'], 64, 'not jdbc:oracle'],
])('%j ends with %i', async (words, code, message) => {
  const said = await say(...words)
  expect(said.slice(0, said.indexOf('\n'))).toBe(String(code))
  expect(said).toContain(message)
  expect(said).not.toMatch(/secret|\n! +at /)
})
