// What the commands that run changesets share: their options, how progress is shown, what is said at the end.

import { duration } from '../../apply/events.ts'
import { showProgress, type ProgressStream } from '../../apply/progress.ts'
import type { ChangelogEvent, Outcome, SessionOptions } from '../../changelog/run/session.ts'
import type { Call } from '../call.ts'

export function sessionOptions({ settings }: Pick<Call, 'settings'>, signal?: AbortSignal): SessionOptions {
  const { lockTimeoutMs, retries, lockWaitMs, lockPollMs } = settings
  return {
    lockTimeoutMs,
    retries,
    lockWaitMs,
    lockPollMs,
    signal,
    ...(settings.quiet ? {} : { onProgress: showChangesets(process.stderr) }),
  }
}

const DONE: Readonly<Record<Outcome, string>> = {
  executed: 'ran',
  reran: 'ran again',
  'marked ran': 'marked as run',
  skipped: 'passed over',
  failed: 'failed, and passed over',
  'rolled back': 'rolled back',
}

/** A line for each changeset that is done, and what `apply` shows of the statement that runs. */
function showChangesets(stream: ProgressStream): (event: ChangelogEvent) => void {
  const showStatements = showProgress(stream)
  const clear = (): void => showStatements({ type: 'verifying' })
  return (event) => {
    if (event.type === 'changeset') return clear()
    if (event.type === 'unmet') return
    if (event.type !== 'changeset done') return showStatements(event)
    clear()
    const { identity, outcome, elapsedMs } = event
    stream.write(`${DONE[outcome]} ${identity}${elapsedMs >= 1000 ? ` (${duration(elapsedMs)})` : ''}\n`)
  }
}

export const counted = (count: number, one = 'changeset', many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
