// objectQuotingStrategy: which names a changeset's SQL puts in quotes.

import type { Quoting } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import type { Node } from './node.ts'

export function quotingOf(text: string | null, place: Node): Quoting | null {
  if (text === null) return null
  if (text === 'LEGACY' || text === 'QUOTE_ALL_OBJECTS' || text === 'QUOTE_ONLY_RESERVED_WORDS') return text
  throw new ChangelogError(
    `objectQuotingStrategy has no value '${text}'. Possible values: LEGACY, QUOTE_ALL_OBJECTS, QUOTE_ONLY_RESERVED_WORDS.`,
    place,
  )
}
