// What repeatable files make: run in a shadow behind the revisions, in the order in which they can, each seen by what is other
// than before. Knows no database of the user's.

import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import { replayLive, type ChainOptions } from '../replay/replay.ts'
import type { Repeatable, Revision } from '../revision.ts'
import { asRevision } from './attempt.ts'
import type { Made, Unit } from './made.ts'
import { openMadeCache } from './made-cache.ts'
import { runInOrder, type Runnable } from './order.ts'

/** @throws RevisionError where one of them does not run */
export async function madeBy(
  chain: readonly Revision[],
  repeatables: readonly Repeatable[],
  options: ChainOptions = {},
): Promise<Made> {
  const cache = await openMadeCache(chain, repeatables, options)
  const known = cache?.read()
  if (known) return known
  const all = repeatables.map(({ name, script }) => asRevision(name, script))
  const live = await replayLive(chain, options, all)
  try {
    const base = await live.read()
    const { assumedRoles } = live
    const found: Unit[] = []
    let before = base
    const run = async (unit: Runnable): Promise<void> => {
      const after = await live.read('objects')
      found.push({ ...unit, keys: new Set(diff(before, after, kinds).map(({ key }) => key)) })
      before = after
    }
    await runInOrder(live, repeatables, run)
    const made = { base, whole: await live.read(), units: found }
    cache?.write(made, { base: assumedRoles, whole: live.assumedRoles })
    return made
  } finally {
    await live.close()
  }
}
