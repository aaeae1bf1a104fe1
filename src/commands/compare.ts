// Two states → a plan: the path that diff, check, plan and apply share. Opens the sources, selects, settles renames,
// plans, and proves. The one place that puts the stages together.

import type { Catalog } from '../catalog/catalog.ts'
import { fingerprint } from '../catalog/fingerprint.ts'
import type { Rename } from '../config/settings.ts'
import { ownPart, select, selectBoth, type Selection } from '../diff/select.ts'
import { withUnsaid } from '../diff/unsaid.ts'
import { kinds } from '../kinds/all.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { openStates, type SourceOptions } from './engine.ts'
import { FailedProofError, StrictError, UnsafePlanError } from './errors.ts'
import { lossesOf } from './notes.ts'
import type { Proposal } from './ask.ts'
import { selectionOf, type SelectionOptions } from './selection.ts'

export interface CompareOptions extends SourceOptions, SelectionOptions {
  /** Allow a plan that loses data. Default false: UnsafePlanError. */
  readonly unsafe?: boolean | undefined
  /** StrictError where something is not covered, or a proof was asked for and could not be had. */
  readonly strict?: boolean | undefined
  /** Apply the plan to a copy of the current state in a shadow. */
  readonly prove?: boolean | undefined
  readonly rename?: readonly Rename[] | undefined
  /** Asked where likely renames are found; what it returns is taken as given. Default: none, and a note in the plan. */
  readonly chooseRenames?: ((proposals: readonly Proposal[]) => Promise<readonly Rename[]>) | undefined
}

export interface Comparison {
  readonly plan: Plan
  /** As far as it is compared. */
  readonly current: Catalog
  /** As far as it is compared, with what it leaves unsaid. */
  readonly goal: Catalog
  readonly selection: Selection
}
