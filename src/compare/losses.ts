// What a plan loses, for a person.

import { statementsOf } from '../output/changes.ts'
import type { Plan } from '../plan/plan.ts'

/** The statements that lose data, each with what it loses. */
export const lossesOf = (plan: Plan): string =>
  statementsOf(plan)
    .filter((statement) => statement.losesData)
    .map((statement) => `  ${statement.sql.replaceAll('\n', '\n  ')};\n    loses ${statement.losesData}`)
    .join('\n')
