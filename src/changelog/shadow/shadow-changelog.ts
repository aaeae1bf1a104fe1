// A shadow that changelogs are run in, one version after another: what each makes, who wrote it, what was dropped on the way.
// Supplies what a server of the user's would have: roles, tablespaces, the default schema. Does not compare.

import { messageOf, serverError } from '../../apply/errors.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { ident } from '../../catalog/identifier.ts'
import type { Key } from '../../catalog/object.ts'
import { beginReading } from '../../catalog/read.ts'
import type { Connection } from '../../connection/connection.ts'
import { ServerError } from '../../connection/errors.ts'
import type { Shadow } from '../../shadow/shadow.ts'
import { makeTablespace } from '../../shadow/tablespaces.ts'
import { withDeclaredRoles } from '../../source/definition.ts'
import { loadFiles } from '../../source/load.ts'
import { missingRole, missingTablespace } from '../../source/remedies.ts'
import { makeAssumedRole, rolesOf } from '../../shadow/assumed-role.ts'
import { membershipsOf, type Membership } from '../../source/server-roles.ts'
import { openShadowFor } from '../../source/shadow-for.ts'
import { readSqlFiles } from '../../source/sql-files.ts'
import { identity, type Changelog, type Changeset, type Compatibility } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import type { Scope } from '../pending/select.ts'
import { renderingFor } from '../run/rendering.ts'
import type { Outcome } from '../run/session.ts'
import { rollbackSteps } from '../run/steps.ts'
import { update } from '../run/update.ts'
import { readState, type TrackingOptions } from '../tracking/state.ts'
import { ofPreparation, ofShadow } from './advice.ts'
import { readRows, type TableRows } from './rows.ts'
import { beginWatch, endWatch, type Watched } from './watch.ts'
import { readRuns, readWriters, type Run, type Writers } from './writers.ts'

export interface ShadowChangelogOptions extends Scope, TrackingOptions {
  /** A connection string of a server for throwaway databases, or `pglite`. Default: embedded. */
  readonly server?: string | undefined
  readonly major?: number | undefined
  readonly compatibility?: Compatibility | undefined
  /** SQL files of what a database has before its changelog: roles, extensions, schemas. */
  readonly prepare?: string | undefined
}

/** Copies of a state are made where changelogs are run. */
export const copiesOf = ({ server }: ShadowChangelogOptions | { readonly server?: string | undefined }) =>
  server === undefined ? {} : { server }

/** What became of a changeset in a run; the reason, where its preconditions did not hold. */
export interface Happened {
  readonly outcome: Outcome
  readonly reason: string | null
}

export interface ShadowRunReport {
  /** By identity, in the order in which they ran. */
  readonly happened: ReadonlyMap<string, Happened>
  /** Null: it came to its end. */
  readonly failure: ChangelogError | null
}

export interface ShadowState {
  readonly catalog: Catalog
  readonly runs: readonly Run[]
  readonly writers: Writers
  readonly watched: Watched
  readonly rows: ReadonlyMap<Key, TableRows>
  readonly assumedRoles: readonly string[]
}

interface RolesBefore {
  readonly roles: ReadonlySet<string>
  readonly membershipsBefore: readonly Membership[]
}

const NOTHING_WATCHED: Watched = { dropped: [], rewritten: [], tops: new Map() }
const MAX_ATTEMPTS = 50

export class ShadowChangelog {
  readonly connection: Connection
  private readonly shadow: Shadow
  private readonly options: ShadowChangelogOptions
  private readonly rolesBefore: RolesBefore
  private readonly assumed = new Set<string>()
  private runs: readonly Run[] = []
  private isWatched = false

  private constructor(
    shadow: Shadow,
    connection: Connection,
    rolesBefore: RolesBefore,
    options: ShadowChangelogOptions,
  ) {
    this.shadow = shadow
    this.connection = connection
    this.rolesBefore = rolesBefore
    this.options = options
  }

  /** @param changelogs all that will be run, so that the shadow is made for them */
  static async open(changelogs: readonly Changelog[], options: ShadowChangelogOptions): Promise<ShadowChangelog> {
    const { server, major } = options
    const prepared = options.prepare === undefined ? null : readSqlFiles(options.prepare, process.cwd())
    const files = [...(prepared?.files ?? []), ...changelogs.flatMap(textsOf)]
    const shadow = await openShadowFor(files, { major, server })
    try {
      const connection = await shadow.connect()
      const rolesBefore = { roles: await rolesOf(connection), membershipsBefore: await membershipsOf(connection) }
      const opened = new ShadowChangelog(shadow, connection, rolesBefore, options)
      if (prepared) await loadFiles(prepared, shadow)
      const schemas = [options.defaultSchema, options.liquibaseSchema].flatMap((name) => name ?? [])
      for (const name of schemas) await opened.connection.execute(`create schema if not exists ${ident(name)}`)
      opened.isWatched = await beginWatch(opened.connection)
      return opened
    } catch (error) {
      await shadow.close()
      throw ofPreparation(error)
    }
  }

