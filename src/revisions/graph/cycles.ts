// Whether revisions go round in a circle, along parents or along dependencies too, and which they are.

import { RevisionError } from '../errors.ts'
import { listOf } from './describe.ts'
import type { Revision } from '../revision.ts'

interface Linked {
  readonly revision: Revision
  readonly parents: readonly string[]
  readonly dependencies: readonly string[]
  readonly children: readonly string[]
  readonly dependents: readonly string[]
}

type Nodes = ReadonlyMap<string, Linked>

export function refuseCycles(nodes: Nodes): void {
  for (const edges of ['parents', 'all'] as const) {
    const cycle = findCycle(nodes, edges === 'all')
    if (cycle)
      throw new RevisionError(
        `These revisions go round in a circle${edges === 'all' ? ', along "depends-on"' : ''}: each comes after the next, and the last after the first.` +
          `${listOf(cycle.flatMap((id) => nodes.get(id)?.revision ?? []))}\nCorrect the line "${edges === 'all' ? 'depends-on' : 'parents'}" of one of them.`,
      )
  }
}

/** What is left once all that waits for nothing is taken away goes in circles; a walk along it comes round. */
function findCycle(nodes: Nodes, withDependencies: boolean): readonly string[] | null {
  const before = (id: string): readonly string[] => {
    const { parents = [], dependencies = [] } = nodes.get(id) ?? {}
    return withDependencies ? [...new Set([...parents, ...dependencies])] : parents
  }
  const after = (id: string): readonly string[] => {
    const { children = [], dependents = [] } = nodes.get(id) ?? {}
    return withDependencies ? [...children, ...dependents] : children
  }
  const waiting = new Map([...nodes.keys()].map((id) => [id, before(id).length]))
  const free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id)
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waiting.delete(id)
    for (const next of after(id)) {
      const count = (waiting.get(next) ?? 0) - 1
      waiting.set(next, count)
      if (count === 0) free.push(next)
    }
  }
  const walk: string[] = []
  for (let id = [...waiting.keys()][0]; id !== undefined; id = before(id).find((one) => waiting.has(one))) {
    const seen = walk.indexOf(id)
    if (seen >= 0) return walk.slice(seen)
    walk.push(id)
  }
  return null
}
