// A changeset in a transaction: its statements, the row that says that it ran, and one COMMIT. Tried again where what stood in its
// way passes; what became of a COMMIT whose answer was lost is asked of the server. One that ends its transaction itself goes on in a
// new one, as with Liquibase's driver.

import { fateOf } from '../../apply/commit.ts'
import { isPassing, mayRetry } from '../../apply/retry.ts'
import type { Failure } from '../../apply/run.ts'
import { execute } from '../../apply/watch.ts'
import { failureText, type Aftermath } from '../../revisions/run/errors.ts'
import { codeOf, planned } from '../../revisions/run/send.ts'
import type { SqlStatement } from '../../source/sql-statement.ts'
import { identity } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { migrationError } from './migration-error.ts'
import { searchPathFor } from './search-path.ts'
import { setsLocalRole, sqlStatement } from './statement.ts'
import type { Runner, Task } from './task.ts'

interface Failed {
  readonly failure: Failure
  readonly statement: SqlStatement | null
  readonly aftermath: Aftermath
}

/** The transaction of a changeset. */
interface Block {
  /** When it began, which tells it from others. */
  began: string
  /** The changeset has ended one itself: what it did up to there is not undone. */
  ended: boolean
  /** SQL that gives back what SET LOCAL has taken from the role: Liquibase writes its row after the COMMIT, where it is over. */
  roleBack: string
}

const PLACE = { step: 1, steps: 1 } as const

/** Throws a MigrationError; then nothing of it is there, unless the error says otherwise. */
export async function runInside(runner: Runner, task: Task): Promise<void> {
  const { work, signal } = runner.session
  for (let attempt = 1; ; attempt++) {
    const block = { began: '', ended: false, roleBack: '' }
    const failed = (await statements(runner, task, block)) ?? (await commit(runner, task, block))
    if (!failed) return
    const { failure, statement } = failed
    const aftermath = failed.aftermath === 'rolled back' && block.ended ? 'half done' : failed.aftermath
    const isAlive = await rolledBack(runner)
    if (failure.error instanceof ChangelogError) throw failure.error
    if (signal?.aborted && aftermath === 'rolled back')
      throw new ChangelogError(
        `Stopped within ${identity(task.changeset)}, which was rolled back. What ran before it is recorded; the next run goes on with it.`,
      )
    if (isAlive && !block.ended && (await mayRetry(work, PLACE, attempt, failure))) continue
    const attempts = isPassing(failure.error) ? attempt : 1
    const text = failureText(work, statement && { statement }, failure, attempts)
    throw migrationError(task, text, aftermath, failure.error, block.ended ? { endedItself: true } : {})
  }
}

async function statements(runner: Runner, task: Task, block: Block): Promise<Failed | null> {
  const { work, signal, tell } = runner.session
  let statement: SqlStatement | null = null
  try {
    const { began, roleBack } = await open(runner)
    block.began = began
    for await (const step of task.steps()) {
      if (step.type === 'output') tell({ type: 'note', text: step.message })
      if (step.type === 'stop')
        throw new ChangelogError(`${identity(task.changeset)} stops the run: ${step.message}`, task.changeset)
      if (step.type !== 'statement') continue
      statement = sqlStatement(step.statement)
      const failure = await execute(work, PLACE, planned(statement.sql, statement))
      if (mayEndTransaction(statement.sql)) await goOn(runner, block)
      if (setsLocalRole(statement.sql)) block.roleBack = roleBack
      if (failure) return { failure, statement, aftermath: 'rolled back' }
      signal?.throwIfAborted()
    }
    statement = null
    return null
  } catch (error) {
    return { failure: { error, statement: null, blockers: [] }, statement, aftermath: 'rolled back' }
  }
}

const ENDS_TRANSACTION = /(?:^|;)\s*(?:commit|end|rollback|abort|prepare\s+transaction)\b/i

const mayEndTransaction = (sql: string): boolean => ENDS_TRANSACTION.test(codeOf(sql))

const BEGAN = `pg_catalog.now()::text as began`

/** A new transaction where the changeset has ended its own. */
async function goOn(runner: Runner, block: Block): Promise<void> {
  const { connection } = runner.session
  // Outside of a block each statement is a transaction, and begins it. One that failed answers nothing (25P02): it goes anyway.
  const [row] = await connection
    .query<{ began: string; outside: boolean }>(
      `select ${BEGAN}, pg_catalog.now() = pg_catalog.statement_timestamp() as outside`,
    )
    .catch(() => [])
  if (!row || row.began === block.began) return
  block.ended = true
  block.roleBack = ''
  block.began = row.outside ? (await open(runner)).began : row.began
}

interface Opened {
  readonly began: string
  /** SQL that sets the role as it is now, until the transaction ends. */
  readonly roleBack: string
}

/** BEGIN, and search_path as each changeset finds it. */
export async function open({ session: { connection, work }, defaultSchema }: Runner): Promise<Opened> {
  const [row] = await connection.query<{ path: string; began: string; roleBack: string }>(
    `BEGIN; SET LOCAL lock_timeout = ${work.lockTimeoutMs}; select pg_catalog.current_setting('search_path') as path, ${BEGAN},
       pg_catalog.format('SET LOCAL SESSION AUTHORIZATION %L; SET LOCAL ROLE %L', session_user, pg_catalog.current_setting('role')) as "roleBack"`,
  )
  const path = searchPathFor(defaultSchema, row?.path ?? '')
  if (path !== null) await connection.execute(path)
  return { began: row?.began ?? '', roleBack: row?.roleBack ?? '' }
}

/** The row, and the COMMIT of both. */
async function commit({ session: { connection } }: Runner, task: Task, block: Block): Promise<Failed | null> {
  const failed = (error: unknown, aftermath: Aftermath): Failed => ({
    failure: { error, statement: null, blockers: [] },
    statement: null,
    aftermath,
  })
  let id: string
  try {
    // One text: PostgreSQL carries it out statement by statement, in the transaction that is open.
    const [row] = await connection.query<{ id: string }>(
      `${block.roleBack === '' ? '' : `${block.roleBack}; `}${task.record()}; select pg_catalog.pg_current_xact_id()::text as id`,
    )
    id = row?.id ?? ''
  } catch (error) {
    return failed(error, 'rolled back')
  }
  try {
    await connection.execute('COMMIT')
    return null
  } catch (error) {
    if (await isAlive(connection)) return failed(error, 'rolled back')
    const fate = await fateOf(connection, id)
    await fate.connection?.close()
    const aftermath = { committed: 'committed', aborted: 'rolled back', unknown: 'unanswered' } as const
    return failed(error, aftermath[fate.answer])
  }
}

const isAlive = (connection: Runner['session']['connection']): Promise<boolean> =>
  connection.execute('ROLLBACK').then(
    () => true,
    () => false,
  )

/** False: the session is gone, and with it whatever was not committed. */
export const rolledBack = ({ session }: Runner): Promise<boolean> => isAlive(session.connection)
