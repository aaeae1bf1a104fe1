// trueup squash: folds a range of revisions into one, proven, and keeps databases at any point of the range valid.

import { UsageError } from '../../compare/errors.ts'
import { squash as squashRevisions, type Squashed, type SquashOptions } from '../../revisions/reshape/squash.ts'
import { shownPath } from '../../revisions/files/text.ts'
import { compareFor } from '../compare-for.ts'
import { listingFormat, oneArgument, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { folderOf, openProject } from './project.ts'

/** @param range `from:to`, both included */
export const squash = (folder: string, range: string, options: SquashOptions): Promise<Squashed> =>
  squashRevisions(openProject(folder).folder, range, options)

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const format = listingFormat(call)
  const range = oneArgument(call, 'range of revisions') ?? settings.range
  const { message } = settings
  if (range === undefined) throw new UsageError('squash needs a range, from:to, as in trueup squash base:3f9c -m "…"')
  if (message === undefined) throw new UsageError('squash needs -m, what the revision that it writes does')
  const done = await squash(folderOf(settings), range, { ...compareFor(call), message, revId: settings.revId })
  const files = [done.up, done.down].flatMap((file) => (file === null ? [] : `${shownPath(file)}\n`))
  deliver(terminal, format === 'json' ? toJson(done) : files.join(''), settings.output)
  for (const warning of done.warnings) terminal.tell(`note: ${warning}`)
  if (settings.quiet || format !== 'text') return EXIT.same
  terminal.tell(
    `Revision ${done.id} stands for ${done.replaces.join(', ')}: databases that have them all have it, the others go through them. ` +
      `Their files are in ${shownPath(`${folderOf(settings)}/squashed`)}; remove them once every database has ${done.id}.`,
  )
  return EXIT.same
}
