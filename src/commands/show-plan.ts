// A plan as the result of a command: what --format says, to standard output or to the file that --output names.

import { render, type Format } from '../output/format.ts'
import type { Plan } from '../plan/plan.ts'
import type { Call } from './call.ts'
import { EXIT } from './exit.ts'
import { tellNotes } from './notes.ts'
import { deliver } from './terminal.ts'

/** The exit code says whether there is anything to do. */
export function showPlan(
  { settings, terminal }: Pick<Call, 'settings' | 'terminal'>,
  plan: Plan,
  byDefault: Format,
): number {
  const { format = byDefault, quiet = false, output } = settings
  if (format === 'sql') tellNotes(terminal, plan, quiet)
  const colour = terminal.colour.output && output === undefined
  deliver(terminal, render(plan, format, { colour, quiet }), output)
  return plan.transactions.length > 0 ? EXIT.different : EXIT.same
}
