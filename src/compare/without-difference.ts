// The comparison of two databases that answered the same. Their catalogs are made when somebody asks for more than that there
// is nothing to do, which takes longer than to see it.

import type { Uncovered } from '../catalog/catalog.ts'
import { select, selectBoth, type Selection } from '../diff/select.ts'
import { withUnsaid } from '../diff/unsaid.ts'
import { kinds } from '../kinds/all.ts'
import type { Plan } from '../plan/plan.ts'
import { answered, withFingerprints } from './answered.ts'
import type { Comparison } from './comparison.ts'
import type { States } from './states.ts'

interface Given {
  readonly selection: Selection
  /** Why nothing is proven. */
  readonly reason: string | null
}

export function withoutDifference(states: States, uncovered: readonly Uncovered[], given: Given): Comparison {
  const { selection, reason } = given
  const settled = once(() => {
    const [current, desired] = selectBoth(states.from.catalog, states.to.catalog, selection)
    const goal = withUnsaid(current, desired, kinds)
    return { current, goal, plan: bare, renames: [], renaming: [], open: [], notFollowed: [] }
  })
  const current = once(() => answered(select(states.from.catalog, selection), selection, []))
  const goal = once(() => answered(settled().goal, selection, []))
  const bare: Plan = {
    format: 'trueup plan 1',
    from: '',
    to: '',
    transactions: [],
    uncovered,
    notes: [...states.from.notes, ...states.to.notes],
    proof: { status: 'not proven', reason, rowsKept: 0 },
  }
  return {
    plan: withFingerprints(bare, current, goal),
    get current() {
      return current()
    },
    get goal() {
      return goal()
    },
    unsaid: [],
    get settled() {
      return settled()
    },
  }
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => (made ??= make())
}
