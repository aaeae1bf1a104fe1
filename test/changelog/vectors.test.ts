// What a changeset is, against the real Liquibase 4.28: identity, checksums of both versions, what databasechangelog holds,
// SQL and rollback. Where ours differs it says why, and a difference that is gone fails.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Changeset } from '../../src/changelog/changelog.ts'
import { checksum } from '../../src/changelog/checksum/checksum.ts'
import { rollbackStepsOf, stepsOf } from '../../src/changelog/sql/steps.ts'
import { storedContexts, storedDescription, storedLabels } from '../../src/changelog/tracking/stored.ts'
import { expectedOf, FOLDERS, read, rendering, sqlOf, VECTORS, withoutSemicolons, type Expected } from './liquibase.ts'

const NO_NAME = 'a constraint or index without a name: Liquibase drops one that is called null; ours says to name it'
const UUID = 'a uuid that is not quoted is a syntax error (42601)'
const SEQUENCE =
  'nextval() of a sequence in a schema: Liquibase quotes schema and name as one name, which is another sequence'
const KEY_IGNORES_CASE =
  'the key is found whatever the case of the header and the white space in the list; Liquibase compares with NULL'
const ARRAY = 'PostgreSQL has the length before the brackets: varchar(10)[] (42601)'
const CLOB_FILE = 'Liquibase uses a prepared statement, which its own update-sql does not show'

const FILTERED =
  'an update of Liquibase takes what is for other databases, contexts and labels out of modifySql before it computes; what made these did not'

const WHOLE = 'a default is the number as the checksum has it: 100.0'
const MOMENT = 'a moment with its zone is quoted: Liquibase leaves it bare, which is a syntax error (42601)'

/** By file, changeset and what differs. */
const OURS: Readonly<Record<string, string>> = {
  'a.yaml NULLs contexts': 'a list of contexts is that list; Liquibase takes the text [a, b] for one name',
  'a.yaml NULLs labels': 'a list of labels is that list',
  'forms.yaml i1 sql': 'b DESC is a column and its direction, not a column of that name',
  'numbers.yaml f16 sql': WHOLE,
  'numbers.yaml f32 sql': WHOLE,
  'timestamps.yaml d9 sql': MOMENT,
  'timestamps.yaml d10 sql': MOMENT,
  'timestamps.yaml d11 sql': MOMENT,
  'timestamps.yaml d12 sql': MOMENT,
  'timestamps.yaml d18 sql': MOMENT,
  'a.yaml mod2 v9': FILTERED,
  'a.yaml mod2 v8': FILTERED,
  'a.yaml mod4 v9': FILTERED,
  'a.yaml mod4 v8': FILTERED,
  'x.xml 6 v9': FILTERED,
  'x.xml 6 v8': FILTERED,
  'ct2.yaml ms2 v9': FILTERED,
  'ct2.yaml ms2 v8': FILTERED,
  'ct2.yaml ms2 sql': FILTERED,
  'ct2.yaml ms2 rollback': FILTERED,
  'change-types.yaml createTable sql': UUID,
  'ct2.yaml ct1 sql': 'CHECK and the name of NOT NULL are kept; foreign keys come in the order of the columns',
  'ct2.yaml ct3 sql': SEQUENCE,
  'ct2.yaml ac1 sql': 'PostgreSQL has no AFTER: Liquibase refuses the changeset',
  'ct2.yaml uq1 sql': 'USING INDEX TABLESPACE stands before DEFERRABLE in PostgreSQL’s grammar (42601)',
  'ct2.yaml uq1 rollback': NO_NAME,
  'ct2.yaml uq2 sql': 'PostgreSQL has UNIQUE USING INDEX, without columns (42601)',
  'ct2.yaml ix1 sql': 'b DESC is a column and its direction, not a column of that name',
  'ct2.yaml ix2 sql': NO_NAME,
  'ct2.yaml ix2 rollback': NO_NAME,
  'ct2.yaml md1 sql': ARRAY,
  'ct2.yaml rn1 sql': 'remarks of renameColumn become the column’s comment; Liquibase drops them',
  'ct2.yaml rn1 rollback': 'the view is in the schema that renameView names',
  'ct2.yaml sq2 sql': 'PostgreSQL has no ORDER: Liquibase refuses the changeset',
  'ct2.yaml ins1 sql': CLOB_FILE,
  'ct2.yaml ins2 rollback': 'a change for another database does nothing, so undoing it is nothing too',
  'ct2.yaml dr1 sql':
    'dropAllForeignKeyConstraints looks the names up when it runs; Liquibase needs a database to say its SQL',
  'ct2.yaml mc1 sql': 'nothing stands between the columns where joinString is not written; Liquibase writes null',
  'ct2.yaml proc2 sql':
    'the text stands as it is written; Liquibase puts the schema into it, and refuses replaceIfExists',
  'ct2.yaml proc3 sql': 'a slash on the last line is no SQL',
  'ct2.yaml ld2 sql': KEY_IGNORES_CASE,
  'ct2.yaml ld2 rollback': KEY_IGNORES_CASE,
  'ct2.yaml ld3 sql': KEY_IGNORES_CASE,
  'ct2.yaml ld3 rollback': KEY_IGNORES_CASE,
  'csv.yaml vwcrlf sql': 'a view’s line ends are LF, like those of every other file',
  'indexes.yaml q1 sql':
    'a reference is quoted like any other name, and a key without a schema is looked up in current_schema()',
  'indexes.yaml x1 sql': 'a number stands as it was written: 1.50',
  'ld8.yaml l1 sql': 'white space around a header is no part of the column’s name',
}

