// A changeset outside of transactions (runInTransaction:false). How far it has come stands in the lock row, in the transaction of
// each statement that may be in one, and around those that may not: a run that is killed goes on where it was.

import { failureText, ScriptError } from '../../revisions/run/errors.ts'
import { runOutside, settle } from '../../revisions/run/outside.ts'
import { scriptRun } from '../../revisions/run/script.ts'
import type { Recorder, ScriptRun } from '../../revisions/run/step.ts'
import { runTransaction } from '../../revisions/run/transaction.ts'
import { placeText, SourceError } from '../../source/source-error.ts'
import { splitStatements } from '../../source/split.ts'
import type { SqlStatement } from '../../source/sql-statement.ts'
import { identity, type Statement } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import type { Extent } from '../tracking/lock-row.ts'
import { blocksOf, type Block } from './blocks.ts'
import { UnsettledError } from './errors.ts'
import { migrationError } from './migration-error.ts'
import { searchPathFor } from './search-path.ts'
import { sqlStatement } from './statement.ts'
import type { Runner, Task } from './task.ts'

export interface OutsideOptions {
  /** How far a killed run had come with it. */
  readonly interrupted: Extent | null
  /** What a statement counts as that was interrupted, where looking does not tell. */
  readonly resume?: 'again' | 'done' | undefined
}

/** Throws a MigrationError that says what is done and what is not; an UnsettledError where it cannot be seen. */
export async function runOutsideTransaction(runner: Runner, task: Task, options: OutsideOptions): Promise<void> {
  const blocks = blocksOf(await statementsOf(runner, task))
  const statements = blocks.flatMap((block) => block.statements)
  await setSearchPath(runner)
  const run = runOf(runner, task, statements)
  let done = 0
  if (options.interrupted) done = await resumed(run, task, statements, options.interrupted, options.resume)
  try {
    await runBlocks(run, blocks, done)
    if (done >= statements.length) await runner.session.connection.execute(`BEGIN; ${ending(runner, task)}; COMMIT`)
  } catch (error) {
    if (!(error instanceof ScriptError)) {
      const failure = { error, statement: null, blockers: [] }
      throw migrationError(task, failureText(runner.session.work, null, failure, 1), 'unknown', error)
    }
    const aftermath = isRefused(error, statements[error.stepsDone]) ? 'rolled back' : error.aftermath
    throw migrationError(task, error.message, aftermath, error.cause, { statementsDone: error.stepsDone })
  }
}

async function runBlocks(run: ScriptRun, blocks: readonly Block[], done: number): Promise<void> {
  let first = 0
  for (const { transactional, statements } of blocks) {
    const steps = statements.map((statement) => ({ statement }))
    if (!transactional) {
      for (const [i, step] of steps.entries()) if (first + i >= done) await runOutside(run, step, first + i)
    } else if (first >= done) await runTransaction(run, { transactional, steps }, first)
    first += steps.length
  }
}

/** Class 42: PostgreSQL found fault with the command before it did anything. A block or a procedure may have done some by then. */
const isRefused = ({ aftermath, sqlstate }: ScriptError, statement: SqlStatement | undefined): boolean =>
  aftermath === 'unknown' && (sqlstate ?? '').startsWith('42') && !['do', 'call'].includes(statement?.words[0] ?? '')

async function statementsOf({ session }: Runner, task: Task): Promise<SqlStatement[]> {
  const statements: SqlStatement[] = []
  for await (const step of task.steps()) {
    if (step.type === 'statement') statements.push(...commandsOf(step.statement))
    else if (step.type === 'output') session.tell({ type: 'note', text: step.message })
    else throw new ChangelogError(`${identity(task.changeset)} stops the run: ${step.message}`, task.changeset)
  }
  return statements
}

/** Liquibase's driver sends each command of a text by itself; one text is a transaction, which CONCURRENTLY and VACUUM refuse. */
function commandsOf({ sql, file, line }: Statement): SqlStatement[] {
  const whole = sqlStatement({ sql, file, line })
  try {
    const commands = splitStatements(sql, file)
    if (commands.length < 2 || commands.some(({ copyData }) => copyData !== null)) return [whole]
    return commands.map((command) => sqlStatement({ sql: command.sql, file, line: line + command.line - 1 }))
  } catch (error) {
    if (error instanceof SourceError) return [whole]
    throw error
  }
}

async function setSearchPath({ session: { connection }, defaultSchema }: Runner): Promise<void> {
  const [row] = await connection.query<{ path: string }>(`select current_setting('search_path') as path`)
  const path = searchPathFor(defaultSchema, row?.path ?? '')
  if (path !== null) await connection.execute(path)
}

const ending = ({ session: { lock } }: Runner, task: Task): string => `${task.record()}; ${lock.extentSql(null)}`

function runOf(runner: Runner, task: Task, statements: readonly SqlStatement[]): ScriptRun {
  const { connection, work, lock } = runner.session
  const { file } = task.changeset
  const say = (done: number, begun: boolean): Promise<void> =>
    connection.execute(lock.extentSql({ mark: task.mark, done, begun }))
  let last = 0
  const recorder: Recorder = {
    done: (steps) => {
      last = steps
      return steps >= statements.length ? connection.execute(ending(runner, task)) : say(steps, false)
    },
    begin: (steps) => say(steps, true),
    undone: () => say(last, false),
    committed: () => undefined,
  }
  const segments = [{ transactional: false, steps: statements.map((statement) => ({ statement })) }]
  const script = { file, text: '', bodyOffset: 0, checksum: task.mark, segments, losesData: null }
  return scriptRun(connection, script, { recorder, work })
}

/** How many statements are done. */
async function resumed(
  run: ScriptRun,
  task: Task,
  statements: readonly SqlStatement[],
  extent: Extent,
  resume: OutsideOptions['resume'],
): Promise<number> {
  const { done, begun } = extent
  run.work.tell({
    type: 'note',
    text: `${identity(task.changeset)}: a run that was killed had come to statement ${done + 1} of ${statements.length}; going on there`,
  })
  const statement = statements[done]
  if (!begun || !statement) return done
  const found = await settle(run, { statement }, done)
  if (found !== 'unknown') return found === 'done' ? done + 1 : done
  if (resume) return resume === 'done' ? done + 1 : done
  throw new UnsettledError(
    `A run was killed while this statement of ${identity(task.changeset)} ran, outside of a transaction (${placeText(statement)}):\n` +
      `  ${statement.sql.split('\n').slice(0, 5).join('\n  ')}\n` +
      `It may have done all of its work, some, or none, and ${run.connection.server.database} does not tell which. Look at what it changes; then\n` +
      `  trueup changelog update --resume again   runs it again\n` +
      `  trueup changelog update --resume done    goes on behind it\n` +
      `The change log lock stays taken until then.`,
    extent,
  )
}
