// One changeset on a live database: its preconditions, its statements, its row; and what of it the run is told.

import { messageOf } from '../../apply/errors.ts'
import { identity } from '../changelog.ts'
import { UnreadableValueError } from '../sql/errors.ts'
import type { RanChangeset } from '../tracking/ran.ts'
import { MigrationError } from './errors.ts'
import { runInside } from './inside.ts'
import { runOutsideTransaction } from './outside.ts'
import { ruling } from './precondition-outcome.ts'
import type { Outcome, Session } from './session.ts'
import type { Runner, Task } from './task.ts'

export interface RanReport {
  /** `path::id::author` */
  readonly identity: string
  readonly outcome: Outcome
  readonly elapsedMs: number
}

export interface Carrying {
  readonly index: number
  readonly count: number
  readonly resume: 'again' | 'done' | undefined
  /** SQL that records it as run without running it: its preconditions may say so. */
  readonly markRan?: () => string
}

export async function carry(
  runner: Runner,
  task: Task,
  ran: RanChangeset | null,
  carrying: Carrying,
): Promise<RanReport> {
  const { session } = runner
  const name = identity(task.changeset)
  const { direction } = task
  const started = performance.now()
  session.tell({ type: 'changeset', identity: name, direction, index: carrying.index, count: carrying.count })
  let outcome: Outcome
  try {
    outcome = await outcomeOf(runner, { ...task, before: carrying.index - 1 }, ran, carrying)
  } catch (error) {
    session.tell({ type: 'changeset failed', identity: name, direction })
    throw error
  }
  const elapsedMs = performance.now() - started
  session.tell({ type: 'changeset done', identity: name, direction, outcome, elapsedMs })
  return { identity: name, outcome, elapsedMs }
}

async function outcomeOf(runner: Runner, task: Task, ran: RanChangeset | null, carrying: Carrying): Promise<Outcome> {
  const { session } = runner
  const { changeset } = task
  const interrupted = interruptedOf(session, task)
  // A run that was killed within it had found its preconditions to hold, and what it did may be why they no longer do.
  const ruled = interrupted || !carrying.markRan ? 'run' : await ruling(runner, changeset)
  if (ruled === 'skip') return 'skipped'
  if (ruled === 'mark ran' && carrying.markRan) {
    await session.connection.execute(`BEGIN; ${carrying.markRan()}; COMMIT`)
    return 'marked ran'
  }
  try {
    if (changeset.runInTransaction) await runInside(runner, task)
    else await runOutsideTransaction(runner, task, { interrupted, resume: carrying.resume })
    if (task.direction === 'rollback') return 'rolled back'
    return ran ? 'reran' : 'executed'
  } catch (error) {
    if (changeset.failOnError || task.direction === 'rollback' || !mayGoOn(error)) throw error
    session.tell({ type: 'note', text: messageOf(error) })
    return 'failed'
  }
}

/** What failed is rolled back, or is known to have left something, which failOnError:false allows. */
const mayGoOn = (error: unknown): boolean =>
  error instanceof UnreadableValueError ||
  (error instanceof MigrationError && (error.aftermath === 'rolled back' || error.aftermath === 'half done'))

const interruptedOf = ({ lock: { interrupted } }: Session, { mark, changeset }: Task) =>
  interrupted?.mark === mark && !changeset.runInTransaction ? interrupted : null

export const stopped = (ran: readonly RanReport[]): string =>
  ran.length === 0
    ? 'Stopped; nothing was run.'
    : `Stopped after ${ran.at(-1)?.identity}; what ran is recorded, and the next run goes on from there.`
