// trueup check: whether a database is true to its definition, for CI.

import { render } from '../output/format.ts'
import { twoSources, type Call } from './call.ts'
import { compareFor } from './compare-for.ts'
import { compare, type CompareOptions, type Comparison } from '../compare/compare.ts'
import { EXIT } from './exit.ts'
import { tellNotes } from './notes.ts'
import { deliver } from './terminal.ts'

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
  const { settings, terminal } = call
  const { chooseRenames: _, ...options } = compareFor(call)
  const { plan, inStep } = await check(database, definition, options)
  const format = settings.format ?? 'text'
  if (format === 'sql') tellNotes(terminal, plan, settings.quiet ?? false)
  deliver(
    terminal,
    render(plan, format, {
      colour: terminal.colour.output && settings.output === undefined,
      quiet: settings.quiet ?? false,
    }),
    settings.output,
  )
  return inStep ? EXIT.same : EXIT.different
}
