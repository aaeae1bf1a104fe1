// The session that statements are loaded in, as `psql -f` would have it: many statements a round trip where that changes nothing,
// one by one where one fails. Knows how statements are sent; what to do about a failure is its owner's affair.

import type { Connection } from '../connection/connection.ts'
import { ServerError } from '../connection/errors.ts'
import { ident, literal } from '../catalog/identifier.ts'
import { stateBefore, type Before } from './rename-hint.ts'
import type { Place } from './source-error.ts'
import {
  changesNewSessions,
  handlingOf,
  mayChangeSession,
  transactionControl,
  type SqlStatement,
} from './sql-statement.ts'

/** What a session is set to: to run a statement later as it would have run at its place. */
export type SessionSettings = string

export interface SessionOwner {
  /** `again`: what was missing is there now. */
  onError(statement: SqlStatement, error: ServerError): Promise<'again' | 'done'>
  /** A statement that carries annotations ran. */
  onAnnotated(statement: SqlStatement, before: Before): Promise<void>
  /** A transaction block was rolled back, to where it began or to a savepoint: what it did is undone. */
  onRollback(since: number): void
  /** Of the statements that were put off: what a rollback takes back is later. */
  mark(): number
}

interface Savepoint {
  readonly name: string
  readonly mark: number
}

const MAX_TOGETHER = 256
const MAX_CHARACTERS = 1_000_000
const MAX_ATTEMPTS = 50
const SAVEPOINT = 'trueup_statement'

export class LoadingSession {
  /** Statements that ran. */
  succeeded = 0
  private readonly open: () => Promise<Connection>
  private readonly owner: SessionOwner
  private current: Connection
  private waiting: SqlStatement[] = []
  private waitingCharacters = 0
  private waitingRows = false
  private together = 32
  private settingsNow: SessionSettings | null = null
  private needsNewSession = false
  private transaction: { begun: Place; mark: number; savepoints: Savepoint[] } | null = null

  private constructor(open: () => Promise<Connection>, connection: Connection, owner: SessionOwner) {
    this.open = open
    this.current = connection
    this.owner = owner
  }

  static async begin(open: () => Promise<Connection>, owner: SessionOwner): Promise<LoadingSession> {
    const session = new LoadingSession(open, await open(), owner)
    await session.prepare()
    return session
  }

  get connection(): Connection {
    return this.current
  }

  /** Where a transaction block began that is still open. */
  get openTransaction(): Place | null {
    return this.transaction?.begun ?? null
  }

  /** Like a psql that is started anew. */
  async renew(): Promise<void> {
    await this.flush()
    if (this.needsNewSession) {
      const old = this.current
      this.current = await this.open()
      if (this.current !== old) await old.close()
      this.needsNewSession = false
    }
    await this.current.execute('discard all')
    await this.prepare()
  }

  private async prepare(): Promise<void> {
    const { server } = this.current
    this.settingsNow = null
    await this.current.execute(
      [
        // RESET SESSION AUTHORIZATION, which DISCARD ALL stands for too, does nothing in PGlite
        ...(server.engine === 'pglite'
          ? [`set session authorization ${ident(server.user)}`, `set search_path = "$user", public`]
          : []),
        ...(server.superuser ? [`set lc_messages = 'C'`] : []),
        `set client_min_messages = warning`,
        `set statement_timeout = 0`,
        `set lock_timeout = 0`,
        `set idle_in_transaction_session_timeout = 0`,
      ].join(';'),
    )
  }

  async run(statement: SqlStatement): Promise<void> {
    const handling = handlingOf(statement)
    if (handling === 'transaction') return this.control(statement)
    if (handling === 'alone' || (handling === 'rows' && this.transaction)) {
      await this.flush()
      return this.runAlone(statement)
    }
    const rows = handling === 'rows'
    const full = this.waitingCharacters > MAX_CHARACTERS || this.waiting.length >= (rows ? MAX_TOGETHER : this.together)
    if (this.waiting.length > 0 && (rows !== this.waitingRows || full)) await this.flush()
    this.waitingRows = rows
    this.waiting.push(statement)
    this.waitingCharacters += statement.sql.length
  }

  /** All that was given to run() has run. */
  async flush(): Promise<void> {
    const { waiting } = this
    this.waiting = []
    this.waitingCharacters = 0
    if (waiting.length === 0) return
    if (this.waitingRows) return this.runRows(waiting)
    if (waiting.length > 1 && !(await this.runTogether(waiting))) {
      this.together = 1
      for (const statement of waiting) await this.runAlone(statement)
      return
    }
    if (waiting.length === 1) await this.runAlone(waiting[0]!)
    this.together = Math.min(this.together * 2, MAX_TOGETHER)
  }

