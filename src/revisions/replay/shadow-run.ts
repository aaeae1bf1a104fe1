// Runs the scripts of revisions in a shadow, fast: a segment in one message where that works, statement by statement where it
// does not. Supplies what any server of the user's would have (roles, tablespaces) and reaches nothing beyond the shadow.
// Knows nothing of history or locks: nobody else is there.

import { messageOf } from '../../apply/errors.ts'
import { ident } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import { ServerError } from '../../connection/errors.ts'
import { makeTablespace } from '../../shadow/tablespaces.ts'
import { contained, type ShadowFacts } from '../../source/beyond-shadow.ts'
import { failureOf, LoadError } from '../../source/load-error.ts'
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
} from '../../source/remedies.ts'
import { makeAssumedRole } from '../../shadow/assumed-role.ts'
import { declareAssumedRole } from '../../source/server-roles.ts'
import { placeText } from '../../source/source-error.ts'
import type { SqlStatement } from '../../source/sql-statement.ts'
import { MARK_POPULATED, withoutRows } from '../../source/without-rows.ts'
import type { Script, Segment, Step } from '../revision.ts'
import { runProgram } from '../run/program.ts'

/** A step of a script that failed, with PostgreSQL's own error as the cause. */
export class FailedStepError extends Error {
  override readonly name = 'FailedStepError'
  readonly step: Step

  constructor(message: string, step: Step, cause: unknown) {
    super(message, { cause })
    this.step = step
  }
}

const MAX_ATTEMPTS = 50

export class ShadowRun {
  /** Roles that statements name and none has created. */
  readonly assumedRoles = new Set<string>()
  /** CREATE ROLE was asked for and the role was there. */
  readonly presentRoles = new Set<string>()
  private readonly connection: Connection
  private readonly facts: ShadowFacts
  private readonly leavesUnfilled: boolean

  /** @param leavesUnfilled a materialized view that cannot be filled here is made without rows: on its own server it can */
  constructor(connection: Connection, facts: ShadowFacts, leavesUnfilled: boolean) {
    this.connection = connection
    this.facts = facts
    this.leavesUnfilled = leavesUnfilled
  }

  /** @throws FailedStepError; the transaction that was open is rolled back */
  async run(script: Script): Promise<void> {
    await this.freshSession()
    for (const segment of script.segments) await this.runSegment(segment)
  }

  /** As a session that an upgrade has just opened. */
  private async freshSession(): Promise<void> {
    const { server } = this.connection
    await this.connection.execute('discard all')
    await this.connection.execute(
      [
        // RESET SESSION AUTHORIZATION, which DISCARD ALL stands for too, does nothing in PGlite.
        ...(server.engine === 'pglite' ? [`set session authorization ${ident(server.user)}`] : []),
        ...(server.superuser ? [`set lc_messages = 'C'`] : []),
        'set client_min_messages = error',
        'set statement_timeout = 0',
        'set lock_timeout = 0',
        'set idle_in_transaction_session_timeout = 0',
      ].join(';'),
    )
  }

  private async runSegment({ transactional, steps: given }: Segment): Promise<void> {
    await this.declareRoles(given)
    let steps = given.flatMap((step) => this.inside(step))
    if (!transactional) {
      for (const step of steps) await this.attempts([step], (now) => this.alone(now))
      return
    }
    if (steps.length === 0) return
    const text = together(steps)
    if (text !== null) {
      try {
        return await this.connection.execute(`begin;\n${text}commit`)
      } catch (error) {
        if (!(error instanceof ServerError)) throw error
        await this.connection.execute('rollback')
      }
    }
    await this.attempts(steps, (now) => this.inTransaction(now))
  }

  /** Again and again, as long as what was missing can be supplied. */
  private async attempts(steps: readonly Step[], run: (steps: readonly Step[]) => Promise<void>): Promise<void> {
    let now = steps
    for (let attempt = 1; ; attempt++) {
      try {
        return await run(now)
      } catch (error) {
        const step = error instanceof FailedStepError ? error.step : null
        const cause = error instanceof FailedStepError ? error.cause : null
        if (!step || !('statement' in step) || !(cause instanceof ServerError) || attempt === MAX_ATTEMPTS) throw error
        const instead = await this.remedied(step.statement, cause)
        if (instead === null) throw error
        now = now.flatMap((one) => (one !== step ? [one] : instead.map((statement) => ({ ...one, statement }))))
      }
    }
  }

