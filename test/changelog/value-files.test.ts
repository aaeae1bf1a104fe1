// Values that are in files: CLOB and BLOB of loadData, valueClobFile and valueBlobFile, .properties; as the real Liquibase 4.28
// stores them.

import { describe, expect, test } from 'vitest'
import { checksum } from '../../src/changelog/checksum/checksum.ts'
import { invalidChanges } from '../../src/changelog/sql/unsendable.ts'
import { rollbackStepsOf, stepsOf } from '../../src/changelog/sql/steps.ts'
import type { ReadOptions } from '../../src/changelog/read/read-changelog.ts'
import { rendering, sqlOf } from './liquibase.ts'
import { problemsOf, readTexts } from './memory.ts'

const TYPES = new Map([
  ['id', 'integer'],
  ['c', 'text'],
  ['b', 'bytea'],
  ['o', 'oid'],
  ['v', 'character varying(50)'],
  ['n', 'numeric(5,2)'],
])

/** The SQL of one change in db/c.yaml, beside db/note.txt. */
async function sqlFor(change: string, files: Record<string, string> = {}, types = TYPES): Promise<string[]> {
  const text = `databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [${change}]}}]`
  const { changesets } = readTexts({ 'db/c.yaml': text, 'db/note.txt': `it's é\n`, ...files })
  const [changeset] = changesets
  if (!changeset) throw new Error('no changeset')
  return sqlOf(await stepsOf(changeset, rendering('trueup', null, types)))
}

const loaded = (csv: string, columns = ''): Promise<string[]> =>
  sqlFor(`{loadData: {tableName: t, file: d/x.csv, columns: [${columns}]}}`, { 'd/x.csv': csv })

describe('loadData', () => {
  test('a CLOB or BLOB column names a file, from the folder of the changelog', async () => {
    const columns = '{column: {name: c, type: clob}}, {column: {name: b, type: BLOB}}, {column: {name: o, type: blob}}'
    expect(await loaded('c,b,o\nnote.txt,note.txt,note.txt\n', columns)).toEqual([
      `INSERT INTO t (c, b, o) VALUES ('it''s é\n', '\\x6974277320c3a90a', lo_from_bytea(0, '\\x6974277320c3a90a'))`,
    ])
  })
  test('so do columns of which the changelog says nothing, where the table has them as text, bytea or oid', async () => {
    expect(await loaded('c,b,o\n../db/note.txt,note.txt,note.txt\n')).toEqual([
      `INSERT INTO t (c, b, o) VALUES ('it''s é\n', '\\x6974277320c3a90a', lo_from_bytea(0, '\\x6974277320c3a90a'))`,
    ])
  })
  test('what names no file is the value; for a large object it is base64', async () => {
    const columns = '{column: {name: c, type: clob}}, {column: {name: b, type: BLOB}}, {column: {name: o, type: blob}}'
    expect(await loaded('c,b,o\nd/x.csv,note,aGVsbG8=\n', columns)).toEqual([
      `INSERT INTO t (c, b, o) VALUES ('d/x.csv', 'note', lo_from_bytea(0, '\\x68656c6c6f'))`,
    ])
    expect(await loaded('c,b,o\n,NULL,\n', columns)).toEqual(['INSERT INTO t (c, b, o) VALUES (NULL, NULL, NULL)'])
  })
  test('an empty text is stored where the table has varchar, and is NULL in every other column', async () => {
    expect(await loaded('id,v,n,c\n1,,,\n')).toEqual([`INSERT INTO t (id, v, n, c) VALUES (1, '', NULL, NULL)`])
  })
  test('a row with too few or too many values is named by its own line', async () => {
    await expect(loaded('id,v\n# comment\n1,"a\nb"\n2,b,c\n')).rejects.toThrow(
      'd/x.csv:5: this row has 3 values, and the header 2 names, so db/c.yaml:1 cannot load it.',
    )
  })
  test('a line of white space is no row', async () => {
    expect(await loaded('id,v\n1,a\n   \n2,b\n')).toEqual([`INSERT INTO t (id, v) VALUES (1, 'a'),(2, 'b')`])
  })
})

