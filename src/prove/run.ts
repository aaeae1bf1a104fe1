// Runs a plan on a throwaway database, fast: no locks to wait for, nothing to resume.

import type { Connection } from '../connection/connection.ts'
import type { Plan, PlannedStatement } from '../plan/plan.ts'

/** A statement that PostgreSQL refused, with PostgreSQL's own error as the cause. */
export class RefusedStatementError extends Error {
  override readonly name = 'RefusedStatementError'
  readonly statement: PlannedStatement
  constructor(statement: PlannedStatement, cause: Error) {
    super(`${cause.message}\n  in: ${statement.sql.split('\n').slice(0, 6).join('\n      ')}`, { cause })
    this.statement = statement
  }
}

const SEPARATOR = ';\n'

/** @throws RefusedStatementError */
export async function runOnShadow(connection: Connection, plan: Pick<Plan, 'transactions'>): Promise<void> {
  await connection.execute('set check_function_bodies = off; set client_min_messages = error')
  try {
    for (const { transactional, statements } of plan.transactions) {
      if (transactional) await together(connection, statements)
      else for (const statement of statements) await together(connection, [statement])
    }
  } finally {
    await connection.execute('reset check_function_bodies; reset client_min_messages')
  }
}

/** Several statements in one message are one transaction; the error's position tells which of them failed. */
async function together(connection: Connection, statements: readonly PlannedStatement[]): Promise<void> {
  try {
    await connection.execute(statements.map((statement) => statement.sql).join(SEPARATOR))
  } catch (error) {
    throw await refused(connection, statements, error instanceof Error ? error : new Error(String(error)))
  }
}

/** Not every error has a position: then the statements are tried one by one. */
async function refused(connection: Connection, statements: readonly PlannedStatement[], error: Error): Promise<Error> {
  if (statements.length === 1) return new RefusedStatementError(statements[0]!, error)
  await connection.execute('begin')
  try {
    for (const statement of statements) {
      try {
        await connection.execute(statement.sql)
      } catch (cause) {
        return new RefusedStatementError(statement, cause instanceof Error ? cause : error)
      }
    }
    return error
  } finally {
    await connection.execute('rollback')
  }
}
