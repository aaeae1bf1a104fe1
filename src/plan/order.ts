// One deterministic order of all steps: build along the desired catalog's dependencies, tear down against the current one's.
// A cycle is broken where a step was folded into another for brevity, or where something can be made hollow; any other is a bug
// and throws with its members.

import type { Catalog, Dependency } from '../catalog/catalog.ts'
import type { Key } from '../catalog/object.ts'
import type { Steps } from './emit.ts'
import { isRebuilt, rebuildsOf } from './rebuilds.ts'
import { hostOf, priorityOf, type Step } from './step.ts'
import { components, StepGraph } from './graph.ts'
import { Hollows } from './hollow.ts'

export function order(steps: Steps, current: Catalog, desired: Catalog): Step[] {
  const hollows = new Hollows()
  for (let attempt = 0; attempt < 50; attempt++) {
    const graph = connect(steps, hollows, current, desired)
    for (const cycle of cyclesOf(graph)) graph.soften(cycle)
    const cycles = cyclesOf(graph)
    if (cycles.length === 0) return graph.sorted()
    for (const cycle of cycles) if (!separate(cycle, steps, graph) && !hollows.open(cycle)) throw cycleError(cycle)
  }
  throw new Error('the order of the plan did not settle: a bug')
}

const cyclesOf = (graph: StepGraph): Step[][] => components(graph).filter((component) => component.length > 1)

const cycleError = (cycle: readonly Step[]): Error =>
  new Error(
    `these statements wait for each other, which is a bug: ${cycle.map((s) => `${s.verb} ${s.key}`).join('; ')}`,
  )

function connect(steps: Steps, hollows: Hollows, current: Catalog, desired: Catalog): StepGraph {
  const { creates, alters, drops, asides } = steps
  const graph = new StepGraph([...steps.all.filter((step) => step.host === null), ...hollows.steps])
  const built = (key: Key, by: Step) => [
    ...hollows.needed(creates.get(key), by),
    ...hollows.needed(alters.get(key), by),
  ]

  const alongDesired = ({ from, to, buildOnly }: Dependency) => {
    for (const after of [hollows.entangled(creates.get(from)), buildOnly ? undefined : alters.get(from)])
      if (after) for (const before of built(to, after)) graph.mustRun(before, after)
  }
  const againstCurrent = (from: Key, to: Key, drop: Step | undefined) => {
    for (const away of hollows.needed(drops.get(to), drop)) graph.mustRun(drop, away)
    // The names that its renaming says (a range's constructors, of their subtype) are still the old ones.
    graph.mustRun(asides.get(from), asides.get(to))
    // A column's new type must not meet the constraint that goes; but the drop may have to wait for what replaces it.
    if (blocks(steps, current, from, to)) graph.mustRun(drops.get(from), alters.get(to))
    else graph.shouldRun(drops.get(from), alters.get(to))
    graph.mustRun(alters.get(from), drops.get(to))
  }

  for (const dependency of desired.dependencies) alongDesired(dependency)
  for (const { from, to, buildOnly } of current.dependencies)
    if (!buildOnly) againstCurrent(from, to, hollows.entangled(drops.get(from)))
  for (const step of steps.all) {
    const parent = step.object.parent?.key
    if (parent === undefined) continue
    if (step.verb === 'drop') againstCurrent(step.key, parent, step)
    else if (isFirst(step, current)) graph.mustRun(step, alters.get(parent))
    else if (step.verb !== 'aside') for (const before of built(parent, step)) graph.mustRun(before, step)
  }
  for (const [before, after] of hollows.pairs()) graph.mustRun(before, after)
  for (const [key, create] of creates) {
    graph.mustRun(create, steps.settlements.get(key))
    const away = asides.get(key) ?? drops.get(key)
    if (away && !insideAside(away, asides)) graph.mustRun(away, create)
  }
  for (const step of alters.values())
    for (const { key, isAlteredBefore } of step.kind.follows?.(step.object) ?? []) {
      graph.mustRun(alters.get(key), step)
      if (isAlteredBefore) graph.mustRun(step, creates.get(key))
    }
  for (const step of [...creates.values(), ...drops.values()])
    for (const { key, verbs, through, isOwnToo, isMadeBefore } of (step.host === null &&
      step.kind.follows?.(step.object)) ||
      []) {
      if (step.verb === 'create' && isMadeBefore) graph.mustRun(step, creates.get(key))
      if (step.verb !== 'drop') continue
      if (isOwnToo || (verbs.includes('drop') && !drops.has(through))) graph.mustRun(drops.get(key), step)
      // It did not go with what it followed: the link is cut before.
      graph.mustRun(drops.get(through), step)
    }
  for (const step of drops.values())
    for (const key of (step.host === null && step.kind.dropsBefore?.(step.object)) || [])
      graph.mustRun(step, drops.get(key))
  freeNamesFirst(steps, graph)
  defineBeforeRunning(steps, graph)
  return graph
}

