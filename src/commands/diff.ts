// trueup diff: the SQL that turns one state into another.

import { twoSources, type Call } from './call.ts'
import { compareFor } from './compare-for.ts'
import { compare, type CompareOptions } from '../compare/compare.ts'
import type { Comparison } from '../compare/comparison.ts'
import { showPlan } from './show-plan.ts'

/**
 * What must be done to turn `from` into `to`.
 * @throws UnsafePlanError unless `unsafe`; FailedProofError where `prove` shows that the plan is wrong
 */
export const diff = (from: string, to: string, options: CompareOptions = {}): Promise<Comparison> =>
  compare(from, to, options)

export async function run(call: Call): Promise<number> {
  const [from, to] = twoSources(call, ['from', 'to'])
  const { plan } = await diff(from, to, { ...compareFor(call), statementsOnly: call.settings.format !== 'json' })
  return showPlan(call, plan, 'sql')
}
