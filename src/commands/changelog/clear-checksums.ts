// trueup changelog clear-checksums: forgets all checksums; the next update fills them in.

import { clearChecksums } from '../../changelog/run/mark.ts'
import { noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { trackingOf } from './project.ts'
import { sessionOptions } from './run-options.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  await withTarget(call, (on) => clearChecksums(on, { ...trackingOf(call), ...sessionOptions(call) }))
  if (!call.settings.quiet) call.terminal.tell('All checksums are cleared; the next update fills them in.')
  return EXIT.same
}
