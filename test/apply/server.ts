// A throwaway PostgreSQL of each major under test, with databases by name, for the tests of this folder.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { startServer as startAnyServer, testMajors } from '../postgres.ts'

export const majors = testMajors()

export interface TestServer {
  /** Of its socket. */
  readonly host: string
  /** For what a test writes. */
  readonly folder: string
  open(database: string, user?: string): Promise<Connection>
  /** A new database with that SQL in it. */
  database(name: string, sql: string): Promise<void>
  stop(): Promise<void>
}

export async function startServer(major: number): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'trueup-apply-'))
  const server = await startAnyServer(major, { max_prepared_transactions: 2 })
  return {
    host: server.host,
    folder,
    open: (database, user = 'postgres') => connect(server.urlOf(database, user)),
    async database(name, sql) {
      const connection = await (await server.createDatabase(name)).connect()
      await connection.execute(sql)
      await connection.close()
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
