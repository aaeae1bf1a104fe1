// The decisions that are made against the user of a comparison, one class each.

import type { Plan } from '../plan/plan.ts'

/** What was asked for does not make sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The plan would lose data, and nobody said that it may. */
export class UnsafePlanError extends Error {
  override readonly name = 'UnsafePlanError'
  readonly plan: Plan

  constructor(plan: Plan, message: string) {
    super(message)
    this.plan = plan
  }
}

/** With `strict`: what the plan does not cover, or could not prove. */
export class StrictError extends Error {
  override readonly name = 'StrictError'
}

/** Applied to a copy, the plan failed, lost rows, or did not lead to what was wanted. */
export class FailedProofError extends Error {
  override readonly name = 'FailedProofError'
  readonly plan: Plan

  constructor(plan: Plan, message: string) {
    super(message)
    this.plan = plan
  }
}
