// Whether two lines of revisions can be joined: both are run in a shadow, one behind the other, in both orders. Where that ends
// in two states, or does not run, they conflict. Decides nothing about it.

import { selectionOf, type SelectionOptions } from '../../compare/selection.ts'
import { diff, type Change } from '../../diff/diff.ts'
import { select } from '../../diff/select.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { wholeOf } from '../../catalog/object.ts'
import { kinds } from '../../kinds/all.ts'
import { withoutCluster } from '../../prove/cluster.ts'
import { lineOf } from '../graph/describe.ts'
import { ancestorsOf, inOrder, type Graph } from '../graph/graph.ts'
import { ReplayError, type Replay, type ReplayOptions } from '../replay/open.ts'
import { replayLive } from '../replay/replay.ts'
import type { Revision } from '../revision.ts'

export interface Conflict {
  /** The ends of the two lines. */
  readonly between: readonly [Revision, Revision]
  /** An object a line, for a person: what it is in the one order, and what in the other. */
  readonly objects: readonly string[]
  /** Why one of the orders does not run, in PostgreSQL's words, with file and line. */
  readonly failures: readonly string[]
}

export interface ConflictOptions extends SelectionOptions, Pick<ReplayOptions, 'major' | 'server'> {}

/** @throws ReplayError where what they have in common, or one of them alone, does not run */
export async function conflictsBetween(
  graph: Graph,
  ends: readonly Revision[],
  options: ConflictOptions = {},
): Promise<readonly Conflict[]> {
  const found: Conflict[] = []
  for (const [index, one] of ends.entries())
    for (const other of ends.slice(index + 1)) {
      const conflict = await conflictOf(graph, one, other, options)
      if (conflict) found.push(conflict)
    }
  return found
}

async function conflictOf(
  graph: Graph,
  one: Revision,
  other: Revision,
  options: ConflictOptions,
): Promise<Conflict | null> {
  const [ours, theirs] = [ancestorsOf(graph, [one.id], 'all'), ancestorsOf(graph, [other.id], 'all')]
  const part = (ids: ReadonlySet<string>, holds: (id: string) => boolean): readonly Revision[] =>
    inOrder(graph, new Set([...ids].filter(holds)))
  const common = part(ours, (id) => theirs.has(id))
  const a = part(ours, (id) => !theirs.has(id))
  const b = part(theirs, (id) => !ours.has(id))
  // One line that builds on the other leaves no choice of an order.
  if (a.length === 0 || b.length === 0) return null
  const { begin, middle: afterOne, end: forth } = await oneAfterTheOther(common, a, b, options)
  const { middle: afterOther, end: back } = await oneAfterTheOther(common, b, a, options)
  const between = [one, other] as const
  const failures = [forth, back].flatMap((end) => (end instanceof ReplayError ? [failureText(end, a, between)] : []))
  if (forth instanceof ReplayError || back instanceof ReplayError)
    return { between, objects: changedByBoth(begin, afterOne, afterOther), failures }
  const objects = diff(back, forth, kinds).map((change) => inBothOrders(change, between))
  return objects.length === 0 ? null : { between, objects, failures }
}

/** What is there before both, after the first, and after the second: or why that does not run. */
async function oneAfterTheOther(
  common: readonly Revision[],
  first: readonly Revision[],
  second: readonly Revision[],
  options: ConflictOptions,
) {
  const live = await replayLive(common, options, [...first, ...second])
  const read = async (): Promise<Catalog> => withoutCluster(select(await live.read('objects'), selectionOf(options)))
  try {
    const begin = await read()
    for (const revision of first) await live.upgrade(revision)
    const middle = await read()
    const failure = await failureIn(live, second)
    return { begin, middle, end: failure ?? (await read()) }
  } finally {
    await live.close()
  }
}

async function failureIn(live: Replay, line: readonly Revision[]): Promise<ReplayError | null> {
  try {
    for (const revision of line) await live.upgrade(revision)
    return null
  } catch (error) {
    if (error instanceof ReplayError) return error
    throw error
  }
}

/** The line that ran second is the one that does not run. */
function failureText(error: ReplayError, line: readonly Revision[], [one, other]: Conflict['between']): string {
  const isOfFirst = line.includes(error.revision)
  const [before, after] = isOfFirst ? [other, one] : [one, other]
  return `what leads to ${after.id} does not run after ${before.id}: ${error.message}`
}

/** @param change from what the second one leaves when it ran first, to what the first one does */
function inBothOrders(change: Change, [one, other]: Conflict['between']): string {
  if (change.verb === 'create') return `${change.key} is there only where ${one.id} ran first`
  if (change.verb === 'drop') return `${change.key} is there only where ${other.id} ran first`
  const values = change.attributes.map((name) => {
    const [back, forth] = [change.current, change.desired].map(({ shape }) => JSON.stringify(Reflect.get(shape, name)))
    return `${name} is ${forth ?? 'null'} where ${one.id} ran first, ${back ?? 'null'} where ${other.id} did`
  })
  return `${change.key}: ${values.join('; ')}`
}

/** What each of them changes of the same thing. */
function changedByBoth(common: Catalog, one: Catalog, other: Catalog): string[] {
  const changed = (state: Catalog): ReadonlyMap<string, string> =>
    new Map(
      diff(common, state, kinds).map((change) => {
        const object = change.verb === 'drop' ? change.current : change.desired
        return [change.key, wholeOf(object).key]
      }),
    )
  const [ours, theirs] = [changed(one), changed(other)]
  const same = [...ours.keys()].filter((key) => theirs.has(key))
  const wholes = new Set(theirs.values())
  const keys = same.length > 0 ? same : [...new Set(ours.values())].filter((key) => wholes.has(key))
  return keys.map((key) => `${key} is changed by both`)
}

/** For a person, each with what it is about. */
export function conflictText({ between: [one, other], objects, failures }: Conflict): string {
  return [
    `${lineOf(one)} and ${lineOf(other)} conflict:`,
    ...objects.map((line) => `  ${line}`),
    ...failures.flatMap((text) => text.split('\n')).map((line) => `  ${line}`),
  ].join('\n')
}
