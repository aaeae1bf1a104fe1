// trueup changelog sync: records that a database has what a changelog says, without running it.

import { sync } from '../../changelog/run/mark.ts'
import { syncScript } from '../../changelog/script/sync-script.ts'
import { noArguments, type Call } from '../call.ts'
import { counted } from '../counted.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { openChangelog, scopeOf, tellWarnings, trackingOf } from './project.ts'
import { sessionOptions } from './run-options.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const changelog = openChangelog(call)
  tellWarnings(call, changelog)
  const options = {
    ...scopeOf(call),
    ...trackingOf(call),
    toTag: settings.toTag,
    count: settings.count,
    compatibility: settings.compatibility,
  }
  if (settings.sql) {
    deliver(terminal, await withTarget(call, (on) => syncScript(on, changelog, options)), settings.output)
    return EXIT.same
  }
  const synced = await withTarget(call, (on) => sync(on, changelog, { ...options, ...sessionOptions(call) }))
  if (!settings.quiet)
    terminal.tell(synced.length === 0 ? 'Nothing to do.' : `Recorded ${counted(synced.length)} as run.`)
  return EXIT.same
}
