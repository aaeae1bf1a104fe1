// trueup changelog drift: what a database has otherwise than the changesets that ran on it make.

import { drift } from '../../changelog/verify/drift.ts'
import { statementsOf } from '../../output/changes.ts'
import { shownNames } from '../../revisions/files/text.ts'
import { noArguments, type Call } from '../call.ts'
import { showPlan } from '../show-plan.ts'
import { openChangelog, tellWarnings } from './project.ts'
import { connectionString, settingsOfTarget, withTarget } from './target.ts'
import { verifyOptions } from './verify.ts'

/** More of them are counted. */
const SHOWN = 5

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const changelog = openChangelog(call)
  tellWarnings(call, changelog)
  const database = connectionString(settingsOfTarget(call))
  const found = await withTarget(call, (on) => drift(on, database, changelog, verifyOptions(call)))
  if (!call.settings.quiet) {
    tellUnexpected(call, found.unexpected)
    if (statementsOf(found.comparison.plan).length > 0)
      call.terminal.tell('note: this takes the database back to its changesets: + is missing in it, - is there by hand')
  }
  return showPlan(call, found.comparison.plan, 'text')
}

function tellUnexpected({ terminal }: Pick<Call, 'terminal'>, unexpected: readonly string[]): void {
  if (unexpected.length === 0) return
  terminal.tell(
    `note: ran and is in no file, so what it made counts as drift: ${shownNames(unexpected, SHOWN)}. ` +
      'Where another changelog of this database has them, --exclude-schema or --exclude leaves out what it makes.',
  )
}
