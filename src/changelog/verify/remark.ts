// Something about a changeset that is to be looked at, and makes nothing fail.

import type { Place } from '../../source/source-error.ts'

export interface Remark extends Place {
  readonly rule:
    | 'triggers-fire'
    | 'history-left-behind'
    | 'rewritten'
    | 'not-made-again'
    | 'cascade-each-time'
    | 'runs-again'
    | 'order-differs'
    | 'rows-differ'
  readonly identity: string
  readonly message: string
  /** Such as rows. */
  readonly details?: readonly string[]
}
