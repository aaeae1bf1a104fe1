// YAML, JSON and XML changelogs: what they refuse and remark with file and line, properties, preconditions.

import { describe, expect, test } from 'vitest'
import { rollbackStepsOf, stepsOf } from '../../src/changelog/sql/steps.ts'
import { rendering, sqlOf } from './liquibase.ts'
import { problemsOf, readTexts } from './memory.ts'

const yaml = (entries: string): string => `databaseChangeLog:\n${entries}`
const changeset = (rest: string): string =>
  yaml(`- changeSet:\n    id: 1\n    author: a\n${rest.replace(/^/gm, '    ')}`)

describe('refused', () => {
  test.each([
    ['foo: []', 'c.yaml:1: Could not find databaseChangeLog node.'],
    ['databaseChangeLog: 5', 'databaseChangeLog does not contain a list of entries.'],
    ['databaseChangeLog:\n  changeSet: {id: 1}', 'databaseChangeLog does not contain a list of entries.'],
    ['databaseChangeLog:\n- foo: {id: 1}', 'c.yaml:2: Unexpected node found under databaseChangeLog: foo.'],
    [
      'databaseChangeLog:\n- changeset: {id: 1}',
      'c.yaml:2: Unexpected node found under databaseChangeLog: changeset. Did you mean changeSet?',
    ],
    ['databaseChangeLog:\n- changeSet: {author: a}', 'c.yaml:2: a changeSet needs id.'],
    ['databaseChangeLog:\n- changeSet: {id: 1}', 'c.yaml:2: a changeSet needs author.'],
    [
      'databaseChangeLog:\n- include: {file: nope.sql}',
      'c.yaml:2: The file nope.sql was not found in the configured search path (memory).',
    ],
    ['databaseChangeLog:\n- include: {fiel: nope.sql}', 'c.yaml:2: include needs file.'],
    [
      'databaseChangeLog:\n- includeAll: {path: nope}',
      "c.yaml:2: Could not find directory, directory was empty, or no changelogs matched the provided search criteria for includeAll 'nope'.",
    ],
    ['databaseChangeLog:\n- includeAll: {path: nope, filter: x.Y}', 'c.yaml:2: filter names the Java class x.Y'],
    ['databaseChangeLog:\n  - {a: [}', 'c.yaml:2: this is no YAML:'],
    [
      changeset('changes:\n- createTable:\n    tableName: t\n    columns:\n    - column: {name: a, type: int, zip: 1}'),
      'c.yaml:9: Unexpected node: zip in column.',
    ],
    [
      changeset(
        'changes:\n- createTable:\n    tableName: t\n    columns:\n    - column: {name: a, type: int, constraints: {nulable: false}}',
      ),
      'c.yaml:9: Unexpected node: nulable in constraints. Did you mean nullable?',
    ],
    [
      changeset('preConditions:\n- onFail: STOP'),
      "c.yaml:5: onFail has no value 'STOP'. Possible values: HALT, CONTINUE, MARK_RAN, WARN.",
    ],
    [
      changeset('preConditions:\n- tableExits: {tableName: t}'),
      "c.yaml:6: The 'tableExits' precondition type is not supported. Did you mean tableExists?",
    ],
    [
      changeset('preConditions:\n- tableExists: {table: t}'),
      'c.yaml:6: the precondition tableExists has no table. It has catalogName, schemaName, tableName.',
    ],
    [
      changeset('preConditions:\n- columnExists: {tableName: t}'),
      'c.yaml:6: the precondition columnExists needs columnName.',
    ],
    [
      changeset('preConditions:\n- rowCount: {tableName: t, expectedRows: x}'),
      'c.yaml:6: expectedRows must be a whole number, not x.',
    ],
    [changeset('objectQuotingStrategy: SOME'), "c.yaml:5: objectQuotingStrategy has no value 'SOME'."],
    [changeset('runOrder: middle'), "c.yaml:5: runOrder has no value 'middle'. Possible values: first, last."],
    [changeset('changes:\n- empty'), 'c.yaml:6: an entry of changes is a change with its fields: `empty: {…}`.'],
    [
      changeset('changes:\n- dropTable: {tableName: t}\nmodifySql:\n- apend: {value: x}'),
      'c.yaml:8: modifySql has no apend. It has append, prepend, replace, regExpReplace.',
    ],
    [changeset('rollback:\n- undo: x'), "c.yaml:6: Unknown change type 'undo'."],
  ])('%j', (text, message) => {
    expect(() => readTexts({ 'c.yaml': text })).toThrow(message)
  })

  test('XML that is none, with its line', () => {
    expect(() => readTexts({ 'c.xml': '<databaseChangeLog>\n<changeSet id="1"\n</databaseChangeLog>' })).toThrow(
      /^c\.xml:3: this is no XML:/,
    )
  })

  test('an element of XML that is no change', () => {
    const xml =
      '<databaseChangeLog>\n<changeSet id="1" author="a">\n<creatTable tableName="t"><column name="a" type="int"/></creatTable>\n</changeSet>\n</databaseChangeLog>'
    expect(() => readTexts({ 'c.xml': xml })).toThrow(
      "c.xml:3: Unknown change type 'creatTable'. Did you mean createTable?",
    )
  })
})

