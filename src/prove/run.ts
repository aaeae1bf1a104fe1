// Runs a plan on a throwaway database, fast: no locks to wait for, nothing to resume.

import type { Connection } from '../connection/connection.ts'
import { literal } from '../catalog/identifier.ts'
import type { Plan, PlannedStatement } from '../plan/plan.ts'
import { isRefusedConnection } from '../shadow/no-servers.ts'

/** A statement that PostgreSQL refused, with PostgreSQL's own error as the cause. */
export class RefusedStatementError extends Error {
  override readonly name = 'RefusedStatementError'
  readonly statement: PlannedStatement
  /** It runs what the definition says, in a way that no plan can help. */
  readonly isOfDefinition: boolean
  constructor(statement: PlannedStatement, cause: Error) {
    const isOfDefinition = isFilled(statement)
    const where = `${cause.message}\n  in: ${statement.sql.split('\n').slice(0, 6).join('\n      ')}`
    super(isOfDefinition ? `${where}\n${UNFILLED}` : where, { cause })
    this.statement = statement
    this.isOfDefinition = isOfDefinition
  }
}

const UNFILLED =
  'Since PostgreSQL 17 a materialized view is filled with search_path = pg_catalog, pg_temp. Write the schemas of what its functions name, or SET search_path on them.'

export interface ShadowRun {
  /**
   * Materialized views whose query fails are made without rows, and named in the answer. Since PostgreSQL 17 they are filled
   * with search_path = pg_catalog, pg_temp (its release notes, E.1.2): one from an older server may not be.
   */
  readonly leavesUnfilled: boolean
  /** Asked when rows stand in the way (SQLSTATE classes 22 and 23); true: they are gone, the statement may be tried again. */
  readonly clearRows?: (statement: PlannedStatement, error: Error) => Promise<boolean>
}

const SEPARATOR = ';\n'

/**
 * @returns the materialized views that are without rows though they should not be, with the reason
 * @throws RefusedStatementError
 */
export async function runOnShadow(
  connection: Connection,
  plan: Pick<Plan, 'transactions'>,
  options: ShadowRun = { leavesUnfilled: false },
): Promise<string[]> {
  const unfilled: string[] = []
  await connection.execute('set check_function_bodies = off; set client_min_messages = error')
  try {
    for (const { transactional, statements } of plan.transactions) {
      const groups = transactional ? [statements] : statements.map((statement) => [statement])
      for (const group of groups) unfilled.push(...(await together(connection, group, options)))
    }
  } finally {
    await connection.execute('reset check_function_bodies; reset client_min_messages')
  }
  return unfilled
}

/** Several statements in one message are one transaction; where it fails, they are run one by one to see which of them does. */
async function together(
  connection: Connection,
  statements: readonly PlannedStatement[],
  options: ShadowRun,
): Promise<string[]> {
  try {
    await connection.execute(statements.map((statement) => statement.sql).join(SEPARATOR))
    return []
  } catch (error) {
    if (statements.every((statement) => statement.notInTransaction))
      throw new RefusedStatementError(statements[0]!, asError(error))
  }
  const unfilled: string[] = []
  await connection.execute('begin')
  try {
    for (const statement of statements) unfilled.push(...(await alone(connection, statement, options)))
    await connection.execute('commit')
  } catch (error) {
    await connection.execute('rollback')
    throw error
  }
  return unfilled
}

const MAX_CLEARINGS = 5

async function alone(connection: Connection, statement: PlannedStatement, options: ShadowRun): Promise<string[]> {
  for (let clearings = 0; ; clearings++) {
    await connection.execute('savepoint before_statement')
    try {
      await connection.execute(statement.sql)
      return []
    } catch (cause) {
      const error = asError(cause)
      await connection.execute('rollback to savepoint before_statement')
      if (isFilled(statement) && (options.leavesUnfilled || asksAnotherServer(error)))
        return unfilled(connection, statement, error)
      const isCleared = clearings < MAX_CLEARINGS && isAboutRows(error) && (await options.clearRows?.(statement, error))
      if (!isCleared) throw new RefusedStatementError(statement, error)
    }
  }
}

const isAboutRows = (error: Error): boolean => /^2[23]/.test(String(Reflect.get(error, 'code')))

const asksAnotherServer = (error: Error): boolean =>
  isRefusedConnection(`${error.message} ${String(Reflect.get(error, 'detail'))}`)

const isFilled = ({ sql }: PlannedStatement): boolean =>
  /^(CREATE|REFRESH) MATERIALIZED VIEW /.test(sql) && !/\bWITH NO DATA$/.test(sql)

async function unfilled(connection: Connection, statement: PlannedStatement, error: Error): Promise<string[]> {
  const { sql, subject, objects } = statement
  await connection.execute(`${sql}\nWITH NO DATA`)
  // In a throwaway server the catalog may say that it has its rows: it is the same definition.
  await connection.execute(`update pg_catalog.pg_class set relispopulated = true
                             where oid = ${literal(subject?.identity ?? '')}::pg_catalog.regclass`)
  return [`${objects[0]}: ${error.message}`]
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
