// trueup changelog validate: whether the files are right, and fit what ran on a database.

import { planUpdate } from '../../changelog/pending/plan-update.ts'
import { checkChangelog } from '../../changelog/run/precondition-outcome.ts'
import { readExistingState } from '../../changelog/tracking/state.ts'
import { placeText } from '../../source/source-error.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { counted } from '../counted.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { openChangelog, scopeOf, trackingOf } from './project.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const changelog = openChangelog(call)
  const { problems, changesets, files } = changelog
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  if (format === 'text' && !settings.quiet)
    for (const problem of warnings) terminal.tell(`warning: ${placeText(problem)}: ${problem.message}`)
  await withTarget(call, async (on) => {
    const state = await readExistingState(on, trackingOf(call))
    planUpdate(changelog, state, { ...scopeOf(call), compatibility: settings.compatibility })
    await checkChangelog({ connection: on, ...state }, changelog, (text) => terminal.tell(`warning: ${text}`))
  })
  const found = `No validation errors found: ${counted(changesets.length)} in ${counted(files.length, 'file')}`
  const text =
    format === 'json'
      ? toJson({ changesets: changesets.length, files: files.length, problems })
      : `${found}${warnings.length > 0 ? `, ${counted(warnings.length, 'warning')}` : ''}.\n`
  deliver(terminal, text, settings.output)
  return EXIT.same
}
