// Scripts of other tools as bodies of revisions: what stands in the old file is kept to the letter, but for what a revision
// says in other words.

import { expect, test } from 'vitest'
import { foreignBody } from '../../../src/revisions/adopt/foreign-body.ts'
import type { ForeignScript } from '../../../src/revisions/adopt/tool.ts'
import { readScript } from '../../../src/revisions/files/script.ts'

const script = (sql: string, runs: ForeignScript['runs']): ForeignScript => ({ file: 'old.sql', line: 1, sql, runs })

/** The statements of each segment, as Trueup reads the new file. */
function segments(sql: string, runs: ForeignScript['runs'], searchPath: string | null = null): unknown {
  const { text, transactional } = foreignBody(script(sql, runs), searchPath)
  const header = `-- revision: a\n-- parents: none\n${transactional ? '' : '-- transaction: none\n'}`
  return readScript('new.sql', `${header}\n${text}`, 'up').segments.map((segment) => [
    segment.transactional ? 'transaction' : 'none',
    ...segment.steps.map((step) => ('statement' in step ? step.statement.sql : step.program.path)),
  ])
}

test.each<[string, ForeignScript['runs'], string, unknown]>([
  ['a tool that opens a transaction', 'transaction', 'SELECT 1; SELECT 2;', [['transaction', 'SELECT 1', 'SELECT 2']]],
  ['one that opens none', 'none', 'SELECT 1; SELECT 2;', [['none', 'SELECT 1', 'SELECT 2']]],
  ['one that sends it whole', 'message', 'SELECT 1; SELECT 2;', [['transaction', 'SELECT 1', 'SELECT 2']]],
  ['… a single statement that refuses', 'message', 'VACUUM t;', [['none', 'VACUUM t']]],
  ['… two of which one refuses', 'message', 'VACUUM t; SELECT 1;', [['transaction', 'VACUUM t', 'SELECT 1']]],
  ['BEGIN around all', 'none', 'BEGIN;\nSELECT 1;\nCOMMIT;', [['transaction', 'SELECT 1']]],
  ['BEGIN within a transaction', 'transaction', 'begin; SELECT 1; end;', [['transaction', 'SELECT 1']]],
  [
    'two transactions and a statement between',
    'none',
    'START TRANSACTION; SELECT 1; COMMIT; SELECT 2; BEGIN; SELECT 3; COMMIT AND NO CHAIN;',
    [
      ['transaction', 'SELECT 1'],
      ['none', 'SELECT 2'],
      ['transaction', 'SELECT 3'],
    ],
  ],
  [
    'two transactions side by side',
    'none',
    'BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;',
    [
      ['transaction', 'SELECT 1'],
      ['transaction', 'SELECT 2'],
    ],
  ],
  [
    'a COMMIT that leaves the tool’s transaction',
    'transaction',
    'SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY i ON t (a);',
    [
      ['transaction', 'SELECT 1'],
      ['none', 'CREATE INDEX CONCURRENTLY i ON t (a)'],
    ],
  ],
  ['a COMMIT at its end', 'transaction', 'SELECT 1; COMMIT;', [['transaction', 'SELECT 1']]],
  [
    'savepoints',
    'transaction',
    'SAVEPOINT s; SELECT 1; ROLLBACK TO s;',
    [['transaction', 'SAVEPOINT s', 'SELECT 1', 'ROLLBACK TO s']],
  ],
  ['nothing', 'transaction', '\n', []],
  ['comments alone', 'none', '-- @todo\n/* none */', []],
])('%s', (_, runs, sql, expected) => {
  expect(segments(sql, runs)).toEqual(expected)
})

test('comments are no directives and no header, inside statements and out; bodies are untouched', () => {
  const body = "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'x' -- @here\n$$;"
  const sql = `-- @author Anna\n-- revision: 7\nCREATE TABLE t ( -- @inside\n  a int);\n${body}\nSELECT '-- @quoted';\n`
  expect(foreignBody(script(sql, 'transaction')).text).toBe(
    `-- | @author Anna\n-- | revision: 7\nCREATE TABLE t ( -- | @inside\n  a int);\n${body}\nSELECT '-- @quoted';\n`,
  )
})

test('line ends and a byte order mark; data of COPY; psql’s harmless commands', () => {
  expect(foreignBody(script('\ufeffSELECT 1;\r\nSELECT 2;\r\n', 'none')).text).toBe('SELECT 1;\nSELECT 2;\n')
  const copy = 'COPY t FROM stdin;\n-- @1\n\\.\nSELECT 1;\n'
  expect(foreignBody(script(copy, 'transaction')).text).toBe(copy)
  expect(foreignBody(script("\\set ON_ERROR_STOP on\n\\echo it is on\nSELECT E'\\\\x';\n", 'none')).text).toBe(
    "-- \\set ON_ERROR_STOP on\n-- \\echo it is on\nSELECT E'\\\\x';\n",
  )
})

test('a search_path of the tool’s is set in each transaction, and not left behind', () => {
  expect(segments('SELECT 1; COMMIT; SELECT 2; BEGIN; SELECT 3;', 'transaction', 'app, public')).toEqual([
    ['transaction', 'SET LOCAL search_path TO app, public', 'SELECT 1'],
    ['none', 'SET search_path TO app, public', 'SELECT 2', 'RESET search_path'],
    ['transaction', 'SET LOCAL search_path TO app, public', 'SELECT 3'],
  ])
})

test.each<[string, RegExp]>([
  ['SELECT 1;\nROLLBACK;', /^old\.sql:12: ROLLBACK undoes or chains/],
  ['\\i other.sql', /^old\.sql:11: \\i is psql's/],
  ['SELECT 1;\n\nSELECT (2;', /^old\.sql:13: this parenthesis is never closed/],
])('refused with the line of the old file: %s', (sql, message) => {
  expect(() => foreignBody({ ...script(sql, 'none'), line: 11 })).toThrow(message)
})
