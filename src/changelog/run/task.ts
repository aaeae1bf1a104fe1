// What is done to a database for one changeset, forward or back: its SQL, and what is recorded with it. Knows no filters.

import { createHash } from 'node:crypto'
import type { Changeset, Step } from '../changelog.ts'
import type { Session } from './session.ts'

export interface Task {
  readonly changeset: Changeset
  readonly direction: 'update' | 'rollback'
  readonly steps: () => AsyncIterable<Step>
  /** SQL that records it, in the transaction of its last statement. Made once the statements ran: rows have an order. */
  readonly record: () => string
  /** Tells this task from others, and from itself as it was before a change of its text. */
  readonly mark: string
  /** How many changesets the run had come to before this one. */
  readonly before?: number
}

export interface Runner {
  readonly session: Session
  /** Where names without a schema go. */
  readonly defaultSchema: string
}

export const markOf = (...parts: readonly string[]): string =>
  createHash('md5').update(parts.join('\0')).digest('hex').slice(0, 12)
