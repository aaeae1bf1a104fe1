import { describe, expect, test } from 'vitest'
import { Splitter, splitStatements, type Piece } from '../../src/source/split.ts'

const sqlOf = (text: string): string[] => splitStatements(text, 'a.sql').map((s) => s.sql)
const pieces = (text: string, variables: Record<string, string> = {}): Piece[] => {
  const splitter = new Splitter(text, 'a.sql', new Map(Object.entries(variables)))
  const found: Piece[] = []
  for (let piece = splitter.next(); piece; piece = splitter.next()) found.push(piece)
  return found
}
const textOf = (piece: Piece): string =>
  'statement' in piece
    ? piece.statement.sql
    : `\\${piece.command.name} ${piece.command.arguments.map((a) => a.text).join('|')}`

describe('where a statement ends', () => {
  test.each<[name: string, text: string, statements: string[]]>([
    ['two statements', 'select 1; select 2;', ['select 1', 'select 2']],
    ['the last without a semicolon', 'select 1;\nselect 2', ['select 1', 'select 2']],
    ['empty statements', ';; select 1;;', ['select 1']],
    ['nothing', ' \n-- only a comment\n/* and one more */ ', []],
    ['a byte order mark', '\ufeffselect 1;', ['select 1']],
    ['CRLF', 'select 1;\r\nselect 2;\r\n', ['select 1', 'select 2']],
    ['semicolon in a string', `select ';', 'it''s; so';`, [`select ';', 'it''s; so'`]],
    ['backslash in a standard string', `select '\\'; select 2;`, [`select '\\'`, 'select 2']],
    ['escaped quote in E', `select E'\\'; ', e'\\\\'; select 2`, [`select E'\\'; ', e'\\\\'`, 'select 2']],
    ['E goes on in the next line', `select E'a'\n  'b\\';c'; select 2`, [`select E'a'\n  'b\\';c'`, 'select 2']],
    [
      'E goes on behind a comment',
      `select E'a' -- it's\n  'b\\';c'; select 2`,
      [`select E'a' -- it's\n  'b\\';c'`, 'select 2'],
    ],
    ['a word that ends in e', `select type'\\'; select 2`, [`select type'\\'`, 'select 2']],
    ['quoted identifier', `select 1 as "a;""b;"; select 2`, [`select 1 as "a;""b;"`, 'select 2']],
    [
      'unicode identifier and string',
      `select U&'\\0041;', U&"\\0041;"; select 2`,
      [`select U&'\\0041;', U&"\\0041;"`, 'select 2'],
    ],
    ['dollar quote', `do $$ begin; end $$; select 2`, [`do $$ begin; end $$`, 'select 2']],
    ['tagged dollar quotes', `do $a$ $$;$$ $b$;$b$ $a$; select 2`, [`do $a$ $$;$$ $b$;$b$ $a$`, 'select 2']],
    ['a dollar in a name', `select a$b$ from t; select c$b$`, ['select a$b$ from t', 'select c$b$']],
    ['a parameter', 'prepare p as select $1; select $2$$;$$', ['prepare p as select $1', 'select $2$$;$$']],
    ['non-ASCII dollar tag', 'select $é$;$é$; select 2', ['select $é$;$é$', 'select 2']],
    ['line comment', `select 1 -- ; it's "one\n; select 2`, [`select 1 -- ; it's "one`, 'select 2']],
    ['nested comments', 'select /* ; /* ; */ ; */ 1; select 2', ['select /* ; /* ; */ ; */ 1', 'select 2']],
    ['comment start inside an operator', 'select 1 +-- ;\n2; select 2', ['select 1 +-- ;\n2', 'select 2']],
    ['leading comments are no part', '-- a\n/* b */ select 1;', ['select 1']],
    [
      'rule',
      'create rule r as on insert to t do (select 1; select 2); select 3',
      ['create rule r as on insert to t do (select 1; select 2)', 'select 3'],
    ],
    ['more closed than opened', 'select 1); select 2', ['select 1)', 'select 2']],
    [
      'BEGIN ATOMIC',
      'create or replace function f() returns int begin atomic select 1; select case when true then 1 else 2 end; end; select 2',
      [
        'create or replace function f() returns int begin atomic select 1; select case when true then 1 else 2 end; end',
        'select 2',
      ],
    ],
    [
      'BEGIN ATOMIC with nested CASE, a label called end and a comment',
      `CREATE PROCEDURE p() BEGIN /* x */ ATOMIC
  INSERT INTO t SELECT CASE a WHEN 1 THEN CASE b WHEN 2 THEN 3 END END AS end, x.end, (CASE WHEN c THEN 'end;' END);
END; select 2`,
      [
        `CREATE PROCEDURE p() BEGIN /* x */ ATOMIC
  INSERT INTO t SELECT CASE a WHEN 1 THEN CASE b WHEN 2 THEN 3 END END AS end, x.end, (CASE WHEN c THEN 'end;' END);
END`,
        'select 2',
      ],
    ],
    [
      'a function called begin',
      `create function "begin"() returns int return 1; select 2`,
      [`create function "begin"() returns int return 1`, 'select 2'],
    ],
    [
      'BEGIN is a transaction elsewhere',
      'begin; create table atomic (a int); end;',
      ['begin', 'create table atomic (a int)', 'end'],
    ],
    [
      'a trigger on a table called atomic',
      'create table begin_atomic(); select 1',
      ['create table begin_atomic()', 'select 1'],
    ],
    [
      'casts and assignment',
      `select a::int, f(a := 1), b[1:2]; select 2`,
      ['select a::int, f(a := 1), b[1:2]', 'select 2'],
    ],
    [
      'standard_conforming_strings off',
      `set standard_conforming_strings = off; select '\\'; '; set standard_conforming_strings to on; select '\\'; select 2`,
      [
        `set standard_conforming_strings = off`,
        `select '\\'; '`,
        'set standard_conforming_strings to on',
        `select '\\'`,
        'select 2',
      ],
    ],
  ])('%s', (_name, text, statements) => expect(sqlOf(text)).toEqual(statements))

  test('line, offset and first words', () => {
    const text = '-- head\n\nselect 1;\n\n  /* two\nlines */ CREATE UNIQUE index\n x on "T" (lower(a));'
    const [one, two] = splitStatements(text, 'a.sql')
    expect(one).toMatchObject({ file: 'a.sql', line: 3, offset: 9, words: ['select'] })
    expect(two).toMatchObject({ line: 6, words: ['create', 'unique', 'index', 'x', 'on'] })
    expect(text.slice(two!.offset)).toMatch(/^CREATE UNIQUE/)
  })
})