  private async alone(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.send(step)
  }

  private async inTransaction(steps: readonly Step[]): Promise<void> {
    await this.connection.execute('begin')
    try {
      for (const step of steps) await this.send(step)
      await this.commit(steps)
    } catch (error) {
      await this.connection.execute('rollback')
      throw error
    }
  }

  /** What is put off to the end of the transaction (constraint triggers) fails there. */
  private async commit(steps: readonly Step[]): Promise<void> {
    try {
      await this.connection.execute('commit')
    } catch (error) {
      const last = steps.at(-1)!
      throw new FailedStepError(`at the end of its transaction: ${messageOf(error)}`, last, error)
    }
  }

  private async send(step: Step): Promise<void> {
    try {
      if ('program' in step) await runProgram(this.connection, step.program)
      else if (step.statement.copyData === null) await this.connection.execute(step.statement.sql)
      else await this.connection.copyFrom(step.statement.sql, step.statement.copyData)
    } catch (error) {
      throw new FailedStepError(this.textOf(step, error), step, error)
    }
  }

  private textOf(step: Step, error: unknown): string {
    if ('program' in step) return `${placeText(step.program)}: ${step.program.path} failed: ${messageOf(error)}`
    if (!(error instanceof ServerError)) return `${placeText(step.statement)}: ${messageOf(error)}`
    const advice =
      extensionAdvice(error) ??
      serverAdvice(error) ??
      privilegeAdvice(error, this.connection.server) ??
      roomAdvice(error, this.facts.embedded)
    return new LoadError([failureOf(step.statement, error, advice)]).message
  }

  private inside(step: Step): Step[] {
    if ('program' in step) return [step]
    const found = contained(step.statement, this.facts)
    return 'skipped' in found ? [] : [{ ...step, statement: found.run }]
  }

  /** A block that makes roles unless they are there does not fail where they are. */
  private async declareRoles(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (!('statement' in step)) continue
      for (const [role, sql] of rolesMadeIn(step.statement)) {
        if (this.facts.roles.has(role)) this.presentRoles.add(role)
        if (this.assumedRoles.delete(role)) await declareAssumedRole(this.connection, role, { ...step.statement, sql })
      }
    }
  }

  /** What to run in its place once what was missing is there; null: nothing can be done. */
  private async remedied(statement: SqlStatement, error: ServerError): Promise<readonly SqlStatement[] | null> {
    const { connection } = this
    const role = missingRole(error)
    if (role !== null && !this.assumedRoles.has(role)) {
      this.assumedRoles.add(role)
      await makeAssumedRole(connection, role)
      return [statement]
    }
    const tablespace = this.facts.embedded ? missingTablespace(error) : null
    if (tablespace !== null && (await makeTablespace(connection, tablespace))) return [statement]
    const present = presentRole(statement, error)
    if (present !== null && (this.facts.roles.has(present) || this.assumedRoles.has(present))) {
      this.presentRoles.add(present)
      if (this.assumedRoles.delete(present)) await declareAssumedRole(connection, present, statement)
      return []
    }
    if (needsServer(error) || this.leavesUnfilled) {
      if (statement.words[0] === 'refresh') return []
      const empty = withoutRows(statement)
      const { superuser } = connection.server
      if (empty) return this.facts.embedded && superuser ? [empty, { ...empty, sql: MARK_POPULATED }] : [empty]
    }
    const database = missingDatabase(error)
    const renamed = database === null ? statement : inDatabase(statement, database, connection.server.database)
    return renamed.sql === statement.sql ? null : [renamed]
  }
}

/** Of a block: which roles it makes, each with the statement that does. */
const rolesMadeIn = ({ words, sql }: SqlStatement): readonly (readonly [role: string, sql: string])[] =>
  words[0] === 'do'
    ? [...sql.matchAll(/\bcreate\s+(?:role|user|group)\s+(?:"((?:[^"]|"")+)"|([a-z_][\w$]*))[^;]*/gi)].map(
        ([statement, quoted, plain = '']) => [quoted?.replaceAll('""', '"') ?? plain.toLowerCase(), statement],
      )
    : []

/** Null: they cannot be sent in one message. */
function together(steps: readonly Step[]): string | null {
  let text = ''
  for (const step of steps) {
    if ('program' in step || step.statement.copyData !== null) return null
    text += `${step.statement.sql}\n;\n`
  }
  return text
}
