// The shadow on a given server: a temporary database, dropped at close with the roles that were made for it.
// Whatever else is on that server is not touched.

import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { ident, literal } from '../catalog/identifier.ts'
import { connect } from '../connection/connect.ts'
import type { Connection } from '../connection/connection.ts'
import { ServerError } from '../connection/errors.ts'
import { parseConnectionString } from '../connection/settings.ts'
import { endSessions } from './end-sessions.ts'
import { ShadowError } from './errors.ts'
import type { Shadow } from './shadow.ts'

const NAME_PREFIX = 'trueup_shadow_'
/** The comment of a database that we made. Its oid tells it from one that was restored from a dump of it. */
interface Maker {
  readonly trueup: 'shadow'
  readonly oid: number
  readonly lock: number
  /** For people. */
  readonly host: string
  readonly pid: number
}
/** First half of the keys of our advisory locks: "true" in ASCII. The second is of the database's name. */
const LOCK_CLASS = 0x74727565

export async function openOnServer(server: string): Promise<Shadow> {
  const keeper = await connect(server)
  const name = `${NAME_PREFIX}${randomBytes(6).toString('hex')}`
  try {
    await sweepDatabases(keeper, server)
    const roles = await readRoles(keeper)
    // Held as long as the keeper lives: what tells the next run that this database is in use.
    await keeper.query(`SELECT pg_catalog.pg_advisory_lock(${LOCK_CLASS}, ${lockKey(name)})`)
    await createDatabase(keeper, name)
    return new ServerShadow(keeper, server, name, roles)
  } catch (error) {
    await keeper.close()
    throw error
  }
}

async function createDatabase(keeper: Connection, name: string): Promise<void> {
  try {
    await keeper.execute(`CREATE DATABASE ${ident(name)} TEMPLATE template0`)
    const [made] = await keeper.query<{ oid: number }>(
      `SELECT oid FROM pg_catalog.pg_database WHERE datname = ${literal(name)}`,
    )
    const maker: Maker = {
      trueup: 'shadow',
      oid: made?.oid ?? 0,
      lock: lockKey(name),
      host: hostname(),
      pid: process.pid,
    }
    await keeper.execute(`COMMENT ON DATABASE ${ident(name)} IS ${literal(JSON.stringify(maker))}`)
  } catch (error) {
    if (!(error instanceof ServerError)) throw error
    const { user, description } = keeper.server
    const advice =
      error.code === '42501'
        ? `The role ${user} may not create databases there. Run: ALTER ROLE ${ident(user)} CREATEDB, name another user, or leave --shadow out to use the embedded PostgreSQL.`
        : `It said: ${error.message}.`
    throw new ShadowError(`A temporary database could not be created on ${description}. ${advice}`, { cause: error })
  }
}

const readRoles = async (keeper: Connection): Promise<Set<string>> =>
  new Set(
    (await keeper.query<{ rolname: string }>('SELECT rolname FROM pg_catalog.pg_roles')).map(({ rolname }) => rolname),
  )

function lockKey(name: string): number {
  return Number.parseInt(name.slice(NAME_PREFIX.length, NAME_PREFIX.length + 7), 16)
}

/** Drops our databases whose maker's session is gone; leaves those that another role made. */
async function sweepDatabases(keeper: Connection, server: string): Promise<void> {
  const found = await keeper.query<{ oid: number; datname: string; comment: string }>(`
    SELECT oid, datname, pg_catalog.shobj_description(oid, 'pg_database') AS comment
      FROM pg_catalog.pg_database
     WHERE pg_catalog.shobj_description(oid, 'pg_database') LIKE '{"trueup":"shadow",%'
       AND pg_catalog.pg_has_role(datdba, 'USAGE')`)
  if (found.length === 0) return
  const locks = await keeper.query<{ objid: number }>(`
    SELECT objid FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND classid = ${LOCK_CLASS} AND granted`)
  const inUse = new Set(locks.map(({ objid }) => objid))
  for (const { oid, datname, comment } of found) {
    const maker = parseMaker(comment)
    // Another run may be sweeping the same.
    if (maker?.oid === oid && !inUse.has(maker.lock)) await dropDatabase(keeper, server, datname).catch(() => {})
  }
}

