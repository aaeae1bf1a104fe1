// Databases as other tools left them (`<tool>/database.sql`, dumped after the real tool ran), and what adopting them gives.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { liquibase } from '../../../src/changelog/adopt/liquibase.ts'
import { connect } from '../../../src/connection/connect.ts'
import type { Connection } from '../../../src/connection/connection.ts'
import { adopt, type Adoption, type AdoptOptions } from '../../../src/revisions/adopt/adopt.ts'
import { tools } from '../../../src/revisions/adopt/tools.ts'
import type { TestServer } from '../../postgres.ts'
import { TABLE } from '../chain.ts'

export const HERE = fileURLToPath(new URL('.', import.meta.url))
export const projectOf = (tool: string): string => join(HERE, tool, 'project')
export const databaseSql = (tool: string): string => readFileSync(join(HERE, tool, 'database.sql'), 'utf8')

export interface LeftDatabase {
  readonly url: string
  readonly connection: Connection
}

export interface Place {
  /** A folder that is not there yet. */
  readonly revisions: string
  /** A database with this in it. */
  database(sql: string): Promise<LeftDatabase>
  adopt(folder: string | null, database: LeftDatabase | null, options?: Partial<AdoptOptions>): Promise<Adoption>
  close(): Promise<void>
}

export function placeOn(server: TestServer): Place {
  const folder = mkdtempSync(join(tmpdir(), 'trueup-test-adopt-'))
  const revisions = join(folder, 'migrations')
  const opened: Connection[] = []
  return {
    revisions,
    async database(sql) {
      const { url } = await server.createDatabase()
      const connection = await connect(url)
      opened.push(connection)
      await connection.execute(sql)
      // A dump leaves settings behind.
      await connection.execute('RESET ALL')
      return { url, connection }
    },
    adopt: (from, database, options = {}) =>
      adopt(from, database && { target: database.url, connection: database.connection }, {
        revisions,
        table: TABLE,
        tools: [...tools, liquibase],
        ...options,
      }),
    async close() {
      await Promise.all(opened.map((connection) => connection.close()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Each file with its text, by its path. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
  )
