// The SQL of change types: beside what the real Liquibase printed with a default schema, and where it depends on the table.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Changeset } from '../../src/changelog/changelog.ts'
import { rollbackStepsOf, stepsOf } from '../../src/changelog/sql/steps.ts'
import { changeTypeNames } from '../../src/changelog/sql/change-types/all.ts'
import { dataTypeOf } from '../../src/changelog/sql/data-types.ts'
import { namesFor } from '../../src/changelog/sql/names.ts'
import { ROOT } from '../house/files.ts'
import { read, rendering, sqlOf } from './liquibase.ts'
import { readTexts } from './memory.ts'

const PRINTED = join(ROOT, '../shared/facts/liquibase-vectors/change-types.update-sql.txt')

/** What `update-sql` printed for each changeset, between its title and its row in the history. */
function printed(): Map<string, string> {
  const parts = readFileSync(PRINTED, 'utf8').split(/^-- Changeset all\.yaml::(\S+)::a$/m)
  const found = new Map<string, string>()
  for (let i = 1; i < parts.length; i += 2) {
    const text = (parts[i + 1] ?? '')
      .replace(/^(?:-- WARNING The following|INSERT INTO public\.databasechangelog)[^\n]*$/gm, '')
      .replace(/^SET SEARCH_PATH [^\n]*$/gm, '')
      .replace(/^-- Release Database Lock[\s\S]*$/m, '')
    found.set(parts[i] ?? '', text.replace(/\n{2,}/g, '\n').trim())
  }
  return found
}

describe.skipIf(!existsSync(PRINTED))('update-sql with a default schema (needs ../shared)', () => {
  const changesets = read('change-types', 'change-types.yaml')
  test.each(changesets.map(({ id }) => id))('%s', async (id) => {
    const changeset = changesets.find((each) => each.id === id)
    const wanted = printed().get(id)
    // the run ended at `stop`, before the last changeset; a comment of the changeset stands first
    if (changeset === undefined || id === 'modsql') return
    const statements = sqlOf(await stepsOf(changeset, rendering('liquibase', 'public')))
    const ours = statements
      .map((sql) => `${sql.replace(/;\s*$/, '')};`)
      .join('\n')
      .replace(/\n{2,}/g, '\n')
    const uuid = (text: string | undefined): string | undefined =>
      // a uuid that is not quoted is a syntax error (42601)
      text?.replace('DEFAULT 00000000-0000-0000-0000-000000000000', `DEFAULT '00000000-0000-0000-0000-000000000000'`)
    expect(ours).toBe(uuid(wanted)?.replace(/^-- hello\n/, ''))
  })
})

async function sqlIn(changes: string, types: Readonly<Record<string, string>> = {}, csv = ''): Promise<string[]> {
  const yaml = `databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes:\n${changes.replace(/^/gm, '    ')}`
  const { changesets } = readTexts({ 'c.yaml': yaml, 'rows.csv': csv })
  const [changeset] = changesets
  return changeset ? sqlOf(await stepsOf(changeset, rendering('trueup', null, new Map(Object.entries(types))))) : []
}

describe('loadData', () => {
  const load = '- loadData: {tableName: t, file: rows.csv}'

  test('values by the types of the table', async () => {
    const types = {
      id: 'integer',
      n: 'numeric(10,2)',
      ok: 'boolean',
      name: 'text',
      u: 'uuid',
      at: 'timestamp with time zone',
      a: 'integer[]',
    }
    const csv = `id,n,ok,name,u,at,a
1,1.50,true,O'Neil,11100001-0000-4000-8000-000000000001,2020-01-02T03:04:05,"{1,2}"
# a comment
2,NULL,0,,,,

x,,maybe,null,,now(),`
    expect(await sqlIn(load, types, csv)).toEqual([
      `INSERT INTO t (id, n, ok, name, u, at, a) VALUES ${[
        `(1, 1.50, TRUE, 'O''Neil', '11100001-0000-4000-8000-000000000001', '2020-01-02T03:04:05', '{1,2}')`,
        `(2, NULL, FALSE, NULL, NULL, NULL, NULL)`,
        `('x', NULL, 'maybe', NULL, NULL, 'now()', NULL)`,
      ].join(',')}`,
    ])
  })

  test('51 rows at a time', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => `${i}`)
    const statements = await sqlIn(load, { id: 'bigint' }, ['id', ...rows].join('\n'))
    expect(statements.map((sql) => sql.split('(').length - 2)).toEqual([51, 51, 18])
  })

  test('what the changelog says of its columns', async () => {
    const columns = `[{column: {name: a, type: STRING}}, {column: {header: B b, name: b, type: NUMERIC}}, {column: {name: c, type: SKIP}}, {column: {index: 3, name: d, type: COMPUTED}}, {column: {name: e, type: SEQUENCE}}, {column: {name: f, type: BOOLEAN, defaultValueBoolean: true}}]`
    const csv = "a;B b;c;x;e;f\n;5;skipped;now();s1;\n'q;\"';;;;;no"
    expect(
      await sqlIn(
        `- loadData: {tableName: T, file: rows.csv, separator: ";", quotchar: "'", columns: ${columns}}`,
        {},
        csv,
      ),
    ).toEqual([
      `INSERT INTO T (a, b, d, e, f) VALUES ('', 5, NOW(), nextval('s1'), TRUE),('q;"', NULL, NULL, NULL, FALSE)`,
    ])
  })

  test('a row with too few values is an error', async () => {
    await expect(sqlIn(load, {}, 'a,b\n1')).rejects.toThrow('rows.csv:2: this row has 1 values, and the header')
  })

  test('nothing to load', async () => {
    expect(await sqlIn(load, {}, 'a,b\n')).toEqual([])
  })
})

