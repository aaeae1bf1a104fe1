import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RevisionError } from '../../src/revisions/errors.ts'
import { readRevisions } from '../../src/revisions/files/folder.ts'
import { readScript } from '../../src/revisions/files/script.ts'
import type { Script } from '../../src/revisions/revision.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trueup-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, content: string | Buffer): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

const message = (make: () => unknown): string => {
  try {
    make()
  } catch (error) {
    if (error instanceof RevisionError) return error.message.replaceAll(`${folder}/`, '')
    throw error
  }
  return 'no error'
}

const FIRST = '-- revision: aaaa\n-- parents: none\n'
const up = (body: string): Script => readScript('a.sql', FIRST + body, 'up')
const wrong = (body: string): string => message(() => up(body))
/** What the folder's files are called wrong for, when this is one of them. */
const wrongFile = (content: string | Buffer, name = 'a.sql'): string => {
  write(name, content)
  return message(() => readRevisions(folder))
}

const FINGERPRINT = `sha256:${'0'.repeat(64)}`

describe('a header', () => {
  test('everything that it can say', () => {
    write(
      'a.sql',
      `-- revision: 3f9c1a7be2d4
-- parents: 9ab03e11c0de, 17c2aa90b1fe
-- depends-on: mail
-- labels: billing stock
-- message: add invoices: all of them
-- transaction: none
-- lock-timeout: 3s
-- schema: ${FINGERPRINT} -> sha256:${'a'.repeat(64)}
-- postgresql: 18
-- irreversible: drops legacy_totals
-- replaces: b, c

SELECT 1;
`,
    )
    const [revision] = readRevisions(folder).revisions
    expect(revision).toMatchObject({
      id: '3f9c1a7be2d4',
      parents: ['9ab03e11c0de', '17c2aa90b1fe'],
      dependsOn: ['mail'],
      labels: ['billing', 'stock'],
      message: 'add invoices: all of them',
      lockTimeoutMs: 3000,
      schema: { before: '0'.repeat(64), after: 'a'.repeat(64), major: 18 },
      irreversible: 'drops legacy_totals',
      replaces: ['b', 'c'],
      down: null,
    })
    expect(revision?.up.segments).toMatchObject([{ transactional: false, steps: [{ statement: { sql: 'SELECT 1' } }] }])
  })
  test('a byte order mark and CRLF change nothing', () => {
    const text = `${FIRST}-- message: first\n\nCREATE TABLE t (\n  a int\n);\n`
    const plain = readScript('a.sql', text, 'up')
    const other = readScript('a.sql', `\ufeff${text.replaceAll('\n', '\r\n')}`, 'up')
    expect(other).toEqual(plain)
    expect(readScript('a.sql', text.replace('\n  a', ' \t\n  a').concat('\n\n'), 'up').checksum).toBe(plain.checksum)
    expect(readScript('a.sql', text.replace('first', 'second'), 'up').checksum).toBe(plain.checksum)
    expect(readScript('a.sql', text.replace('a int', 'a bigint'), 'up').checksum).not.toBe(plain.checksum)
    write('a.sql', Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`))
    expect(readRevisions(folder).revisions[0]?.up.checksum).toBe(plain.checksum)
  })
  test('ends at the first line that is none of its own', () => {
    expect(up('\n-- an ordinary comment: yes\nSELECT 1;').segments).toHaveLength(1)
    expect(up('-- an ordinary comment\nSELECT 1;').segments).toHaveLength(1)
  })
  test('no space behind a colon', () => {
    const script = readScript('a.sql', '--revision:a\n-- parents:none\n-- https://example.org\nSELECT 1;', 'up')
    expect(script.text.slice(script.bodyOffset)).toBe('-- https://example.org\nSELECT 1;')
  })
  test('an unknown key, and the one that was meant', () => {
    expect(wrong('-- dependson: b\n')).toBe(
      'a.sql:3: a header has no "dependson"; did you mean "depends-on"? An ordinary comment goes below a blank line.',
    )
    expect(wrong('-- Author: me\n')).toContain('a.sql:3: a header has no "Author"')
    expect(wrong('-- loses-data: x\n')).toBe('a.sql:3: "loses-data" belongs in the header of the .down.sql file.')
    expect(wrong('-- parents: b\n')).toBe('a.sql:3: "parents" stands in line 2 already. Keep one of the two.')
  })
  test('a malformed fingerprint', () => {
    expect(wrongFile(`${FIRST}-- schema: sha256:12 -> sha256:34\n-- postgresql: 18\n`)).toContain(
      'a.sql:3: "schema" is sha256:<64 hexadecimal digits> -> sha256:<64>. Remove the line, or let `trueup verify`',
    )
    expect(wrongFile(`${FIRST}-- schema: ${FINGERPRINT} -> ${FINGERPRINT}\n`)).toContain('a.sql:3: "schema" needs')
    expect(wrongFile(`${FIRST}-- postgresql: 9.6\n`)).toContain('a.sql:3: "postgresql" is a major version')
  })
  test('an id with characters that targets need, or with a meaning of its own', () => {
    const id = (text: string) => wrongFile(`-- revision: ${text}\n-- parents: none\n`)
    for (const illegal of ['a-b', 'a+b', 'a@b', 'a:b', 'a,b'])
      expect(id(illegal)).toContain(`a.sql:1: "${illegal}" can be no revision: "${illegal[1]}" is not allowed`)
    expect(id('a b')).toContain('white space is not allowed')
    expect(id('head')).toContain('"head" has a meaning of its own')
    expect(wrongFile(`${FIRST}-- labels: a-b\n`)).toContain('a.sql:3: "a-b" can be no label')
  })
  test('no id, no parents, values that are none', () => {
    expect(wrongFile('CREATE TABLE t ();')).toBe(
      'a.sql:1: has no revision. Its first line must be "-- revision: <id>". Move it elsewhere if it is none; `trueup adopt` converts the files of other tools.',
    )
    expect(wrongFile('-- revision: aaaa\n')).toContain('a.sql:1: the header lacks its parents')
    expect(wrongFile('-- revision:\n-- parents: none\n')).toContain('a.sql:1: has no revision')
    expect(wrong('-- transaction: no\n')).toContain('a.sql:3: "transaction" is file or none')
    expect(wrongFile(`${FIRST}-- lock-timeout: soon\n`)).toContain('"lock-timeout" is a time like 500ms or 5s')
    expect(wrongFile(`${FIRST}-- depends-on:\n`)).toContain('"depends-on" names nothing')
    expect(wrongFile(`${FIRST}-- depends-on: b b\n`)).toContain('"depends-on" names b twice')
    expect(wrongFile(`${FIRST}-- irreversible:\n`)).toContain('"irreversible" says why')
  })
  test('a line of a header that stands too low', () => {
    expect(wrong('\n-- depends-on: b\nSELECT 1;')).toBe(
      'a.sql:4: "-- depends-on: b" belongs in the header, which ended above. Move it up; no blank line or other comment may come between.',
    )
    expect(message(() => readScript('a.sql', 'SELECT 1;\n-- revision: a\n-- parents: none\n', 'up'))).toContain(
      'a.sql:2: "-- revision: a" belongs in the header',
    )
    expect(
      up("\n-- transaction: commits at once\n-- schema: public\nSELECT '\n-- revision: x\n';").segments,
    ).toHaveLength(1)
  })
})

describe('a body', () => {
  test('segments and programs, as they stand', () => {
    const { segments } = up(
      `
CREATE TABLE t (a int);
INSERT INTO t VALUES (1); -- @ is no directive here
-- @run backfill.ts
-- @transaction none
CREATE INDEX CONCURRENTLY i ON t (a);
-- @resume again
VACUUM t
;
-- @transaction new
ALTER TABLE t ADD b int;
`.replace(' -- @ is no directive here', ''),
    )
    expect(
      segments.map(({ transactional, steps }) => [
        transactional,
        steps.map((step) =>
          'program' in step ? step.program : [step.statement.sql, step.statement.line, step.resume],
        ),
      ]),
    ).toEqual([
      [
        true,
        [
          ['CREATE TABLE t (a int)', 4, undefined],
          ['INSERT INTO t VALUES (1)', 5, undefined],
          { file: 'a.sql', line: 6, path: 'backfill.ts' },
        ],
      ],
      [
        false,
        [
          ['CREATE INDEX CONCURRENTLY i ON t (a)', 8, undefined],
          ['VACUUM t', 10, 'again'],
        ],
      ],
      [true, [['ALTER TABLE t ADD b int', 13, undefined]]],
    ])
  })
  test('what stands in quotes and block comments is no directive', () => {
    const body = `
/* -- @transaction none
   /* nested */ -- @nonsense */
CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$
-- @transaction none
BEGIN RETURN E'\\'
-- @run x.ts
'; END $$;
SELECT '
-- @nonsense
', "
-- @nonsense";
COPY t FROM stdin;
-- @transaction none
\\.
SELECT 2;
`
    expect(up(body).segments).toMatchObject([{ transactional: true, steps: [{}, {}, {}, {}] }])
  })
  test('an unknown directive, and the one that was meant', () => {
    expect(wrong('\n-- @transactions none\nSELECT 1;')).toBe(
      'a.sql:4: there is no directive @transactions; did you mean @transaction?',
    )
    expect(wrong('\n-- @nothing\n')).toContain('a.sql:4: there is no directive @nothing: there are @transaction, @run')
    expect(wrong('\n-- @transaction off\n')).toContain('a.sql:4: "@transaction" is none')
    expect(wrong('\n-- @run backfill\n')).toContain('a.sql:4: "@run" names a .ts or .js file')
    expect(wrong('\n-- @resume done\nSELECT 1;')).toContain('a.sql:4: "@resume" is again')
    expect(wrong('\nSELECT 1;\n-- @resume again\n')).toContain('a.sql:5: "@resume again" applies to nothing')
    expect(wrong('\nSELECT 1; -- @transaction none\nSELECT 2;')).toContain('a.sql:4: "-- @transaction none" must have')
    expect(wrong('\nSELECT 1\n-- @transaction none\nVACUUM;')).toBe(
      'a.sql:5: "-- @transaction none" stands within a statement. Is a semicolon missing above it?',
    )
  })
  test.each(['BEGIN', 'COMMIT', 'ROLLBACK', 'START TRANSACTION', 'END', "PREPARE TRANSACTION 'x'"])('%s', (sql) => {
    const word = sql.split(' ')[0]
    expect(wrong(`\n${sql};`)).toContain(
      `a.sql:4: ${word} cannot stand in a revision. Remove it: Trueup begins and ends`,
    )
    expect(wrong(`-- transaction: none\n\n${sql};`)).toContain(`a.sql:5: ${word} cannot stand in a revision.`)
  })
  test('savepoints may stand within a transaction', () => {
    expect(up('\nSAVEPOINT a; ROLLBACK TO a; RELEASE a;').segments).toMatchObject([{ steps: [{}, {}, {}] }])
    expect(wrong('-- transaction: none\n\nSAVEPOINT a;')).toContain('SAVEPOINT cannot stand in a revision.')
    expect(up("-- transaction: none\n\nCOMMIT PREPARED 'x';").segments).toHaveLength(1)
    expect(up('\nCREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;').segments).toHaveLength(1)
  })
  test("psql's own commands, and what never ends", () => {
    expect(wrong('\n\\i other.sql\n')).toBe(
      "a.sql:4: \\i is psql's, not SQL. Any SQL tool must be able to run a revision.",
    )
    expect(wrong("\nSELECT 'a;\n")).toBe('a.sql:4: this quote is never closed.')
  })
  test('conflict markers of git', () => {
    expect(wrong('\n<<<<<<< HEAD\nSELECT 1;\n=======\nSELECT 2;\n>>>>>>> other\n')).toBe(
      'a.sql:4: git left a merge conflict here. Settle it, and remove the lines <<<<<<<, ======= and >>>>>>>.',
    )
  })
  test('nothing in it', () => expect(up('\n-- nothing to do\n').segments).toEqual([]))
})
