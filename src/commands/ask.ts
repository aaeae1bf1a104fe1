// Questions to a person at a terminal, on standard error, so that standard output stays clean.

import type { Rename } from '../config/settings.ts'
import { DeclinedError } from './errors.ts'

export interface Proposal extends Rename {
  /** What is asked: `table public.client → public.customer`. */
  readonly label: string
  /** Why it looks like one. */
  readonly reason: string
}

/** The renames that the person confirms; nothing is taken for granted. */
export async function askRenames(proposals: readonly Proposal[]): Promise<readonly Rename[]> {
  const { multiselect, isCancel } = await import('@clack/prompts')
  const answer = await multiselect({
    message: 'These look like renames. Which of them are? The others are dropped and made anew.',
    options: proposals.map((proposal, index) => ({ value: index, label: proposal.label, hint: proposal.reason })),
    required: false,
    output: process.stderr,
  })
  if (isCancel(answer)) throw new DeclinedError('Stopped; nothing was done.')
  return answer.flatMap((index) => proposals[index] ?? [])
}

export async function confirm(question: string): Promise<void> {
  const { confirm: ask, isCancel } = await import('@clack/prompts')
  const answer = await ask({ message: question, initialValue: false, output: process.stderr })
  if (isCancel(answer) || !answer) throw new DeclinedError('Nothing was applied.')
}