describe('loadUpdateData', () => {
  test('a row that is there is updated, the key whatever its case', async () => {
    const sql = await sqlIn(
      '- loadUpdateData: {tableName: t, file: rows.csv, primaryKey: ID}',
      { id: 'integer' },
      'id,name\n1,a',
    )
    expect(sql).toEqual([
      `DO\n$$\nBEGIN\nUPDATE t SET name = 'a' WHERE id = 1;\nIF not found THEN\nINSERT INTO t (id, name) VALUES (1, 'a');\nEND IF;\nEND;\n$$\nLANGUAGE plpgsql;`,
    ])
  })

  test('a value with two dollars ends no body', async () => {
    const [sql] = await sqlIn(
      '- loadUpdateData: {tableName: t, file: rows.csv, primaryKey: id, onlyUpdate: true}',
      {},
      'id,name\n1,a$$b',
    )
    expect(sql).toBe(`DO\n$row$\nBEGIN\nUPDATE t SET name = 'a$$b' WHERE id = '1';\nEND;\n$row$\nLANGUAGE plpgsql;`)
  })

  test('its rollback deletes by key', async () => {
    const yaml =
      'databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{loadUpdateData: {tableName: t, file: r.csv, primaryKey: "a,b"}}]}'
    const [changeset] = readTexts({ 'c.yaml': yaml, 'r.csv': 'a,b,c\n1,,3' }).changesets
    expect(sqlOf(await rollbackStepsOf(changeset!, rendering()))).toEqual([`DELETE FROM t WHERE a = '1' AND b is NULL`])
  })
})

test.each([
  ['int(11)', 'INTEGER'],
  ['bigserial', 'BIGINT'],
  ['java.sql.Types.VARCHAR(5)', 'VARCHAR(5)'],
  ['varchar(255 CHAR)', 'VARCHAR(255)'],
  ['character varying(5)', 'VARCHAR(5)'],
  ['datetime(3)', 'TIMESTAMP(3) WITHOUT TIME ZONE'],
  ['timestamp with time zone', 'TIMESTAMP with time zone'],
  ['timestamptz(3)', 'TIMESTAMP(3) WITH TIME ZONE'],
  ['time(3)', 'time(3) WITHOUT TIME ZONE'],
  ['decimal(10,2)', 'DECIMAL(10, 2)'],
  ['number(10,2)', 'numeric(10, 2)'],
  ['double precision', 'DOUBLE PRECISION'],
  ['longtext', 'TEXT'],
  ['blob', 'OID'],
  ['varbinary(20)', 'BYTEA'],
  ['uniqueidentifier', 'UUID'],
  ['geometry(Point,4326)', 'GEOMETRY(Point, 4326)'],
  ['jsonb', 'JSONB'],
  ['int[]', 'INT[]'],
  ['varchar(10)[]', 'VARCHAR(10)[]'],
  ['"MyType"', '"MyType"'],
  ['bit varying(5)', 'BIT VARYING(5)'],
  ['varchar(5) collate "C"', 'VARCHAR(5) collate "C"'],
])('type %s: %s', (written, sql) => {
  expect(dataTypeOf(written).sql).toBe(sql)
})

