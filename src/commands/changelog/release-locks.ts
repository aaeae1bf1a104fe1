// trueup changelog release-locks: removes the lock that a killed Liquibase left.

import { releaseLock } from '../../changelog/run/mark.ts'
import { noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { trackingOf } from './project.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const lock = await withTarget(call, (on) => releaseLock(on, trackingOf(call)))
  if (!call.settings.quiet)
    call.terminal.tell(
      lock === null ? 'There was no lock.' : `Released the lock of ${lock.lockedBy}, taken ${lock.since}.`,
    )
  return EXIT.same
}
