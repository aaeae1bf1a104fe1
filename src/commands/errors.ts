// The decisions that a command makes against its user, one class each; the exit code of each is in exit.ts.

import type { Plan } from '../plan/plan.ts'

/** The command line does not make sense. */
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

/** The person at the terminal said no. */
export class DeclinedError extends Error {
  override readonly name = 'DeclinedError'
}

/** A plan file that is none, or of another format. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError'
}
