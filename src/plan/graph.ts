// What must run before what. Edges are between hosts, but remember which folded step they came from. Knows no SQL.

import { hostOf, priorityOf, type Step } from './step.ts'

export class StepGraph {
  readonly nodes: readonly Step[]
  private readonly after = new Map<Step, Set<Step>>()
  private readonly soft = new Map<Step, Set<Step>>()
  /** For each folded step, the hosts at the other ends of its own edges. */
  private readonly ends = new Map<Step, Set<Step>>()

  private waiting: Set<Step> | null = null

  constructor(nodes: readonly Step[]) {
    this.nodes = nodes
    for (const node of nodes) this.after.set(node, new Set())
  }

  mustRun(before: Step | undefined, after: Step | undefined): void {
    if (!before || !after) return
    const [first, second] = [hostOf(before), hostOf(after)]
    if (first === second) return
    this.after.get(first)!.add(second)
    if (before !== first) this.note(before, second)
    if (after !== second) this.note(after, first)
  }

  /** Preferred, not needed: given up where it makes a cycle. */
  shouldRun(before: Step | undefined, after: Step | undefined): void {
    if (!before || !after) return
    const [first, second] = [hostOf(before), hostOf(after)]
    if (first === second || this.after.get(first)!.has(second)) return
    const list = this.soft.get(first) ?? new Set()
    this.soft.set(first, list.add(second))
  }

  /** The steps that wait for this one. */
  successors(step: Step): Step[] {
    const soft = this.soft.get(step)
    return soft ? [...this.after.get(step)!, ...soft] : [...this.after.get(step)!]
  }

  /** Whether it must wait for another. */
  waits(step: Step): boolean {
    this.waiting ??= new Set([...this.after.values()].flatMap((successors) => [...successors]))
    return this.waiting.has(hostOf(step))
  }

  /** Gives up the preferences among the members of a cycle. */
  soften(members: readonly Step[]): void {
    for (const step of members) for (const other of members) this.soft.get(step)?.delete(other)
  }

  /** The folded step itself, not only its host, is tied to another member. */
  entangled(step: Step, members: ReadonlySet<Step>): boolean {
    for (const other of this.ends.get(step) ?? []) if (members.has(other)) return true
    return step.parts.some((part) => this.entangled(part, members))
  }

  /** Topological, and among what is ready: drops first, then by the kinds' priorities, then by name. */
  sorted(): Step[] {
    const waiting = new Map<Step, number>(this.nodes.map((node) => [node, 0]))
    for (const node of this.nodes) for (const next of this.successors(node)) waiting.set(next, waiting.get(next)! + 1)
    const ready = new ReadySteps()
    for (const [node, count] of waiting) if (count === 0) ready.push(node)
    const sorted: Step[] = []
    for (let step = ready.pop(); step; step = ready.pop()) {
      sorted.push(step)
      for (const next of this.successors(step)) {
        const count = waiting.get(next)! - 1
        waiting.set(next, count)
        if (count === 0) ready.push(next)
      }
    }
    return sorted
  }

  private note(step: Step, end: Step): void {
    const ends = this.ends.get(step) ?? new Set()
    this.ends.set(step, ends.add(end))
  }
}

/** What has a transaction of its own comes last, where it can, so that it does not split that of the others. */
const APART = 1000

/** Columns that are moved over to new types come together, so that their tables are rewritten once. */
const LAST_COLUMN = 24

function rank(step: Step): number {
  if (step.verb === 'aside') return -500
  if (step.ofAside) return LAST_COLUMN
  if (step.online || step.statements.some((statement) => statement.notInTransaction)) return APART + priorityOf(step)
  return step.verb === 'drop' && !step.kind.dropsLate ? -1000 - priorityOf(step) : priorityOf(step)
}

const before = (a: Step, b: Step): boolean => {
  const [x, y] = [rank(a), rank(b)]
  if (x !== y) return x < y
  return a.key === b.key ? a.verb < b.verb : a.key < b.key
}

/** A binary heap. */
class ReadySteps {
  private readonly heap: Step[] = []

  push(step: Step): void {
    const { heap } = this
    let at = heap.push(step) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!before(step, heap[up]!)) break
      heap[at] = heap[up]!
      at = up
    }
    heap[at] = step
  }

  pop(): Step | undefined {
    const { heap } = this
    const top = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return top
  }
}

/** Tarjan's strongly connected components, without recursion. */
export function components(graph: StepGraph): Step[][] {
  const index = new Map<Step, number>()
  const low = new Map<Step, number>()
  const onStack = new Set<Step>()
  const stack: Step[] = []
  const found: Step[][] = []

  const open = (step: Step) => {
    index.set(step, index.size)
    low.set(step, index.get(step)!)
    stack.push(step)
    onStack.add(step)
    return { step, next: graph.successors(step), at: 0 }
  }
  for (const root of graph.nodes) {
    if (index.has(root)) continue
    const calls = [open(root)]
    while (calls.length) {
      const call = calls.at(-1)!
      const next = call.next[call.at++]
      if (next === undefined) {
        calls.pop()
        const caller = calls.at(-1)
        if (caller) low.set(caller.step, Math.min(low.get(caller.step)!, low.get(call.step)!))
        if (low.get(call.step) === index.get(call.step)) found.push(close(call.step))
      } else if (!index.has(next)) calls.push(open(next))
      else if (onStack.has(next)) low.set(call.step, Math.min(low.get(call.step)!, index.get(next)!))
    }
  }
  return found

  function close(root: Step): Step[] {
    const component: Step[] = []
    for (;;) {
      const step = stack.pop()!
      onStack.delete(step)
      component.push(step)
      if (step === root) return component
    }
  }
}