async function dropDatabase(keeper: Connection, server: string, name: string): Promise<void> {
  // A database with subscriptions is not dropped (SQLSTATE 55006), and a subscription with a slot drops it where it is.
  const subscriptions = await keeper.query<{ subname: string }>(`
    SELECT subname FROM pg_catalog.pg_subscription
     WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = ${literal(name)})`)
  if (subscriptions.length > 0) {
    const session = await connect({ ...parseConnectionString(server), dbname: name })
    for (const { subname } of subscriptions) {
      const subscription = `SUBSCRIPTION ${ident(subname)}`
      await session.execute(`ALTER ${subscription} DISABLE; ALTER ${subscription} SET (slot_name = NONE)`)
      await session.execute(`DROP ${subscription}`)
    }
    await session.close()
  }
  await keeper.execute(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`)
}

function parseMaker(comment: string): Maker | null {
  try {
    return JSON.parse(comment)
  } catch {
    return null
  }
}

class ServerShadow implements Shadow {
  readonly engine = 'postgresql'
  readonly embedded = false
  readonly major: number
  readonly #keeper: Connection
  readonly #server: string
  readonly #rolesBefore: ReadonlySet<string>
  readonly #sessions = new Set<Connection>()
  /** The statements that made roles: a role is only ours to drop if one of them names it. */
  readonly #roleStatements: string[] = []
  #database: string
  #closed = false

  constructor(keeper: Connection, server: string, database: string, rolesBefore: ReadonlySet<string>) {
    this.#keeper = keeper
    this.#server = server
    this.#database = database
    this.#rolesBefore = rolesBefore
    this.major = keeper.server.major
  }

  async connect(): Promise<Connection> {
    if (this.#closed) throw new ShadowError('The shadow is closed already.')
    const settings = { ...parseConnectionString(this.#server), dbname: this.#database }
    const connection = watched(await connect(settings), (sql) => this.#noteRoles(sql))
    this.#sessions.add(connection)
    return connection
  }

  async rename(database: string): Promise<void> {
    if (database === this.#database) return
    await this.#closeSessions()
    try {
      await this.#keeper.execute(endSessions(this.#database))
      await this.#keeper.execute(`ALTER DATABASE ${ident(this.#database)} RENAME TO ${ident(database)}`)
    } catch (error) {
      // 42P04 duplicate_database: the server's own database keeps its name.
      if (!(error instanceof ServerError)) throw error
      const what = `The temporary database on ${this.#keeper.server.description} cannot be named ${database}: ${error.message}.`
      throw new ShadowError(
        `${what} Leave --shadow out to use the embedded PostgreSQL, or use a server that has no such database.`,
        { cause: error },
      )
    }
    this.#database = database
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#closeSessions()
    try {
      await dropDatabase(this.#keeper, this.#server, this.#database)
      await this.#dropRoles()
    } finally {
      await this.#keeper.close()
    }
  }

  #noteRoles(sql: string): void {
    if (/\b(role|user|group)\b/i.test(sql)) this.#roleStatements.push(sql)
  }

  async #dropRoles(): Promise<void> {
    const roles = [...(await readRoles(this.#keeper))].filter(
      (role) =>
        !this.#rolesBefore.has(role) &&
        this.#roleStatements.some((sql) => sql.toLowerCase().includes(role.toLowerCase())),
    )
    // A role that something else on the server has come to depend on (SQLSTATE 2BP01) stays.
    for (const role of roles) await this.#keeper.execute(`DROP ROLE IF EXISTS ${ident(role)}`).catch(() => {})
  }

  async #closeSessions(): Promise<void> {
    await Promise.all([...this.#sessions].map((session) => session.close()))
    this.#sessions.clear()
  }
}

/** The same session, with its statements told. */
function watched(connection: Connection, tell: (sql: string) => void): Connection {
  return {
    server: connection.server,
    query<Row>(sql: string): Promise<Row[]> {
      tell(sql)
      return connection.query<Row>(sql)
    },
    execute(sql) {
      tell(sql)
      return connection.execute(sql)
    },
    copyFrom: (sql, data) => connection.copyFrom(sql, data),
    onNotice: (listener) => connection.onNotice(listener),
    async clone() {
      const other = await connection.clone()
      return other && watched(other, tell)
    },
    close: () => connection.close(),
  }
}