function isFirst(step: Step, current: Catalog): boolean {
  const was = step.verb === 'alter' ? current.objects.get(step.key) : undefined
  return was !== undefined && step.kind.altersFirst?.(step.object, was) === true
}

/**
 * PostgreSQL records no dependencies of bodies in strings, so what runs code comes after all routines. By their priorities
 * most are early anyway; those count that wait for something.
 */
function defineBeforeRunning(steps: Steps, graph: StepGraph): void {
  const created = [...steps.creates.values(), ...steps.alters.values()]
  const late = created.filter((step) => step.kind.definesCode && graph.waits(step))
  if (late.length === 0) return
  const running = created.filter((step) => step.kind.runsCode && step.verb === 'create')
  for (const routine of late) for (const step of running) graph.shouldRun(routine, step)
}

/** PostgreSQL refuses the ALTER while the dependent is there (the kind's `rebuilds`). */
function blocks(steps: Steps, current: Catalog, from: Key, to: Key): boolean {
  const [drop, alter, was] = [steps.drops.get(from), steps.alters.get(to), current.objects.get(to)]
  if (!drop || !alter || !was) return false
  return Object.keys(alter.kind.attributes).some((attribute) =>
    isRebuilt(new Set(rebuildsOf(alter.kind, attribute, was, alter.object)), drop.kind, drop.object),
  )
}

/** What goes with a type that is aside goes last; its name is free from the renaming on. */
const insideAside = (step: Step, asides: Steps['asides']): boolean =>
  step.verb === 'drop' && asides.has(hostOf(step).key)

function freeNamesFirst(steps: Steps, graph: StepGraph): void {
  const freed = new Map<string, Step[]>()
  for (const step of [...steps.drops.values(), ...steps.asides.values()]) {
    if (step.verb === 'drop' && (steps.asides.has(step.key) || insideAside(step, steps.asides))) continue
    for (const name of step.kind.occupies?.(step.object) ?? []) freed.set(name, [...(freed.get(name) ?? []), step])
  }
  if (freed.size === 0) return
  for (const step of steps.creates.values())
    for (const name of step.kind.occupies?.(step.object) ?? [])
      for (const before of freed.get(name) ?? []) graph.mustRun(before, step)
}

/** Takes out of their hosts those steps that make the cycle, the latest kind first: a default before a column. */
function separate(cycle: readonly Step[], steps: Steps, graph: StepGraph): boolean {
  const members = new Set(cycle)
  const candidates = steps.all.filter(
    (step) => step.host !== null && step.separable && members.has(hostOf(step)) && graph.entangled(step, members),
  )
  if (candidates.length === 0) return false
  const latest = Math.max(...candidates.map(priorityOf))
  for (const step of candidates) {
    if (priorityOf(step) !== latest) continue
    const parts = step.host!.parts
    const at = parts.indexOf(step)
    if (at >= 0) parts.splice(at, 1)
    step.host = null
  }
  return true
}
