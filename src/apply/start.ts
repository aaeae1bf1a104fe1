// Where a run begins: at the plan's first step, after the recorded point of an interrupted run, or nowhere, because
// nothing is left to do. Refuses a database that is not what the plan, or the record, says.

import type { Connection } from '../connection/connection.ts'
import { settle } from './alone.ts'
import { ApplyError, DriftError, InterruptedRunError } from './errors.ts'
import {
  dropJournal,
  findJournal,
  needsJournal,
  newJournal,
  planId,
  pointOf,
  writeJournal,
  type FoundJournal,
  type Journal,
} from './journal.ts'
import { placeOf, type Run, type State } from './run.ts'

export interface Start {
  /** What is done; null for a plan that needs no record. */
  readonly journal: Journal | null
  /** The journal is of an interrupted run. */
  readonly resumed: boolean
  /** The database is at the plan's end already, and no run is to be finished. */
  readonly nothingToDo: boolean
}

export async function startOf(run: Run): Promise<Start> {
  const { plan, connection } = run
  const found = await findJournal(connection)
  if (found && run.options.abandon) {
    await dropJournal(connection)
    run.tell({
      type: 'note',
      text: `forgot the interrupted run${found.journal ? ` that stopped ${pointOf(found.journal)}` : ''}`,
    })
  }
  const journal = found && !run.options.abandon ? readable(connection, found) : null
  if (journal?.plan === planId(plan)) return { journal: await resume(run, journal), resumed: true, nothingToDo: false }

  const state = await run.options.readState(connection, false)
  if (journal) await replace(run, journal, state)
  if (state.fingerprint === plan.to) return { journal: null, resumed: false, nothingToDo: true }
  if (state.fingerprint !== plan.from) throw await drifted(run, state, plan.from, 'the plan was made')
  return { journal: needsJournal(plan) ? await newJournal(connection, plan) : null, resumed: false, nothingToDo: false }
}

/** Only what the same role wrote says which steps may be skipped. */
function readable(connection: Connection, found: FoundJournal): Journal {
  if (found.own && found.journal) return found.journal
  const what = found.own ? 'that this version cannot read' : `that role ${found.owner} wrote`
  throw new InterruptedRunError(
    `${connection.server.description} holds the record of an interrupted run ${what}, so nothing was done. ` +
      `${found.own ? '' : `Continue it as ${found.owner}; or `}${found.own ? 'Forget' : 'forget'} it with --abandon, and make a new plan.`,
  )
}

/** A plan to the same end that was made after the interruption is as good a continuation as the old one. */
async function replace(run: Run, journal: Journal, state: State): Promise<void> {
  const { plan, connection } = run
  if (journal.to !== plan.to || (state.fingerprint !== plan.from && state.fingerprint !== plan.to))
    throw new InterruptedRunError(
      `A run of another plan stopped ${pointOf(journal)} on ${connection.server.description}, so this one was not begun. ` +
        `Apply that plan again to finish it; or forget it with --abandon, and apply a plan that was made from the database as it is now.`,
    )
  await dropJournal(connection)
  run.tell({
    type: 'note',
    text: `an earlier run stopped ${pointOf(journal)}; this plan leads from there to the same end`,
  })
}

async function resume(run: Run, found: Journal): Promise<Journal> {
  const { plan, connection } = run
  const journal = found.begun ? await settled(run, found) : found
  run.tell({ type: 'note', text: `resuming ${pointOf(journal)}` })
  const state = await run.options.readState(connection, false)
  if (state.fingerprint === plan.to) return { ...journal, done: journal.steps, begun: false }
  if (journal.fingerprint === null) {
    run.tell({
      type: 'note',
      text: `the interrupted run ended before it recorded the state of the database, so that was not compared`,
    })
    return journal
  }
  if (state.fingerprint === journal.fingerprint) return { ...journal, begun: false }
  if (journal.begun) return finished(journal)
  throw await drifted(run, state, journal.fingerprint, `the run that stopped ${pointOf(journal)}`)
}

/** What became of the statement that was running; `begun` stays where looking at it does not tell. */
async function settled(run: Run, journal: Journal): Promise<Journal> {
  const step = journal.done + 1
  const statement = run.plan.transactions[journal.done]?.statements[0]
  if (!statement)
    throw new ApplyError(`The record of the interrupted run names step ${step}, which the plan lacks: a bug.`)
  const extent = await settle(run, placeOf(run.plan, step), statement)
  if (extent === 'unknown') return journal
  const after = extent === 'done' ? finished(journal) : { ...journal, begun: false }
  await writeJournal(run.connection, after)
  return after
}

const finished = (journal: Journal): Journal => ({
  ...journal,
  done: journal.done + 1,
  begun: false,
  fingerprint: null,
})

async function drifted(run: Run, state: State, expected: string, since: string): Promise<DriftError> {
  const differences = await state.describeDifference(expected)
  return new DriftError(
    `${run.connection.server.description} has changed since ${since}, so nothing was done. ` +
      `Make a new plan${since === 'the plan was made' ? '' : ', and apply it with --abandon'}.` +
      `${differences.length > 0 ? ' What differs:' : ''}`,
    differences,
  )
}
