// Revisions in the words of a message: id, message and file, so that a person knows which are meant.

import type { Revision } from '../revision.ts'

export const lineOf = ({ id, message, up }: Revision): string => `${id}${message ? ` "${message}"` : ''} (${up.file})`

/** Each on a line of its own, below what is said of them. */
export const listOf = (revisions: readonly Revision[]): string =>
  revisions.map((revision) => `\n  ${lineOf(revision)}`).join('')
