// trueup changelog drift: what a database has otherwise than the changesets that ran on it make.

import { drift } from '../../changelog/verify/drift.ts'
import { render } from '../../output/format.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { tellNotes } from '../notes.ts'
import { deliver } from '../terminal.ts'
import { noArguments, openChangelog, tellWarnings } from './project.ts'
import { connectionString, settingsOfTarget, withTarget } from './target.ts'
import { verifyOptions } from './verify.ts'

/** More of them are counted. */
const SHOWN = 5

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const changelog = openChangelog(call)
  tellWarnings(call, changelog)
  const database = connectionString(settingsOfTarget(call))
  const found = await withTarget(call, (on) => drift(on, database, changelog, verifyOptions(call)))
  const { plan } = found.comparison
  const format = settings.format ?? 'text'
  const quiet = settings.quiet ?? false
  if (format === 'sql') tellNotes(terminal, plan, quiet)
  if (!quiet) tellUnexpected(call, found.unexpected)
  const colour = terminal.colour.output && settings.output === undefined
  deliver(terminal, render(plan, format, { colour, quiet }), settings.output)
  return plan.transactions.length > 0 ? EXIT.different : EXIT.same
}

function tellUnexpected({ terminal }: Pick<Call, 'terminal'>, unexpected: readonly string[]): void {
  if (unexpected.length === 0) return
  const more = unexpected.length > SHOWN ? `, and ${unexpected.length - SHOWN} more` : ''
  terminal.tell(
    `note: ran and is in no file, so what it made counts as drift: ${unexpected.slice(0, SHOWN).join(', ')}${more}`,
  )
}
