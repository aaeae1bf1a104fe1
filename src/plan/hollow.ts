// Cycles that no folding made: a view over a function that takes the view's own rows, functions that call each other in
// bodies that PostgreSQL parses. One of them is made without what it says, named by the others, and then filled; and emptied
// before they go.

import type { HollowForm } from '../kinds/kind.ts'
import { hostOf, type Step } from './step.ts'

interface Hollow {
  /** Fills what the create made, or empties what the drop takes away. */
  readonly other: Step
  /** The cycle, which needs it by name alone. */
  readonly members: ReadonlySet<Step>
}

export class Hollows {
  private readonly hollows = new Map<Step, Hollow>()

  get steps(): Step[] {
    return [...this.hollows].flatMap(([step, { other }]) => (other === step ? [] : other))
  }

  /** Makes a member hollow, or leaves one as it was until the others are done; false: none can be. */
  open(cycle: readonly Step[]): boolean {
    const members = new Set(cycle)
    const candidates = cycle
      .filter((step) => step.verb !== 'aside' && !step.ofAside && !this.hollows.has(step))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    for (const step of candidates) {
      const hollow = step.kind.hollow?.(step.object) ?? null
      if (hollow === null) continue
      this.hollows.set(step, { other: otherOf(step, hollow), members })
      if (step.verb === 'create') {
        step.hollow = [hollow.create].flat()
        takeOut(step)
      }
      return true
    }
    return false
  }

  /** The step that must wait for what the object depends on, or be done before that goes. */
  entangled(step: Step | undefined): Step | undefined {
    return step && (this.hollows.get(step)?.other ?? step)
  }

  /** The steps after which another may use the object; of what goes, before which it must have let go. */
  needed(step: Step | undefined, by: Step | undefined): (Step | undefined)[] {
    const hollow = step && this.hollows.get(step)
    if (!hollow) return [step]
    const byName = by !== undefined && hollow.members.has(hostOf(by))
    if (hollow.other === step) return byName ? [] : [step]
    return byName ? [step] : [step, hollow.other]
  }

  /** Of each: the hollow step and the other, in their order. */
  *pairs(): Generator<[before: Step, after: Step]> {
    for (const [step, { other }] of this.hollows)
      if (other !== step) yield step.verb === 'create' ? [step, other] : [other, step]
  }
}

/** What is written inside of a CREATE has no place in the hollow one. */
function takeOut(step: Step): void {
  const written = step.parts.filter((part) => part.separable && part.kind.inline?.(part.object, []) !== '')
  for (const part of written) {
    step.parts.splice(step.parts.indexOf(part), 1)
    part.host = null
  }
}

/** What is altered is there already. */
function otherOf(step: Step, { fill, empty }: Pick<HollowForm, 'fill' | 'empty'>): Step {
  if (step.verb === 'alter') return step
  const isMade = step.verb === 'create'
  const statements = [isMade ? fill : empty].flat()
  return { ...step, verb: isMade ? 'alter' : 'drop', statements, online: null, host: null, hollow: null, parts: [] }
}
