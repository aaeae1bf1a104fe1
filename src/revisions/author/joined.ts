// Transactions in a row as few.

import type { Transaction } from '../../plan/plan.ts'

/** Neighbours that are transactions are one, where nothing must be committed between. */
export function joined(transactions: readonly Transaction[]): Transaction[] {
  const result: Transaction[] = []
  for (const one of transactions) {
    const before = result.at(-1)
    const mayJoin =
      before?.transactional && one.transactional && !before.statements.some((statement) => statement.commitBeforeUse)
    if (mayJoin) result[result.length - 1] = { ...before, statements: [...before.statements, ...one.statements] }
    else result.push(one)
  }
  return result
}
