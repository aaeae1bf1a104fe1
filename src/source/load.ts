// Loads SQL files into a database, as `psql -f` would run each of them: in order, putting off what needs something that comes later.
// Knows nothing of catalogs: what is there afterwards, others read.

import type { Connection } from '../connection/connection.ts'
import { ServerError } from '../connection/errors.ts'
import { ident } from '../catalog/identifier.ts'
import { contained } from './beyond-shadow.ts'
import { LoadError, failureOf, withoutSecrets, type LoadFailure } from './load-error.ts'
import { LoadingSession } from './loading-session.ts'
import { isMissing } from './missing.ts'
import { MAINTENANCE_DATABASES, prescan, type Named } from './prescan.ts'
import { runScript, type ScriptHost } from './psql-script.ts'
import { PutOffQueue, type Waiting } from './put-off.ts'
import {
  extensionAdvice,
  inDatabase,
  missingDatabase,
  missingRole,
  missingTablespace,
  needsServer,
  presentRole,
  privilegeAdvice,
  roomAdvice,
  serverAdvice,
  unsetAdvice,
} from './remedies.ts'
import { makeTablespace } from '../shadow/tablespaces.ts'
import { makeAssumedRole, rolesOf } from '../shadow/assumed-role.ts'
import { declareAssumedRole, membershipsOf, type Membership } from './server-roles.ts'
import { findRenames, type RenameHint } from './rename-hint.ts'
import { RoutineBodies } from './routine-bodies.ts'
import { placeText, SourceError, type Place } from './source-error.ts'
import type { SqlInput } from './sql-input.ts'
import { markPopulated, withoutRows } from './without-rows.ts'
import { handlingOf, sweepsSchema, type SqlStatement } from './sql-statement.ts'

/** Where files are loaded: a shadow. */
export interface LoadTarget {
  /** Nothing on its server is anybody's. */
  readonly embedded: boolean
  connect(): Promise<Connection>
}

export interface LoadOptions {
  /** psql's, as with `psql -v`. */
  readonly variables?: ReadonlyMap<string, string>
  /** A statement that needs something that comes later is an error, as with psql. */
  readonly strictOrder?: boolean
}

/** A statement that did not run at its place. */
export interface PutOffStatement extends Place {
  /** Its first line. */
  readonly statement: string
  /** What PostgreSQL said at its place. */
  readonly reason: string
}

export interface Loaded {
  /** In the order of the files. */
  readonly putOff: readonly PutOffStatement[]
  /** Roles that statements name and no file creates. */
  readonly assumedRoles: readonly string[]
  /** Roles that the files create. */
  readonly declaredRoles: readonly string[]
  /** Role memberships that the shadow's server had anyway: `member` in `role`. */
  readonly membershipsBefore: readonly Membership[]
  readonly renames: readonly RenameHint[]
  readonly warnings: readonly string[]
}

const MAX_FAILURES = 200

/** Throws a LoadError with every statement that failed, or a SourceError where a file itself is wrong. */
export async function loadFiles(input: SqlInput, target: LoadTarget, options: LoadOptions = {}): Promise<Loaded> {
  const loader = await Loader.begin(input, target, options)
  try {
    for (const file of input.files) await loader.runFile(file)
    return await loader.finish()
  } finally {
    await loader.close()
  }
}

/** Thrown to stop at the first failure. */
class Stop extends Error {}

class Loader {
  private readonly input: SqlInput
  private readonly target: LoadTarget
  private readonly options: LoadOptions
  private readonly named: Named
  private readonly queue = new PutOffQueue()
  private readonly failures: LoadFailure[] = []
  private readonly assumed = new Set<string>()
  private readonly present = new Set<string>()
  private readonly renames: RenameHint[] = []
  private readonly warnings: string[]
  private readonly bodies = new RoutineBodies()
  private rolesBefore: ReadonlySet<string> = new Set()
  private membershipsBefore: readonly Membership[] = []
  private session!: LoadingSession
  private paidRetries = 0
  /** Nothing more will come that could create a role. */
  private lastResort = false

  private constructor(input: SqlInput, target: LoadTarget, options: LoadOptions) {
    this.input = input
    this.target = target
    this.options = options
    this.named = prescan(input.files)
    this.warnings = [...input.warnings]
  }

  static async begin(input: SqlInput, target: LoadTarget, options: LoadOptions): Promise<Loader> {
    const loader = new Loader(input, target, options)
    loader.session = await LoadingSession.begin(() => target.connect(), {
      onError: (statement, error) => loader.onError(statement, error),
      onAnnotated: async (statement, before) => {
        loader.renames.push(...(await findRenames(loader.session.connection, statement, before)))
      },
      onRollback: (since) => loader.queue.dropSince(since),
      mark: () => loader.queue.mark,
    })
    const { connection } = loader.session
    loader.rolesBefore = await rolesOf(connection)
    if (!target.embedded) loader.membershipsBefore = await membershipsOf(connection)
    return loader
  }

