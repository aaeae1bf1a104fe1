// The shadow on the embedded server: which database and which user a session gets.

import { ident } from '../catalog/identifier.ts'
import { connect } from '../connection/connect.ts'
import type { Connection } from '../connection/connection.ts'
import type { Binaries } from './binaries.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { ShadowError } from './errors.ts'
import { endSessions } from './end-sessions.ts'
import type { Shadow, ShadowOptions } from './shadow.ts'
import { SHADOW_DATABASE, SHADOW_USER } from './template.ts'

export async function openEmbedded(binaries: Binaries, options: ShadowOptions): Promise<Shadow> {
  // Meanwhile, the driver is loaded.
  const [cluster] = await Promise.all([startCluster(binaries), import('../connection/postgresql.ts')])
  const shadow = new EmbeddedShadow(cluster)
  try {
    if (options.user && options.user !== SHADOW_USER) await shadow.changeUser(options.user)
    if (options.database) await shadow.rename(options.database)
    return shadow
  } catch (error) {
    await shadow.close()
    throw error
  }
}

class EmbeddedShadow implements Shadow {
  readonly engine = 'postgresql'
  readonly embedded = true
  readonly major: number
  readonly #cluster: Cluster
  readonly #sessions = new Set<Connection>()
  #database = SHADOW_DATABASE
  #user = SHADOW_USER
  /** initdb's database postgres had to give up its name. */
  #movedAside = false
  #closed = false

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.major = cluster.binaries.major
  }

  async connect(): Promise<Connection> {
    if (this.#closed) throw new ShadowError('The shadow is closed already.')
    const connection = await this.#open(this.#database, this.#user)
    this.#sessions.add(connection)
    return connection
  }

  async rename(database: string): Promise<void> {
    if (database === this.#database) return
    if (database === 'template0' || database === 'template1') {
      throw new ShadowError(
        `A shadow cannot be named ${database}, as a database of every server's is. Name another database.`,
      )
    }
    await this.#closeSessions()
    const renames = [
      endSessions(this.#database),
      `ALTER DATABASE ${ident(this.#database)} RENAME TO ${ident(database)}`,
    ]
    if (database === 'postgres' && !this.#movedAside) {
      renames.splice(1, 0, 'ALTER DATABASE postgres RENAME TO "postgres of initdb"')
      this.#movedAside = true
    }
    await this.#maintain(renames)
    this.#database = database
  }

  /** A superuser by that name loads statements from now on. */
  async changeUser(user: string): Promise<void> {
    await this.#maintain([
      ...(user === 'postgres' ? [] : [`CREATE ROLE ${ident(user)} SUPERUSER LOGIN`]),
      `ALTER DATABASE ${ident(this.#database)} OWNER TO ${ident(user)}`,
    ])
    this.#user = user
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#closeSessions()
    await this.#cluster.stop()
  }

  /** From a database that no statement is about. */
  async #maintain(statements: readonly string[]): Promise<void> {
    const connection = await this.#open('template1', SHADOW_USER)
    try {
      for (const statement of statements) await connection.execute(statement)
    } finally {
      await connection.close()
    }
  }

  async #closeSessions(): Promise<void> {
    await Promise.all([...this.#sessions].map((session) => session.close()))
    this.#sessions.clear()
  }

  #open(dbname: string, user: string): Promise<Connection> {
    const settings = { host: this.#cluster.socketDirectory, port: '5432', dbname, user, application_name: 'trueup' }
    const description = `the embedded PostgreSQL ${this.#cluster.binaries.version}`
    return connect(settings, { holdsProcess: false, environment: {}, description })
  }
}
