// Routines that name each other in their bodies: made unchecked (check_function_bodies off), checked when all are there.

import type { Connection } from '../connection/connection.ts'
import { ServerError } from '../connection/errors.ts'
import { failureOf, type LoadFailure } from './load-error.ts'
import type { LoadingSession, SessionSettings } from './loading-session.ts'
import type { SqlStatement } from './sql-statement.ts'

interface Unchecked {
  readonly statement: SqlStatement
  readonly settings: SessionSettings
  /** The call that checks the body, as CREATE would have. */
  readonly check: string
}

export class RoutineBodies {
  private readonly unchecked: Unchecked[] = []
  private leaves = false
  private before: number | null = null

  leaveUnchecked(): void {
    this.leaves = true
  }

  /** Before a statement is tried again. */
  async prepare(connection: Connection): Promise<void> {
    if (!this.leaves) return
    const [row] = await connection.query<{ oid: number | null }>('select max(oid) as oid from pg_catalog.pg_proc')
    this.before = row?.oid ?? 0
    await connection.execute('set check_function_bodies = off')
  }

  /** After it: notes the routines that it made. */
  async record(connection: Connection, statement: SqlStatement, settings: SessionSettings): Promise<void> {
    if (!this.leaves) return
    // the files themselves may have said that nothing is checked, as pg_dump does
    const unwanted = settings.includes('"check_function_bodies":"off"')
    await connection.execute(`set check_function_bodies = ${unwanted ? 'off' : 'on'}`)
    if (unwanted) return
    const made = await connection.query<{ check: string }>(`
      select pg_catalog.format('select %s(%s::pg_catalog.oid)', l.lanvalidator::pg_catalog.regproc, p.oid) as check
        from pg_catalog.pg_proc p join pg_catalog.pg_language l on l.oid = p.prolang
       where p.oid > ${this.before ?? 0} and l.lanvalidator <> 0 and p.prosqlbody is null`)
    for (const { check } of made) this.unchecked.push({ statement, settings, check })
  }

  /** Checks every body that was left unchecked. */
  async check(session: LoadingSession): Promise<LoadFailure[]> {
    const failures: LoadFailure[] = []
    for (const { statement, settings, check } of this.unchecked) {
      await session.restore(settings)
      try {
        await session.connection.execute(check)
      } catch (error) {
        if (!(error instanceof ServerError)) throw error
        failures.push({ ...failureOf(statement, error), offset: null })
      }
    }
    return failures
  }
}
