// Several revisions in one transaction: all of them, or none.

import { mayRetry } from '../../apply/retry.ts'
import type { Revision } from '../revision.ts'
import { record } from '../history/record.ts'
import { RevisionError } from '../errors.ts'
import { eventOf, nameOf, RevisionFailure, upgradeTask, type Ran } from './carry.ts'
import { ScriptError } from './errors.ts'
import { HistoryRecorder } from './keep.ts'
import type { LiveRun } from './live.ts'
import { runScript } from './script.ts'
import { recordedPlainly, rolledBack } from './step.ts'

export async function runTogether(run: LiveRun, path: readonly Revision[]): Promise<Ran[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      await run.lock.assertHeld()
      await run.connection.execute('BEGIN')
      const ran: Ran[] = []
      for (const [i, revision] of path.entries()) ran.push(await within(run, revision, i + 1, path.length))
      await run.connection.execute('COMMIT')
      return ran
    } catch (error) {
      const isAlive = await rolledBack(run.connection)
      const failure = { error: error instanceof ScriptError ? error.cause : error, statement: null, blockers: [] }
      if (isAlive && (await mayRetry(run.work, { step: 1, steps: 1 }, attempt, failure))) continue
      throw await explained(run, path, error)
    }
  }
}

async function within(run: LiveRun, revision: Revision, index: number, count: number): Promise<Ran> {
  const { id, message } = revision
  const started = performance.now()
  const task = upgradeTask(revision)
  run.tell({ type: 'revision', direction: 'upgrade', revision: id, message, index, count })
  const recorder = new HistoryRecorder(run, eventOf(run, task), revision.up)
  const work = { ...run.work, lockTimeoutMs: revision.lockTimeoutMs ?? run.work.lockTimeoutMs }
  const { pinned } = run
  if (revision.up.segments.length === 0) await recorder.done(0)
  else await runScript(run.connection, revision.up, { recorder, work, inTransaction: true, pinned })
  const elapsedMs = performance.now() - started
  run.tell({ type: 'revision done', direction: 'upgrade', revision: id, message, elapsedMs })
  return { id, message, elapsedMs }
}

async function explained(run: LiveRun, path: readonly Revision[], error: unknown): Promise<unknown> {
  if (!(error instanceof ScriptError)) return error
  if (run.options.signal?.aborted) return new RevisionError('Stopped; nothing was changed.', null, { cause: error })
  const revision = path.find(({ up }) => error.place?.file === up.file) ?? path[0]
  if (!revision) return error
  const task = upgradeTask(revision)
  await recordedPlainly(run.connection, () =>
    record(run.connection, run.table, { ...eventOf(run, task), status: 'failed', error: error.message }),
  ).catch(() => undefined)
  return new RevisionFailure(
    `The upgrade to ${nameOf(revision)} failed:\n${error.message}\n` +
      `${path.length === 1 ? 'It was' : `All ${path.length} revisions were`} in one transaction, which was rolled back: nothing was changed. ` +
      // unsafe_new_enum_value_usage
      (error.sqlstate === '55P04'
        ? 'What it uses must be committed first: leave `--transactions all` out.'
        : 'Correct the file, and upgrade again.'),
    task,
    error,
  )
}