describe('COPY data', () => {
  test('up to the line of its own', () => {
    const [copy, next] = splitStatements("COPY public.t (a, b) FROM stdin;\n1\t;'\n2\t\\N\n\\.\n\nselect 1;", 'a.sql')
    expect(copy).toMatchObject({ sql: 'COPY public.t (a, b) FROM stdin', copyData: "1\t;'\n2\t\\N\n" })
    expect(next).toMatchObject({ sql: 'select 1', line: 6, copyData: null })
  })
  test('without rows, with CRLF, or to the end of the file', () => {
    expect(splitStatements('copy t from stdin;\n\\.\nselect 1', 'a')[0]!.copyData).toBe('')
    expect(splitStatements('copy t from stdin;\r\n1\r\n\\.\r\nselect 1', 'a').map((s) => s.copyData)).toEqual([
      '1\r\n',
      null,
    ])
    expect(splitStatements('copy t from stdin with (format csv);\na,"\\.\n"', 'a')[0]!.copyData).toBe('a,"\\.\n"')
  })
  test('COPY of other things has none', () => {
    expect(splitStatements(`copy (select 1) to stdout; copy t from '/x'; select 1`, 'a')).toHaveLength(3)
  })
  test('SQL on the same line', () => {
    expect(() => splitStatements('copy t from stdin; select 1;\n1\n\\.', 'a.sql')).toThrow(
      /^a\.sql:1: SQL follows COPY/,
    )
  })
})

describe('what is never closed', () => {
  test.each([
    ["\nselect 'a;\n\n", 'a.sql:2: this quote'],
    ["\n\nselect E'a\\';", 'a.sql:3: this quote'],
    ['select "a;\n', 'a.sql:1: this quoted identifier'],
    ['\ndo $x$ a $y$;', 'a.sql:2: this dollar quote'],
    ['\n\n/* a /* b */', 'a.sql:3: this comment'],
    ['select 1;\ncreate table t (a int;\nselect 2;', 'a.sql:2: this parenthesis'],
    ['create function f() begin atomic\n select 1;', 'a.sql:1: this BEGIN ATOMIC has no END'],
  ])('%j', (text, message) => expect(() => splitStatements(text, 'a.sql')).toThrow(message))
})

