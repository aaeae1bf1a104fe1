// What stands around every run on a live database, whether of a plan, of revisions or of a changelog: settings pinned, a lock held, a
// second session that watches; and whatever happens within, all of it given back. Does not know what runs.

import type { Connection } from '../connection/connection.ts'
import type { RunLock } from './lock.ts'
import { Observer } from './observer.ts'
import { workOf, type Work, type WorkOptions } from './run.ts'
import { pin } from './session.ts'

export interface Surroundings<Lock> {
  /** How pg_stat_activity shows the session. */
  readonly applicationName: string
  readonly options: WorkOptions
  readonly tell: Work['tell']
  /** Throws a RunInProgressError where the lock is not had. */
  readonly acquire: () => Promise<Held<Lock>>
}

export interface Held<Lock> {
  readonly lock: Lock
  readonly advisory: RunLock
  /** @param error what the run ended with; undefined: it came to its end */
  release(error: unknown): Promise<unknown>
}

/** Where there is no more to the lock. */
export const heldBy = (lock: RunLock): Held<RunLock> => ({ lock, advisory: lock, release: () => lock.release() })

export interface UnderLock<Lock> {
  readonly work: Work
  readonly lock: Lock
  /** SQL that pins the session's settings again. */
  readonly pinned: string
}

export async function underLock<Lock, Result>(
  connection: Connection,
  { applicationName, options, tell, acquire }: Surroundings<Lock>,
  act: (run: UnderLock<Lock>) => Promise<Result>,
): Promise<Result> {
  const stopListening = connection.onNotice((notice) => tell({ type: 'notice', ...notice }))
  const { again, release } = await pin(connection, applicationName)
  let held: Held<Lock> | null = null
  let observer: Observer | null = null
  let failure: unknown
  try {
    held = await acquire()
    observer = await Observer.open(connection, held.advisory)
    return await act({ work: workOf(connection, options, observer, tell), lock: held.lock, pinned: again })
  } catch (error) {
    failure = error
    // A transaction that failed and is still open would refuse to give the lock back (25P02).
    stopListening()
    await connection.execute('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    await observer?.close()
    stopListening()
    // A session that is gone has given its lock back.
    await held?.release(failure).catch(() => undefined)
    await release().catch(() => undefined)
  }
}
