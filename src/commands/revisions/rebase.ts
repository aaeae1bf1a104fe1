// trueup rebase: puts revisions that are not applied yet behind others, so that they are one line again.

import { withConnection } from '../../connection/connect.ts'
import { serverOf } from '../../revisions/author/start.ts'
import type { VerifyOptions } from '../../revisions/author/verify.ts'
import { readRevisions } from '../../revisions/files/folder.ts'
import { readHistory } from '../../revisions/history/read.ts'
import { nameOf } from '../../revisions/replay/open.ts'
import { rebase as rebaseRevisions, type RebaseOptions, type Rebased } from '../../revisions/reshape/rebase.ts'
import { compareFor } from '../compare-for.ts'
import { listingFormat, oneArgument, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { folderOf } from './project.ts'
import { databaseOf, historyTable, targetOf } from './target.ts'

/** Verified in a shadow before anything is written. */
export const rebase = (folder: string, options: RebaseOptions = {}): Promise<Rebased> =>
  rebaseRevisions(readRevisions(folder, { conflictingHead: true }), options)

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const format = listingFormat(call)
  const revision = oneArgument(call, 'revision')
  const { onto } = settings
  const done = await rebase(folderOf(settings), { ...verifying(call), revision, onto, applied: await appliedIn(call) })
  deliver(
    terminal,
    format === 'json' ? toJson({ ...done, moved: done.moved.map(plain) }) : lines(done.files),
    settings.output,
  )
  if (settings.quiet) return EXIT.same
  for (const warning of done.warnings) terminal.tell(`note: ${warning}`)
  if (format === 'text')
    for (const moved of done.moved)
      terminal.tell(`${nameOf(moved)} comes after ${moved.parents.join(' and ') || 'nothing: it is a base'} now.`)
  return EXIT.same
}

export function verifying(call: Call): VerifyOptions {
  const { onStage, ...options } = compareFor(call)
  return {
    ...options,
    server: serverOf(options),
    onVerified: (_verified, index, count) => onStage?.(index + 1 < count ? `verified ${index + 1} of ${count}` : null),
  }
}

/** Nothing is asked where no database is named. */
async function appliedIn(call: Call): Promise<ReadonlySet<string>> {
  if (databaseOf(call) === null) return new Set()
  const history = await withConnection(targetOf(call), (on) => readHistory(on, historyTable(call)))
  return new Set(history.applied.keys())
}

const lines = (files: readonly string[]): string => files.map((file) => `${file}\n`).join('')
const plain = ({ id, message, parents, up }: Rebased['moved'][number]) => ({ id, message, parents, file: up.file })
