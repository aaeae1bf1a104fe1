// Real servers for tests: which majors to test on, and quick databases on them.

import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { connect } from '../src/connection/connect.ts'
import type { Connection } from '../src/connection/connection.ts'
import { chooseBinaries, missingMajorAdvice } from '../src/shadow/binaries.ts'
import { startCluster, type ServerSettings } from '../src/shadow/cluster.ts'
import { openShadow } from '../src/shadow/open-shadow.ts'
import { SHADOW_USER } from '../src/shadow/template.ts'
import type { Shadow } from '../src/shadow/shadow.ts'
import { ident } from '../src/catalog/identifier.ts'

const wanted = (process.env['TRUEUP_MAJORS'] || '18').split(',').map((word) => word.trim())

/** From TRUEUP_MAJORS="14,15,16,17,18,pglite"; the newest alone by default. */
export function testMajors(): number[] {
  return wanted.filter((word) => word !== 'pglite').map(Number)
}

/** Whether what can run in PGlite is to be run there too. */
export const testsPglite = (): boolean => wanted.includes('pglite')

/** A shadow of exactly that major and a session on it, both closed afterwards. */
export async function withShadow<Result>(
  major: number,
  use: (connection: Connection, shadow: Shadow) => Promise<Result>,
): Promise<Result> {
  requireMajor(major)
  const shadow = await openShadow({ major })
  try {
    return await use(await shadow.connect(), shadow)
  } finally {
    await shadow.close()
  }
}

export interface TestServer {
  readonly major: number
  /** Its socket's directory, as `host=` takes it. */
  readonly host: string
  /** An empty database, by a random name unless it is given one; or a copy of one in which there is no session. */
  createDatabase(name?: string, template?: string): Promise<TestDatabase>
  /** A connection URL of any database of the server. */
  urlOf(database: string, user?: string): string
  stop(): Promise<void>
}

export interface TestDatabase {
  readonly name: string
  readonly url: string
  connect(): Promise<Connection>
  drop(): Promise<void>
}

/** One for a test file: start it in beforeAll, stop it in afterAll. The superusers are `postgres` and SHADOW_USER. */
export async function startServer(major: number, settings: ServerSettings = {}): Promise<TestServer> {
  const binaries = requireMajor(major)
  const cluster = await startCluster(binaries, { max_connections: 60, ...settings })
  const urlOf = (database: string, user = SHADOW_USER): string =>
    `postgresql://${user}@/${encodeURIComponent(database)}?host=${encodeURIComponent(cluster.socketDirectory)}`
  const keeper = await connect(urlOf('postgres'), { holdsProcess: false })
  return {
    major,
    host: cluster.socketDirectory,
    urlOf,
    async createDatabase(name = `test_${randomBytes(6).toString('hex')}`, template = 'template0') {
      // FILE_COPY is three times faster than PostgreSQL 15's new default for a database this small.
      const strategy = major >= 15 ? ' STRATEGY file_copy' : ''
      await keeper.execute(`CREATE DATABASE ${ident(name)} TEMPLATE ${ident(template)}${strategy}`)
      const url = urlOf(name)
      return {
        name,
        url,
        connect: () => connect(url),
        drop: () => keeper.execute(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`),
      }
    },
    async stop() {
      await keeper.close()
      await cluster.stop()
    },
  }
}

function requireMajor(major: number): NonNullable<ReturnType<typeof chooseBinaries>> {
  const binaries = chooseBinaries(major)
  if (binaries?.major !== major) throw new Error(missingMajorAdvice(major))
  return binaries
}

/** One that nobody listens on, for a server that is to be reached through TCP. */
export async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? String(address.port) : ''
}
