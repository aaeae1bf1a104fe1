// What YAML, JSON and XML themselves bring: merge keys, keys that stand twice, aliases that grow, encodings, entities; and what
// they say of a file that is none.

import { expect, test } from 'vitest'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'
import { filesOf, problemsOf, readTexts } from './memory.ts'

const ids = (text: string): string[] =>
  readTexts({ 'c.yaml': text }).changesets.map(({ id, author }) => `${id} ${author}`)

test('a merge key brings what the map does not say itself, wherever it stands', () => {
  const base = '- changeSet: &base {id: 1, author: a, changes: [{sql: select 1}]}'
  expect(
    ids(`databaseChangeLog:\n${base}\n- changeSet: {<<: *base, id: 2}\n- changeSet: {id: 3, <<: [*base]}\n`),
  ).toEqual(['1 a', '2 a', '3 a'])
})

test('of a key that stands twice the last one counts, as in Liquibase, and it is an error', () => {
  const changelog = readTexts({
    'c.yaml':
      'databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes: [{sql: select 1}]\n    changes: [{sql: select 2}]\n',
  })
  expect(changelog.changesets[0]?.changes.map(({ content }) => content?.text)).toEqual(['select 2'])
  expect(problemsOf(changelog)).toEqual([
    'error bad-value c.yaml:6: changes stands twice in one map, and the first one is not read, as in Liquibase. Delete one of them.',
  ])
})

test.each([
  ['that name themselves', 'databaseChangeLog: &a\n- changeSet: *a\n'],
  [
    'that grow',
    `${[...'bcdefgh'].reduce((text, name, i) => `${text}${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]\n`, 'a: &a [x]\n')}databaseChangeLog: []\n`,
  ],
])('aliases %s', (_, text) => {
  expect(() => readTexts({ 'c.yaml': text })).toThrow('the aliases of this file name each other, and grow without end')
})

const xml = (head: string, value: string): string =>
  `${head}<databaseChangeLog><changeSet id="1" author="a"><sql>select '${value}'</sql></changeSet></databaseChangeLog>`

test.each(['latin1', 'utf16le'] as const)('XML in %s, as its first line says', (encoding) => {
  const name = encoding === 'latin1' ? 'ISO-8859-1' : 'UTF-16'
  const mark = encoding === 'latin1' ? '' : '\uFEFF'
  const bytes = Buffer.from(mark + xml(`<?xml version="1.0" encoding="${name}"?>\n`, 'é'), encoding)
  const files = { ...filesOf({ 'c.xml': '' }), read: (path: string) => (path === 'c.xml' ? bytes : null) }
  const { changesets, problems } = readChangelog('c.xml', { files, environment: {} })
  expect(changesets[0]?.changes[0]?.content?.text).toBe(`select 'é'`)
  expect(problems).toEqual([])
})

test('entities of the document itself', () => {
  const text = xml('<!DOCTYPE databaseChangeLog [<!ENTITY a "x y"><!ENTITY b \'"\'>]>\n', '&a;&b;&amp;')
  expect(readTexts({ 'c.xml': text }).changesets[0]?.changes[0]?.content?.text).toBe(`select 'x y"&'`)
})

test.each([
  ['c.json', '{"databaseChangeLog": [\n{"changeSet": {"id": 1,}}\n', 'c.json:3: this is no JSON: '],
  [
    'c.yaml',
    'databaseChangeLog:\n- changeSet:\n\tid: 1\n',
    'c.yaml:3: this is no YAML: Tabs are not allowed as indentation',
  ],
  ['c.yaml', 'databaseChangeLog: []\n---\na: 1\n', 'c.yaml:2: a file holds one document. Put what follows ---'],
  ['c.xml', '<databaseChangeLog>\n<changeSet>\n</databaseChangeLog>', 'c.xml:3: this is no XML: unexpected close tag.'],
])('%s %j', (file, text, message) => {
  expect(() => readTexts({ [file]: text })).toThrow(message)
})

test('an unknown change of XML is one error', () => {
  const text =
    '<databaseChangeLog><changeSet id="1" author="a"><createTabel tableName="t"/></changeSet></databaseChangeLog>'
  expect(() => readTexts({ 'c.xml': text })).toThrow(
    /^c\.xml:1: Unknown change type 'createTabel'\. Did you mean createTable\?$/,
  )
})

test('a text in a list of rollbacks is refused, not passed over', () => {
  const text =
    'databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes: [{sql: select 1}]\n    rollback:\n    - drop table a\n'
  expect(() => readTexts({ 'c.yaml': text })).toThrow(
    'c.yaml:7: an entry of rollback is a change with its fields: `sql: drop table a`.',
  )
})

test('text of XML is trimmed, as in Liquibase, and keeps its line', () => {
  const text = `<databaseChangeLog><changeSet id="1" author="a"><comment>
    why
  </comment><sql>

    select 1</sql><delete tableName="t"><where>
    id = 1
  </where></delete></changeSet></databaseChangeLog>`
  const [changeset] = readTexts({ 'c.xml': text }).changesets
  expect(changeset?.comments).toBe('why')
  expect(changeset?.changes.map(({ fields, content }) => fields['where'] ?? content?.lines[0])).toEqual([5, 'id = 1'])
})

test('what is neither true nor false means false, which is remarked', () => {
  const text =
    '<databaseChangeLog><changeSet id="1" author="a"><createTable tableName="t">\n<column name="a" type="int" autoIncrement="1">\n<constraints nullable="no"/></column></createTable>\n<createIndex tableName="t" indexName="i" unique="yes"><column name="a" descending="TRUE"/></createIndex></changeSet></databaseChangeLog>'
  const says = (name: string, value: string) =>
    `${name}: ${value} means false: only true and false are understood. Write false where that is meant, which keeps the checksum.`
  expect(problemsOf(readTexts({ 'c.xml': text }))).toEqual([
    `warning bad-value c.xml:2: ${says('autoIncrement', '1')}`,
    `warning bad-value c.xml:3: ${says('nullable', 'no')}`,
    `warning bad-value c.xml:4: ${says('unique', 'yes')}`,
  ])
})
