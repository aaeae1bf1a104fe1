// Changesets of formatted SQL from the statements of a plan: with what Liquibase must be told so that it runs them as they stand,
// the query that says whether they are needed, and what takes them back.

import type { Plan, Transaction } from '../../plan/plan.ts'
import type { Guard } from './guard.ts'

export interface NewChangeset {
  readonly id: string
  readonly author: string
  readonly text: string
}

export interface Authored {
  readonly id: string
  readonly author: string
  readonly message: string | null
  /** Null: it runs on every database that lacks it. */
  readonly guard: Guard | null
  /** Where databasechangelog is, for what asks whether the first of several ran. */
  readonly changelogTable: string
}

/** One for each transaction of the plan; the first takes all of them back. */
export function changesetsOf(plan: Plan, back: Plan, authored: Authored): NewChangeset[] {
  const { id, author } = authored
  const idOf = (index: number): string => (index === 0 ? id : `${id}-${index + 1}`)
  return plan.transactions.map((transaction, i) => ({
    id: idOf(i),
    author,
    text: changesetText(transaction, i === 0 ? sqlOf(back.transactions) : [], {
      ...authored,
      id: idOf(i),
      guard: i === 0 || authored.guard === null ? authored.guard : hasRun(authored),
    }),
  }))
}

/** Those that follow do so where the first one was needed. */
const hasRun = ({ id, author, changelogTable }: Authored): Guard => ({
  expected: '1',
  sql: `SELECT count(*) FROM ${changelogTable} WHERE id = '${id}' AND author = '${author.replaceAll("'", "''")}' AND exectype = 'EXECUTED'`,
})

const sqlOf = (transactions: readonly Transaction[]): string[] =>
  transactions.flatMap(({ statements }) => statements.map(({ sql }) => sql))

function changesetText(transaction: Transaction, back: readonly string[], authored: Authored): string {
  const { id, author, message, guard } = authored
  // A body may name what a later statement creates.
  const settings = transaction.statements.some(({ definesRoutine }) => definesRoutine)
    ? ['SET LOCAL check_function_bodies = off']
    : []
  const statements = [...settings, ...sqlOf([transaction])]
  const name = `${/[\s]/.test(author) ? `"${author}"` : author}:${id}`
  const attributes = [
    ...(isWhole(statements) ? ['splitStatements:false', 'stripComments:false'] : []),
    ...(isWhole(back) ? ['rollbackSplitStatements:false'] : []),
    ...(transaction.transactional ? [] : ['runInTransaction:false']),
  ]
  return [
    `--changeset ${[name, ...attributes].join(' ')}`,
    ...(message === null ? [] : [`--comment: ${message.replaceAll(/\s+/g, ' ').trim()}`]),
    ...(guard
      ? ['--preconditions onFail:MARK_RAN', `--precondition-sql-check expectedResult:${guard.expected} ${guard.sql}`]
      : []),
    ...statements.map((sql) => `${sql};`),
    ...(back.length === 0
      ? ['--rollback empty']
      : back.flatMap((sql) => `${sql};`.split('\n').map((line) => `--rollback ${line}`))),
    '',
  ].join('\n')
}

/** Liquibase knows no dollar quotes: what holds a semicolon must not be split, nor lose what looks like a comment. */
const isWhole = (statements: readonly string[]): boolean => statements.some((sql) => /;|--|\/\*/.test(sql))
