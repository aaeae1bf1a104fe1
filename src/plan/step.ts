// A step of a plan before it is ordered: one object created, altered or dropped, with the steps that are folded into it.

import type { CatalogObject, Key } from '../catalog/object.ts'
import type { AnyKind, Part, Statement } from '../kinds/kind.ts'

export type StepVerb = 'create' | 'alter' | 'drop' | 'aside'

export interface Step {
  readonly verb: StepVerb
  readonly key: Key
  /** As it is desired; for a drop, as it is. */
  readonly object: CatalogObject
  readonly kind: AnyKind
  /** Part of a drop and create for the sake of another object. */
  readonly rebuilds: boolean
  /** What runs when nothing is folded in (a create renders its parts). */
  readonly statements: readonly Statement[]
  /** The ALTERs that spare a large table in use, for a create; null: the plain way. */
  readonly online: readonly Statement[] | null
  /** Whether an object was there before the plan, and stays. */
  readonly wasThere: (key: Key) => boolean
  /** What makes it without what it says, where it is part of a cycle. */
  hollow: readonly Statement[] | null
  /** The step that does this one's work too; null: it stands alone. */
  host: Step | null
  /** The drop of what was renamed aside: its parts do not know the name. */
  readonly ofAside?: true
  /** It could stand alone, if a cycle demands it. */
  separable: boolean
  /** Folded creates, in the desired catalog's order. */
  readonly parts: Step[]
}

/** Its place among what no dependency decides. */
export const priorityOf = ({ kind, object }: Pick<Step, 'kind' | 'object'>): number =>
  typeof kind.priority === 'number' ? kind.priority : kind.priority(object)

/** The step that runs, of this one and those that it is folded into. */
export function hostOf(step: Step): Step {
  let at = step
  while (at.host) at = at.host
  return at
}

/** The statements of a step with all that is folded into it. */
export function render(step: Step): Statement[] {
  if (step.verb !== 'create') return [...step.statements]
  if (step.online) return [...step.online]
  const { parts, then } = renderParts(step)
  if (step.hollow) return [...step.hollow, ...then]
  return [...[step.kind.create(step.object, parts, step.wasThere)].flat(), ...then]
}

function renderParts(step: Step): { parts: Part[]; then: Statement[] } {
  const parts: Part[] = []
  const then: Statement[] = []
  for (const part of step.parts) {
    const inner = renderParts(part)
    const text = part.kind.inline?.(part.object, inner.parts) ?? ''
    const { sql, then: after } = typeof text === 'string' ? { sql: text, then: [] } : text
    parts.push({ object: part.object, sql })
    then.push(...after, ...inner.then)
  }
  return { parts, then }
}
