import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { traces, up } from './chain.ts'
import { dying, type Moment } from './dying.ts'
import { TABLES, twenty } from './twenty.ts'

/** Every so many statements in the repository's own run; TRUEUP_EVERY=1 takes all of them. */
const EVERY = Number(process.env['TRUEUP_EVERY'] ?? 13)
/** Without a look at what the chain makes in a shadow. */
const QUICKLY = { allowDrift: true }
const MOMENTS: readonly Moment[] = ['before', 'during', 'after']

describe.each(testMajors())('PostgreSQL %i', (major) => {
  let server: TestServer
  let unharmed: object
  let statements: number
  const graph = twenty()

  beforeAll(async () => {
    server = await startServer(major)
    const { connect: open } = await server.createDatabase()
    const counted = dying(await open(), Infinity, 'before')
    await up(counted.connection, graph, 'head', QUICKLY)
    statements = counted.count()
    unharmed = await traces(counted.connection, TABLES)
    await counted.connection.close()
  })
  afterAll(() => server.stop())

  const ended = async (keeper: Connection) => {
    for (;;) {
      const [row] = await keeper.query<{ others: number }>(
        `select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
      if (row?.others === 0) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  test(
    'killed at a statement, one more upgrade gives the same schema, rows and history',
    { timeout: 3_600_000 },
    async () => {
      const harmed: string[] = []
      let points = 0
      for (let at = 1 + (major % 3); at <= statements; at += EVERY) {
        const moment = MOMENTS[points++ % MOMENTS.length]!
        for (const one of EVERY === 1 ? MOMENTS : [moment]) {
          const { url, drop } = await server.createDatabase()
          const [session, again] = await Promise.all([connect(url), connect(url)])
          const { connection, dead, last } = dying(session, at, one)
          void up(connection, graph, 'head', QUICKLY)
          await dead
          await ended(again)
          try {
            await up(again, graph, 'head', QUICKLY)
            expect(await traces(again, TABLES)).toEqual(unharmed)
          } catch (error) {
            harmed.push(`${one} statement ${at}, ${last().slice(0, 80)}: ${String(error).slice(0, 1500)}`)
          }
          await again.close()
          await drop()
        }
      }
      expect(harmed).toEqual([])
      expect(statements).toBeGreaterThan(150)
      if (EVERY === 1) console.log(`${statements} statements, each killed at ${MOMENTS.join(', ')}`)
    },
  )
})
