// trueup new-start: throws unshared revisions away, empties a local database, and writes and applies one revision in their place.

import { withConnection } from '../../connection/connect.ts'
import { UsageError } from '../../compare/errors.ts'
import { RevisionError } from '../../revisions/errors.ts'
import { readRevisions } from '../../revisions/files/folder.ts'
import { shownPath } from '../../revisions/files/text.ts'
import { refuseElsewhere } from '../../revisions/reshape/disposable.ts'
import { newStart as startAnew, type NewStart, type NewStartOptions } from '../../revisions/reshape/new-start.ts'
import { historyTableOf } from '../../compare/selection.ts'
import { confirm } from '../ask.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { compareFor } from '../compare-for.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { folderOf } from './project.ts'
import { tellReport, upgradeOptions } from './run-options.ts'
import { targetOf } from './target.ts'

export type { NewStart } from '../../revisions/reshape/new-start.ts'

/** Drops all that is in the database. Refused unless it is on this machine, or `disposable` is said. */
export async function newStart(
  database: string,
  folder: string,
  { upgrade, ...options }: Omit<NewStartOptions, 'upgrade'> & { readonly upgrade?: NewStartOptions['upgrade'] },
): Promise<NewStart> {
  refuseElsewhere(database, options.disposable ?? false)
  return withConnection(database, (on) =>
    startAnew(readRevisions(folder, { conflictingHead: true }), on, database, {
      ...options,
      upgrade: upgrade ?? { ...options, table: historyTableOf(options.historyTable) },
    }),
  )
}

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const { definition, message, revId, keep } = settings
  if (definition === undefined)
    throw new UsageError(
      'new-start needs the state that the new revision is to lead to: --definition <source>, or definition in trueup.config.ts',
    )
  const { onStage, ...options } = compareFor(call)
  const database = targetOf(call)
  const { removed, written, generated, report } = await newStart(database, folderOf(settings), {
    ...options,
    onStage,
    definition,
    message,
    revId,
    keep,
    disposable: call.disposable?.includes(database),
    upgrade: upgradeOptions(call),
    onFinding: (line) => (settings.quiet ? undefined : terminal.tell(line)),
    confirm: (what) => agreed(call, what),
  }).finally(() => onStage?.(null))
  const files = [written?.up, written?.down].flatMap((file) => (file ? [shownPath(file)] : []))
  const gone = removed.map(({ up }) => up.file)
  deliver(
    terminal,
    format === 'json' ? toJson({ removed: gone, written }) : files.map((file) => `${file}\n`).join(''),
    settings.output,
  )
  if (settings.quiet) return EXIT.same
  for (const warning of generated.warnings) terminal.tell(warning)
  for (const file of gone) terminal.tell(`removed ${file}`)
  tellReport(call, report)
  return EXIT.same
}

async function agreed({ settings, terminal }: Call, what: string): Promise<void> {
  if (settings.yes) return terminal.tell(what)
  if (!terminal.interactive)
    throw new RevisionError(`${what}\nNothing was done: nobody is there to be asked. --yes says that this is meant.`)
  terminal.tell(what)
  await confirm('Start anew?')
}