describe('remarked', () => {
  test.each([
    [
      changeset('runOnChnage: true\nchanges:\n- sql: select 1'),
      'error misspelt-attribute c.yaml:5: a changeSet has no runOnChnage, so it is not read. Did you mean runOnChange?',
    ],
    [changeset('runOnChange: 1\nchanges:\n- sql: select 1'), 'error bad-value c.yaml:5: runOnChange: 1 means false'],
    [
      changeset('dbms: postgre\nchanges:\n- sql: select 1'),
      'error unknown-dbms c.yaml:2: no database is called postgre',
    ],
    [
      changeset('changes:\n- sql: {sql: select 1, dbms: postgres}'),
      'error unknown-dbms c.yaml:6: no database is called postgres',
    ],
    [
      changeset('changes:\n- createTable: {tableName: t, remark: x, columns: [{column: {name: a, type: int}}]}'),
      'error unknown-field c.yaml:6: createTable has no remark, so it is not read. Did you mean remarks?',
    ],
    [
      changeset('changes:\n- loadData: {tableName: t, file: r.csv, header: true}'),
      'warning unknown-field c.yaml:6: loadData has no header, so it is not read.',
    ],
    [
      changeset(
        'changes:\n- addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: r, referencedColumnNames: b, constraintName: c, deleteCascade: false, onDelete: SET NULL}',
      ),
      'error bad-value c.yaml:6: addForeignKeyConstraint says onDelete and deleteCascade, of which neither counts',
    ],
    [changeset('comment: x'), 'warning empty-changeset c.yaml:2: this changeset has no changes'],
    [
      changeset('changes:\n- sql:\n    sql: |\n      create function f() as $$\n      select 1;\n      select 2 $$;'),
      'warning split-in-body c.yaml:9: Liquibase splits at this semicolon',
    ],
    [
      yaml('- includeAll: {path: more, resourceComparator: java.util.Comparator.reverseOrder}'),
      'warning no-comparator c.yaml:2: resourceComparator names the Java class java.util.Comparator.reverseOrder, which cannot',
    ],
    [
      yaml('- includeAll: {path: more}'),
      'warning ignored-file c.yaml:2: more/notes.txt is no changelog, so includeAll skips it.',
    ],
  ])('%j', (text, expected) => {
    const found = problemsOf(
      readTexts({ 'c.yaml': text, 'r.csv': 'a\n1', 'more/a.sql': 'select 1', 'more/notes.txt': 'x' }),
    )
    expect(
      found.filter((problem) => problem.startsWith(expected)),
      found.join('\n'),
    ).toHaveLength(1)
  })
})