describe('psql', () => {
  test('variables outside of quotes', () => {
    const text = `select :a, :'b', :"b", ':a', ":a", $$:a$$, x::a, /* :a */ :{?a}, :{?no}, :no, :'no', a[1:n] -- :a\n;`
    expect(pieces(text, { a: '7', b: `it's "so"` }).map(textOf)).toEqual([
      `select 7, 'it''s "so"', "it's ""so""", ':a', ":a", $$:a$$, x::a, /* :a */ TRUE, FALSE, :no, :'no', a[1:n] -- :a`,
    ])
  })
  test('a value is read as SQL in its turn, but never within itself', () => {
    expect(pieces(':both :a', { both: 'select 1; select :a', a: '2 :a' }).map(textOf)).toEqual([
      'select 1',
      'select 2 :a 2 :a',
    ])
  })
  test('a name put together', () => {
    expect(pieces('create table :s.x_:n (a int);', { s: 'app', n: '1' }).map(textOf)).toEqual([
      'create table app.x_1 (a int)',
    ])
  })
  test('commands, their arguments, and SQL behind them', () => {
    const text = `\\set a 'it''s \\n' b:v "c d"\n\\echo x \\\\ select 1; \\ir 'a b.sql'\r\nselect 2 \\gset p_\n\\copy t from 'a.csv' csv header\nselect 3;`
    expect(pieces(text, { v: '9' }).map(textOf)).toEqual([
      `\\set a|it's \n|b9|c d`,
      '\\echo x',
      'select 1',
      '\\ir a b.sql',
      '\\gset p_',
      `\\copy t from 'a.csv' csv header`,
      'select 2 \n\nselect 3',
    ])
  })
  test('a program in an argument is refused', () => {
    expect(() => pieces('\n\\set a `date`')).toThrow(/^a\.sql:2: .*program/)
  })
})

describe('annotations', () => {
  test('above a statement and inside it', () => {
    const [table] = splitStatements(
      `-- trueup: renamed from old_t\n-- other\ncreate table t (\n  -- trueup: renamed from "Old c"\n  c int,\n  --trueup: renamed from Old.B\n  b int\n);`,
      'a.sql',
    )
    expect(table!.annotations).toMatchObject([
      { from: 'old_t', fromSchema: null, line: 1, offset: -1 },
      { from: 'Old c', line: 4 },
      { from: 'b', fromSchema: 'old', line: 6 },
    ])
    expect(table!.sql.slice(table!.annotations[1]!.offset)).toMatch(/^-- trueup: renamed from "Old c"\n {2}c int/)
  })
  test('in block comments too', () => {
    const [table] = splitStatements(
      `/* trueup: renamed from old_t */ create table t (/* trueup: renamed from "Old c" */ c int,
/**
 * What it is.
 * trueup: renamed from old_d
 */
d int, /* not trueup: no */ e int)`,
      'a.sql',
    )
    expect(table!.annotations).toMatchObject([
      { from: 'old_t', offset: -1 },
      { from: 'Old c', line: 1 },
      { from: 'old_d', line: 2 },
    ])
    expect(() => splitStatements('create table t (a int /* trueup: renamed from b */)', 'a.sql')).toThrow('behind code')
  })
  test('what cannot be right', () => {
    expect(() => splitStatements('\n-- trueup: renamed from x', 'a.sql')).toThrow(
      'a.sql:2: the annotation applies to nothing',
    )
    expect(() => splitStatements('-- trueup: renamd from x\nselect 1', 'a.sql')).toThrow(
      'a.sql:1: the annotation “renamd from x”',
    )
    expect(() => splitStatements('create table t (a int, -- trueup: renamed from b\nc int)', 'a.sql')).toThrow(
      'a.sql:1: the annotation stands behind code',
    )
  })
  test('in strings it is text', () => {
    expect(splitStatements(`select '\n-- trueup: nonsense\n'`, 'a.sql')).toHaveLength(1)
  })
})

describe('speed', () => {
  /** Processor time: the machine may be busy with other things. */
  const timed = (text: string): number => {
    const start = process.cpuUsage()
    splitStatements(text, 'a.sql')
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
  test('1 MB takes no longer than 100 ms, also on one line', () => {
    const one = `CREATE TABLE public.t (id bigint NOT NULL, "na;me" text DEFAULT 'x;y', CHECK (length("na;me") > 0)); -- c\n`
    const text = one.repeat(Math.ceil(1e6 / one.length))
    const onOneLine = text.replaceAll('-- c\n', ' ')
    expect(Math.min(...[1, 2, 3, 4].map(() => timed(text)))).toBeLessThan(100)
    expect(Math.min(...[1, 2, 3, 4].map(() => timed(onOneLine)))).toBeLessThan(100)
  })
  test('linear in what is hard', () => {
    expect(timed(`select E'a' ${'-- - -- '.repeat(50_000)}`)).toBeLessThan(300)
    expect(timed(`select ${'('.repeat(100_000)}${')'.repeat(100_000)};`)).toBeLessThan(300)
    expect(timed(`select ${"'a' ".repeat(100_000)};`)).toBeLessThan(300)
    expect(timed(`select 1; -- x\n`.repeat(60_000))).toBeLessThan(300)
    expect(timed(`${'/*'.repeat(50_000)}${'*/'.repeat(50_000)}`)).toBeLessThan(300)
  })
})
