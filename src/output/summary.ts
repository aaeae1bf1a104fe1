// A plan in figures, and in the one sentence that every format opens or ends with.

import type { LockMode } from '../kinds/kind.ts'
import type { Plan } from '../plan/plan.ts'
import { changesOf, factsOf, madeBy, statementsOf, strongest } from './changes.ts'

export interface Summary {
  readonly statements: number
  readonly transactions: number
  /** Objects, with their parts counted each: a table, a column, an index. */
  readonly created: number
  readonly altered: number
  readonly dropped: number
  readonly renamed: number
  /** Dropped and made again, unchanged, for the sake of another. */
  readonly rebuilt: number
  /** What is lost, in words. */
  readonly losesData: readonly string[]
  readonly rewrites: number
  readonly scans: number
  readonly strongestLock: LockMode
}

export function summarise(plan: Plan): Summary {
  const statements = statementsOf(plan)
  const made = madeBy(plan)
  const costs = statements.flatMap((s) => factsOf(s, made)).map((fact) => fact.text)
  const signs = changesOf(plan).flatMap((change) => change.parts.map((part) => part.sign))
  const count = (...wanted: string[]) => signs.filter((sign) => wanted.includes(sign)).length
  return {
    statements: statements.length,
    transactions: plan.transactions.length,
    created: count('+'),
    altered: count('~', '±'),
    dropped: count('-'),
    renamed: count('>'),
    rebuilt: count('='),
    losesData: statements.flatMap((s) => s.losesData ?? []),
    rewrites: costs.filter((cost) => cost === 'rewrites the table').length,
    scans: costs.filter((cost) => cost === 'scans the table').length,
    strongestLock: strongest(statements.map((s) => s.lock)),
  }
}

/** `2 created, 1 altered: 5 statements in one transaction`. */
export function sentence(summary: Summary): string {
  if (summary.statements === 0) return 'No difference'
  const parts = [
    [summary.created, 'created'],
    [summary.altered, 'altered'],
    [summary.renamed, 'renamed'],
    [summary.dropped, 'dropped'],
    [summary.rebuilt, 'made again'],
  ] as const
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  const where = summary.transactions === 1 ? 'one transaction' : `${summary.transactions} steps`
  return `${told.join(', ')}: ${plural(summary.statements, 'statement')} in ${where}`
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** What applying the plan in a shadow showed; null where nobody asked for it. */
export function proofSentence(plan: Plan): string | null {
  const { status, reason, rowsKept } = plan.proof
  if (status === 'failed') return `The proof failed: ${reason ?? 'no reason given'}`
  if (status === 'not proven') return reason === null ? null : `Not proven: ${reason}`
  const rows = rowsKept > 0 ? `; ${plural(rowsKept, 'seeded row')} survived` : ''
  const conditions = plan.proof.conditions ?? []
  const but = conditions.map((condition) => `\n  holds only where no rows stand in the way: ${condition}`).join('')
  return `Proven on a copy: applied, read again, and as wanted${rows}${but}`
}
