// Every change type on a real PostgreSQL: its SQL runs and changes something, and what undoes it by itself leaves what was there.

import { describe, expect, test } from 'vitest'
import type { Connection } from '../../src/connection/connection.ts'
import { changeTypeNames, changeTypeOf } from '../../src/changelog/sql/change-types/all.ts'
import { rollbackStepsOf, stepsOf } from '../../src/changelog/sql/steps.ts'
import { testMajors, withShadow } from '../postgres.ts'
import { rendering, sqlOf } from './liquibase.ts'
import { readTexts } from './memory.ts'

/** In a schema s that search_path does not name. */
const SET_UP = `
CREATE TABLE s.dept (id bigint PRIMARY KEY, pid bigint, note text DEFAULT 'x', "Mixed" int);
CREATE TABLE s.person (id int NOT NULL, name varchar(50), born timestamp, dept bigint, CONSTRAINT uq_name UNIQUE (name));
ALTER TABLE s.person ADD CONSTRAINT fk_dept FOREIGN KEY (dept) REFERENCES s.dept (id);
CREATE INDEX ix ON s.person (born);
CREATE TABLE s.keyed (id int PRIMARY KEY);
CREATE SEQUENCE s.sq;
CREATE VIEW s.v AS SELECT id FROM s.person;
CREATE PROCEDURE s.p() LANGUAGE sql AS 'SELECT 1';
INSERT INTO s.dept VALUES (1, NULL, 'a', 5), (2, 1, 'b', 6);
INSERT INTO s.person VALUES (1, 'one', '2020-01-02', 1), (2, NULL, NULL, NULL);`

