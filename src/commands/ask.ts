// Questions to a person at a terminal, on standard error, so that standard output stays clean.

import type { ProposedRename } from '../diff/renames.ts'
import { DeclinedError } from './errors.ts'

/** A terminal may not say how wide it is (`script`, those of some CI): a question would be one letter wide. */
export function withRoom(terminal: { columns: number }): void {
  if (!(terminal.columns > 0)) terminal.columns = 80
}

/** The renames that the person confirms; nothing is taken for granted. */
export async function askRenames(proposals: readonly ProposedRename[]): Promise<readonly ProposedRename[]> {
  withRoom(process.stderr)
  const { multiselect, isCancel } = await import('@clack/prompts')
  const answer = await multiselect({
    message: 'These look like renames. Which of them are? The others are dropped and made anew.',
    options: proposals.map(({ from, to, reason }, index) => ({ value: index, label: `${from} → ${to}`, hint: reason })),
    required: false,
    output: process.stderr,
  })
  if (isCancel(answer)) throw new DeclinedError('Stopped; nothing was done.')
  return answer.flatMap((index) => proposals[index] ?? [])
}

export async function confirm(question: string): Promise<void> {
  withRoom(process.stderr)
  const { confirm: ask, isCancel } = await import('@clack/prompts')
  const answer = await ask({ message: question, initialValue: false, output: process.stderr })
  if (isCancel(answer) || !answer) throw new DeclinedError('Nothing was applied.')
}
