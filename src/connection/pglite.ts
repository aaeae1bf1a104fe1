// The one session of a PGlite instance. Statements queue up; nothing can interrupt one that runs.

import type { PGlite, Results } from '@electric-sql/pglite'
import type { Connection, ServerFacts } from './connection.ts'
import { ConnectionError, ServerError } from './errors.ts'
import { PARSERS } from './values.ts'

type Notice = { severity: string; message: string; code: string }

const asText = (value: string): string => value
/** Types that PGlite would turn into something else of its own: bytea, date, timestamp, timestamptz. */
const parsers = { 17: asText, 1082: asText, 1114: asText, 1184: asText, ...PARSERS }

export class PgliteConnection implements Connection {
  readonly server: ServerFacts
  readonly #instance: PGlite
  readonly #listeners = new Set<(notice: Notice) => void>()
  #closed = false

  constructor(instance: PGlite, server: ServerFacts) {
    this.#instance = instance
    this.server = server
  }

  async query<Row>(sql: string): Promise<Row[]> {
    const results = await this.#exec(sql)
    const rows: unknown = results.at(-1)?.rows ?? []
    // Where rows enter: their shape is what the caller's SQL says.
    return rows as Row[]
  }

  async execute(sql: string): Promise<void> {
    // PGlite waits for data that nobody can send, and blocks the process with it.
    if (/^\s*COPY\b[^;']*\bFROM\s+STDIN\b/im.test(sql))
      throw new Error('COPY … FROM STDIN must be given its data: use copyFrom().')
    const restored = restoreUser(sql, this.server.user)
    await this.#exec(sql)
    if (restored) await this.#exec(restored)
  }

  async copyFrom(sql: string, data: string): Promise<void> {
    const fromBlob = sql.replace(/\bFROM\s+STDIN\b/i, "FROM '/dev/blob'")
    await this.#guard(() => this.#instance.query(fromBlob, [], { blob: new Blob([data]), onNotice: this.#tell }))
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async clone(): Promise<null> {
    return null
  }

  get closed(): boolean {
    return this.#closed
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#listeners.clear()
  }

  #exec(sql: string): Promise<Results[]> {
    return this.#guard(() => this.#instance.exec(sql, { parsers, onNotice: this.#tell }))
  }

  readonly #tell = (notice: { severity?: string; message?: string; code?: string }): void => {
    const { severity = '', message = '', code = '' } = notice
    for (const listener of this.#listeners) listener({ severity, message, code })
  }

  async #guard<Result>(run: () => Promise<Result>): Promise<Result> {
    if (this.#closed)
      throw new ConnectionError(
        this.server.description,
        `The connection to ${this.server.description} is closed already.`,
      )
    try {
      return await run()
    } catch (error) {
      throw ServerError.from(error)
    }
  }
}

/** PGlite's RESET SESSION AUTHORIZATION leaves the session the low role that it was. */
function restoreUser(sql: string, user: string): string | null {
  const resets = /\b(RESET\s+(SESSION\s+AUTHORIZATION|ALL)|SET\s+SESSION\s+AUTHORIZATION\s+DEFAULT|DISCARD\s+ALL)\b/i
  return resets.test(sql) ? `SET SESSION AUTHORIZATION "${user.replaceAll('"', '""')}"` : null
}
