// trueup changelog update: runs what a database lacks of a changelog, or prints the SQL that does.

import { duration } from '../../apply/events.ts'
import type { Skipped } from '../../changelog/pending/select.ts'
import { updateTestingRollback } from '../../changelog/run/rehearsal.ts'
import { update, type UpdateReport } from '../../changelog/run/update.ts'
import { updateScript } from '../../changelog/script/update-script.ts'
import { noArguments, type Call } from '../call.ts'
import { counted } from '../counted.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { openChangelog, scopeOf, tellWarnings, trackingOf } from './project.ts'
import { sessionOptions } from './run-options.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const changelog = openChangelog(call)
  tellWarnings(call, changelog)
  const { toTag, count, compatibility, resume } = settings
  const options = { ...scopeOf(call), ...trackingOf(call), toTag, count, compatibility, resume }
  if (settings.sql) {
    deliver(terminal, await withTarget(call, (on) => updateScript(on, changelog, options)), settings.output)
    return EXIT.same
  }
  const act = settings.testRollback ? rehearsed : once
  const lines = await untilInterrupted(call, (signal) =>
    withTarget(call, (on) => act(on, changelog, { ...options, ...sessionOptions(call, signal) })),
  )
  if (!settings.quiet) for (const line of lines) terminal.tell(line)
  return EXIT.same
}

type Act = (...given: Parameters<typeof update>) => Promise<string[]>

const once: Act = async (...given) => reportLines(await update(...given))

const rehearsed: Act = async (...given) => {
  const { first, back, again } = await updateTestingRollback(...given)
  if (back === null || again === null) return reportLines(first)
  return [
    ...reportLines(first),
    `Taken back in ${duration(back.elapsedMs)}: ${counted(back.ran.length)}. Then run again:`,
    ...reportLines(again),
  ]
}

const SKIPPED: readonly (readonly [why: Skipped, text: string])[] = [
  ['ran already', 'ran already'],
  ['context', 'of other contexts'],
  ['label', 'of other labels'],
  ['dbms', 'for other databases'],
  ['ignored', 'ignored'],
  ['after the tag', 'after the tag'],
  ['after the count', 'not counted in'],
]

function reportLines({ ran, skipped, upgradedChecksums, elapsedMs }: UpdateReport): string[] {
  const of = (outcome: string): number => ran.filter((one) => one.outcome === outcome).length
  const parts = [
    ...(of('executed') + of('reran') > 0 ? [`${counted(of('executed') + of('reran'))} ran`] : []),
    ...(of('marked ran') > 0 ? [`${of('marked ran')} marked as run`] : []),
    ...(of('skipped') > 0 ? [`${of('skipped')} passed over`] : []),
    ...(of('failed') > 0 ? [`${of('failed')} failed (failOnError:false)`] : []),
  ]
  const left = SKIPPED.flatMap(([why, text]) => (skipped[why] ? [`${skipped[why]} ${text}`] : []))
  return [
    ...(upgradedChecksums > 0 ? [`${counted(upgradedChecksums, 'checksum')} filled in or brought to version 9`] : []),
    `${parts.length === 0 ? 'Nothing to do' : `Done in ${duration(elapsedMs)}: ${parts.join(', ')}`}` +
      `${left.length === 0 ? '' : ` (${left.join(', ')})`}.`,
  ]
}
