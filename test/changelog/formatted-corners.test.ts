// Corners of formatted SQL as the real Liquibase 4.28 reads them: identities above all, as a changeset whose identity differs runs again.

import { expect, test } from 'vitest'
import { changesetAttributes } from '../../src/changelog/read/formatted/changeset-line.ts'
import { rowOf } from '../../src/changelog/tracking/rows.ts'
import { problemsOf, readSql, readTexts } from './memory.ts'

const identities = (line: string): string[] =>
  readSql(`${line}\nselect 1;`).changesets.map(({ path, id, author }) => `${path}|${id}|${author}`)

test.each([
  ['--changeset a :1', 'c.sql|1|a '],
  ['--changeset  a  b  :1', 'c.sql|1|a  b  '],
  ['--changeset "a:b":1', 'c.sql|1|a:b'],
  ['--changeset "a:1"', 'c.sql|1"|"a'],
  ['--changeset " a ":" 1 "', 'c.sql| 1 | a '],
  ['--changeset "a" :1', 'c.sql|1|"a" '],
  [`--changeset 'a':'1'`, 'c.sql|1|a'],
  ['--changeset a"b:1"2', 'c.sql|1"2|a"b'],
  ['--changeset a"":1', 'c.sql|1|a""'],
  ['--changeset a:1:2', 'c.sql|1:2|a'],
  ['--changeset a:1\u00a0runOnChange:true', 'c.sql|1\u00a0runOnChange:true|a'],
  ['--CHANGESET å:ø', 'c.sql|ø|å'],
  ['\t--  changeset\ta:1', 'c.sql|1|a'],
])('%j is %j', (line, identity) => {
  expect(identities(line)).toEqual([identity])
})

test.each([
  ['./x', 'x'],
  ['/x/../y', 'y'],
  ['x//y/', 'x/y'],
  ['classpath:/x', 'x'],
  ['CLASSPATH:x', 'CLASSPATH:x'],
  ['C:\\x\\y', 'x/y'],
  ['a/../../b', '../b'],
  ['', 'c.sql'],
])('logicalFilePath:%s is %s', (written, path) => {
  expect(identities(`--changeset a:1 logicalFilePath:${written}`)).toEqual([`${path}|1|a`])
  expect(
    readTexts({ 'c.sql': `--liquibase formatted sql logicalFilePath:${written}\n--changeset a:1\nselect 1;` })
      .changesets[0]?.path,
  ).toBe(path)
})

test.each([
  ['./x', './x'],
  ['/x', 'x'],
  ['//x', '/x'],
  ['C:\\x\\y', 'C:/x/y'],
  ['classpath:x', 'classpath:x'],
  ['', 'c.yaml'],
])('logicalFilePath of YAML: %s is %s', (written, path) => {
  const text = `databaseChangeLog:\n- changeSet: {id: 1, author: a, logicalFilePath: '${written}', changes: [sql: select 1]}`
  expect(readTexts({ 'c.yaml': text }).changesets[0]?.path).toBe(path)
})

test('COMMENTS holds the comment without the white space around it', () => {
  const [changeset] = readSql('--changeset a:1\n--comment  two  words \nselect 1;').changesets
  expect(changeset && rowOf(changeset, '9:x').comments).toBe('two  words')
})

test('quotes belong to a delimiter in the checksum of version 8', () => {
  expect(changesetAttributes('--changeset a:1 endDelimiter:"//"').hashed.endDelimiter).toBe('"//"')
})

test.each([
  ['--ignoreLines:start\nx\n--ignoreLines:END', 'error bad-value c.sql:4: no --ignoreLines:end follows'],
  ['--ignoreLines:start\nx\n--ignoreLines:end x', 'error bad-value c.sql:4: no --ignoreLines:end follows'],
  ['--preconditions onFail:"WARN"', 'error bad-value c.sql:4: onFail:"WARN" has quotes, so it is not read'],
  ['--property name:x value:', 'error bad-value c.sql:4: a property needs both'],
])('%j', (line, problem) => {
  expect(problemsOf(readSql(`--changeset a:1\nselect 0;\n${line}\nselect 1;`)).join('\n')).toContain(problem)
})

test('words behind a value of preconditions are no part of it', () => {
  const { preconditions } =
    readSql('--changeset a:1\n--preconditions (onFail:WARN, onError:MARK_RAN;)\nselect 1;').changesets[0] ?? {}
  expect([preconditions?.onFail, preconditions?.onError]).toEqual(['WARN', 'MARK_RAN'])
})

test('changesets under no header, or one that is not the first line, are one changeset: told', () => {
  const texts = { 'c.sql': '/* licence */\n--liquibase formatted sql\n--changeset a:1\nselect 1;' }
  const changelog = readTexts(texts)
  expect(changelog.changesets.map(({ id, author }) => [id, author])).toEqual([['raw', 'includeAll']])
  expect(problemsOf(changelog)).toEqual([
    expect.stringContaining('error misspelt-directive c.sql:3: the file does not begin with --liquibase formatted sql'),
  ])
})

test.each(['\u00a0', '\u2003', '\u0085'])(
  'white space %j is none to Liquibase: the line is a comment, and told',
  (odd) => {
    const changelog = readSql(
      `--changeset a:1\nselect 1;\n--${odd}rollback select 2;\n--${odd}changeset a:2\nselect 3;`,
    )
    expect(changelog.changesets.map(({ id, rollback }) => [id, rollback])).toEqual([['1', null]])
    expect(problemsOf(changelog)).toEqual([
      expect.stringContaining('error misspelt-directive c.sql:4: white space that is no plain space'),
      expect.stringContaining('error misspelt-directive c.sql:5: white space that is no plain space'),
    ])
  },
)

test('a header with odd white space is none', () => {
  const changelog = readTexts({ 'c.sql': '--\u00a0liquibase formatted sql\n--changeset a:1\nselect 1;' })
  expect(changelog.changesets.map(({ id }) => id)).toEqual(['raw'])
  expect(problemsOf(changelog)[0]).toContain('error misspelt-directive c.sql:2: the file does not begin with')
})

test('what git leaves where two branches do not merge is an error', () => {
  const text = '--changeset a:1\nselect 1;\n<<<<<<< HEAD\n--changeset a:2\nselect 2;\n=======\nselect 3;\n>>>>>>> other'
  expect(problemsOf(readSql(text))).toEqual([
    expect.stringContaining('error conflict-marker c.sql:4: a merge left its marker here (<<<<<<<)'),
    expect.stringContaining('error conflict-marker c.sql:9: a merge left its marker here (>>>>>>>)'),
  ])
  expect(problemsOf(readSql('--changeset a:1\nselect 1 -- <<<<<<< HEAD'))).toEqual([])
})
