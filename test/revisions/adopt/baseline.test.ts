// A database that no tool has scripts of becomes one revision: what it makes elsewhere is the same, and so is what is left
// after its way down.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRevisions } from '../../../src/revisions/files/folder.ts'
import { graphOf } from '../../../src/revisions/graph/graph.ts'
import { readHistory } from '../../../src/revisions/history/read.ts'
import { compare } from '../../../src/compare/compare.ts'
import { startServer, testMajors, type TestServer } from '../../postgres.ts'
import { down, TABLE, up } from '../chain.ts'
import { databaseSql, filesIn, placeOn } from './taking-over.ts'

const SCHEMA = `
  CREATE SCHEMA app;
  CREATE TYPE app.mood AS ENUM ('calm', 'cross');
  CREATE TABLE app.person (id serial PRIMARY KEY, mood app.mood NOT NULL DEFAULT 'calm', name text NOT NULL);
  CREATE TABLE app.letter (person_id int NOT NULL REFERENCES app.person, body text);
  CREATE FUNCTION app.people() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM app.person $$;
  CREATE VIEW app.cross_people AS SELECT id, name FROM app.person WHERE mood = 'cross';
  COMMENT ON TABLE app.letter IS 'never sent';
  CREATE TABLE public.apscheduler_jobs (id text);
  INSERT INTO app.person (name) VALUES ('Anna')`
const EXCLUDE = ['table:public.apscheduler_*']

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(() => server.stop())

  test('from the catalog, there and back, without what is excluded', async () => {
    const place = placeOn(server)
    try {
      const database = await place.database(SCHEMA)
      const adoption = await place.adopt(null, database, { exclude: EXCLUDE, revId: 'base1', tag: 'taken over' })
      expect(adoption).toMatchObject({ tool: null, done: true, recorded: ['base1'], differences: [], exclude: [] })
      const { revisions, head } = readRevisions(place.revisions)
      expect(revisions).toMatchObject([{ id: 'base1', parents: [], message: 'baseline', schema: { major } }])
      expect(head).toEqual(['base1'])
      expect(revisions[0]?.up.text).not.toMatch(/apscheduler|OWNER TO/)
      expect(revisions[0]?.down?.losesData).toContain('app.person')
      expect((await readHistory(database.connection, TABLE)).events).toMatchObject([
        { action: 'adopt', tag: 'taken over' },
      ])

      const graph = graphOf(revisions)
      expect((await up(database.connection, graph, 'head', { exclude: EXCLUDE })).ran).toEqual([])
      const fresh = await place.database('')
      await up(fresh.connection, graph)
      const { plan } = await compare(fresh.url, database.url, { exclude: EXCLUDE, prove: false })
      expect(plan.transactions).toEqual([])
      await down(fresh.connection, graph, 'base', { unsafe: true })
      expect(await fresh.connection.query("SELECT nspname FROM pg_namespace WHERE nspname = 'app'")).toEqual([])
    } finally {
      await place.close()
    }
  })

  test('what another tool left is not part of it; an empty database has nothing to take over', async () => {
    const place = placeOn(server)
    try {
      const database = await place.database(`${SCHEMA};
        CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
        CREATE TABLE flyway_schema_history_lookalike (version int)`)
      const adoption = await place.adopt(null, database, { from: 'none', dryRun: true })
      expect(adoption).toMatchObject({ done: false, exclude: ['public.alembic_version'], differences: [] })
      const byLiquibase = await place.adopt(null, await place.database(databaseSql('liquibase')), { from: 'none' })
      expect(byLiquibase.exclude).toEqual(['public.databasechangelog', 'public.databasechangeloglock'])
      expect(Object.values(filesIn(place.revisions)).join('')).not.toContain('databasechangelog')
      await expect(place.adopt(null, await place.database(''))).rejects.toThrow(/database is empty/)
      await expect(place.adopt(null, null)).rejects.toThrow(/--database/)
    } finally {
      await place.close()
    }
  })
})
