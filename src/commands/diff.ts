// trueup diff: the SQL that turns one state into another.

import { render } from '../output/format.ts'
import { twoSources, type Call } from './call.ts'
import { compareFor } from './compare-for.ts'
import { compare, type CompareOptions, type Comparison } from '../compare/compare.ts'
import { EXIT } from './exit.ts'
import { tellNotes } from './notes.ts'
import { deliver } from './terminal.ts'

/**
 * What must be done to turn `from` into `to`.
 * @throws UnsafePlanError unless `unsafe`; FailedProofError where `prove` shows that the plan is wrong
 */
export const diff = (from: string, to: string, options: CompareOptions = {}): Promise<Comparison> =>
  compare(from, to, options)

export async function run(call: Call): Promise<number> {
  const [from, to] = twoSources(call, ['from', 'to'])
  const { settings, terminal } = call
  const format = settings.format ?? 'sql'
  const { plan } = await diff(from, to, { ...compareFor(call), statementsOnly: format !== 'json' })
  if (format === 'sql') tellNotes(terminal, plan, settings.quiet ?? false)
  deliver(
    terminal,
    render(plan, format, {
      colour: terminal.colour.output && settings.output === undefined,
      quiet: settings.quiet ?? false,
    }),
    settings.output,
  )
  return plan.transactions.length > 0 ? EXIT.different : EXIT.same
}
