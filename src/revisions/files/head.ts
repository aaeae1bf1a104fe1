// The file HEAD of a folder: one line with the heads, so that two branches that both add a revision conflict in git.
// It is a reminder: the graph is in the revisions' own files, and HEAD is written from that.

import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RevisionError } from '../errors.ts'
import type { Revision } from '../revision.ts'
import { hasConflict, normalised, readBytes, shownPath, writing } from './text.ts'

const HEAD = 'HEAD'

/** Null where there is no such file, or git left a conflict in it and that is expected. */
export function readHead(
  folder: string,
  revisions: readonly Revision[],
  conflictExpected: boolean,
): readonly string[] | null {
  const path = join(folder, HEAD)
  if (!existsSync(path)) return null
  const text = normalised(readBytes(path))
  if (hasConflict(text)) {
    if (conflictExpected) return null
    throw new RevisionError(conflictMessage(text, revisions), { file: shownPath(path), line: 1 })
  }
  return text.split(/\s+/).filter((id) => id !== '')
}

function conflictMessage(text: string, revisions: readonly Revision[]): string {
  const ids = text
    .split('\n')
    .flatMap((line) => (/^(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)/.test(line) ? [] : line.split(/\s+/)))
  const named = [...new Set(ids)].flatMap((id) => revisions.filter((revision) => revision.id === id))
  const heads = named.filter(({ id }) => !revisions.some(({ parents }) => parents.includes(id)))
  const both = heads.map(({ id, message, up }) => `\n  ${id} "${message}" (${up.file})`).join('')
  return (
    `git left a merge conflict: both branches added revisions.${both}\n` +
    '`trueup merge` joins them, `trueup rebase` puts yours behind the others; either writes HEAD anew.'
  )
}

/** The revisions that none follows, in the order of their files. */
export const headIds = (revisions: readonly Pick<Revision, 'id' | 'parents'>[]): readonly string[] => {
  const followed = new Set(revisions.flatMap(({ parents }) => parents))
  return revisions.map(({ id }) => id).filter((id) => !followed.has(id))
}

/** Only where the file is there, unless it is to be begun. */
export function writeHead(folder: string, heads: readonly string[], begin = false): void {
  const path = join(folder, HEAD)
  if (!begin && !existsSync(path)) return
  writing(path, () => writeFileSync(path, `${heads.join(' ')}\n`.trimStart()))
}
