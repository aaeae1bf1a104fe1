// What an update would do to a database now: which changesets, and whether they can. Pure: knows the rows, sends nothing.

import type { Changelog, Compatibility } from '../changelog.ts'
import type { State } from '../tracking/state.ts'
import { selectPending, type Limits, type Scope, type Selection } from './select.ts'
import { validate, type ChecksumUpgrade } from './validate.ts'

export interface PlanOptions extends Scope, Limits {
  readonly compatibility?: Compatibility | undefined
}

export interface UpdatePlan {
  readonly upgrades: readonly ChecksumUpgrade[]
  readonly selection: Selection
}

/** As far as can be seen without the lock. @throws ValidationError */
export function planUpdate(changelog: Changelog, state: State, options: PlanOptions): UpdatePlan {
  const selection = selectPending(changelog, state.ran, options, options)
  const { compatibility = 'trueup' } = options
  return { ...validate(changelog, state.ran, options, { ...selection, compatibility }), selection }
}
