// What repeatable files make: run in a shadow behind the revisions, in the order in which they can, each seen by what is other
// than before. Knows no database of the user's.

import type { Catalog } from '../../catalog/catalog.ts'
import type { Key } from '../../catalog/object.ts'
import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import type { Replay, ReplayOptions } from '../replay/open.ts'
import { replayLive } from '../replay/replay.ts'
import type { Repeatable, Revision, Script } from '../revision.ts'
import { asRevision, failureOf } from './attempt.ts'
import { together } from './together.ts'

/** Files that run at once: one, or several that need each other. */
export interface Unit {
  readonly files: readonly Repeatable[]
  readonly script: Script
  /** What is other once it has run; with all parts of these. */
  readonly keys: ReadonlySet<Key>
}

export interface Made {
  /** What the revisions make. */
  readonly base: Catalog
  /** What is there with the repeatable files. */
  readonly whole: Catalog
  /** In the order in which they run. */
  readonly units: readonly Unit[]
}

/** @throws RevisionError where one of them does not run */
export async function madeBy(
  chain: readonly Revision[],
  repeatables: readonly Repeatable[],
  options: ReplayOptions = {},
): Promise<Made> {
  const all = repeatables.map(({ name, script }) => asRevision(name, script))
  const live = await replayLive(chain, options, all)
  try {
    const base = await live.read()
    const found: Unit[] = []
    let before = base
    const run = async (unit: Omit<Unit, 'keys'>): Promise<void> => {
      const after = await live.read('objects')
      found.push({ ...unit, keys: new Set(diff(before, after, kinds).map(({ key }) => key)) })
      before = after
    }
    const waiting = await oneByOne(live, repeatables, run)
    if (waiting.length > 0) await run({ files: waiting, script: await together(live, waiting) })
    return { base, whole: await live.read(), units: found }
  } finally {
    await live.close()
  }
}

/** Returns those that need something that is not there even when all the others have run. */
async function oneByOne(
  live: Replay,
  repeatables: readonly Repeatable[],
  ran: (unit: Omit<Unit, 'keys'>) => Promise<void>,
): Promise<readonly Repeatable[]> {
  let waiting = repeatables
  for (;;) {
    const still: Repeatable[] = []
    for (const file of waiting) {
      if (await failureOf(live, asRevision(file.name, file.script))) still.push(file)
      else await ran({ files: [file], script: file.script })
    }
    if (still.length === 0 || still.length === waiting.length) return still
    waiting = still
  }
}
