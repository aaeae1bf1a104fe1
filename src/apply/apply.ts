// Runs a plan on a live database: one run at a time, on the state that it was made for, to the state that it promised,
// and at any moment at a point that the next run can continue from. Knows no kind and changes nothing about the plan.

import type { Connection } from '../connection/connection.ts'
import type { Plan, PlannedStatement, Transaction } from '../plan/plan.ts'
import { runAlone } from './alone.ts'
import { ApplyError, messageOf, UnsafePlanError, VerificationError } from './errors.ts'
import type { ApplyEvent } from './events.ts'
import { stopped } from './failure.ts'
import { runAfter, runBefore, type FailedHook } from './hooks.ts'
import { dropJournal, newJournal, writeJournal, type Journal } from './journal.ts'
import { RunLock } from './lock.ts'
import { placeOf, type ApplyOptions, type Run, type State } from './run.ts'
import { applicationNameOf } from './session.ts'
import { startOf, type Start } from './start.ts'
import { runTransaction } from './transaction.ts'
import { heldBy, underLock } from './under-lock.ts'

export type { ApplyOptions, State } from './run.ts'

export interface ApplyReport {
  readonly outcome: 'applied' | 'nothing to do'
  /** Of the plan; a transaction is one, and so is a statement that runs in none. */
  readonly steps: number
  /** The last step that an interrupted run had done; null where there was none. */
  readonly resumedAfter: number | null
  readonly retries: number
  readonly elapsedMs: number
  /** For a person: what was resumed, or could not be looked at. */
  readonly notes: readonly string[]
  /** They undo nothing: the plan is applied. */
  readonly failedHooks: readonly FailedHook[]
}

/**
 * Throws an ApplyError: UnsafePlanError, DriftError, VerificationError, RunInProgressError, InterruptedRunError,
 * StatementError or ConnectionLostError; its message says in which state the database is.
 */
export async function applyPlan(plan: Plan, connection: Connection, options: ApplyOptions): Promise<ApplyReport> {
  const losses = plan.transactions.flatMap((t) => t.statements).filter((s) => s.losesData)
  if (losses.length > 0 && !options.unsafe) throw new UnsafePlanError(losses)

  const diary = new Diary(options)
  const surroundings = {
    applicationName: options.applicationName ?? applicationNameOf('trueup apply'),
    options,
    tell: (event: ApplyEvent): void => diary.tell(event),
    acquire: async () =>
      heldBy(
        await RunLock.acquire(connection, {
          timeoutMs: options.runTimeoutMs ?? 60_000,
          signal: options.signal,
          onWait: (holder, elapsedMs) => diary.tell({ type: 'waiting for run', holder, elapsedMs }),
        }),
      ),
  }
  return underLock(connection, surroundings, async ({ work, lock }) => {
    const run: Run = { ...work, plan, options, lock }
    const start = await startOf(run)
    const failedHooks = start.nothingToDo ? [] : await carryOut(run, start)
    return {
      outcome: start.nothingToDo ? 'nothing to do' : 'applied',
      steps: plan.transactions.length,
      resumedAfter: start.resumed ? (start.journal?.done ?? null) : null,
      retries: diary.retries,
      elapsedMs: diary.elapsedMs(),
      notes: diary.notes,
      failedHooks,
    }
  })
}

async function carryOut(run: Run, start: Start): Promise<FailedHook[]> {
  const { hooks, after = [] } = run.options
  await runBefore(run.connection, hooks?.before ?? [], run.tell)
  const end = await runSteps(run, start.journal)
  const connection = end.replacement ?? run.connection
  try {
    if (!end.verified) await verifyAfter(run, connection)
    return await runAfter(connection, [...after, ...(hooks?.after ?? [])], run.tell)
  } finally {
    // Whatever the check says, no step is left to continue with.
    if (start.journal) await dropJournal(connection).catch(() => undefined)
    await end.replacement?.close()
  }
}

