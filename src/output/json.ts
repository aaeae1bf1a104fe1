// A plan as data: what `apply` takes, with the figures that a program asks for first.

import type { Plan } from '../plan/plan.ts'
import { summarise } from './summary.ts'

export const toJson = (plan: Plan): string => `${JSON.stringify({ ...plan, summary: summarise(plan) }, null, 2)}\n`
