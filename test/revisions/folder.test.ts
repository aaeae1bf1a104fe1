import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RevisionError } from '../../src/revisions/errors.ts'
import { readRevisions } from '../../src/revisions/files/folder.ts'
import { fileName, newId, rewriteHeader, writeRevision } from '../../src/revisions/files/write.ts'

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
/** What the folder's files are called wrong for, when this is one of them. */
const wrongFile = (content: string | Buffer, name = 'a.sql'): string => {
  write(name, content)
  return message(() => readRevisions(folder))
}

const FINGERPRINT = `sha256:${'0'.repeat(64)}`

describe('a folder', () => {
  const down = (id: string, rest = ''): string => `-- revision: ${id}\n${rest}\nDROP TABLE t;\n`

  test('in the order of the files’ names, sub-folders included', () => {
    write('2020/b.sql', '-- revision: b\n-- parents: a\n')
    write('2021/a.sql', '-- revision: a\n-- parents: none\n')
    write('2021/a.down.sql', down('a', '-- loses-data: the rows of t\n'))
    write('repeatable/views/v.sql', '-- note: anything\nCREATE VIEW v AS SELECT 1;')
    write('README.md', 'words')
    write('.hidden.sql', 'SELECT')
    write('HEAD', 'b\n')
    const read = readRevisions(folder)
    expect(read.revisions.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(read.revisions[0]?.down?.losesData).toBe('the rows of t')
    expect(read.repeatables).toMatchObject([
      { name: 'views/v', script: { bodyOffset: 0, segments: [{ steps: [{}] }] } },
    ])
    expect(read.head).toEqual(['b'])
  })
  test('an id used twice', () => {
    write('a.sql', `${FIRST}-- message: one\n`)
    expect(wrongFile(`${FIRST}-- message: two\n`, 'b.sql')).toBe(
      'The id aaaa is used twice: "one" in a.sql and "two" in b.sql. If one is a copy, remove it; if not, give the newer one an id of its own, in its .down.sql too.',
    )
  })
  test('a .down.sql without the file that leads up', () =>
    expect(wrongFile(down('aaaa'), 'a.down.sql')).toBe(
      'a.down.sql:1: leads down, and a.sql, which would lead up, is not beside it. Rename both files alike, or remove this one.',
    ))
  test('a .down.sql of another revision, or without an id', () => {
    write('a.sql', FIRST)
    expect(wrongFile(down('bbbb'), 'a.down.sql')).toContain(
      'a.down.sql:1: this is the way down of bbbb, and the file beside it is aaaa.',
    )
    expect(wrongFile('DROP TABLE t;', 'a.down.sql')).toContain('a.down.sql:1: has no revision')
    expect(wrongFile('-- revision: aaaa\n-- parents: none\n', 'a.down.sql')).toContain(
      'a.down.sql:2: "parents" belongs in the header of the file that leads up',
    )
  })
  test('a way down of what has none', () => {
    write('a.sql', `${FIRST}-- irreversible: drops t\n`)
    expect(wrongFile(down('aaaa'), 'a.down.sql')).toContain(
      'a.sql:3: "irreversible" says that there is no way down, and a.down.sql is one.',
    )
  })
  test('a file that is not in UTF-8', () => {
    expect(wrongFile(Buffer.concat([Buffer.from(`${FIRST}\n`), Buffer.from("SELECT 'caf\xe9';", 'latin1')]))).toBe(
      'a.sql:4: is not in UTF-8. Convert it: iconv -f latin1 -t utf-8.',
    )
    expect(wrongFile(Buffer.from(`\ufeff${FIRST}`, 'utf16le'))).toBe('a.sql:1: is in UTF-16. Save it as UTF-8.')
  })
  test.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
    chmodSync(write('a.sql', FIRST), 0)
    expect(message(() => readRevisions(folder))).toMatch(/^a\.sql cannot be read: EACCES/)
  })
  test('a file that cannot be read', () => {
    rmSync(folder, { recursive: true })
    expect(message(() => readRevisions(folder))).toMatch(
      /^There is no folder of revisions .*`trueup init .*` makes it\.$/,
    )
    writeFileSync(folder, '')
    expect(message(() => readRevisions(folder))).toMatch(/is a file; revisions are in a folder\.$/)
  })
  test('a link that leads nowhere, to a folder, round in a circle', () => {
    write('elsewhere/b.sql', '-- revision: b\n-- parents: aaaa\n')
    write('files/a.sql', FIRST)
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'files/linked'))
    symlinkSync(join(folder, 'files'), join(folder, 'files/circle'))
    expect(readRevisions(join(folder, 'files')).revisions.map(({ id }) => id)).toEqual(['aaaa', 'b'])
    symlinkSync(join(folder, 'nowhere'), join(folder, 'files/c.sql'))
    expect(message(() => readRevisions(join(folder, 'files')))).toMatch(/^files\/c\.sql cannot be read: ENOENT/)
  })
  test('a NUL character, an ending in capitals', () => {
    expect(wrongFile(`${FIRST}\nSELECT '\0';`)).toContain('a.sql:4: holds a NUL character, which SQL cannot.')
    write('a.sql', FIRST)
    expect(wrongFile('', 'b.SQL')).toBe('b.SQL must end in .sql, in small letters. Rename it.')
  })
  test('a program that is not there', () => {
    expect(wrongFile(`${FIRST}\n-- @run backfill.ts\n`)).toContain('a.sql:4: there is no backfill.ts in ')
    write('backfill.ts', '')
    expect(readRevisions(folder).revisions).toHaveLength(1)
  })
  test('conflict markers of git in HEAD', () => {
    write('a.sql', `${FIRST}-- message: one\n`)
    write('b.sql', '-- revision: bbbb\n-- parents: aaaa\n-- message: ours\n')
    write('c.sql', '-- revision: cccc\n-- parents: aaaa\n-- message: theirs\n')
    write('HEAD', '<<<<<<< HEAD\nbbbb\n=======\ncccc\n>>>>>>> other\n')
    expect(message(() => readRevisions(folder))).toBe(
      'HEAD:1: git left a merge conflict: both branches added revisions.\n' +
        '  bbbb "ours" (b.sql)\n' +
        '  cccc "theirs" (c.sql)\n' +
        '`trueup merge` joins them, `trueup rebase` puts yours behind the others; either writes HEAD anew.',
    )
    expect(readRevisions(folder, { conflictingHead: true }).head).toBeNull()
  })
  test('a repeatable file is no revision', () =>
    expect(wrongFile(FIRST, 'repeatable/v.sql')).toContain('repeatable/v.sql:1: a repeatable file has no revision'))
})

