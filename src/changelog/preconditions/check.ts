// Asks a database whether preconditions hold. Says what does not and why; decides nothing about what follows from it.

import { messageOf } from '../../apply/errors.ts'
import type { Connection } from '../../connection/connection.ts'
import { placeText } from '../../source/source-error.ts'
import type { Precondition } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { dbmsMatches } from '../filters/dbms.ts'
import { findTables, type TrackingTables } from '../tracking/tables.ts'
import { changesetExecuted, objectQuery, rowsQuery, type ObjectTest, type RowsTest } from './queries.ts'

export type Verdict =
  | { readonly holds: true }
  /** `error`: it could not be found out. */
  | { readonly holds: false; readonly by: 'fail' | 'error'; readonly reason: string; readonly cause: unknown }

export interface PreconditionContext {
  readonly connection: Connection
  readonly tables: TrackingTables
  /** Of names without a schema. */
  readonly defaultSchema: string
  /** The path of the changeset that asks. */
  readonly path: string
}

const HOLDS: Verdict = { holds: true }

/** All of them, in their order; within a transaction that the caller rolls back. */
export async function check(context: PreconditionContext, all: readonly Precondition[]): Promise<Verdict> {
  for (const one of all) {
    const verdict = await checkOne(context, one)
    if (!verdict.holds) return verdict
  }
  return HOLDS
}

async function checkOne(context: PreconditionContext, test: Precondition): Promise<Verdict> {
  const fails = (by: 'fail' | 'error', reason: string, cause?: unknown): Verdict => ({
    holds: false,
    by,
    reason: `${placeText(test)}: ${reason}`,
    cause,
  })
  if (isGroup(test)) {
    if (test.type !== 'not') return test.type === 'and' ? check(context, test.of) : anyOf(context, test)
    for (const one of test.of) {
      const verdict = await checkOne(context, one)
      if (verdict.holds) return fails('fail', `not: ${one.type} holds`)
      if (verdict.by === 'error') return verdict
    }
    return HOLDS
  }
  try {
    const reason = await whyNot(context, test)
    return reason === null ? HOLDS : fails('fail', reason)
  } catch (error) {
    return fails('error', messageOf(error), error)
  }
}

async function anyOf(context: PreconditionContext, { of: tests, ...place }: Group): Promise<Verdict> {
  let last: Verdict = {
    holds: false,
    by: 'fail',
    reason: `${placeText(place)}: or: none of nothing holds`,
    cause: undefined,
  }
  for (const one of tests) {
    last = await checkOne(context, one)
    if (last.holds) return HOLDS
    // PostgreSQL takes no more statements in a transaction that had an error (25P02).
    if (last.by === 'error') return last
  }
  return last
}

type Group = Extract<Precondition, { readonly of: readonly Precondition[] }>
type Single = Exclude<Precondition, Group>

const isGroup = (test: Precondition): test is Group => 'of' in test

/** Null: it holds. */
async function whyNot(context: PreconditionContext, test: Single): Promise<string | null> {
  const { connection } = context
  switch (test.type) {
    case 'dbms':
      return dbmsMatches([test.names]) ? null : `the database is postgresql, not ${test.names}`
    case 'runningAs': {
      const { user } = connection.server
      return user.toLowerCase() === test.username.toLowerCase() ? null : `the user is ${user}, not ${test.username}`
    }
    case 'changeLogPropertyDefined':
      return test.holds ? null : `the property ${test.property} is not defined as it asks`
    case 'expectedQuotingStrategy':
      return test.holds ? null : `the quoting strategy is not ${test.strategy}`
    case 'changeSetExecuted': {
      const { id, author, changeLogFile } = test
      const path = changeLogFile ?? context.path
      const isFirst = (await findTables(connection, context.tables)).changelogColumns.length === 0
      const asked = changesetExecuted(context.tables, { id, author, path })
      const found = isFirst ? [] : await connection.query(asked)
      return found.length > 0 ? null : `the changeset ${path}::${id}::${author} has not been run`
    }
    case 'sqlCheck':
      return sqlCheck(connection, test.sql, test.expectedResult)
    case 'tableIsEmpty':
    case 'rowCount':
      return rowCount(context, test)
    default:
      return exists(context, test)
  }
}

async function exists({ connection, defaultSchema }: PreconditionContext, test: ObjectTest): Promise<string | null> {
  const { what, sql } = objectQuery(test, defaultSchema)
  const [row] = await connection.query(sql)
  return row ? null : `${what} does not exist`
}

async function rowCount({ connection, defaultSchema }: PreconditionContext, test: RowsTest): Promise<string | null> {
  const { table, sql } = rowsQuery(test, defaultSchema)
  const [row] = await connection.query<{ count: number }>(sql)
  const count = row?.count ?? 0
  if (test.type === 'tableIsEmpty') return count === 0 ? null : `${table} is not empty`
  return count === test.expectedRows ? null : `${table} has ${count} rows, not ${test.expectedRows}`
}

/** One value, as PostgreSQL prints it; NULL equals nothing. Throws where there is no such value: that is an error to Liquibase. */
async function sqlCheck(connection: Connection, sql: string, expected: string): Promise<string | null> {
  const query = sql.replace(/[\s;]+$/, '')
  const [row, ...others] = await connection.query<Record<string, unknown>>(query)
  if (!row) throw new ChangelogError(`the query gave no row, not '${expected}': ${query}`)
  const [value, ...more] = Object.values(row)
  if (others.length > 0 || more.length > 0) {
    const what = more.length > 0 ? `${more.length + 1} columns` : `${others.length + 1} rows`
    throw new ChangelogError(`the query gave ${what}, not one value: ${query}`)
  }
  const text = typeof value === 'object' && value !== null ? await printed(connection, query) : plain(value)
  if (text === null) return `the query gave NULL, not '${expected}': ${query}`
  return text === expected ? null : `the query gave '${text}', not '${expected}': ${query}`
}

const plain = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return String(value)
}

/** Arrays and JSON come parsed: PostgreSQL is asked for its own words. */
async function printed(connection: Connection, query: string): Promise<string | null> {
  const [row] = await connection.query<{ text: string | null }>(
    `select c::text as text from (\n${query}\n) as q(c) limit 1`,
  )
  return row?.text ?? null
}
