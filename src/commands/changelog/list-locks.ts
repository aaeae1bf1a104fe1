// trueup changelog list-locks: who holds the change log lock.

import { findLock, type FoundLock } from '../../changelog/run/mark.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { trackingOf } from './project.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const format = listingFormat(call)
  const { description, lock } = await withTarget(call, async (on) => ({
    description: on.server.description,
    lock: await findLock(on, trackingOf(call)),
  }))
  const text = format === 'json' ? toJson(lock === null ? [] : [lock]) : asText(description, lock)
  deliver(call.terminal, text, call.settings.output)
  return EXIT.same
}

function asText(description: string, lock: FoundLock | null): string {
  const head = `Database change log locks for ${description}\n`
  if (lock === null) return `${head} - No locks\n`
  const gone = lock.abandoned ? '; that run has ended, and the next one takes the lock over' : ''
  return `${head} - ${lock.lockedBy} at ${lock.since}${gone}\n`
}