/** A change of each type, by its name; none where it makes no SQL. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  createTable: [
    '{tableName: t, remarks: r, columns: [{column: {name: id, type: int, autoIncrement: true, constraints: {primaryKey: true}}}, {column: {name: d, type: bigint, defaultValueNumeric: 1, remarks: x, constraints: {nullable: false, foreignKeyName: fk, references: "s.dept(id)"}}}, {column: {name: u, type: uuid, defaultValue: 00000000-0000-0000-0000-000000000000, constraints: {unique: true}}}, {column: {name: c, type: "varchar(10)[]", constraints: {checkConstraint: "c <> \'{}\'", notNullConstraintName: nn, nullable: false}}}, {column: {name: n, type: bigint, defaultValueSequenceNext: s.sq}}]}',
  ],
  addColumn: [
    '{tableName: person, columns: [{column: {name: a, type: int, valueNumeric: 5, constraints: {nullable: false}}}, {column: {name: b, type: datetime, defaultValueComputed: now(), remarks: x}}, {column: {name: e, type: int, constraints: {unique: true, uniqueConstraintName: uq_e}}}, {column: {name: d, type: bigint, constraints: {foreignKeyName: fk_d, references: "s.dept(id)"}}}]}',
  ],
  addPrimaryKey: ['{tableName: person, columnNames: id}', '{tableName: person, columnNames: id, constraintName: Pk}'],
  addForeignKeyConstraint: [
    '{baseTableName: dept, baseColumnNames: pid, referencedTableName: dept, referencedColumnNames: id, constraintName: fk, onDelete: CASCADE, onUpdate: RESTRICT, deferrable: true, initiallyDeferred: true, validate: false}',
  ],
  addUniqueConstraint: [
    '{tableName: dept, columnNames: "pid, Mixed", constraintName: uq, deferrable: true, initiallyDeferred: true}',
  ],
  createIndex: [
    '{tableName: person, indexName: ix2, unique: true, columns: [{column: {name: id, descending: true}}, {column: {name: lower(name), computed: true}}, {column: {name: born, included: true}}]}',
  ],
  addNotNullConstraint: ['{tableName: person, columnName: name, defaultNullValue: none}'],
  dropNotNullConstraint: ['{tableName: person, columnName: id}'],
  addDefaultValue: [
    `{tableName: person, columnName: name, defaultValue: "x'y"}`,
    '{tableName: person, columnName: born, defaultValueDate: "2020-01-02T03:04:05"}',
    '{tableName: dept, columnName: Mixed, defaultValueNumeric: 3}',
  ],
  dropDefaultValue: ['{tableName: dept, columnName: note}'],
  modifyDataType: ['{tableName: person, columnName: name, newDataType: clob}'],
  renameColumn: ['{tableName: person, oldColumnName: name, newColumnName: Name}'],
  renameTable: ['{oldTableName: person, newTableName: People}'],
  renameView: ['{oldViewName: v, newViewName: w}'],
  renameSequence: ['{oldSequenceName: sq, newSequenceName: sq2}'],
  createSequence: [
    '{sequenceName: q, startValue: 5, incrementBy: 2, minValue: 1, maxValue: 99, cacheSize: 3, cycle: true, dataType: int}',
  ],
  alterSequence: ['{sequenceName: sq, incrementBy: 3, maxValue: 10}'],
  dropSequence: ['{sequenceName: sq}'],
  createView: ['{viewName: w, selectQuery: select id from s.person, remarks: vv}'],
  dropView: ['{viewName: v, ifExists: true}'],
  insert: [
    `{tableName: dept, columns: [{column: {name: id, valueNumeric: 7}}, {column: {name: note, value: "O'B"}}, {column: {name: pid}}]}`,
  ],
  update: [
    `{tableName: dept, columns: [{column: {name: note, value: N}}], where: "id = :value", whereParams: [{param: {valueNumeric: 1}}]}`,
  ],
  delete: [`{tableName: person, where: "name = 'one'"}`],
  loadData: ['{tableName: dept, file: dept.csv}'],
  loadUpdateData: ['{tableName: dept, file: new.csv, primaryKey: ID}'],
  sql: ['{sql: "create table s.t1 (); create table s.t2 ()"}'],
  sqlFile: ['{path: file.sql, stripComments: true}'],
  createProcedure: ['{procedureText: "create function s.f() returns int language sql as $$ select 1; select 2 $$;"}'],
  dropProcedure: ['{procedureName: p}'],
  dropTable: ['{tableName: person, cascadeConstraints: true}'],
  dropColumn: [
    '{tableName: person, columnName: born}',
    '{tableName: person, columns: [{column: {name: born}}, {column: {name: name}}]}',
  ],
  dropIndex: ['{tableName: person, indexName: ix}'],
  dropForeignKeyConstraint: ['{baseTableName: person, constraintName: fk_dept}'],
  dropAllForeignKeyConstraints: ['{baseTableName: person}'],
  dropUniqueConstraint: ['{tableName: person, constraintName: uq_name}'],
  dropPrimaryKey: ['{tableName: KEYED}', '{tableName: keyed, constraintName: keyed_pkey}'],
  setTableRemarks: [`{tableName: dept, remarks: "it's"}`],
  setColumnRemarks: ['{tableName: dept, columnName: Mixed, remarks: m}'],
  addAutoIncrement: ['{tableName: person, columnName: id, columnDataType: int, startWith: 10}'],
  mergeColumns: [
    '{tableName: dept, column1Name: note, column2Name: Mixed, joinString: "-", finalColumnName: c, finalColumnType: text}',
  ],
  addLookupTable: [
    '{existingTableName: dept, existingColumnName: note, newTableName: lk, newColumnName: k, constraintName: fk_l}',
  ],
  tagDatabase: [],
  output: [],
  stop: [],
  empty: [],
  executeCommand: [],
  customChange: [],
}

const FILES = {
  'dept.csv': 'id,pid,note,Mixed\n8,1,x,\n9,NULL,"a,b",7\n',
  'new.csv': 'id,note\n20,new\n',
  'file.sql': '-- one\ncreate table s.t1 ();\n/* two */ create table s.t2 ();\n',
}

