// Repeatable files in a shadow, in the order in which they can run: one that needs what another makes comes after that.

import type { Replay } from '../replay/open.ts'
import type { Repeatable, Script } from '../revision.ts'
import { asRevision, failureOf } from './attempt.ts'
import { together } from './together.ts'

/** Files that run at once: one, or several that need each other. */
export interface Runnable {
  readonly files: readonly Repeatable[]
  readonly script: Script
}

/** @throws RevisionError where one does not run, or needs what nothing makes */
export async function runInOrder(
  live: Replay,
  repeatables: readonly Repeatable[],
  ran: (runnable: Runnable) => Promise<void> = async () => undefined,
): Promise<void> {
  let waiting = repeatables
  while (waiting.length > 0) {
    const still: Repeatable[] = []
    for (const file of waiting) {
      if (await failureOf(live, asRevision(file.name, file.script))) still.push(file)
      else await ran({ files: [file], script: file.script })
    }
    if (still.length === waiting.length) return ran({ files: still, script: await together(live, still) })
    waiting = still
  }
}
