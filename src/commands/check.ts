// trueup check: whether a database is true to its definition, for CI.

import { twoSources, type Call } from './call.ts'
import { compareFor } from './compare-for.ts'
import { compare, type CompareOptions } from '../compare/compare.ts'
import type { Comparison } from '../compare/comparison.ts'
import { showPlan } from './show-plan.ts'

export interface Check extends Comparison {
  readonly inStep: boolean
}

/** Nothing is to be run, so losing data is no reason to refuse. */
export async function check(
  database: string,
  definition: string,
  options: Omit<CompareOptions, 'unsafe' | 'prove'> = {},
): Promise<Check> {
  const comparison = await compare(database, definition, { ...options, unsafe: true, prove: undefined })
  return { ...comparison, inStep: comparison.plan.transactions.length === 0 }
}

export async function run(call: Call): Promise<number> {
  const { isAboutRevisions, runCheck } = await import('./revisions/check.ts')
  if (isAboutRevisions(call)) return runCheck(call)
  const [database, definition] = twoSources(call, ['database', 'definition'])
  const { chooseRenames: _, ...options } = compareFor(call)
  const { plan } = await check(database, definition, options)
  return showPlan(call, plan, 'text')
}
