// A plan as a script that psql runs as it stands: SQL, and comments where a reader should stop.
// Must not print anything that is not SQL.

import type { Plan, PlannedStatement, Transaction } from '../plan/plan.ts'
import { factsOf, madeBy, statementsOf, tell } from './changes.ts'

/** Empty where there is nothing to do. */
export function toSql(plan: Plan): string {
  const blocks: string[] = []
  // A body may name what a later statement creates.
  // https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-CHECK-FUNCTION-BODIES
  if (statementsOf(plan).some((s) => s.definesRoutine)) blocks.push('SET check_function_bodies = off;')
  const { transactions } = plan
  const made = madeBy(plan)
  transactions.forEach((transaction, index) => {
    if (transactions.length > 1) blocks.push(heading(transaction, index + 1, transactions.length))
    blocks.push(...transaction.statements.map((statement) => statementSql(statement, made)))
  })
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`
}

function heading(transaction: Transaction, number: number, count: number): string {
  const how = transaction.transactional ? 'in one transaction' : 'PostgreSQL refuses it in a transaction block'
  return `-- Step ${number} of ${count}: ${how}`
}

function statementSql(statement: PlannedStatement, made: ReadonlySet<string>): string {
  const comments = factsOf(statement, made)
    .filter((fact) => fact.text !== 'builds an index')
    .map((fact) => comment(tell(fact)))
  return [...comments, `${statement.sql};`].join('\n')
}

/** A name may hold a line break; the rest of it must not become SQL. */
export const comment = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => `-- ${line}`)
    .join('\n')