describe('writing', () => {
  const when = new Date('2026-08-21T15:09:12.345Z')
  const first = { id: 'aaaa', parents: [], message: 'add  invoices\n(all)', upBody: 'CREATE TABLE t ();\n\n', when }

  test('a new revision is read as it was written', () => {
    writeFileSync(join(folder, 'HEAD'), '\n')
    const written = writeRevision(folder, { ...first, downBody: 'DROP TABLE t;', losesData: 'all of t' })
    expect(written).toEqual({
      id: 'aaaa',
      up: join(folder, '20260821T150912_aaaa_add_invoices_all.sql'),
      down: join(folder, '20260821T150912_aaaa_add_invoices_all.down.sql'),
    })
    expect(readFileSync(written.up, 'utf8')).toBe(
      '-- revision: aaaa\n-- parents: none\n-- message: add invoices (all)\n\nCREATE TABLE t ();\n',
    )
    expect(readFileSync(written.down ?? '', 'utf8')).toBe(
      '-- revision: aaaa\n-- loses-data: all of t\n\nDROP TABLE t;\n',
    )
    writeRevision(folder, {
      id: 'bbbb',
      parents: ['aaaa'],
      dependsOn: ['mail'],
      labels: ['stock'],
      message: '',
      transactional: false,
      lockTimeoutMs: 1500,
      schema: { before: '0'.repeat(64), after: '1'.repeat(64), major: 17 },
      irreversible: 'no way',
      replaces: ['x', 'y'],
      upBody: '',
      downBody: null,
    })
    const { revisions, head } = readRevisions(folder)
    expect(revisions[1]).toMatchObject({
      id: 'bbbb',
      parents: ['aaaa'],
      dependsOn: ['mail'],
      labels: ['stock'],
      message: '',
      lockTimeoutMs: 1500,
      schema: { before: '0'.repeat(64), after: '1'.repeat(64), major: 17 },
      irreversible: 'no way',
      replaces: ['x', 'y'],
      down: null,
    })
    expect(head).toEqual(['bbbb'])
  })
  test('an id that exists, a file that exists, a body that cannot be read', () => {
    writeRevision(folder, { ...first, downBody: null })
    expect(message(() => writeRevision(folder, { ...first, downBody: null }))).toBe(
      'There is a revision aaaa already: "add invoices (all)" in 20260821T150912_aaaa_add_invoices_all.sql.',
    )
    expect(message(() => writeRevision(folder, { ...first, id: 'a b', downBody: null }))).toContain(
      '"a b" can be no revision',
    )
    const name = '20260821T150912_aaaa_add_invoices_all.sql'
    expect(message(() => writeRevision(folder, { ...first, id: 'cccc', name, downBody: 'SELECT 1' }))).toBe(
      `${name} is there already, and is not overwritten.`,
    )
    expect(message(() => writeRevision(folder, { ...first, id: 'dddd', upBody: 'COMMIT;', downBody: null }))).toContain(
      'COMMIT cannot stand in a revision',
    )
    expect(readdirSync(folder)).toEqual([name])
  })
  test('a label or an id that would mean two', () => {
    writeRevision(folder, { ...first, labels: ['stock'], downBody: null })
    const next = { ...first, downBody: null, parents: ['aaaa'] }
    expect(message(() => writeRevision(folder, { ...next, id: 'stock' }))).toContain('stock is a label of aaaa in ')
    for (const label of ['stock', 'aaaa', 'bbbb'])
      expect(message(() => writeRevision(folder, { ...next, id: 'bbbb', labels: [label] }))).toContain('is taken')
    expect(message(() => writeRevision(folder, { ...next, id: 'bbbb', labels: ['a b'] }))).toContain('can be no label')
    expect(message(() => writeRevision(folder, { ...next, id: 'bbbb', parents: ['a, b'] }))).toContain(
      'can be no revision',
    )
    writeRevision(folder, { ...next, id: 'bbbb', message: 'a\0b\u2028c\u001b[31m' })
    expect(readRevisions(folder).revisions[1]?.message ?? readRevisions(folder).revisions[0]?.message).toBe(
      'a b c [31m',
    )
  })
  test('names of files', () => {
    expect(newId()).toMatch(/^[0-9a-f]{12}$/)
    expect(fileName('x.down', '', when)).toBe('20260821T150912_x_down.sql')
    expect(fileName('../../etc', 'ÄÖ/Привет, 世界!', when)).toBe('20260821T150912_etc_äö_привет_世界.sql')
    expect(fileName('a'.repeat(300), 'a long message that goes on and on beyond what a name can hold', when)).toBe(
      `20260821T150912_${'a'.repeat(60)}_a_long_message_that_goes_on_and_on.sql`,
    )
  })
  test('a header rewritten: its lines alone, all else to the byte', () => {
    const rest = '\r\n\tSELECT 1;  \r\n\n-- parents: x y z\r\n'
    const path = write('a.sql', `\ufeff-- revision: aaaa\r\n--parents:   none\r\n-- message: first\r\n${rest}`)
    rewriteHeader(path, { parents: ['b', 'c'], labels: ['mail'], message: '' })
    expect(readFileSync(path, 'utf8')).toBe(`\ufeff-- revision: aaaa\r\n-- parents: b, c\r\n-- labels: mail\r\n${rest}`)
    chmodSync(path, 0o640)
    rewriteHeader(path, {
      labels: [],
      schema: { before: '0'.repeat(64), after: '1'.repeat(64), major: 17 },
    })
    expect(readFileSync(path, 'utf8')).toBe(
      `\ufeff-- revision: aaaa\r\n-- parents: b, c\r\n-- schema: ${FINGERPRINT} -> sha256:${'1'.repeat(64)}\r\n-- postgresql: 17\r\n${rest}`,
    )
    rewriteHeader(path, { schema: null })
    expect(readFileSync(path, 'utf8')).toBe(`\ufeff-- revision: aaaa\r\n-- parents: b, c\r\n${rest}`)
    expect(readdirSync(folder)).toEqual(['a.sql'])
    const downPath = write('a.down.sql', '-- revision: aaaa\n')
    rewriteHeader(downPath, { losesData: 'rows' })
    expect(readFileSync(downPath, 'utf8')).toBe('-- revision: aaaa\n-- loses-data: rows\n')
    expect(existsSync(`${path}.tmp`)).toBe(false)
  })
})
