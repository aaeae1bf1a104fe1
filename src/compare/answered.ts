// What a plan answers for, of the states that it is about: what is compared, without what is nobody's business or left
// unsaid. Fingerprints are taken of this, when the plan is made and when it is applied.

import type { Catalog } from '../catalog/catalog.ts'
import { fingerprint } from '../catalog/fingerprint.ts'
import type { Key } from '../catalog/object.ts'
import { answeredFor, isShared, type Selection } from '../diff/select.ts'
import { kinds } from '../kinds/all.ts'
import type { AnyKind } from '../kinds/kind.ts'
import type { Plan } from '../plan/plan.ts'

const PARTS = new Set(kinds.filter((kind) => kind.partOfParent).map((kind) => kind.type))
const OWNERS = new Set(kinds.filter((kind) => kind.ownedBy).map((kind) => kind.type))
const OPEN = new Map(
  kinds.map((kind) => [kind.type, openAttributes(kind)] as const).filter(([, open]) => open.length > 0),
)

/** `unsaid`: what the plan makes without saying whose it is. */
export const answered = (selected: Catalog, selection: Selection, unsaid: readonly Key[]): Catalog =>
  answeredFor(selected, selection, { kinds: OWNERS, open: OPEN, on: new Set(unsaid) })

/** What is new, and belongs to whoever applies the plan; and what it makes that all databases of the cluster share. */
export function unsaidOf(current: Catalog, goal: Catalog, selection: Selection): readonly Key[] {
  const said = new Set<Key>()
  for (const { kind, parent } of goal.objects.values()) if (parent && OWNERS.has(kind)) said.add(parent.key)
  const unsaid: Key[] = []
  for (const object of goal.objects.values()) {
    const { key, kind } = object
    if (current.objects.has(key)) continue
    if (isShared(object, selection) || (!PARTS.has(kind) && !said.has(key))) unsaid.push(key)
  }
  return unsaid
}

/** A fingerprint takes as long as finding the difference, and SQL shows none: it is taken when somebody asks. */
export function withFingerprints(plan: Plan, from: () => Catalog, to: () => Catalog): Plan {
  const taken: { from?: string; to?: string } = {}
  return {
    ...plan,
    get from() {
      return (taken.from ??= fingerprint(from(), kinds))
    },
    get to() {
      return (taken.to ??= fingerprint(to(), kinds))
    },
  }
}

function openAttributes({ attributes }: AnyKind): string[] {
  return Object.keys(attributes).filter((name) => {
    const rule = attributes[name]
    return typeof rule === 'object' && rule.open === true
  })
}
