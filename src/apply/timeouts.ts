// How long a statement may wait for its locks and how long it may run.

import { LOCK_MODES, type Statement } from '../kinds/kind.ts'
import type { Run, Work } from './run.ts'

const rank = (statement: Statement): number => LOCK_MODES.indexOf(statement.lock)

/**
 * Reads and writes neither wait for it nor queue behind it while it waits: CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT.
 * These may take as long as they need; ending them early only wastes what they did.
 */
export const isGentle = (statement: Statement): boolean =>
  rank(statement) <= LOCK_MODES.indexOf('ShareUpdateExclusiveLock') &&
  (statement.lock === 'ShareUpdateExclusiveLock' || statement.notInTransaction === true)

/**
 * None for gentle statements outside of transactions: it would cut even their wait for old transactions, and leave an invalid
 * index behind. Whoever stops a run waits no longer than for any other statement, though, until that index is dropped.
 */
export const lockTimeout = (run: Pick<Work, 'lockTimeoutMs' | 'options'>, statement: Statement): number =>
  statement.notInTransaction && isGentle(statement) && !run.options.signal?.aborted ? 0 : run.lockTimeoutMs

/** DEFAULT: as the role or the database has it, a limit that somebody has set on purpose. */
export const statementTimeout = (run: Run, statement: Statement): string =>
  isGentle(statement) ? '0' : String(run.options.statementTimeoutMs ?? 'DEFAULT')
