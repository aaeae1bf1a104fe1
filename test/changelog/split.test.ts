// How SQL is cut into statements: as PostgreSQL reads it, and, with Liquibase's compatibility, as the real Liquibase 4.28 cut the
// texts of splits.json, token-splits.json and delimiter-splits.json. Not among them, for we differ: names with white space around a
// dot (`begin . x`), which Liquibase takes for one word.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { liquibaseStatements } from '../../src/changelog/sql/liquibase-split.ts'
import { statementsOfText } from '../../src/changelog/sql/split.ts'
import { withoutComments } from '../../src/changelog/sql/strip-comments.ts'
import type { Change } from '../../src/changelog/changelog.ts'
import { VECTORS } from './liquibase.ts'

/** Comments stripped, split, delimiter, text, statements. */
type Cut = readonly [0 | 1, 0 | 1, string | null, string, readonly string[]]

test.each(['splits.json', 'token-splits.json', 'delimiter-splits.json'])('as Liquibase: %s', (file) => {
  const cuts: Cut[] = JSON.parse(readFileSync(`${VECTORS}/${file}`, 'utf8'))
  expect(cuts.length).toBeGreaterThan(200)
  for (const [strip, split, endDelimiter, text, expected] of cuts) {
    const options = { stripComments: strip === 1, splitStatements: split === 1, endDelimiter }
    const found = liquibaseStatements(text, options).map(({ sql }) => sql)
    expect(found, JSON.stringify({ ...options, text })).toEqual(expected)
  }
})

interface Options {
  readonly stripComments?: boolean
  readonly splitStatements?: boolean
  readonly endDelimiter?: string | null
}

function cut(text: string, options: Options = {}): [number, string][] {
  const content = { file: null, bytes: null, lines: [10], raw: text, text }
  const change: Change = { file: 'c.sql', line: 10, type: 'sql', fields: {}, content }
  const full = { stripComments: true, splitStatements: true, endDelimiter: null, ...options }
  return statementsOfText(change, content, full, 'trueup').map(({ line, sql }) => [line, sql])
}

describe('as PostgreSQL', () => {
  test('a semicolon within a dollar quote splits nothing, and comments in it stay', () => {
    const body =
      'create function f() returns int language plpgsql as $$\ndeclare x int; -- note\nbegin return 1; end;\n$$'
    expect(cut(`${body};\n-- gone\nselect 1 /* gone */;`)).toEqual([
      [10, body],
      [15, 'select 1'],
    ])
  })

  test.each(['\\n/$', '\n/$', '\\n/', '\\s*\\n/'])(
    'the delimiter %j ends every statement, not the last alone',
    (endDelimiter) => {
      const text = 'select 1\n/\nselect $$x;y$$\n/\nselect 3 / 4\n/'
      expect(cut(text, { endDelimiter }).map(([, sql]) => sql)).toEqual(['select 1', 'select $$x;y$$', 'select 3 / 4'])
    },
  )

  test('BEGIN ATOMIC, CASE and parentheses hold semicolons together', () => {
    const atomic = 'create procedure p() begin atomic select case when true then 1 end; select 2; end'
    const rule = 'create rule r as on insert to t do also (select 1; select 2)'
    expect(cut(`${atomic}; ${rule}; select 3`).map(([, sql]) => sql)).toEqual([atomic, rule, 'select 3'])
  })

  test('splitStatements:false and endDelimiter:-- still send one statement at a time', () => {
    expect(cut('select 1;\nselect 2;', { splitStatements: false })).toEqual([
      [10, 'select 1'],
      [11, 'select 2'],
    ])
    expect(cut('select 1; -- x\nselect 2;', { endDelimiter: '--' }).map(([, sql]) => sql)).toEqual([
      'select 1',
      'select 2',
    ])
  })

  test('stripComments:false keeps them', () => {
    expect(cut('select 1 /* why */;', { stripComments: false })).toEqual([[10, 'select 1 /* why */']])
  })

  test.each([
    ['select 1\ngo\nselect 2\n/\nselect 3', null],
    ['select 1;;\nselect 2;;\n\nselect 3', ';;'],
    ['select 1\n/\nselect 2\n/\nselect 3\n/', '\\n/'],
    ['select 1 @@ select 2\n@@ select 3', '@@'],
    ['select 1|select 2|select 3', '|'],
  ])('delimiters: %j', (text, endDelimiter) => {
    expect(cut(text, { endDelimiter }).map(([, sql]) => sql)).toEqual(['select 1', 'select 2', 'select 3'])
  })

  test('a delimiter within a quote is none', () => {
    expect(cut("select '@@' @@ select $$@@$$", { endDelimiter: '@@' }).map(([, sql]) => sql)).toEqual([
      "select '@@'",
      'select $$@@$$',
    ])
  })

  test('what is never closed is an error with its line', () => {
    expect(() => cut('select 1;\nselect $$ x')).toThrow('c.sql:11: this dollar quote is never closed.')
  })

  test('COPY … FROM STDIN has no place here', () => {
    expect(() => cut('select 1;\ncopy t from stdin;\n1\n\\.\n')).toThrow('c.sql:11: COPY … FROM STDIN')
  })
})

test.each([
  ['select \'--no\', "/* no */" -- yes', 'select \'--no\', "/* no */" '],
  ['a/* x /* nested */ y */b', 'a b'],
  ['$$ -- no $$ -- yes\n, $x$ /* no */ $x$', '$$ -- no $$ \n, $x$ /* no */ $x$'],
  ["E'it\\'s -- no' -- yes", "E'it\\'s -- no' "],
])('without comments: %j', (text, expected) => {
  expect(withoutComments(text)).toBe(expected)
})