test('preconditions nest, in YAML as in XML', () => {
  const inYaml = `- preConditions:
    - onFail: HALT
    - onFailMessage: not here
    - dbms: {type: postgresql}
    - or:
      - runningAs: {username: me}
      - not: {tableExists: {tableName: t, schemaName: s}}
      - and:
        - sqlCheck: {expectedResult: 1, sql: "select 1;"}
        - rowCount: {tableName: t, expectedRows: 3}`
  const inXml = `<databaseChangeLog><preConditions onFail="HALT" onFailMessage="not here"><dbms type="postgresql"/><or><runningAs username="me"/>
    <not><tableExists tableName="t" schemaName="s"/></not><and><sqlCheck expectedResult="1">select 1;</sqlCheck><rowCount tableName="t" expectedRows="3"/></and></or></preConditions></databaseChangeLog>`
  const expected = {
    onFail: 'HALT',
    onError: 'HALT',
    onFailMessage: 'not here',
    all: [
      { type: 'dbms', names: 'postgresql' },
      {
        type: 'or',
        of: [
          { type: 'runningAs', username: 'me' },
          { type: 'not', of: [{ type: 'tableExists', schema: 's', table: 't' }] },
          {
            type: 'and',
            of: [
              { type: 'sqlCheck', expectedResult: '1', sql: 'select 1' },
              { type: 'rowCount', table: 't', expectedRows: 3 },
            ],
          },
        ],
      },
    ],
  }
  expect(readTexts({ 'c.yaml': yaml(inYaml) }).preconditions).toMatchObject([expected])
  expect(readTexts({ 'c.xml': inXml }).preconditions).toMatchObject([expected])
})

test('every precondition of formatted SQL is that of YAML', () => {
  const pairs: [string, string][] = [
    ['dbms type:postgresql,h2', 'dbms: {type: "postgresql,h2"}'],
    ['running-as username:me', 'runningAs: {username: me}'],
    [
      'changeset-executed id:1 author:"a b" changeLogFile:x.sql',
      'changeSetExecuted: {id: 1, author: a b, changeLogFile: x.sql}',
    ],
    ['table-exists table:t schema:s', 'tableExists: {tableName: t, schemaName: s}'],
    ['view-exists view:"my v"', 'viewExists: {viewName: my v}'],
    ['sequence-exists sequence:q', 'sequenceExists: {sequenceName: q}'],
    ['column-exists table:t column:c', 'columnExists: {tableName: t, columnName: c}'],
    ['index-exists index:i table:t columns:a,b', 'indexExists: {indexName: i, tableName: t, columnNames: "a, b"}'],
    ['primary-key-exists table:t', 'primaryKeyExists: {tableName: t}'],
    [
      'foreign-key-constraint-exists table:t name:fk',
      'foreignKeyConstraintExists: {foreignKeyTableName: t, foreignKeyName: fk}',
    ],
    ['unique-constraint-exists table:t columns:a', 'uniqueConstraintExists: {tableName: t, columnNames: a}'],
    ['table-is-empty table:t', 'tableIsEmpty: {tableName: t}'],
    ['row-count table:t expectedRows:5', 'rowCount: {tableName: t, expectedRows: 5}'],
    ["sql-check expectedResult:'a b' select 'a b';", 'sqlCheck: {expectedResult: a b, sql: "select \'a b\';"}'],
    ['change-log-property-defined property:p value:v', 'changeLogPropertyDefined: {property: p, value: v}'],
    ['expected-quoting-strategy strategy:LEGACY', 'expectedQuotingStrategy: {strategy: LEGACY}'],
    ['not-table-exists table:t', 'not: {tableExists: {tableName: t}}'],
    [
      'or (table-exists table:t) (not-view-exists view:v) (sql-check 1 select count(*) from (select 1) x)',
      'or: [{tableExists: {tableName: t}}, {not: {viewExists: {viewName: v}}}, {sqlCheck: {expectedResult: 1, sql: select count(*) from (select 1) x}}]',
    ],
  ]
  for (const [sql, inYaml] of pairs) {
    const formatted = readTexts({
      'c.sql': `--liquibase formatted sql\n--property name:p value:v\n--changeset a:1\n--preconditions onFail:WARN\n--precondition-${sql}\nselect 1;`,
    })
    const structured = readTexts({ 'c.yaml': yaml(`- property: {name: p, value: v}\n- preConditions: [{${inYaml}}]`) })
    const [found] = formatted.changesets[0]?.preconditions?.all ?? []
    const [wanted] = structured.preconditions[0]?.all ?? []
    expect(withoutPlaces(found), sql).toEqual(withoutPlaces(wanted))
    expect(found).toMatchObject({ file: 'c.sql', line: 5 })
  }
})