describe('valueClobFile and valueBlobFile', () => {
  test('insert', async () => {
    const columns =
      '{column: {name: c, valueClobFile: note.txt}}, {column: {name: b, valueBlobFile: note.txt}}, {column: {name: o, valueBlobFile: note.txt}}'
    expect(await sqlFor(`{insert: {tableName: t, columns: [${columns}]}}`)).toEqual([
      `INSERT INTO t (c, b, o) VALUES ('it''s é\n', '\\x6974277320c3a90a', lo_from_bytea(0, '\\x6974277320c3a90a'))`,
    ])
  })
  test('addColumn, whose type is its own', async () => {
    expect(
      await sqlFor('{addColumn: {tableName: t, columns: [{column: {name: x, type: blob, valueBlobFile: note.txt}}]}}'),
    ).toEqual(['ALTER TABLE t ADD x OID', `UPDATE t SET x = lo_from_bytea(0, '\\x6974277320c3a90a')`])
  })
  test('a file that is not there is told when the changeset runs, with the column', async () => {
    await expect(
      sqlFor('{update: {tableName: t, columns: [{column: {name: c, valueClobFile: db/note.txt}}]}}'),
    ).rejects.toThrow(
      'db/c.yaml:1: the file db/note.txt of the column c was not found: its path begins at the folder of the changelog.',
    )
  })
})

test('contextFilter of a property, which Liquibase reads in XML alone, is heeded, and remarked', () => {
  const text =
    'databaseChangeLog:\n- property: {name: a, value: x, contextFilter: nope}\n- changeSet: {id: 1, author: a, changes: [{sql: "${a}"}]}'
  const filled = (options: ReadOptions): string | undefined =>
    readTexts({ 'c.yaml': text }, { contexts: ['test'], ...options }).changesets[0]?.changes[0]?.content?.text
  expect(filled({})).toBe('${a}')
  expect(filled({ compatibility: 'liquibase' })).toBe('x')
  expect(problemsOf(readTexts({ 'c.yaml': text }))[0]).toMatch(
    /^warning ignored-attribute c.yaml:2: Liquibase 4.28 does not/,
  )
})

describe('.properties', () => {
  const read = (properties: string, sql: string) =>
    readTexts({
      'c.yaml': `databaseChangeLog:\n- property: {file: p.properties}\n- changeSet: {id: 1, author: a, changes: [{sql: {sql: "${sql}"}}]}`,
      'p.properties': properties,
    })
  const filled = (properties: string, sql: string): string | undefined =>
    read(properties, sql).changesets[0]?.changes[0]?.content?.text

  test('lines go on, escapes stand for letters, names end at the first separator', () => {
    const text =
      'l = a \\\n   b\n! no\n# no\nind : v  \nnoval\ncolon\\:k:v\nuni=\\u00e9\\t|\\q\nref=${noval}x\nbs=a\\\\b\n'
    expect(filled(text, '${l}|${ind}|${noval}|${colon:k}|${uni}|${ref}|${bs}')).toBe('a b|v  ||v|é\t|q|x|a\\b')
  })
  test('letters are ISO-8859-1, as Java reads them, which is remarked', () => {
    const changelog = read('x=1\nu=é\n', '${u}')
    expect(changelog.changesets[0]?.changes[0]?.content?.text).toBe('Ã©')
    expect(problemsOf(changelog)[0]).toMatch(/^warning not-utf8 p.properties:2: this letter is UTF-8/)
  })
})

describe('a file that is not there', () => {
  const MESSAGE = 'c.yaml:1: The file nope.sql was not found in the configured search path (memory).'
  const read = (fields: string) =>
    readTexts({ 'c.yaml': `databaseChangeLog: [{changeSet: {id: 1, author: a, ${fields}}}]` }).changesets[0]

  test('matters where its changeset runs, or its checksum is asked for, and nowhere else', async () => {
    const changeset = read('context: test, changes: [{sqlFile: {path: nope.sql}}]')
    if (!changeset) throw new Error('no changeset')
    expect(() => checksum(changeset, 9)).toThrow(MESSAGE)
    await expect(stepsOf(changeset, rendering())).rejects.toThrow(MESSAGE)
    expect(invalidChanges(changeset)).toEqual([{ file: 'c.yaml', line: 1, message: MESSAGE.replace('c.yaml:1: ', '') }])
  })
  test('in a rollback it matters where that runs', async () => {
    const changeset = read('changes: [{sql: select 1}], rollback: [{sqlFile: {path: nope.sql}}]')
    if (!changeset) throw new Error('no changeset')
    expect(checksum(changeset, 9)).toBe('9:3b78b9910981c62ca27148640fad7bc2')
    expect(invalidChanges(changeset)).toEqual([])
    await expect(rollbackStepsOf(changeset, rendering())).rejects.toThrow(MESSAGE)
  })
})
