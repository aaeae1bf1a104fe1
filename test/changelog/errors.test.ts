// Files with several errors: all are told at once, each with file and line, and none that only follows from another one.

import { expect, test } from 'vitest'
import { ChangelogErrors } from '../../src/changelog/errors.ts'
import { ValidationError } from '../../src/changelog/pending/errors.ts'
import { validate } from '../../src/changelog/pending/validate.ts'
import { readSql, readTexts } from './memory.ts'

const SCOPE = { contexts: [], labels: null }

function errorsOf(act: () => unknown): string[] {
  try {
    act()
  } catch (error) {
    if (error instanceof ChangelogErrors) return error.errors.map(({ message }) => message.slice(0, 50))
    throw error
  }
  return []
}

test('formatted SQL: lines, changesets, and what would be a problem of its own', () => {
  const text = [
    '--changeset a: 1',
    'select 1;',
    '--changeset a:2 runOnChang:true',
    'select 2;',
    '--comments x',
    '--changeset a:3',
    '--changeset a:4',
    '--preconditions onFail:X',
    'select 4;',
    '--rollback changesetId:9 changesetAuthor:a',
    '--changeset a:5',
    '/* liquibase rollback',
  ]
  expect(errorsOf(() => readSql(text.join('\n')))).toEqual(
    [
      'c.sql:2: this line is near a directive but none: w',
      'c.sql:4: a changeset has no attribute runOnChang. ',
      'c.sql:6: this line is near a directive but none: w',
      'c.sql:7: No SQL for changeset c.sql::3::a. Write i',
      "c.sql:9: onFail has no value 'X'. Possible values: ",
      'c.sql:11: Change set c.sql::9::a does not exist.',
      'c.sql:12: this last changeset has no SQL, so Liquibase',
      'c.sql:13: Liquibase rollback comment is not closed.',
    ].map((message) => message.slice(0, 50)),
  )
})

test('files, and entries, changes and preconditions within them', () => {
  const texts = {
    'c.yaml': `databaseChangeLog:
- include: {file: no.sql}
- changeSet: {id: 1, changes: [{creatTable: {}}, {dropTable: {}}, {sql: select 1}]}
- changeSet: {id: 2, author: a, preConditions: [{tabelExists: {}}], changes: [{sql: select 1}]}
- include: {file: broken.yaml}
- includeAll: {path: nowhere}
- includ: {file: a.sql}`,
    'broken.yaml': 'a: [',
  }
  expect(errorsOf(() => readTexts(texts)).map((message) => message.slice(0, 30))).toEqual([
    'c.yaml:2: The file no.sql was ',
    'c.yaml:3: Unknown change type ',
    'c.yaml:3: a changeSet needs au',
    "c.yaml:4: The 'tabelExists' pr",
    'c.yaml:6: Could not find direc',
    'c.yaml:7: Unexpected node foun',
    'broken.yaml:1: this is no YAML',
  ])
})

test('one error is told as it is', () => {
  expect(() => readSql('--changeset a: 1\nselect 1;')).toThrow(/^c\.sql:2: this line/)
})

test('twenty are named, and the others counted', () => {
  const text = Array.from({ length: 25 }, (_, i) => `--changeset a: ${i}\nselect 1;`).join('\n')
  expect(() => readSql(text)).toThrow(/^25 errors in the files of the changelog:\n.*c\.sql:2: [^]*\n {5}… and 5 more$/)
  const attributes = Array.from({ length: 25 }, (_, i) => `--changeset a:${i} runOnChang:true\nselect 1;`).join('\n')
  expect(() => validate(readSql(attributes), [], SCOPE)).toThrow(ValidationError)
  expect(() => validate(readSql(attributes), [], SCOPE)).toThrow(/25 problems in the files\n[^]*\n {10}… and 5 more$/)
})

test('a check sum is told with the files that are summed up too', () => {
  const changelog = readTexts({
    'c.yaml':
      'databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes:\n    - loadData: {tableName: t, file: t.csv}',
    't.csv': 'id\n1',
  })
  const row = {
    id: '1',
    author: 'a',
    path: 'c.yaml',
    dateExecuted: '2020-01-01',
    orderExecuted: 1,
    execType: 'EXECUTED',
  }
  const nothing = { description: null, comments: null, tag: null, liquibase: null, contexts: null, labels: null }
  const ran = [{ ...row, ...nothing, md5sum: '9:0', deploymentId: null }]
  expect(() => validate(changelog, ran, SCOPE)).toThrow(/c.yaml::1::a was: 9:0 but .* \(c.yaml:2, with t.csv\)/)
})
