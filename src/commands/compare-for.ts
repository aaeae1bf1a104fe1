// The options of a comparison, as one call of the command line gives them.

import { askRenames } from './ask.ts'
import type { Call } from './call.ts'
import type { CompareOptions } from './compare.ts'

export function compareFor(call: Call): CompareOptions {
  const { settings, terminal } = call
  const mayAsk = terminal.interactive && settings.yes !== true && settings.quiet !== true
  return { ...settings, ...(mayAsk ? { chooseRenames: askRenames } : {}) }
}