interface Facts {
  readonly path: string
  readonly author: string
  readonly v9: string
  readonly v8: string
  readonly description: string
  readonly comments: string
  readonly contexts: string | null
  readonly labels: string | null
  readonly flags: string
  readonly dbms: readonly string[]
  readonly sql: readonly string[] | null
  readonly rollback: readonly string[] | null
}

/** As the oracle prints them. */
function flagsOf(changeset: Changeset): string {
  const { preconditions } = changeset
  const pre = preconditions
    ? `${preconditions.onFail}/${preconditions.onError}/${preconditions.onSqlOutput}/${preconditions.all.length}`
    : 'null'
  return [
    `onChange=${changeset.runOnChange}`,
    `always=${changeset.runAlways}`,
    `tx=${changeset.runInTransaction}`,
    `fail=${changeset.failOnError}`,
    `ignore=${changeset.ignore}`,
    `runWith=${changeset.runWith}`,
    `order=${changeset.runOrder}`,
    `pre=${pre}`,
  ].join(' ')
}

/** It stands for true where nothing is written; and the checksums are a set. */
const theirFlags = (flags: string): string =>
  flags.replace('fail=null', 'fail=true').replace(/ valid=\[.*?\](?= pre=)/, '')

const names = (list: string): string[] =>
  list
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .toSorted()

async function ours(changeset: Changeset, expected: Expected): Promise<Facts> {
  const sql = async (): Promise<string[]> => withoutSemicolons(sqlOf(await stepsOf(changeset, rendering())))
  const rollback = async (): Promise<string[]> =>
    withoutSemicolons(sqlOf(await rollbackStepsOf(changeset, rendering())))
  return {
    path: changeset.path,
    author: changeset.author,
    v9: checksum(changeset, 9),
    v8: checksum(changeset, 8),
    description: storedDescription(changeset),
    comments: changeset.comments,
    contexts: storedContexts(changeset),
    labels: storedLabels(changeset),
    flags: flagsOf(changeset),
    dbms: changeset.dbms.flatMap(names),
    sql: expected.sql ? await sql() : null,
    rollback: await rollback().catch(() => null),
  }
}

const theirs = (expected: Expected): Facts => ({
  path: expected.path,
  author: expected.author,
  v9: expected.v9,
  v8: expected.v8,
  description: expected.description,
  comments: expected.comments ?? '',
  contexts: expected.contexts,
  labels: expected.labels,
  flags: theirFlags(expected.flags),
  dbms: names((expected.dbms ?? '').replace(/^\[(.*)\]$/, '$1')),
  sql: expected.sql ? withoutSemicolons(expected.sql) : null,
  rollback: expected.rollback && withoutSemicolons(expected.rollback),
})

const find = (changesets: readonly Changeset[], { path, id, author }: Expected): Changeset | undefined =>
  changesets.find((each) => each.id === id && each.author === author && each.path === path) ??
  changesets.find((each) => each.id === id && each.author === author)

describe.each(FOLDERS)('%s', (folder) => {
  const all = expectedOf(folder)
  test.each([...new Set(all.map(({ file }) => file))])('%s', async (file) => {
    const expected = all.filter((each) => each.file === file)
    const changesets = read(folder, file)
    expect(changesets.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    for (const each of expected) {
      const changeset = find(changesets, each)
      if (!changeset) throw new Error(`${each.id} is not there`)
      const [got, wanted] = [await ours(changeset, each), theirs(each)]
      const differ = Object.entries(wanted)
        .filter(([what, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(got, what)))
        .map(([what]) => `${file} ${each.id} ${what}`)
      const unexplained = differ.filter((what) => !(what in OURS))
      if (unexplained.length > 0) expect(got, unexplained.join(', ')).toEqual(wanted)
      const gone = Object.keys(OURS).filter((what) => what.startsWith(`${file} ${each.id} `) && !differ.includes(what))
      expect(gone, 'differences that are gone').toEqual([])
    }
  })
})

test('there are more than a hundred of them, each with two checksums', () => {
  const all = FOLDERS.flatMap(expectedOf)
  expect(all.length).toBeGreaterThan(200)
  expect(all.filter(({ v9, v8 }) => !/^9:[\da-f]{32}$/.test(v9) || !/^8:[\da-f]{32}$/.test(v8))).toEqual([])
})

test.each(['json', 'xml'])('change types with fields at random, in %s: their checksums and descriptions', (format) => {
  const stored: string[][] = JSON.parse(readFileSync(`${VECTORS}/random-fields/stored.${format}.json`, 'utf8'))
  const found = read('random-fields', `changelog.${format}`).map((changeset) => [
    changeset.id,
    checksum(changeset, 9),
    checksum(changeset, 8),
    storedDescription(changeset),
  ])
  expect(stored.length).toBeGreaterThan(300)
  expect(found).toEqual(stored)
})
