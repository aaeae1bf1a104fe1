// Groups ordered statements: one transaction where PostgreSQL allows it; what cannot run in one stands apart, in its place.

import type { PlannedStatement, Transaction } from './plan.ts'

export function transactions(
  statements: readonly PlannedStatement[],
  endsTransaction: ReadonlySet<PlannedStatement>,
): Transaction[] {
  const groups: Transaction[] = []
  let open: PlannedStatement[] = []
  const close = () => {
    if (open.length) groups.push({ transactional: true, statements: open })
    open = []
  }
  for (const statement of statements) {
    if (statement.notInTransaction) {
      close()
      groups.push({ transactional: false, statements: [statement] })
      continue
    }
    if (statement.ownTransaction) close()
    open.push(statement)
    if (statement.ownTransaction || endsTransaction.has(statement)) close()
  }
  close()
  return groups
}
