// A plan as GitHub's workflow commands, which show as annotations on the run.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

import type { Plan } from '../plan/plan.ts'
import { factsOf, madeBy, statementsOf, subjectOf } from './changes.ts'
import { proofSentence, sentence, summarise } from './summary.ts'

type Level = 'error' | 'warning' | 'notice'

export function toGithub(plan: Plan): string {
  const lines: string[] = []
  const made = madeBy(plan)
  for (const statement of statementsOf(plan)) {
    const { kind, identity, part } = subjectOf(statement)
    const object = `${part ? `${part} of ` : ''}${kind} ${identity}`.trim()
    for (const fact of factsOf(statement, made)) {
      if (fact.level === 'loss')
        lines.push(annotation('error', 'Data is lost', `${object}: ${fact.text}\n${statement.sql}`))
      if (fact.level === 'risk') lines.push(annotation('warning', object, `${fact.text}\n${statement.sql}`))
      if (fact.level === 'cost' && fact.text === 'rewrites the table')
        lines.push(annotation('warning', object, `${fact.text} under ${statement.lock}\n${statement.sql}`))
    }
  }
  for (const { object, reason } of plan.uncovered)
    lines.push(annotation('warning', 'Not covered', `${object}: ${reason}`))
  for (const note of plan.notes) lines.push(annotation('notice', 'Note', note))
  const proof = proofSentence(plan)
  if (proof) lines.push(annotation(plan.proof.status === 'proven' ? 'notice' : 'error', 'Proof', proof))
  lines.push(annotation('notice', 'Schema', sentence(summarise(plan))))
  return `${[...new Set(lines)].join('\n')}\n`
}

export const annotation = (level: Level, title: string, message: string): string =>
  `::${level} title=${property(title)}::${data(message)}`

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