/** Everything that a change here may touch, as text. */
const STATE = `
SELECT json_build_object(
  'columns', (SELECT json_agg(json_build_array(c.relname, c.relkind, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
                pg_get_expr(adbin, adrelid), col_description(c.oid, attnum)) ORDER BY c.relname, attname)
              FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON (adrelid, adnum) = (attrelid, attnum)
              WHERE relnamespace = 's'::regnamespace AND attnum > 0 AND NOT attisdropped AND c.relkind <> 'S'),
  'constraints', (SELECT json_agg(json_build_array(conrelid::regclass, conname, pg_get_constraintdef(oid)) ORDER BY 1, conname)
                  FROM pg_constraint WHERE connamespace = 's'::regnamespace AND contype <> 'n'),
  'indexes', (SELECT json_agg(pg_get_indexdef(oid) ORDER BY relname) FROM pg_class WHERE relnamespace = 's'::regnamespace AND relkind = 'i'),
  'tables', (SELECT json_agg(json_build_array(relname, obj_description(oid, 'pg_class')) ORDER BY relname) FROM pg_class
             WHERE relnamespace = 's'::regnamespace),
  'sequences', (SELECT json_agg(json_build_array(seqrelid::regclass, seqstart, seqincrement, seqmax, seqcache, seqcycle) ORDER BY 1) FROM pg_sequence
                JOIN pg_class c ON c.oid = seqrelid WHERE relnamespace = 's'::regnamespace),
  'routines', (SELECT json_agg(json_build_array(proname, prosrc) ORDER BY proname) FROM pg_proc WHERE pronamespace = 's'::regnamespace)
)::text AS state`

const ROWS = `SELECT query_to_xml('SELECT * FROM s.dept ORDER BY id', true, true, '')::text || (SELECT count(*) FROM s.person) AS state`

async function stateOf(connection: Connection): Promise<string> {
  const [catalog] = await connection.query<{ state: string }>(STATE)
  const tables = await connection.query<{ n: number }>(
    `SELECT count(*) AS n FROM pg_class WHERE relnamespace = 's'::regnamespace AND relname IN ('dept', 'person')`,
  )
  const [rows] = Number(tables[0]?.n) === 2 ? await connection.query<{ state: string }>(ROWS) : []
  return `${catalog?.state}\n${rows?.state}`
}

async function columnTypes(connection: Connection, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 's.${table}'::regclass AND attnum > 0`,
  )
  return new Map(rows.map(({ name, type }) => [name, type]))
}

test('a change of every type is tried', () => {
  expect(Object.keys(CHANGES).toSorted()).toEqual([...changeTypeNames].toSorted())
})

describe.each(testMajors())('PostgreSQL %i', (major) => {
  test('runs what changelogs say, and back', { timeout: 60_000 }, () =>
    withShadow(major, async (connection) => {
      await connection.execute(`CREATE SCHEMA s; ${SET_UP}`)
      for (const [type, all] of Object.entries(CHANGES))
        for (const change of all) await tryChange(connection, type, change)
    }),
  )
})

async function tryChange(connection: Connection, type: string, change: string): Promise<void> {
  const yaml = `databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{${type}: ${change}}]}`
  const [changeset] = readTexts({ 'c.yaml': yaml, ...FILES }).changesets
  if (!changeset) throw new Error('no changeset')
  const settings = {
    ...rendering('trueup', 's'),
    columnTypes: (_: string | null, table: string) => columnTypes(connection, table),
  }
  const before = await stateOf(connection)
  await connection.execute('BEGIN')
  try {
    for (const sql of sqlOf(await stepsOf(changeset, settings))) await connection.execute(sql)
    expect(await stateOf(connection), `${type} changes something`).not.toBe(before)
    if (changeTypeOf(type)?.rollback) {
      for (const sql of sqlOf(await rollbackStepsOf(changeset, settings))) await connection.execute(sql)
      const after = await stateOf(connection)
      // defaultNullValue stays, as it does in Liquibase
      if (type !== 'addNotNullConstraint') expect(after, `${type} is undone`).toBe(before)
    }
  } catch (error) {
    throw new Error(`${type} ${change}`, { cause: error })
  } finally {
    await connection.execute('ROLLBACK')
  }
}
