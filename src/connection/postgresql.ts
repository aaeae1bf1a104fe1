// A session of a PostgreSQL server, over node-postgres. The only file that knows that driver; loaded when a session is opened.

import { Socket } from 'node:net'
import pg from 'pg'
import type { Connection, ServerFacts } from './connection.ts'
import { ConnectionError, ServerError } from './errors.ts'
import { parserOf } from './values.ts'

/** One way to reach one server: everything decided. */
export interface SessionRequest {
  readonly config: pg.ClientConfig
  /** For people, without the password. */
  readonly description: string
  /** False: an idle session does not keep the process alive. */
  readonly holdsProcess: boolean
}

/** What the server says of itself, beyond ServerFacts. */
export interface SessionState {
  readonly inRecovery: boolean
  readonly readOnly: boolean
}

export interface Session {
  readonly connection: PostgresqlConnection
  readonly state: SessionState
}

/** Errors are the driver's own. */
export async function openSession(request: SessionRequest, again: () => Promise<Connection>): Promise<Session> {
  const client = new pg.Client({ ...request.config, pipeline: true, types: { getTypeParser: parserOf } })
  ignoreVariables(client, request.config)
  // Without a listener, a server that goes away would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    const { facts, state } = await readFacts(client, request.description)
    return { connection: new PostgresqlConnection(client, facts, request.holdsProcess, again), state }
  } catch (error) {
    client.connection.stream.destroy()
    throw error
  }
}

/** The driver puts PGOPTIONS in wherever no options are given; which variables count was decided before. */
function ignoreVariables(client: pg.Client, config: pg.ClientConfig): void {
  const parameters: unknown = Reflect.get(client, 'connectionParameters')
  if (typeof parameters === 'object' && parameters !== null)
    Object.assign(parameters, { options: config.options, replication: undefined })
}

interface FactsRow {
  versionNumber: number
  database: string
  user: string
  superuser: boolean
  inRecovery: boolean
  readOnly: boolean
}

async function readFacts(client: pg.Client, description: string): Promise<{ facts: ServerFacts; state: SessionState }> {
  const { rows } = await client.query<FactsRow>(`
    select pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as "versionNumber",
           pg_catalog.current_database() as database,
           current_user as user,
           (select rolsuper from pg_catalog.pg_roles where rolname = current_user) as superuser,
           pg_catalog.pg_is_in_recovery() as "inRecovery",
           pg_catalog.current_setting('transaction_read_only') = 'on' as "readOnly"`)
  const row = rows[0]
  if (!row) throw new Error('The server answered no row to a question about itself.')
  const { inRecovery, readOnly, versionNumber, ...names } = row
  const major = Math.floor(versionNumber / 10_000)
  return {
    facts: { major, versionNumber, engine: 'postgresql', ...names, description },
    state: { inRecovery, readOnly },
  }
}

/** Shutdown, crash or drop of the database, and the timeouts that end a session. */
const ENDS_SESSION = /^(57P0[1-5]|25P0[34])$/

/** Sends at once and answers in order, so that statements that do not wait for each other cost one round trip together. */
export class PostgresqlConnection implements Connection {
  readonly server: ServerFacts
  readonly #client: pg.Client
  readonly #holdsProcess: boolean
  readonly #again: () => Promise<Connection>
  #running = 0
  #lost: Error | null = null
  #closed = false
  #copying: Promise<unknown> | null = null

  constructor(client: pg.Client, server: ServerFacts, holdsProcess: boolean, again: () => Promise<Connection>) {
    this.server = server
    this.#client = client
    this.#holdsProcess = holdsProcess
    this.#again = again
    client.on('error', (error) => (this.#lost ??= ServerError.from(error)))
    this.#hold(false)
  }

  async query<Row>(sql: string): Promise<Row[]> {
    const result = await this.#run(() => this.#client.query(sql))
    // Where the text held more than one statement, the driver answers a list of results.
    const last: pg.QueryResult = Array.isArray(result) ? result.at(-1) : result
    return last.rows
  }

  async execute(sql: string): Promise<void> {
    await this.#run(() => this.#submit(new DiscardingQuery(sql)))
  }

  /** What is sent while the server waits for data would end the COPY, so other statements are held back. */
  async copyFrom(sql: string, data: string): Promise<void> {
    await this.#run(() => {
      const copied = this.#submit(new CopyFromQuery(sql, data))
      this.#copying = copied.catch(() => {}).finally(() => (this.#copying = null))
      return copied
    })
  }

  onNotice(listener: (notice: { severity: string; message: string; code: string }) => void): () => void {
    const forward = (notice: { severity?: string; message?: string; code?: string }): void =>
      listener({ severity: notice.severity ?? '', message: notice.message ?? '', code: notice.code ?? '' })
    this.#client.on('notice', forward)
    return () => this.#client.removeListener('notice', forward)
  }

  clone(): Promise<Connection> {
    return this.#again()
  }

  /** A statement that still runs is given up: the server ends it as soon as it notices. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#hold(true)
    if (this.#running > 0 || this.#lost) this.#client.connection.stream.destroy()
    await this.#client.end()
  }

  #submit(query: pg.Query & { callback?: unknown }): Promise<void> {
    return new Promise((resolve, reject) => {
      query.callback = (error: unknown) => (error ? reject(error) : resolve())
      this.#client.query(query)
    })
  }

  async #run<Result>(send: () => Promise<Result>): Promise<Result> {
    while (this.#copying) await this.#copying
    if (this.#closed)
      throw new ConnectionError(
        this.server.description,
        `The connection to ${this.server.description} is closed already.`,
      )
    if (this.#lost) throw this.#lostError(this.#lost)
    this.#running += 1
    if (this.#running === 1) this.#hold(true)
    try {
      return await send()
    } catch (error) {
      const known = ServerError.from(error)
      if (known instanceof ServerError && !this.#lost && !ENDS_SESSION.test(known.code)) throw known
      throw this.#lostError(this.#lost ?? known)
    } finally {
      this.#running -= 1
      if (this.#running === 0) this.#hold(false)
    }
  }

  #lostError(cause: Error): ConnectionError {
    const what = `The connection to ${this.server.description} broke: ${cause.message}.`
    return new ConnectionError(this.server.description, `${what} See the server's log, and try again.`, cause)
  }

  #hold(hold: boolean): void {
    const { stream } = this.#client.connection
    if (this.#holdsProcess || !(stream instanceof Socket)) return
    if (hold) stream.ref()
    else stream.unref()
  }
}

/** Does not gather rows that nobody asked for. */
class DiscardingQuery extends pg.Query {
  handleDataRow(): void {}
}

interface CopyTarget {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

class CopyFromQuery extends DiscardingQuery {
  readonly #data: string

  constructor(sql: string, data: string) {
    super(sql)
    this.#data = data
  }

  handleCopyInResponse(connection: CopyTarget): void {
    // One message each: some poolers have a limit on a message's size.
    const bytes = Buffer.from(this.#data)
    for (let at = 0; at < bytes.length; at += 65_536) connection.sendCopyFromChunk(bytes.subarray(at, at + 65_536))
    connection.endCopyFrom()
  }
}
