// Formatted SQL: what Liquibase refuses, what it lets through and we name, and what goes beyond its free edition.

import { describe, expect, test } from 'vitest'
import { irreversibleChange, rollbackStepsOf, stepsOf } from '../../src/changelog/sql/steps.ts'
import { checksum } from '../../src/changelog/checksum/checksum.ts'
import { rendering, sqlOf } from './liquibase.ts'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'
import { filesOf, problemsOf, readSql, readTexts } from './memory.ts'

const EMPTY = '--liquibase formatted sql\n'

describe('refused, as Liquibase does, with file and line', () => {
  test.each([
    ['--changeset a: 1\nselect 1;', 'c.sql:2: this line is near a directive but none: write --changeset <author>:<id>'],
    ['--changeset a\nselect 1;', 'c.sql:2: this line is near a directive'],
    ['- changeset a:1\nselect 1;', 'c.sql:2: this line is near a directive'],
    ['--changesets a:1\nselect 1;', 'c.sql:2: this line is near a directive'],
    ['--changeset a:1\n--comments x\nselect 1;', 'c.sql:3: this line is near a directive but none: write --comment'],
    ['--changeset a:1\n- comment x\nselect 1;', 'c.sql:3: this line is near a directive'],
    ['--changeset a:1\nselect 1;\n- rollback x', 'c.sql:4: this line is near a directive but none: write --rollback'],
    ['--changeset a:1\n- validCheckSum: x\nselect 1;', 'c.sql:3: this line is near a directive'],
    ['--changeset a:1\n -preconditions x\nselect 1;', 'c.sql:3: this line is near a directive'],
    ['--changeset a:1\n-precondition-sql-check 1 1\nselect 1;', 'c.sql:3: this line is near a directive'],
    ['--changeset a:1\nselect 1; \n-- property of x', 'c.sql:4: this line is near a directive'],
    ['--property name:x', 'c.sql:2: this line is near a directive'],
    ['--changeset a:1\nselect 1;\n--ignore:1', 'c.sql:4: this line is near a directive'],
    ['--changeset a:1\nselect 1;\n--ignoreLines:x', 'c.sql:4: ignoreLines takes a number of lines'],
    ['--comment x\n--changeset a:1\nselect 1;', 'c.sql:2: a --comment belongs in a changeset'],
    ['--changeset a:1\n--changeset a:2\nselect 1;', 'c.sql:2: No SQL for changeset c.sql::1::a'],
    ['--changeset a:1\nselect 1;\n/* liquibase rollback\nx', 'c.sql:4: Liquibase rollback comment is not closed.'],
    ['--changeset a:1\n--preconditions onFail:X\nselect 1;', "c.sql:3: onFail has no value 'X'. Possible values: HALT"],
    [
      '--changeset a:1\n--preconditions onSqlOutput:TEST onUpdateSQL:FAIL\nselect 1;',
      'c.sql:3: onSqlOutput and onUpdateSQL',
    ],
    [
      '--changeset a:1\n--preconditions\n--precondition-sql-chek 1 1\nselect 1;',
      "c.sql:4: The 'sql-chek' precondition type is not supported. Did you mean sql-check?",
    ],
    [
      '--changeset a:1\n--preconditions\n--precondition-sql-check select\nselect 1;',
      'c.sql:4: a sql-check needs a result and SQL',
    ],
    [
      '--changeset a:1\n--preconditions\n--precondition-table-exists tbl\nselect 1;',
      'c.sql:4: the precondition tableExists needs tableName.',
    ],
    [
      '--changeset a:1\n--preconditions\n--precondition-table-exists tabel:x\nselect 1;',
      'c.sql:4: the precondition tableExists has no attribute tabel.',
    ],
    [
      '--changeset a:1\nselect 1;\n--rollback changesetId:9 changesetAuthor:a',
      'c.sql:4: Change set c.sql::9::a does not exist.',
    ],
    ['--changeset a:1\nselect 1;\n--rollback changesetId:9', "c.sql:4: 'changesetAuthor' not set"],
    [
      '--include file:nowhere.sql',
      'c.sql:2: The file nowhere.sql was not found in the configured search path (memory).',
    ],
  ])('%j', (text, message) => {
    expect(() => readSql(text)).toThrow(message)
  })

  test('a raw file that is empty', () => {
    expect(() => readTexts({ 'raw.sql': '\n \n' })).toThrow("raw.sql:1: Unable to parse empty file: 'raw.sql'.")
  })

  test('a file that includes itself', () => {
    const texts = {
      'a.yaml': 'databaseChangeLog:\n- include: {file: b.yaml}',
      'b.yaml': 'databaseChangeLog:\n- include: {file: a.yaml}',
    }
    expect(() => readTexts(texts)).toThrow('b.yaml:2: a.yaml includes itself: a.yaml → b.yaml → a.yaml.')
  })
})