  /** PGlite has one session only, which others go on using. */
  async close(): Promise<void> {
    const { connection } = this.session
    if (connection.server.engine !== 'pglite') await connection.close()
  }

  async runFile(file: SqlInput['files'][number]): Promise<void> {
    const { server } = this.session.connection
    const variables = new Map([
      ['DBNAME', server.database],
      ['USER', server.user],
      ['ENCODING', 'UTF8'],
      ['SERVER_VERSION_NUM', String(server.versionNumber)],
      ['SERVER_VERSION_NAME', `${server.major}.${server.versionNumber % 10_000}`],
      ...(this.options.variables ?? []),
    ])
    const host: ScriptHost = {
      run: (statement) => this.run(statement),
      rows: (statement) => this.rows(statement),
      connect: (database, user, place) => this.connect(database, user, place),
      environment: (name) => process.env[name],
    }
    try {
      await runScript(file, this.input, variables, host)
      await this.session.flush()
    } catch (error) {
      if (error instanceof Stop) throw new LoadError(this.failures)
      // what failed before tells more than that its rows are missing
      if (error instanceof SourceError && this.failures.length > 0) throw new LoadError(this.failures)
      throw error
    }
    const open = this.session.openTransaction
    if (open)
      throw new SourceError(
        'the transaction that begins here is not ended in its file, so psql would undo all of it. Add COMMIT.',
        open,
      )
    await this.endOfFile()
  }

  private async run(statement: SqlStatement): Promise<void> {
    if (this.failures.length >= MAX_FAILURES || (this.options.strictOrder && this.failures.length > 0)) throw new Stop()
    const { server } = this.session.connection
    const shadow = { embedded: this.target.embedded, database: server.database, roles: this.rolesBefore }
    const inside = contained(this.inThisDatabase(statement), shadow)
    if ('skipped' in inside) return this.skipped(statement, inside.skipped)
    if (sweepsSchema(statement) && this.queue.size > 0)
      this.warnings.push(
        `${placeText(statement)}: ${firstLine(statement)} ran before ${this.queue.size} statements that were put off, and says nothing of what they create.`,
      )
    await this.session.run(inside.run)
  }

  private skipped(statement: SqlStatement, reason: string): void {
    this.warnings.push(`Skipped ${placeText(statement)}: ${firstLine(statement)}. ${reason}`)
  }

  /** Files that speak of `postgres` alone mean their own database; on a server of the user's, its database of that name is another. */
  private inThisDatabase(statement: SqlStatement): SqlStatement {
    const { database } = this.named
    const here = this.session.connection.server.database
    if (database === null)
      return [...MAINTENANCE_DATABASES].reduce((one, name) => inDatabase(one, name, here), statement)
    return this.target.embedded ? statement : inDatabase(statement, database, here)
  }