interface End {
  readonly verified: boolean
  readonly replacement: Connection | null
}

async function runSteps(run: Run, begun: Journal | null): Promise<End> {
  const { plan } = run
  const verify = begun === null && run.options.verifyBeforeCommit !== false ? () => verifyWithin(run) : null
  let journal = begun
  let replacement: Connection | null = null
  for (const [i, transaction] of plan.transactions.entries()) {
    const place = placeOf(plan, i + 1)
    if (journal && place.step <= journal.done) continue
    if (run.options.signal?.aborted) throw new ApplyError(stopped(journal))
    if (transaction.transactional)
      ({ journal, replacement } = await runTransaction(run, place, transaction, journal, verify))
    else
      journal = await runAlone(
        run,
        place,
        onlyStatement(transaction),
        journal ?? (await newJournal(run.connection, plan)),
      )
    run.tell({ type: 'step done', ...place })
    if (journal && place.step < place.steps) journal = await recordState(run, journal)
  }
  return { verified: verify !== null && plan.transactions.length > 0, replacement }
}

function onlyStatement(transaction: Transaction): PlannedStatement {
  const [statement, ...others] = transaction.statements
  if (statement && others.length === 0) return statement
  throw new ApplyError(
    `A step outside of transactions has one statement; the plan has ${transaction.statements.length} there.`,
  )
}

/** So that a run which continues from here can see whether anything else has changed since. */
async function recordState(run: Run, journal: Journal): Promise<Journal> {
  try {
    const { fingerprint } = await run.options.readState(run.connection, false)
    const after = { ...journal, fingerprint }
    await writeJournal(run.connection, after)
    return after
  } catch (error) {
    run.tell({ type: 'note', text: `the state after step ${journal.done} was not recorded: ${messageOf(error)}` })
    return journal
  }
}

/** Under the locks of the transaction; a savepoint gives back the settings that reading the catalog changes. */
async function verifyWithin(run: Run): Promise<void> {
  const { connection, plan } = run
  run.tell({ type: 'verifying' })
  await connection.execute('SAVEPOINT trueup_verify')
  const state = await run.options.readState(connection, true)
  // Fails (3B001, 25P01) where reading has ended the transaction: a bug that must not go unseen.
  await connection.execute('ROLLBACK TO SAVEPOINT trueup_verify')
  if (state.fingerprint === plan.to) return
  throw await unlikePromised(
    state,
    plan.to,
    `Every statement succeeded, but the result is not what the plan promises. The transaction was rolled back: nothing was changed.`,
    true,
  )
}

async function verifyAfter(run: Run, connection: Connection): Promise<void> {
  run.tell({ type: 'verifying' })
  const state = await run.options.readState(connection, false)
  if (state.fingerprint === run.plan.to) return
  throw await unlikePromised(
    state,
    run.plan.to,
    `Every statement succeeded and is committed, but the database is not what the plan promises: something else changed it ` +
      `meanwhile, or the plan is wrong. A new plan will show what is left to do. Commands for afterwards were not run.`,
    false,
  )
}

async function unlikePromised(
  state: State,
  promised: string,
  message: string,
  rolledBack: boolean,
): Promise<VerificationError> {
  const differences = await state.describeDifference(promised)
  return new VerificationError(`${message}${differences.length > 0 ? ' What differs:' : ''}`, differences, rolledBack)
}

/** What happened, for the report; everything is passed on at once. */
class Diary {
  readonly notes: string[] = []
  retries = 0
  readonly #started = Date.now()
  readonly #options: ApplyOptions

  constructor(options: ApplyOptions) {
    this.#options = options
  }

  tell(event: ApplyEvent): void {
    if (event.type === 'note') this.notes.push(event.text)
    if (event.type === 'retry') this.retries++
    this.#options.onProgress?.(event)
  }

  elapsedMs(): number {
    return Date.now() - this.#started
  }
}