describe('what Liquibase lets through', () => {
  test.each([
    [
      'select 0;\n--changeset a:1\nselect 1;',
      'error before-first-changeset c.sql:2: this stands before the first changeset, so it never runs.',
    ],
    ['--rollback x\n--changeset a:1\nselect 1;', 'error before-first-changeset c.sql:2'],
    [
      '--changeset a:1 runOnChnage:true\nselect 1;',
      'error misspelt-attribute c.sql:2: a changeset has no attribute runOnChnage. Did you mean runOnChange?',
    ],
    [
      '--changeset a:1 runOnChange: true\nselect 1;',
      'error bad-value c.sql:2: runOnChange is empty: no space may stand',
    ],
    ['--changeset a:1 runOnChange:yes\nselect 1;', 'error bad-value c.sql:2: runOnChange:yes means false'],
    [
      '--changeset a:1 context:a and b\nselect 1;',
      'error bad-value c.sql:2: context:a ends here, so `and` is not read. Put the whole value in double quotes.',
    ],
    [
      '--changeset a:1 created:today\nselect 1;',
      'warning ignored-attribute c.sql:2: created means nothing in formatted SQL',
    ],
    ['--changeset a:1 something\nselect 1;', 'warning misspelt-attribute c.sql:2: `something` is no attribute'],
    [
      '--changeset a:1 dbms:postgre\nselect 1;',
      'error unknown-dbms c.sql:2: no database is called postgre, so this never runs. Did you mean postgresql?',
    ],
    [
      '--changeset a:1\nselect 1;\n--changeset a:2\n',
      'error empty-changeset c.sql:4: this last changeset has no SQL, so Liquibase runs that of the changeset before it once more.',
    ],
    [
      '--changeset a:1\n-- nothing\n/* at all */',
      'warning empty-changeset c.sql:3: this changeset holds comments and no SQL',
    ],
    [
      '--changeset a:1\nselect 1;\n-- comment that explains\nselect 2;',
      'warning swallowed-comment c.sql:4: this comment becomes the changeset’s own',
    ],
    [
      '--changeset a:1\nselect $$\n--changeset a:2\n$$;',
      'error directive-in-body c.sql:4: this line within a dollar quote is read as --changeset, and the SQL is cut there.',
    ],
    ['--changeset a:1 runWith:psql\nselect 1;', 'warning ignored-attribute c.sql:2: runWith psql starts no psql'],
    [
      '--changeset a:1\nselect $$\n--rollback x\n$$;',
      'error directive-in-body c.sql:4: this line within a dollar quote is read as --rollback, and is gone from the SQL.',
    ],
    [
      '--changeset a:1\n/*\n-- comment x\n*/ select 1;',
      'error directive-in-body c.sql:4: this line within a block comment is read as --comment',
    ],
    [
      '--changeset a:1\ncreate function f() as $$\nselect 1;\nselect 2;\n$$;',
      'warning split-in-body c.sql:4: Liquibase splits at this semicolon within a dollar quote',
    ],
    [
      '--changeset a:1\n--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:0 select count(*) from t\n--  where a = 1\nselect 1;',
      'warning wrapped-precondition c.sql:5: the precondition above seems to go on here, but only its first line is read: `select count(*) from t`.',
    ],
    [
      '--changeset a:1\n--preconditions onFail:WARN\n--precondition-sql-check 1 select 1\n--preconditions onFail:HALT\nselect 1;',
      'error wrapped-precondition c.sql:5: this replaces the --preconditions above',
    ],
    [
      '--changeset a:1\nselect 1;\n/* liquibase rollback\ndrop table\nt;\n*/',
      'warning joined-rollback c.sql:5: Liquibase joins the lines of a rollback block without white space: `drop tablet;`.',
    ],
    [
      '--changeset a:1\nselect ${tabel};',
      'warning unknown-property c.sql:3: nothing defines ${tabel}, so it stays as it stands.',
    ],
    [
      '--property name:table value:t\n--changeset a:1\nselect 1,\n${tabel};',
      'warning unknown-property c.sql:5: nothing defines ${tabel}, so it stays as it stands. Did you mean ${table}?',
    ],
    [
      '--changeset a:1\nselect 1;\n--changeset a:1\nselect 2;',
      'error duplicate-identity c.sql:4: c.sql::1::a stands in c.sql:2 too.',
    ],
    [
      '--changeset a:1\nselect 1;\n--ignoreLines:start\nselect 2;',
      'error bad-value c.sql:4: no --ignoreLines:end follows',
    ],
    [
      '--changeset a:1\nselect 1;\n--rolback select 2',
      'warning misspelt-directive c.sql:4: `--rolback` is a comment. Did you mean --rollback?',
    ],
    [
      '--changeset a:1\nselect 1;\n--rollback: select 2',
      'warning misspelt-directive c.sql:4: `--rollback:` is a comment',
    ],
    ['--chageset a:1\nselect 1;', 'error before-first-changeset c.sql:3'],
  ])('%j', (text, expected) => {
    const found = problemsOf(readSql(text))
    expect(
      found.filter((problem) => problem.startsWith(expected)),
      found.join('\n'),
    ).toHaveLength(1)
  })

  test('${HOME} is filled in from the environment', () => {
    const changelog = readSql("--changeset a:1\nselect '${HOME}';", { environment: { HOME: '/h' } })
    expect(problemsOf(changelog)).toEqual([
      'warning environment-property c.sql:3: ${HOME} is filled in from the environment, as Liquibase does.',
    ])
    expect(changelog.changesets[0]?.changes[0]?.content?.text).toBe("select '/h';")
  })

  test('a file that is not UTF-8', () => {
    const files = filesOf({ 'c.sql': '' })
    const latin = Buffer.from("--liquibase formatted sql\n--changeset a:1\nselect 1;\nselect '\u00e6';", 'latin1')
    const changelog = readChangelog('c.sql', { environment: {}, files: { ...files, read: () => latin } })
    expect(problemsOf(changelog)).toEqual([
      'error not-utf8 c.sql:4: this line is not UTF-8, so its letters are lost, in Liquibase too. Convert the file (iconv -t utf-8).',
    ])
  })

  test('an environment variable hides a property', () => {
    const text = '--property name:path value:p\n--changeset a:1\nselect ${path};'
    expect(problemsOf(readSql(text, { environment: { PATH: '/bin' } }))).toEqual([
      'warning environment-property c.sql:4: ${path} is filled in from the environment, as Liquibase does. The property of that name is never used: call it otherwise.',
    ])
  })

  test('a context that is near one that others have', () => {
    const text = ['prod', 'prod', 'prdo', 'v1', 'v2', 'test', 'test']
      .map((c, i) => `--changeset a:${i} context:${c}\nselect ${i};`)
      .join('\n')
    expect(problemsOf(readSql(text))).toEqual([
      'warning misspelt-name c.sql:6: the context prdo stands here alone, and prod elsewhere. Did you mean prod?',
    ])
  })

  test('a changelog that nothing includes', () => {
    const texts = {
      'db/root.yaml':
        'databaseChangeLog:\n- include: {file: db/a.sql}\n- changeSet: {id: 1, author: a, changes: [{sqlFile: {path: db/used.sql}}]}',
      'db/a.sql': `${EMPTY}--changeset a:1\nselect 1;`,
      'db/used.sql': 'select 1;',
      'db/lost.sql': `${EMPTY}--changeset a:1\nselect 1;`,
      'db/plain.sql': 'select 1;',
      'db/lost.yaml': 'databaseChangeLog: []',
      'other/lost.sql': `${EMPTY}--changeset a:1\nselect 1;`,
    }
    expect(problemsOf(readTexts(texts))).toEqual([
      'warning not-included db/lost.sql:1: this is a changelog that no other one includes, so it never runs. Include it, or delete it.',
      'warning not-included db/lost.yaml:1: this is a changelog that no other one includes, so it never runs. Include it, or delete it.',
    ])
  })

  test('with Liquibase’s compatibility they are warnings, and an empty last changeset runs the one before it', () => {
    const changelog = readSql('--changeset a:1\nselect 1;\n--changeset a:2\n', { compatibility: 'liquibase' })
    expect(changelog.problems.map(({ severity }) => severity)).toEqual(['warning'])
    expect(changelog.changesets.map((each) => checksum(each, 9))).toEqual(
      Array(2).fill(checksum(changelog.changesets[0]!, 9)),
    )
  })

  test('a changelog in order says nothing', () => {
    const text = `--changeset a:1 runOnChange:true context:"a and b" labels:l1,l2 dbms:postgresql,!h2 (splitStatements:false, stripComments:true)
--comment: what it is for
--validCheckSum: any
--preconditions onFail:MARK_RAN onFailMessage:"not now"
--precondition-sql-check expectedResult:0 select count(*) from t
-- it is explained here
create function f() returns int language sql as $$ select 1; select 2 $$;
--rollback drop function f();`
    expect(problemsOf(readSql(text))).toEqual([])
  })
})

