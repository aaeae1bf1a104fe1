// A project of Alembic's, converted: branches, a merge, depends_on, enums, autocommit_block, data, rows that Python reads. What
// the real Alembic made of it is in alembic/database.sql; what the real Alembic answered is in alembic/answers, and where it
// is installed here, it is asked again.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRevisions } from '../../../src/revisions/files/folder.ts'
import { graphOf, headsOf } from '../../../src/revisions/graph/graph.ts'
import { readHistory } from '../../../src/revisions/history/read.ts'
import { startServer, testMajors, type TestServer } from '../../postgres.ts'
import { down, TABLE, up } from '../chain.ts'
import { expectConverted } from './golden.ts'
import { hasReal, standInPython, type Python } from './python.ts'
import { databaseSql, HERE, placeOn, projectOf } from './taking-over.ts'

/** In the order in which Alembic lists them. */
const IDS = [
  '5c1f0a9e2b47',
  '0b7d3e61c9aa',
  '2f9b6c4407de',
  '91aa04d7f3e2',
  'c3e85b10d6f4',
  'e7720fbb5a18',
  'a40d19e8832c',
  'f0c2b7a95d63',
]

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  let python: Python
  beforeAll(async () => {
    server = await startServer(major)
    python = standInPython()
  })
  afterAll(async () => {
    python.remove()
    await server.stop()
  })

  const asked = hasReal('alembic, psycopg2') ? ['as it answered', 'as it answers'] : ['as it answered']
  test.each(asked)('Alembic, %s: its graph, its SQL, its result', async (how) => {
    if (how === 'as it answered') python.use('alembic')
    else python.useReal()
    const place = placeOn(server)
    try {
      const database = await place.database(databaseSql('alembic'))
      const adoption = await place.adopt(projectOf('alembic'), database)
      // The database that the real Alembic made is what the converted revisions make.
      expect(adoption).toMatchObject({
        done: true,
        differences: [],
        uncompared: null,
        exclude: ['public.alembic_version'],
      })
      expect(adoption.revisions.map(({ id }) => id).toSorted()).toEqual(IDS.toSorted())
      expect(adoption.recorded).toHaveLength(IDS.length)
      expect(adoption.notes).toEqual([expect.stringContaining('a40d19e8832c (order totals in cents)')])
      expectConverted(place.revisions, join(HERE, 'alembic', 'converted'))

      const graph = graphOf(readRevisions(place.revisions).revisions)
      expect(headsOf(graph).map(({ id }) => id)).toEqual(['2f9b6c4407de', 'f0c2b7a95d63'])
      const merge = graph.nodes.get('e7720fbb5a18')
      expect(merge?.parents).toEqual(['91aa04d7f3e2', 'c3e85b10d6f4'])
      expect(graph.nodes.get('f0c2b7a95d63')?.revision.dependsOn).toEqual(['2f9b6c4407de'])
      expect(graph.nodes.get('2f9b6c4407de')?.revision.labels).toEqual(['warehouse'])

      // The way down leaves what Alembic's does: nothing; and up again what was there.
      const { connection } = database
      const exclude = [...adoption.exclude]
      await down(connection, graph, 'base', { unsafe: true, exclude })
      const left = await connection.query(`
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname !~ '^alembic'
        UNION ALL SELECT typname FROM pg_type WHERE typtype = 'e'`)
      expect(left).toEqual([])
      await up(connection, graph, 'heads', { exclude })
      expect((await readHistory(connection, TABLE)).applied.size).toBe(IDS.length)
      expect(await connection.query('SELECT code, name FROM currency ORDER BY code')).toEqual([
        { code: 'EUR', name: 'Euro' },
        { code: 'XTS', name: "100% test's" },
      ])
    } finally {
      await place.close()
    }
  })

  test('a database that is behind: what it has is recorded, the rest is to come', async () => {
    python.use('alembic')
    const place = placeOn(server)
    try {
      const database = await place.database(`
        CREATE TABLE alembic_version (version_num varchar(32) CONSTRAINT alembic_version_pkc PRIMARY KEY);
        INSERT INTO alembic_version VALUES ('5c1f0a9e2b47');
        CREATE TABLE customer (id serial PRIMARY KEY, email varchar(200) NOT NULL UNIQUE, joined_at timestamptz DEFAULT now() NOT NULL);
        CREATE TYPE order_state AS ENUM ('open', 'paid');
        CREATE TABLE shop_order (id bigserial PRIMARY KEY, customer_id int NOT NULL REFERENCES customer ON DELETE CASCADE,
          state order_state DEFAULT 'open' NOT NULL, total numeric(12, 2) NOT NULL, note text);
        COMMENT ON COLUMN shop_order.note IS 'what the customer''s 100% sure about';
        CREATE INDEX ix_shop_order_open ON shop_order (customer_id) WHERE state = 'open';
        INSERT INTO customer (email) VALUES ('anna@example.com');
        INSERT INTO shop_order (customer_id, total) VALUES (1, 12.5)`)
      const adoption = await place.adopt(projectOf('alembic'), database)
      expect(adoption).toMatchObject({ uncompared: null, done: true, differences: [], recorded: ['5c1f0a9e2b47'] })
      const graph = graphOf(readRevisions(place.revisions).revisions)
      await up(database.connection, graph, 'heads', { exclude: [...adoption.exclude] })
      expect(await database.connection.query('SELECT name FROM customer')).toEqual([{ name: 'anna' }])
    } finally {
      await place.close()
    }
  })

  const flask = hasReal('flask_migrate, flask_sqlalchemy, psycopg2')
    ? ['as it answered', 'as it answers']
    : ['as it answered']
  test.each(flask)('Flask-Migrate, %s, from its folder or the one above', async (how) => {
    if (how === 'as it answered') python.use('flask-migrate')
    else python.useReal()
    const place = placeOn(server)
    try {
      const above = projectOf('flask-migrate')
      const adoption = await place.adopt(join(above, 'migrations'), await place.database(databaseSql('flask-migrate')))
      expect(adoption).toMatchObject({ done: true, differences: [], recorded: ['6d1f0c2ab7e5', 'b80e44d5c913'] })
      expect(adoption.tool?.title).toBe('Flask-Migrate')
      expect(adoption.notes).toEqual([
        expect.stringContaining('b80e44d5c913 (notes have text)'),
        expect.stringMatching(/^These have no way down.*b80e44d5c913/),
      ])
      expectConverted(place.revisions, join(HERE, 'flask-migrate', 'converted'))
      const again = await place.adopt(above, await place.database(databaseSql('flask-migrate')))
      expect(again).toMatchObject({ done: true, files: [] })
    } finally {
      await place.close()
    }
  })

  test('without a Python that has Alembic', async () => {
    process.env['PATH'] = ''
    const place = placeOn(server)
    try {
      await expect(place.adopt(projectOf('alembic'), null)).rejects.toThrow(
        /No Python here has alembic.*Activate the environment/,
      )
    } finally {
      python.useReal()
      await place.close()
    }
  })
})