const withoutPlaces = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'file' || key === 'line' ? undefined : each)))

describe('properties', () => {
  const filled = (entries: string, options = {}): string | undefined =>
    readTexts({ 'c.yaml': yaml(`${entries}\n- changeSet: {id: 1, author: a, changes: [{sql: "\${x}"}]}`) }, options)
      .changesets[0]?.changes[0]?.content?.text

  test('the environment, then the user, then the first global, then the last local one', () => {
    const local = '- property: {name: x, value: l1, global: false}\n- property: {name: X, value: l2, global: false}'
    const global = `${local}\n- property: {name: x, value: g1}\n- property: {name: x, value: g2}`
    expect(filled(local)).toBe('l2')
    expect(filled(global)).toBe('g1')
    expect(filled(global, { properties: new Map([['X', 'given']]) })).toBe('given')
    expect(filled(global, { properties: new Map([['x', 'given']]), environment: { X: 'env' } })).toBe('env')
  })

  test('for some contexts, labels and databases alone', () => {
    const some =
      '- property: {name: x, value: wrong, context: prod}\n- property: {name: x, value: wrong, dbms: h2}\n- property: {name: x, value: other}'
    expect(filled(some, { contexts: ['test'] })).toBe('other')
    expect(filled(some, { contexts: ['prod'] })).toBe('wrong')
  })

  test('what nothing defines: kept, emptied, refused', () => {
    expect(filled('')).toBe('${x}')
    expect(() => filled('', { missingProperty: 'error' })).toThrow('c.yaml:3: nothing defines the property ${x}.')
  })

  test('one that names itself', () => {
    expect(() => filled('- property: {name: x, value: "${x}${x}"}')).toThrow('a property names itself')
    expect(() => filled('- property: {name: x, value: "a${x}"}')).toThrow('a property names itself')
  })

  test('an escaped one', () => {
    const texts = { 'c.yaml': yaml('- changeSet: {id: 1, author: a, changes: [{sql: "select \'${:x}\'"}]}') }
    expect(readTexts(texts, { propertyEscaping: true }).changesets[0]?.changes[0]?.content?.text).toBe("select '${x}'")
  })
})

test('a rollback that names another changeset runs its changes, wherever it stands', async () => {
  const { changesets } = readTexts({
    'c.yaml': yaml(
      '- changeSet: {id: 1, author: a, changes: [{sql: select 1}], rollback: {changeSetId: 2, changeSetAuthor: a}}\n- changeSet: {id: 2, author: a, changes: [{dropTable: {tableName: t}}]}',
    ),
  })
  expect(sqlOf(await rollbackStepsOf(changesets[0]!, rendering()))).toEqual(['DROP TABLE t'])
})

test('modifySql is for its database, contexts and labels', async () => {
  const modify = (rest: string): string =>
    changeset(
      `changes:\n- dropTable: {tableName: t}\nmodifySql:\n- ${rest}\n- append: {value: " -- x"}\n- regExpReplace: {replace: "(t)$", with: "$1$0"}`,
    )
  const sql = async (rest: string): Promise<string[]> =>
    sqlOf(await stepsOf(readTexts({ 'c.yaml': modify(rest) }).changesets[0]!, rendering()))
  expect(await sql('dbms: postgresql')).toEqual(['DROP TABLE t -- x'])
  expect(await sql('dbms: h2')).toEqual(['DROP TABLE t'])
  expect(await sql('context: prod')).toEqual(['DROP TABLE t'])
})

test('a change of YAML has its line, and so have the statements of its text', async () => {
  const { changesets } = readTexts({
    'c.yaml': changeset(
      'changes:\n- dropTable:\n    tableName: t\n- sql: select 1\n- sql:\n    sql: |\n      select 2;\n\n      select 3;',
    ),
  })
  const steps = await stepsOf(changesets[0]!, rendering('trueup'))
  expect(steps.map((step) => step.type === 'statement' && [step.statement.line, step.statement.sql])).toEqual([
    [6, 'DROP TABLE t'],
    [8, 'select 1'],
    [11, 'select 2'],
    [13, 'select 3'],
  ])
})