describe('beyond Liquibase’s free edition', () => {
  test('include and includeAll stand between changesets, in their place', () => {
    const texts = {
      'db/c.sql': `${EMPTY}--changeset a:1\nselect 1;\n--include file:b.sql relativeToChangelogFile:true context:x\n--changeset a:3\nselect 3;\n--includeAll path:more relativeToChangelogFile:true\n`,
      'db/b.sql': `${EMPTY}--changeset a:2\nselect 2;`,
      'db/more/4.sql': `${EMPTY}--changeset a:4\nselect 4;`,
      'db/more/5.sql': 'select 5;',
    }
    const { changesets, problems } = readTexts(texts)
    expect(problems).toEqual([])
    expect(changesets.map(({ path, id, contexts }) => [path, id, ...contexts])).toEqual([
      ['db/c.sql', '1'],
      ['db/b.sql', '2', 'x'],
      ['db/c.sql', '3'],
      ['db/more/4.sql', '4'],
      ['db/more/5.sql', 'raw'],
    ])
  })

  test('tagDatabase, by itself or with SQL', () => {
    const { changesets } = readSql('--changeset a:1\n--tagDatabase: v1\n--changeset a:2\nselect 1;\n--tagDatabase: v2')
    expect(changesets.map(({ tag }) => tag)).toEqual(['v1', 'v2'])
    expect(changesets.map(({ changes }) => changes.map(({ type }) => type))).toEqual([
      ['tagDatabase'],
      ['sql', 'tagDatabase'],
    ])
  })

  test('rollbackSqlFile', async () => {
    const texts = {
      'c.sql': `${EMPTY}--changeset a:1\ncreate table t();\n--rollbackSqlFile path:undo.sql\n`,
      'undo.sql': 'drop table t;\nselect 1;',
    }
    const [changeset] = readTexts(texts).changesets
    expect(sqlOf(await rollbackStepsOf(changeset!, rendering('trueup')))).toEqual(['drop table t', 'select 1'])
  })

  test('with Liquibase’s compatibility they are comments, as they are there', () => {
    const { changesets, problems } = readSql('--changeset a:1\nselect 1;\n--tagDatabase: v1', {
      compatibility: 'liquibase',
    })
    expect(changesets[0]?.tag).toBeNull()
    expect(changesets[0]?.changes[0]?.content?.text).toBe('select 1;\n--tagDatabase: v1')
    expect(problems.map(({ rule }) => rule)).toEqual(['swallowed-comment'])
  })

  test('a precondition over lines that end in a backslash', () => {
    const { changesets, problems } = readSql(
      '--changeset a:1\n--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:0 select count(*) \\\n--   from t \\\n--   where a = 1\nselect 1;',
    )
    expect(problems).toEqual([])
    expect(changesets[0]?.preconditions?.all).toMatchObject([
      { type: 'sqlCheck', sql: 'select count(*) from t where a = 1' },
    ])
    expect(changesets[0]?.changes[0]?.content?.text).toBe('select 1;')
  })

  test('the lines of a block rollback stay apart, and its statements have their lines', async () => {
    const { changesets } = readSql(
      '--changeset a:1\nselect 1;\n/* liquibase rollback\ndrop table\nt; -- x\nselect 2;\n*/',
    )
    const steps = await rollbackStepsOf(changesets[0]!, rendering('trueup'))
    expect(sqlOf(steps)).toEqual(['drop table\nt', 'select 2'])
    expect(steps).toMatchObject([{ statement: { line: 5 } }, { statement: { line: 7 } }])
  })
})

test('statements have the line at which they stand, whatever directives stand between', async () => {
  const { changesets } = readSql('--changeset a:1\n\nselect 1;\n--rollback x\nselect 2;\n\n-- note\nselect 3;')
  for (const compatibility of ['trueup', 'liquibase'] as const) {
    const steps = await stepsOf(changesets[0]!, rendering(compatibility))
    expect(steps.map((step) => step.type === 'statement' && step.statement.line)).toEqual([4, 6, 9])
  }
})

test('what nothing undoes is named', () => {
  const { changesets } = readSql('--changeset a:1\nselect 1;\n--changeset a:2\nselect 1;\n--rollback empty')
  expect(changesets.map(irreversibleChange)).toMatchObject([{ type: 'sql', line: 3 }, null])
})

test('no rollback is an error that says what to write', async () => {
  const { changesets } = readSql('--changeset a:1\nselect 1;')
  await expect(rollbackStepsOf(changesets[0]!, rendering())).rejects.toThrow(
    'c.sql:3: nothing says how to undo this SQL. Write --rollback <SQL>, or --rollback empty',
  )
})
