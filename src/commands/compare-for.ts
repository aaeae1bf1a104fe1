// The options of a comparison, as one call of the command line gives them.

import { askRenames } from './ask.ts'
import type { Call } from './call.ts'
import type { CompareOptions } from '../compare/compare.ts'
import { showStages } from './terminal.ts'

/** `major`: what --postgresql says, for the commands about revisions. */
export function compareFor(call: Call): CompareOptions & { readonly major: number | undefined } {
  const { settings, terminal } = call
  const onStage = showStages(terminal)
  const mayAsk = terminal.interactive && settings.yes !== true && settings.quiet !== true
  const chooseRenames: CompareOptions['chooseRenames'] = (proposals) => {
    onStage(null)
    return askRenames(proposals)
  }
  return { ...settings, major: settings.postgresql, onStage, ...(mayAsk ? { chooseRenames } : {}) }
}
