// The statements of a plan as the body of a revision: SQL, with the directives that say which transaction it is in,
// and comments where a reader should stop.

import { literal } from '../../catalog/identifier.ts'
import { factsOf, madeBy, tell } from '../../output/changes.ts'
import { comment } from '../../output/sql.ts'
import type { Plan, PlannedStatement, Transaction } from '../../plan/plan.ts'

/** What stands above a statement, beside its facts. */
export type Remarks = ReadonlyMap<PlannedStatement, readonly string[]>

/** Empty where there is nothing to do. */
export function bodyOf(plan: Pick<Plan, 'transactions'>, remarks: Remarks = new Map()): string {
  const made = madeBy(plan)
  const blocks: string[] = []
  let before: boolean | null = null
  for (const { transactional, statements } of plan.transactions) {
    if (!transactional && before !== false) blocks.push('-- @transaction none')
    if (transactional && before !== null) blocks.push('-- @transaction new')
    before = transactional
    // A body may name what a later statement creates.
    if (statements.length > 1 && statements.some((statement) => statement.definesRoutine))
      blocks.push('SET LOCAL check_function_bodies = off;')
    blocks.push(...statements.map((statement) => statementText(statement, made, remarks.get(statement) ?? [])))
  }
  return blocks.length === 0 ? '' : `${blocks.join('\n\n').replaceAll(/^(-- @.*)\n\n/gm, '$1\n')}\n`
}

function statementText(statement: PlannedStatement, made: ReadonlySet<string>, remarks: readonly string[]): string {
  const facts = factsOf(statement, made).filter((fact) => fact.text !== 'builds an index')
  // An administrator may have made what others may not.
  const plain = `${statement.sql.replace(/^CREATE EXTENSION (?!IF )/, 'CREATE EXTENSION IF NOT EXISTS ')};`
  const sql = makesRole(statement) ? unlessThere(statement) : plain
  return [...remarks.map(comment), ...facts.map((fact) => comment(tell(fact))), sql].join('\n')
}

const makesRole = ({ verb, subject }: PlannedStatement): boolean =>
  verb === 'create' && subject?.kind === 'role' && subject.part === null

/**
 * All databases of a server share its roles: one that was at this revision before, or is beside this one, has made it. Looked up,
 * since CREATE ROLE is refused to whom it is not allowed (42501) also where the role is there.
 */
const unlessThere = ({ sql, subject }: PlannedStatement): string => `DO $role$ BEGIN
  IF to_regrole(${literal(subject?.identity ?? '')}) IS NULL THEN -- the databases of a server share its roles
    ${sql};
  END IF;
END $role$;`

/** What its statements lose, in words. */
export const lossesOf = (transactions: readonly Transaction[]): readonly string[] => [
  ...new Set(transactions.flatMap(({ statements }) => statements).flatMap((statement) => statement.losesData ?? [])),
]
