// What comparing two states comes to. Shapes alone.

import type { Catalog } from '../catalog/catalog.ts'
import type { Key } from '../catalog/object.ts'
import type { ProposedRename, Rename } from '../diff/renames.ts'
import type { Plan, PlannedStatement } from '../plan/plan.ts'

export interface Comparison {
  readonly plan: Plan
  /** What the plan answers for, before any rename. */
  readonly current: Catalog
  /** What the plan answers for, with what it leaves unsaid. */
  readonly goal: Catalog
  /** What the plan makes without saying whose it is: it belongs to whoever applies the plan. */
  readonly unsaid: readonly Key[]
  readonly settled: Settled
}

/** Both states as they are compared, and what was done to have them so. */
export interface Settled {
  /** As it is compared, once the renames are done. */
  readonly current: Catalog
  /** As it is compared, with what it leaves unsaid. */
  readonly goal: Catalog
  readonly plan: Plan
  readonly renames: readonly Rename[]
  /** What the plan begins with: the statements that rename. */
  readonly renaming: readonly PlannedStatement[]
  /** Likely renames that nobody was asked about. */
  readonly open: readonly ProposedRename[]
  /** What is to be said of annotations that mean what is there already. */
  readonly notFollowed: readonly string[]
}
