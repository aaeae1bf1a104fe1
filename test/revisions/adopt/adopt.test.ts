// One small project of each tool: converted, compared with the files that a reviewer has read, recorded, and gone on with.
// TRUEUP_UPDATE=1 writes `<tool>/converted` anew.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRevisions } from '../../../src/revisions/files/folder.ts'
import { graphOf } from '../../../src/revisions/graph/graph.ts'
import { readHistory } from '../../../src/revisions/history/read.ts'
import { startServer, testMajors, type TestServer } from '../../postgres.ts'
import { TABLE, up } from '../chain.ts'
import { expectConverted } from './golden.ts'
import { databaseSql, HERE, placeOn, projectOf } from './taking-over.ts'

interface Case {
  readonly tool: string
  readonly title: string
  readonly applied: readonly string[]
  readonly pending: readonly string[]
  readonly repeatables?: readonly string[]
  readonly exclude: readonly string[]
  readonly replace?: Readonly<Record<string, string>>
  readonly notes?: readonly string[]
}

const CASES: readonly Case[] = [
  {
    tool: 'dbmate',
    title: 'dbmate',
    applied: ['20230105101500', '20230212080000', '20230301120000'],
    pending: ['20230415090000'],
    exclude: ['public.schema_migrations'],
  },
  {
    tool: 'goose',
    title: 'goose',
    applied: ['00001', '00002', '00003'],
    pending: ['00010'],
    exclude: ['public.goose_db_version'],
  },
  {
    tool: 'golang-migrate',
    title: 'golang-migrate',
    applied: ['000001', '000002', '000003'],
    pending: ['000010'],
    exclude: ['public.schema_migrations'],
  },
  {
    tool: 'node-pg-migrate',
    title: 'node-pg-migrate',
    applied: ['1633412345678', '1633498745000'],
    pending: ['1633585145000'],
    exclude: ['public.pgmigrations', 'sequence:public.pgmigrations_id_seq'],
  },
  {
    tool: 'graphile-migrate',
    title: 'graphile-migrate',
    applied: ['000001', '000002', '000003'],
    pending: [],
    exclude: ['schema:graphile_migrate'],
    replace: { ':DATABASE_NAME': 'shop' },
  },
  {
    tool: 'sqitch',
    title: 'sqitch',
    applied: ['accounts', 'greeting_v1.0', 'index_plans', 'greeting_now'],
    pending: ['notes'],
    exclude: ['schema:sqitch'],
    notes: ['tags'],
  },
  {
    tool: 'prisma',
    title: 'Prisma',
    applied: ['20230105101500', '20230212080000'],
    pending: ['20230301120000'],
    exclude: ['public._prisma_migrations'],
  },
  { tool: 'drizzle', title: 'drizzle', applied: ['0000', '0001'], pending: ['0002'], exclude: ['schema:drizzle'] },
  {
    tool: 'flyway',
    title: 'Flyway',
    applied: ['1', '1.1', '2', '10'],
    pending: ['11'],
    repeatables: ['paying'],
    exclude: ['public.flyway_schema_history'],
    replace: { '${company}': 'Acme' },
  },
  {
    tool: 'liquibase',
    title: 'Liquibase',
    applied: ['accounts', 'anna_2', 'bert_2', 'notes'],
    pending: ['later'],
    exclude: ['public.databasechangelog', 'public.databasechangeloglock'],
    notes: ['other databases', 'preconditions'],
  },
]

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(() => server.stop())

  test.each(CASES)('$tool: converted, recorded, and gone on with', async (one) => {
    const { tool, title, applied, pending, repeatables = [], exclude, replace = {}, notes = [] } = one
    const place = placeOn(server)
    try {
      const database = await place.database(databaseSql(tool))
      const before = await database.connection.query(`SELECT * FROM ${historyOf(tool)} ORDER BY 1`)
      const adoption = await place.adopt(projectOf(tool), database, { replace })
      expect(adoption).toMatchObject({ done: true, differences: [], uncompared: null, exclude })
      expect(adoption.tool?.title).toBe(title)
      expect(adoption.revisions.map(({ id }) => id)).toEqual([...applied, ...pending])
      expect(adoption.recorded).toEqual([...applied, ...repeatables])
      expect(adoption.notes).toEqual(notes.map((note) => expect.stringContaining(note)))
      expectConverted(place.revisions, join(HERE, tool, 'converted'))

      const history = await readHistory(database.connection, TABLE)
      expect([...history.applied.keys()]).toEqual(applied)
      expect([...history.repeatables.keys()]).toEqual(repeatables)
      expect(history.events.map(({ action }) => action)).toEqual([
        ...applied.map(() => 'adopt'),
        ...repeatables.map(() => 'repeatable'),
      ])
      expect(await database.connection.query(`SELECT * FROM ${historyOf(tool)} ORDER BY 1`)).toEqual(before)

      const graph = graphOf(readRevisions(place.revisions).revisions)
      const { ran } = await up(database.connection, graph, 'heads', { exclude: [...exclude] })
      expect(ran.map(({ id }) => id)).toEqual(pending)

      const again = await place.adopt(projectOf(tool), await place.database(databaseSql(tool)), { replace })
      expect(again).toMatchObject({ done: true, files: [], recorded: [...applied, ...repeatables] })
    } finally {
      await place.close()
    }
  })
})

const HISTORIES: Readonly<Record<string, string>> = {
  dbmate: 'schema_migrations',
  goose: 'goose_db_version',
  'golang-migrate': 'schema_migrations',
  'node-pg-migrate': 'pgmigrations',
  'graphile-migrate': 'graphile_migrate.migrations',
  sqitch: 'sqitch.changes',
  prisma: '_prisma_migrations',
  drizzle: 'drizzle.__drizzle_migrations',
  flyway: 'flyway_schema_history',
  liquibase: 'databasechangelog',
}

const historyOf = (tool: string): string => HISTORIES[tool] ?? ''
