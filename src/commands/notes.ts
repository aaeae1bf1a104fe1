// What is said beside the result, on standard error: for a person, never for a pipe.

import { createColors } from 'picocolors'
import type { Plan } from '../plan/plan.ts'
import { statementsOf, subjectOf } from '../output/changes.ts'
import { proofSentence } from '../output/summary.ts'
import type { Terminal } from './terminal.ts'

/** What somebody has to see to, now that the plan is applied. */
export function tellWhatRemains(terminal: Terminal, plan: Plan): void {
  const colours = createColors(terminal.colour.notes)
  for (const statement of statementsOf(plan)) {
    const { kind, identity } = subjectOf(statement)
    if (statement.remains) terminal.tell(`${colours.yellow('left to do:')} ${kind} ${identity}: ${statement.risk}`)
  }
}

/** For the formats that do not say it themselves. */
export function tellNotes(terminal: Terminal, plan: Plan, quiet: boolean): void {
  if (quiet) return
  const colours = createColors(terminal.colour.notes)
  for (const note of plan.notes) terminal.tell(`${colours.cyan('note:')} ${note}`)
  for (const { object, reason } of plan.uncovered)
    terminal.tell(`${colours.yellow('not covered:')} ${object}: ${reason}`)
  const proof = proofSentence(plan)
  if (proof) terminal.tell(plan.proof.status === 'proven' ? colours.green(proof) : colours.yellow(proof))
}
