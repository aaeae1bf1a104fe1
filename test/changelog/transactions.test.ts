// Changesets that end their transaction themselves, and those outside of one: what is there when they fail, and what is said of it.

import { describe, expect, test } from 'vitest'
import type { Connection } from '../../src/connection/connection.ts'
import { MigrationError } from '../../src/changelog/run/errors.ts'
import { testMajors } from '../postgres.ts'
import { beginnings, rows, up } from './project.ts'

describe.each(testMajors())('PostgreSQL %i', (major) => {
  const { begin } = beginnings(major)
  const failureOf = async (run: Promise<unknown>): Promise<MigrationError> => {
    const error: unknown = await run.catch((found: unknown) => found)
    if (error instanceof MigrationError) return error
    throw new Error(`no MigrationError: ${String(error)}`)
  }
  const tables = async (connection: Connection): Promise<string> => {
    const [row] = await connection.query<{ names: string }>(
      `select coalesce(string_agg(relname, ' ' order by relname), '') as names from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and relname not like 'databasechangelog%'`,
    )
    return row?.names ?? ''
  }

  test('what came after a COMMIT of its own is rolled back, what came before is not, and the message says so', async () => {
    const { files, connection } = await begin(
      '--changeset a:1\nCREATE TABLE kept (id int);\nCOMMIT;\nCREATE TABLE undone (id int);\nSELECT 1/0;',
    )
    const error = await failureOf(up(connection, files.read()))
    expect(error.message).toContain('what it committed is there, and what came after was rolled back')
    expect(error.message).toContain('begins it again with its first statement')
    expect(error.aftermath).toBe('half done')
    expect(await tables(connection)).toBe('kept')
    expect(await rows(connection)).toEqual([])
  })

  test('a COMMIT within one text that splitStatements:false keeps whole counts too', async () => {
    const { files, connection } = await begin(
      `--changeset a:1 splitStatements:false\nCREATE TABLE kept (id int);\nCOMMIT;\n--changeset a:2\nCREATE TABLE two (id int);`,
    )
    await up(connection, files.read())
    expect(await tables(connection)).toBe('kept two')
    expect(await rows(connection)).toEqual(['1 EXECUTED 1', '2 EXECUTED 2'])
  })

  test('after a ROLLBACK of its own it goes on in a new transaction, with its row', async () => {
    const { files, connection } = await begin(
      '--changeset a:1\nCREATE TABLE gone (id int);\nROLLBACK;\nCREATE TABLE one (id int);\nSELECT 1/(pg_current_xact_id_if_assigned() IS NOT NULL)::int;',
    )
    const report = await up(connection, files.read())
    expect(report.ran.map(({ outcome }) => outcome)).toEqual(['executed'])
    expect(await tables(connection)).toBe('one')
  })

  test('ROLLBACK TO a savepoint, and an END of CASE, end nothing', async () => {
    const { files, connection } = await begin(
      `--changeset a:1\nCREATE TABLE t (id int);\nSAVEPOINT s;\nROLLBACK TO s;\nSELECT CASE WHEN true THEN 1 END;\nSELECT 1/0;`,
    )
    const error = await failureOf(up(connection, files.read()))
    expect(error.message).toContain('It was rolled back. Changesets before it are done and recorded')
    expect(error.aftermath).toBe('rolled back')
    expect(await tables(connection)).toBe('')
  })

  test('failOnError:false goes on after such a changeset, and says nothing of a run that stops', async () => {
    const { files, connection } = await begin(
      '--changeset a:1 failOnError:false\nCREATE TABLE kept (id int);\nCOMMIT;\nSELECT 1/0;\n--changeset a:2\nCREATE TABLE two (id int);',
    )
    const notes: string[] = []
    const report = await up(connection, files.read(), {
      onProgress: (event) => {
        if (event.type === 'note') notes.push(event.text)
      },
    })
    expect(report.ran.map(({ outcome }) => outcome)).toEqual(['failed', 'executed'])
    expect(notes.join()).toContain('The run goes on')
    expect(notes.join()).not.toContain('goes on with this one')
    expect(await rows(connection)).toEqual(['2 EXECUTED 1'])
  })

  test('a statement outside of transactions that PostgreSQL refuses has done nothing, and those before it are named', async () => {
    const { files, connection } = await begin(
      '--changeset a:1\nCREATE TABLE t (id int);\n--changeset a:2 runInTransaction:false\nCREATE INDEX CONCURRENTLY one ON t (id);\nCREATE INDEX CONCURRENTLY one ON t (id);',
    )
    const error = await failureOf(up(connection, files.read()))
    expect(error.message).toContain(
      'It was rolled back. The statement before it ran outside of a transaction, and is there.',
    )
    expect(error.aftermath).toBe('rolled back')
  })

  test('a block that a changeset outside of transactions opens itself is one transaction', async () => {
    const { files, connection } = await begin(
      `--changeset a:1 runInTransaction:false
CREATE TABLE kept (id int, timeout text);
BEGIN ISOLATION LEVEL SERIALIZABLE;
SET LOCAL statement_timeout = '7s';
INSERT INTO kept VALUES (1, current_setting('statement_timeout')), (2, current_setting('transaction_isolation'));
SAVEPOINT s;
DELETE FROM kept;
ROLLBACK TO SAVEPOINT s;
COMMIT;
CREATE INDEX CONCURRENTLY kept_id ON kept (id);
--changeset a:2 runInTransaction:false
START TRANSACTION;
CREATE TABLE undone (id int);
SELECT 1/0;
END;`,
    )
    const error = await failureOf(up(connection, files.read()))
    expect(error.message).toMatch(
      /changelog\.sql:15: division by zero[^]*It was rolled back\. Changesets before it \(1 in this run\) are done/,
    )
    expect(await connection.query('select id, timeout from kept order by id')).toEqual([
      { id: 1, timeout: '7s' },
      { id: 2, timeout: 'serializable' },
    ])
    expect(await tables(connection)).toBe('kept kept_id')
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
  })

  test('commands that Liquibase keeps in one text are sent by themselves outside of transactions', async () => {
    const { files, connection } = await begin(
      `--changeset a:1 runInTransaction:false splitStatements:false
CREATE TABLE t (id int);
BEGIN;
INSERT INTO t VALUES (1);
COMMIT;
CREATE INDEX CONCURRENTLY i ON t (id);
VACUUM t;`,
    )
    await up(connection, files.read({ compatibility: 'liquibase' }), { compatibility: 'liquibase' })
    expect(await tables(connection)).toBe('i t')
    expect(await rows(connection)).toEqual(['1 EXECUTED 1'])
  })

  test('the row of a changeset that sets its role with SET LOCAL is written by the role of the run', async () => {
    const text = `--changeset a:1\nSET LOCAL ROLE maker;\nCREATE TABLE made.t (id int);
--changeset a:2\nSELECT set_config('role', 'maker', true);\nCREATE TABLE made.u (id int);
--changeset a:3\nSET LOCAL SESSION AUTHORIZATION maker;\nCREATE TABLE made.v (id int);
--changeset a:4 runInTransaction:false\nBEGIN;\nSET LOCAL ROLE maker;\nCREATE TABLE made.w (id int);\nCOMMIT;`
    const { files, connection } = await begin(text)
    await connection.execute(`CREATE ROLE maker; CREATE SCHEMA made AUTHORIZATION maker`)
    await up(connection, files.read())
    const owners = await connection.query(
      `select distinct tableowner::text as owner from pg_tables where schemaname = 'made'`,
    )
    expect(owners).toEqual([{ owner: 'maker' }])
    expect(await rows(connection)).toEqual(['1 EXECUTED 1', '2 EXECUTED 2', '3 EXECUTED 3', '4 EXECUTED 4'])
  })
})
