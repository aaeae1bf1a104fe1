// Scripts for psql ask preconditions when they run. Run by psql itself, where it is installed.

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { updateScript } from '../../src/changelog/script/update-script.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { project, rows, VERSION, type Project } from './project.ts'

const SCOPE = { contexts: [], labels: null, version: VERSION }

const hasPsql = spawnSync('psql', ['--version']).status === 0

describe.skipIf(!hasPsql).each(testMajors())('psql runs a script on PostgreSQL %i', (major) => {
  let server: TestServer
  const made: Project[] = []
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(async () => {
    for (const one of made) one.remove()
    await server.stop()
  })

  const run = async (text: string, prepare = '') => {
    const files = project(text)
    made.push(files)
    const database = await server.createDatabase()
    const connection = await database.connect()
    if (prepare !== '') await connection.execute(prepare)
    const file = join(files.folder, 'script.psql')
    writeFileSync(file, await updateScript(connection, files.read(), SCOPE))
    const { status, stderr, stdout } = spawnSync(
      'psql',
      ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', file, database.url],
      {
        encoding: 'utf8',
      },
    )
    const found = await rows(connection)
    const left = await connection.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
         and relname not like 'databasechange%' order by 1`,
    )
    await connection.close()
    return { status, stderr, stdout, rows: found, tables: left.map(({ name }) => name).join(' ') }
  }

  test('what an earlier changeset of the script makes counts', async () => {
    const found = await run(
      `--changeset a:1\nCREATE TABLE one (id int);
--changeset a:2\n--preconditions onFail:MARK_RAN\n--precondition-table-exists table:one\n--precondition-sql-check expectedResult:0 SELECT count(*) FROM one\nCREATE TABLE two (id int);
--changeset a:3\n--preconditions onFail:MARK_RAN\n--precondition-not-table-exists table:two\nDROP TABLE one;
--changeset a:4\n--preconditions onFail:MARK_RAN\n--precondition-table-exists table:none\n--precondition-sql-check expectedResult:0 SELECT count(*) FROM none\nDROP TABLE one;
--changeset a:5\n--preconditions onFail:CONTINUE\n--precondition-sql-check expectedResult:t SELECT false\nDROP TABLE one;
--changeset a:6\n--preconditions onFail:WARN\n--precondition-or (table-exists table:none) (changeset-executed id:none author:a)\nCREATE TABLE six (id int);
--changeset a:7\n--preconditions onError:MARK_RAN\n--precondition-sql-check expectedResult:0 SELECT count(*) FROM none\nDROP TABLE one;
--changeset a:8\n--preconditions onFail:MARK_RAN\n--precondition-or (table-exists table:none) (table-exists table:six)\n--precondition-sql-check expectedResult:t SELECT true\nCREATE TABLE eight (id int);`,
    )
    expect(found.stderr).toContain('relation "none" does not exist')
    expect(found.status).toBe(0)
    expect(found.rows).toEqual([
      '1 EXECUTED 1',
      '2 EXECUTED 2',
      '3 MARK_RAN 3',
      '4 MARK_RAN 4',
      '6 EXECUTED 6',
      '7 MARK_RAN 7',
      '8 EXECUTED 8',
    ])
    expect(found.tables).toBe('eight one six two')
    expect(found.stdout).toContain('changelog.sql:19) do not hold; it is passed over')
  })

  test('a query that gives no value, or several, is an error; one that gives NULL does not hold', async () => {
    const check = (id: number, query: string): string =>
      `--changeset a:${id}\n--preconditions onFail:MARK_RAN onError:CONTINUE\n--precondition-sql-check expectedResult:1 ${query}\nSELECT 1;`
    const found = await run(
      [
        check(1, 'SELECT 1 WHERE false'),
        check(2, 'SELECT 1 UNION ALL SELECT 1'),
        check(3, 'SELECT 1, 2'),
        check(4, 'SELECT NULL::int'),
        check(5, 'SELECT 1 -- one'),
        check(6, `SELECT '{1}'::int[]`),
      ].join('\n'),
    )
    expect(found.status).toBe(0)
    expect(found.stderr).toContain('the query of a precondition gave 2 rows, not one value')
    expect(found.rows).toEqual(['4 MARK_RAN 4', '5 EXECUTED 5', '6 MARK_RAN 6'])
  })

  test('each changeset finds the default schema first in search_path, and a role set with SET LOCAL is given back', async () => {
    const found = await run(
      `--changeset a:1\nSET search_path TO other;\nCREATE TABLE o (id int);\n--changeset a:2\nCREATE TABLE two (id int);
--changeset a:3\nSET search_path TO '';\n--changeset a:4\nSET LOCAL ROLE maker;\nCREATE TABLE four (id int);`,
      'CREATE SCHEMA other; CREATE ROLE maker; GRANT ALL ON SCHEMA public TO maker',
    )
    expect(found.stderr).toBe('')
    expect(found.tables).toBe('four two')
    expect(found.rows).toHaveLength(4)
  })

  test('HALT stops it, with what ran before recorded', async () => {
    const found = await run(
      `--changeset a:1\nCREATE TABLE one (id int);\n--changeset a:2\n--preconditions onFail:HALT\n--precondition-not-table-exists table:one\nDROP TABLE one;\n--changeset a:3\nCREATE TABLE three (id int);`,
    )
    expect(found.status).toBe(3)
    expect(found.stderr).toContain('Preconditions of changelog.sql::2::a')
    expect(found.rows).toEqual(['1 EXECUTED 1'])
    expect(found.tables).toBe('one')
  })
})