test.each([
  ['person', 'person', '"person"', 'person'],
  ['Person', '"Person"', '"Person"', 'Person'],
  ['PERSON', 'PERSON', '"PERSON"', 'PERSON'],
  ['user', '"user"', '"user"', '"user"'],
  ['type', 'type', '"type"', 'type'],
  ['my table', '"my table"', '"my table"', '"my table"'],
  ['1abc', '"1abc"', '"1abc"', '"1abc"'],
  ['æ', '"æ"', '"æ"', '"æ"'],
  ['a"b', '"a""b"', '"a""b"', '"a""b"'],
])('name %s', (name, legacy, all, reserved) => {
  expect(namesFor('LEGACY', null).plain(name)).toBe(legacy)
  expect(namesFor('QUOTE_ALL_OBJECTS', null).plain(name)).toBe(all)
  expect(namesFor('QUOTE_ONLY_RESERVED_WORDS', null).plain(name)).toBe(reserved)
})

test('an unknown change type is refused, with the one that was meant', () => {
  const texts = {
    'c.yaml':
      'databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes:\n    - creatTable: {tableName: t}',
  }
  expect(() => readTexts(texts)).toThrow("c.yaml:6: Unknown change type 'creatTable'. Did you mean createTable?")
})

test('what runs no SQL is refused when it would run', async () => {
  const run = (change: string): Promise<string[]> => sqlIn(`- ${change}`)
  await expect(run('executeCommand: {executable: rm}')).rejects.toThrow('c.yaml:6: executeCommand is not supported')
  await expect(run('customChange: {class: x.Y}')).rejects.toThrow('customChange is not supported')
})

test('every change type that Liquibase has is known', () => {
  expect(changeTypeNames.length).toBe(47)
})

test('a changeset with a default schema qualifies what names none', async () => {
  const yaml =
    'databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{dropTable: {tableName: t}}, {dropTable: {tableName: t, schemaName: S}}]}'
  const changeset: Changeset | undefined = readTexts({ 'c.yaml': yaml }).changesets[0]
  expect(sqlOf(await stepsOf(changeset!, rendering('trueup', 'my schema')))).toEqual([
    'DROP TABLE "my schema".t',
    'DROP TABLE S.t',
  ])
})

test.each([
  ['boolean', 'defaultValueNumeric: 1', 'TRUE'],
  ['boolean', 'defaultValueNumeric: 0', 'FALSE'],
  ['varchar(5)', 'defaultValueNumeric: 5', "'5'"],
  ['varchar(5)', 'defaultValueBoolean: true', "'true'"],
  ['timestamp', 'defaultValueComputed: current_timestamp()', 'NOW()'],
  ['timestamp', 'defaultValueDate: CURRENT_TIMESTAMP', 'NOW()'],
  ['decimal(10,2)', 'defaultValueNumeric: "1.50"', '1.50'],
])('the default of a column of the type %s with %s, as Liquibase writes it', async (type, field, sql) => {
  const yaml = `databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t, columns: [{column: {name: c, type: "${type}", ${field}}}]}}]}}]`
  const [changeset] = readTexts({ 'c.yaml': yaml }).changesets
  const [statement] = changeset ? sqlOf(await stepsOf(changeset, rendering())) : []
  expect(statement?.replace(/^.* DEFAULT (.*)\)$/, '$1')).toBe(sql)
})

test('addDefaultValue alone loses the zeros at the end of a fraction, as in Liquibase', async () => {
  const change = (value: string) => `{addDefaultValue: {tableName: t, columnName: c, defaultValueNumeric: "${value}"}}`
  const yaml = `databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [${['1.50', '2.00', '100', '.5'].map(change).join(', ')}]}}]`
  const [changeset] = readTexts({ 'c.yaml': yaml }).changesets
  const found = changeset ? sqlOf(await stepsOf(changeset, rendering())) : []
  expect(found.map((sql) => sql.replace(/^.* DEFAULT /, ''))).toEqual(['1.5', '2', '100', '.5'])
})

test('a sequence that is told not to cycle says so', async () => {
  const yaml = `databaseChangeLog: [{changeSet: {id: 1, author: a, changes: [{alterSequence: {sequenceName: s, cycle: false}}, {alterSequence: {sequenceName: s, maxValue: 5}}]}}]`
  const [changeset] = readTexts({ 'c.yaml': yaml }).changesets
  expect(changeset && sqlOf(await stepsOf(changeset, rendering()))).toEqual([
    'ALTER SEQUENCE s NO CYCLE',
    'ALTER SEQUENCE s MAXVALUE 5',
  ])
})