  /** Several statements in one message are one transaction (the manual, 54.2.2.1): all of them, or none. */
  private async runTogether(statements: readonly SqlStatement[]): Promise<boolean> {
    const all = statements.map((s) => `${s.sql}\n;\n`).join('')
    try {
      await this.current.execute(
        this.transaction ? `savepoint ${SAVEPOINT};\n${all}release savepoint ${SAVEPOINT}` : all,
      )
    } catch (error) {
      if (!(error instanceof ServerError)) throw error
      if (this.transaction) await this.backToSavepoint()
      return false
    }
    this.succeeded += statements.length
    if (statements.some(mayChangeSession)) this.settingsNow = null
    return true
  }

  /** Each is a transaction of its own, for a rollback would not take back what sequences gave; none waits for the one before. */
  private async runRows(statements: readonly SqlStatement[]): Promise<void> {
    const outcomes = await Promise.allSettled(statements.map((s) => this.current.execute(s.sql)))
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') this.succeeded++
      else await this.runAlone(statements[i]!, outcome.reason)
    }
  }

  private async runAlone(statement: SqlStatement, known?: unknown): Promise<void> {
    let failure = known ?? (await this.attempt(statement))
    for (let attempt = 1; failure !== null; attempt++) {
      if (!(failure instanceof ServerError)) throw failure
      const outcome = await this.owner.onError(statement, failure)
      if (outcome === 'done' || attempt === MAX_ATTEMPTS) return
      failure = await this.attempt(statement)
    }
    this.succeeded++
    if (mayChangeSession(statement)) this.settingsNow = null
    if (changesNewSessions(statement)) this.needsNewSession = true
  }

  /** Null: it ran. */
  private async attempt(statement: SqlStatement): Promise<unknown> {
    const before = statement.annotations.length > 0 ? await stateBefore(this.current, statement) : null
    const failure = await this.send(statement).then(
      () => null,
      (error: unknown) => error,
    )
    if (failure === null && before) await this.owner.onAnnotated(statement, before)
    return failure
  }

  private async send({ sql, copyData }: SqlStatement): Promise<void> {
    const { current } = this
    if (!this.transaction) return copyData === null ? current.execute(sql) : current.copyFrom(sql, copyData)
    await current.execute(`savepoint ${SAVEPOINT}`)
    try {
      await (copyData === null ? current.execute(sql) : current.copyFrom(sql, copyData))
    } catch (error) {
      if (error instanceof ServerError) await this.backToSavepoint()
      throw error
    }
    await current.execute(`release savepoint ${SAVEPOINT}`)
  }

  private backToSavepoint(): Promise<void> {
    return this.current.execute(`rollback to savepoint ${SAVEPOINT}; release savepoint ${SAVEPOINT}`)
  }

  private async control(statement: SqlStatement): Promise<void> {
    await this.flush()
    const control = transactionControl(statement)
    try {
      await this.current.execute(statement.sql)
    } catch (error) {
      if (!(error instanceof ServerError)) throw error
      await this.owner.onError(statement, error)
      if (control === 'commit') this.transaction = null
      return
    }
    this.settingsNow = null
    const { transaction } = this
    const mark = this.owner.mark()
    const name = statement.words.at(-1) ?? ''
    switch (control) {
      case 'begin':
        this.transaction ??= { begun: statement, mark, savepoints: [] }
        break
      case 'commit':
        this.transaction = null
        break
      case 'rollback':
        if (transaction) this.owner.onRollback(transaction.mark)
        this.transaction = null
        break
      case 'savepoint':
        if (statement.words[0] === 'savepoint') transaction?.savepoints.push({ name, mark })
        break
      case 'back':
        this.owner.onRollback(transaction?.savepoints.findLast((s) => s.name === name)?.mark ?? mark)
        break
    }
  }

  /** What the session is set to now. */
  async settings(): Promise<SessionSettings> {
    if (this.settingsNow !== null) return this.settingsNow
    const [row] = await this.current.query<{ settings: Record<string, string>; user: string; role: string }>(`
      select coalesce(pg_catalog.json_object_agg(name, pg_catalog.current_setting(name) order by name)
                        filter (where name not in ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable')), '{}') as settings,
             session_user as user, pg_catalog.current_setting('role') as role
        from pg_catalog.pg_settings where source = 'session'`)
    this.settingsNow = JSON.stringify([row!.settings, row!.user, row!.role])
    return this.settingsNow
  }

  /** Makes the session what it was when `settings` were taken. */
  async restore(settings: SessionSettings): Promise<void> {
    await this.flush()
    if (settings === this.settingsNow) return
    await this.renew()
    const [values, user, role]: [Record<string, string>, string, string] = JSON.parse(settings)
    await this.current.execute(
      [
        ...Object.entries(values).map(
          ([name, value]) => `select pg_catalog.set_config(${literal(name)}, ${literal(value)}, false)`,
        ),
        ...(user === this.current.server.user ? [] : [`set session authorization ${ident(user)}`]),
        ...(role === 'none' ? [] : [`set role ${ident(role)}`]),
      ].join(';'),
    )
    this.settingsNow = settings
  }
}