  /** What fails in the changelog itself is in the report; changesets before it stay. */
  async run(changelog: Changelog): Promise<ShadowRunReport> {
    const happened = new Map<string, Happened>()
    const reasons = new Map<string, string>()
    let failure: ChangelogError | null = null
    const isFirst = this.runs.length === 0
    await this.connection.execute('discard all')
    await this.connection.execute('set client_min_messages = error')
    for (let attempt = 1; ; attempt++) {
      try {
        await update(this.connection, changelog, {
          ...this.options,
          onProgress: (event) => {
            if (event.type === 'unmet') reasons.set(event.identity, event.reason)
            if (event.type !== 'changeset done') return
            happened.set(event.identity, { outcome: event.outcome, reason: reasons.get(event.identity) ?? null })
          },
        })
        break
      } catch (error) {
        if (!(error instanceof ChangelogError)) throw error
        if (attempt < MAX_ATTEMPTS && (await this.remedied(error))) continue
        failure = ofShadow(error, isFirst)
        break
      }
    }
    const { tables, exists } = await readState(this.connection, this.options)
    if (exists) this.runs = [...this.runs, ...(await readRuns(this.connection, tables))]
    return { happened, failure }
  }

  /** What the user's server would have had is there now. */
  private async remedied({ cause }: ChangelogError): Promise<boolean> {
    const error = serverError(cause)
    if (!(error instanceof ServerError)) return false
    const role = missingRole(error)
    if (role !== null && !this.assumed.has(role)) {
      this.assumed.add(role)
      await makeAssumedRole(this.connection, role)
      return true
    }
    const tablespace = this.shadow.embedded ? missingTablespace(error) : null
    return tablespace !== null && makeTablespace(this.connection, tablespace)
  }

  /** What a changeset says takes it back; its row stays. */
  async takeBack(changeset: Changeset): Promise<void> {
    const { defaultSchema } = await readState(this.connection, this.options)
    const rendering = renderingFor(this.connection, defaultSchema, this.options)
    await this.connection.execute('begin')
    try {
      for await (const step of rollbackSteps(changeset, rendering))
        if (step.type === 'statement') await this.connection.execute(step.statement.sql)
      await this.connection.execute('commit')
    } catch (error) {
      await this.connection.execute('rollback')
      throw new ChangelogError(`what takes ${identity(changeset)} back fails: ${messageOf(error)}`, changeset, {
        cause: error,
      })
    }
  }

  /** What was dropped and rewritten since the shadow was opened; from here on nothing is watched. */
  private async watched(): Promise<Watched> {
    if (!this.isWatched) return NOTHING_WATCHED
    this.isWatched = false
    return endWatch(this.connection)
  }

  /** A definition says nothing of roles that it only names, or that the shadow's server has anyway. */
  private async withDeclaredRoles(catalog: Catalog): Promise<Catalog> {
    const { roles, membershipsBefore } = this.rolesBefore
    const declaredRoles = [...(await rolesOf(this.connection))].filter(
      (role) => !roles.has(role) && !this.assumed.has(role),
    )
    return withDeclaredRoles(catalog, { declaredRoles, membershipsBefore })
  }

  /** @param origin what the state counts as: a definition leaves owners unsaid */
  async read(origin: Catalog['origin'] = 'database'): Promise<ShadowState> {
    await this.connection.execute('discard all')
    const watched = await this.watched()
    const reading = await beginReading(this.connection, { origin })
    try {
      const whole = await reading.withDependencies()
      const catalog = origin === 'definition' ? await this.withDeclaredRoles(whole) : whole
      const runs = [...new Map(this.runs.map((run) => [`${run.xid}/${run.key}`, run])).values()].toSorted(
        (a, b) => a.xid - b.xid,
      )
      const since = runs[0] ? Math.min(runs[0].xid, 2 ** 31) - BEFORE_FIRST : 0
      const writers = await readWriters(this.connection, reading.addresses, since)
      const rows = await readRows(this.connection, reading.addresses)
      return { catalog, runs, writers, watched, rows, assumedRoles: [...this.assumed].toSorted() }
    } finally {
      await reading.end()
    }
  }

  close(): Promise<void> {
    return this.shadow.close()
  }
}

/** A first changeset outside of a transaction has its row in its last one. */
const BEFORE_FIRST = 50

const textsOf = ({ changesets }: Changelog): { name: string; text: string }[] =>
  changesets.flatMap(({ changes }) =>
    changes.flatMap(({ content, file }) => (content ? [{ name: file, text: content.text }] : [])),
  )
