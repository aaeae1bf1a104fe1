// Changesets that cannot run here are refused before anything runs, by file and line; those that ran already are not asked about.
// onValidationFail:MARK_RAN, its row and its checksum are as the real Liquibase 4.28 has them.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Changelog, Compatibility } from '../../src/changelog/changelog.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { ValidationError } from '../../src/changelog/pending/errors.ts'
import { updateScript } from '../../src/changelog/script/update-script.ts'
import { selectPending } from '../../src/changelog/pending/select.ts'
import { validate } from '../../src/changelog/pending/validate.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { readSql, readTexts } from './memory.ts'
import { up } from './project.ts'

const SCOPE = { contexts: [], labels: null }

function check(changelog: Changelog, compatibility: Compatibility = 'trueup'): void {
  validate(changelog, [], SCOPE, { ...selectPending(changelog, [], SCOPE, {}), compatibility })
}

test.each([
  [
    '--changeset a:1 runWith:sqlplus\nselect 1;',
    /1 changesets name a program .*\n.*c\.sql:2: runWith:sqlplus\. Where its SQL/,
  ],
  ['--changeset a:1\n\\i more.sql\nselect 1;', /c\.sql:3: \\i is psql's, not SQL\. Name the file with --include/],
  ["--changeset a:1\n\\copy t from 'x.csv'", /c\.sql:3: \\copy is psql's, not SQL\. Load the rows/],
  ['--changeset a:1\nselect 1 \\gset', /c\.sql:3: \\gset is psql's, not SQL\. Say it in SQL/],
  ['--changeset a:1\nselect 1;\ncopy t from stdin;\n1\n\\.', /c\.sql:4: COPY … FROM STDIN has no place in a changelog/],
  ["--changeset a:1\nselect 1;\nselect 'x;", /c\.sql:4: /],
])('%j', (text, message) => {
  expect(() => check(readSql(text))).toThrow(ValidationError)
  expect(() => check(readSql(text))).toThrow(message)
})

test('runWith jdbc is Liquibase’s own, and psql’s SQL runs without psql', () => {
  check(readSql('--changeset a:1 runWith:jdbc\nselect 1;\n--changeset a:2 runWith:psql\nselect 2;'))
})

test('another database’s, another context’s and what is ignored are not asked about', () => {
  check(
    readSql(
      '--changeset a:1 runWith:sqlplus dbms:oracle\n\\i x\n--changeset a:2 runWith:sqlplus ignore:true\nselect 1;',
    ),
  )
})

const yaml = (attributes: string, changes: string): Changelog =>
  readTexts({ 'c.yaml': `databaseChangeLog:\n- changeSet: {id: 1, author: a, ${attributes}changes: [${changes}]}` })

test('fields that a change lacks', () => {
  const lacking = 'createTable: {columns: [{column: {name: a}}]}'
  expect(() => check(yaml('', lacking))).toThrow(
    /2 changes have validation failures\n.*c\.yaml:2: tableName is required for createTable on postgresql\.\n.*column 'type' is required/,
  )
  check(yaml('onValidationFail: MARK_RAN, ', lacking))
  check(yaml('', 'sql: {dbms: oracle}'))
  expect(() => yaml('', 'sql: select 1], rollback: [dropTable: {}')).toThrow(/tableName is required/)
})

describe.each(testMajors().slice(-1))('PostgreSQL %i', (major) => {
  let server: TestServer
  let connection: Connection
  beforeAll(async () => {
    server = await startServer(major)
    connection = await (await server.createDatabase()).connect()
  })
  afterAll(async () => {
    await connection.close()
    await server.stop()
  })

  test('onValidationFail:MARK_RAN', async () => {
    const changelog = yaml(
      'onValidationFail: MARK_RAN, preConditions: [{tableExists: {tableName: nowhere}}], ',
      'createTable: {columns: [{column: {name: x, type: int}}]}',
    )
    const script = await updateScript(connection, changelog, SCOPE)
    expect(script).toContain("'MARK_RAN'")
    expect(script).not.toContain('CREATE TABLE public. ')
    await up(connection, changelog)
    expect(await connection.query('select id, exectype, md5sum from databasechangelog')).toEqual([
      { id: '1', exectype: 'MARK_RAN', md5sum: '9:77a4a6197d05d4c8df644bd6df77cd6d' },
    ])
    expect((await up(connection, changelog)).ran).toEqual([])
  })
})
