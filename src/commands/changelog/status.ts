// trueup changelog status: the changesets that an update would run.

import { identity } from '../../changelog/changelog.ts'
import { displaced, displacedNote } from '../../changelog/pending/displaced.ts'
import { planUpdate } from '../../changelog/pending/plan-update.ts'
import type { Pending } from '../../changelog/pending/select.ts'
import { checkChangelog } from '../../changelog/run/precondition-outcome.ts'
import { readExistingState } from '../../changelog/tracking/state.ts'
import { placeText } from '../../source/source-error.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { counted } from '../counted.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { openChangelog, scopeOf, tellWarnings, trackingOf } from './project.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const changelog = openChangelog(call)
  tellWarnings(call, changelog)
  const { description, pending } = await withTarget(call, async (on) => {
    const state = await readExistingState(on, trackingOf(call))
    const { selection } = planUpdate(changelog, state, { ...scopeOf(call), compatibility: settings.compatibility })
    const again = displacedNote(displaced(changelog, state.ran, selection.pending))
    if (again !== null && !settings.quiet) terminal.tell(`warning: ${again}`)
    await checkChangelog({ connection: on, ...state }, changelog, (text) => terminal.tell(`warning: ${text}`))
    return { description: on.server.description, pending: selection.pending }
  })
  const text = format === 'json' ? toJson(pending.map(asData)) : asText(description, pending, settings.verbose ?? false)
  deliver(terminal, text, settings.output)
  return EXIT.same
}

const asData = ({ changeset, why }: Pending) => {
  const { id, author, path, file, line } = changeset
  return { id, author, path, why, file, line }
}

const WHY: Readonly<Record<Pending['why'], string>> = {
  new: '',
  changed: ', changed since it ran',
  always: ', runs always',
}

/** So many are named without -v. */
const NAMED_UP_TO = 30

function asText(description: string, pending: readonly Pending[], verbose: boolean): string {
  if (pending.length === 0) return `${description} is up to date\n`
  const named = verbose || pending.length <= NAMED_UP_TO ? pending : []
  const lines = named.map(
    ({ changeset, why }) =>
      `     ${identity(changeset)}${verbose ? ` (${placeText(changeset)}${WHY[why]})` : WHY[why]}`,
  )
  const has = pending.length === 1 ? 'has' : 'have'
  const rest = named.length > 0 ? '' : ' (-v names them)'
  return [`${counted(pending.length)} ${has} not been applied to ${description}${rest}`, ...lines, ''].join('\n')
}
