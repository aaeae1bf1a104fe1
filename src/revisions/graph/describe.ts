// Revisions in the words of a message: id, message and file, so that a person knows which are meant.

import type { Place } from '../../source/source-error.ts'
import type { Revision } from '../revision.ts'

export const lineOf = ({ id, message, up }: Revision): string => `${id}${message ? ` "${message}"` : ''} (${up.file})`

/** Each on a line of its own, below what is said of them. */
export const listOf = (revisions: readonly Revision[]): string =>
  revisions.map((revision) => `\n  ${lineOf(revision)}`).join('')

/** Where its header says that. */
export function placeOf({ up }: Revision, key: 'parents' | 'depends-on'): Place {
  const lines = up.text.slice(0, up.bodyOffset).split('\n')
  const at = lines.findIndex((line) => new RegExp(`^--[ \\t]*${key}[ \\t]*:`).test(line))
  return { file: up.file, line: Math.max(at, 0) + 1 }
}