  private async rows(statement: SqlStatement): Promise<Record<string, string | null>[]> {
    await this.session.flush()
    try {
      const rows = await this.session.connection.query<Record<string, unknown>>(statement.sql)
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)])))
    } catch (error) {
      if (!(error instanceof ServerError)) throw error
      this.failures.push(failureOf(statement, error))
      throw new Stop()
    }
  }

  private async connect(database: string | null, user: string | null, place: Place): Promise<void> {
    const here = this.session.connection.server.database
    if (
      database !== null &&
      database !== here &&
      database !== this.named.database &&
      !MAINTENANCE_DATABASES.has(database)
    )
      throw new SourceError(
        `connects to the database ${database}, after ${this.named.database ?? here}. A definition is of one database: give each its own files.`,
        place,
      )
    await this.session.renew()
    if (user !== null && user !== this.session.connection.server.user)
      await this.run({
        ...place,
        sql: `SET SESSION AUTHORIZATION ${ident(user)}`,
        offset: 0,
        words: ['set', 'session', 'authorization'],
        copyData: null,
        annotations: [],
        unset: [],
      })
  }

  private async onError(statement: SqlStatement, error: ServerError): Promise<'again' | 'done'> {
    const role = missingRole(error)
    if (role !== null && (this.lastResort || !this.named.createdRoles.has(role)) && !this.assumed.has(role)) {
      await this.assumeRole(role)
      return 'again'
    }
    const tablespace = this.target.embedded ? missingTablespace(error) : null
    if (tablespace !== null && (await makeTablespace(this.session.connection, tablespace))) return 'again'
    if (needsServer(error) && (await this.withoutServer(statement))) return 'done'
    const present = presentRole(statement, error)
    if (present !== null && (this.rolesBefore.has(present) || this.assumed.has(present))) {
      await this.declarePresent(present, statement)
      return 'done'
    }
    const database = missingDatabase(error)
    const here = this.session.connection.server.database
    const renamed = database === null ? statement : inDatabase(statement, database, here)
    if (database !== null && renamed.sql !== statement.sql) {
      await this.session.run(renamed)
      return 'done'
    }
    const advice =
      unsetAdvice(statement, error) ??
      extensionAdvice(error) ??
      serverAdvice(error) ??
      privilegeAdvice(error, this.session.connection.server) ??
      roomAdvice(error, this.target.embedded)
    // a transaction that failed to commit is lost: it cannot be committed later
    const canWait = isMissing(error) && handlingOf(statement) !== 'transaction'
    if (advice === null && canWait && !this.options.strictOrder)
      this.queue.add(statement, await this.session.settings(), error)
    else
      this.failures.push(failureOf(statement, error, advice ?? (this.options.strictOrder && canWait ? STRICT : null)))
    return 'done'
  }

  private async assumeRole(name: string): Promise<void> {
    this.assumed.add(name)
    await makeAssumedRole(this.session.connection, name)
  }

  /** CREATE ROLE for a role that is there: one that had to be assumed gets its attributes; one of the server's keeps its own. */
  private async declarePresent(name: string, statement: SqlStatement): Promise<void> {
    this.present.add(name)
    if (this.assumed.delete(name)) await declareAssumedRole(this.session.connection, name, statement)
  }

  private async endOfFile(): Promise<void> {
    this.paidRetries += this.session.succeeded
    this.session.succeeded = 0
    // each retry is paid by a statement that ran since, so that thousands of files do not retry each other's statements over and over
    while (this.queue.size > 0 && this.queue.size <= this.paidRetries) {
      this.paidRetries -= this.queue.size
      if (!(await this.retry(false))) break
    }
    await this.session.renew()
  }

  private retry(every: boolean): Promise<boolean> {
    return this.queue.round(
      () => this.session.connection,
      every,
      async ({ statement, settings }: Waiting) => {
        await this.session.restore(settings)
        const empty = this.lastResort ? withoutRows(statement) : null
        if (empty) return this.makeWithoutRows(statement, empty, OWN_SEARCH_PATH)
        await this.bodies.prepare(this.session.connection)
        await this.session.run(statement)
        await this.session.flush()
        await this.bodies.record(this.session.connection, statement, settings)
      },
    )
  }

  /** A materialized view of what another server has is the same definition without rows. */
  private async withoutServer(statement: SqlStatement): Promise<boolean> {
    if (statement.words[0] === 'refresh') this.skipped(statement, 'It asks another server.')
    const empty = withoutRows(statement)
    if (empty) await this.makeWithoutRows(statement, empty, 'It asks another server.')
    return empty !== null || statement.words[0] === 'refresh'
  }

  private async makeWithoutRows(statement: SqlStatement, empty: SqlStatement, reason: string): Promise<void> {
    const { size } = this.queue
    await this.session.run(empty)
    await this.session.flush()
    if (this.queue.size > size) return
    this.warnings.push(`${placeText(statement)}: ${firstLine(statement)} was made without rows. ${reason}`)
    const { superuser } = this.session.connection.server
    if (this.target.embedded && superuser) await markPopulated(this.session.connection)
  }

  private async settle(): Promise<void> {
    while (this.queue.size > 0) if (!(await this.retry(false)) && !(await this.retry(true))) return
  }

  async finish(): Promise<Loaded> {
    await this.settle()
    if (this.queue.size > 0) {
      // routines that name each other never settle while their bodies are checked
      this.bodies.leaveUnchecked()
      await this.settle()
      this.lastResort = true
      await this.settle()
      this.failures.push(...(await this.bodies.check(this.session)))
    }
    for (const { statement, error } of this.queue.remaining) this.failures.push(failureOf(statement, error))
    if (this.failures.length > 0) throw new LoadError(this.failures)

    const kept = [...this.present].filter((role) => this.rolesBefore.has(role))
    if (kept.length > 0 && !this.target.embedded)
      this.warnings.push(
        `Roles that the shadow’s server has already keep the attributes that they have there: ${kept.toSorted().join(', ')}.`,
      )
    const roles = await rolesOf(this.session.connection)
    const created = [...roles].filter(
      (role) => !this.rolesBefore.has(role) || this.present.has(role) || this.named.createdRoles.has(role),
    )
    return {
      putOff: this.queue.all().map(({ statement, error }) => ({
        file: statement.file,
        line: statement.line,
        statement: firstLine(statement),
        reason: error.message,
      })),
      assumedRoles: [...this.assumed].toSorted(),
      declaredRoles: created.filter((role) => !this.assumed.has(role)).toSorted(),
      membershipsBefore: this.membershipsBefore,
      renames: this.renames,
      warnings: this.warnings,
    }
  }
}

const STRICT =
  'With strict order nothing is put off: move the statement behind what it needs, or leave strict order out.'

const OWN_SEARCH_PATH =
  'Since PostgreSQL 17 it is filled with search_path = pg_catalog, pg_temp, and a function that it calls does not name its schemas.'

const firstLine = ({ sql }: SqlStatement): string => withoutSecrets(sql).split('\n', 1)[0]!.trimEnd()

/** As psql prints it. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : String(value)
}
