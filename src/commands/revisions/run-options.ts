// What the commands that run revisions share: their options, and how progress is shown.

import { duration } from '../../apply/events.ts'
import { showProgress, type ProgressStream } from '../../apply/progress.ts'
import type { RunOptions, RevisionEvent } from '../../revisions/run/live.ts'
import type { RunReport, UpgradeOptions } from '../../revisions/run/upgrade.ts'
import type { Call } from '../call.ts'
import { historyTable } from './target.ts'

/** What a caller of the library says: the history table by its name, `trueup.history` where none is said. */
export interface NamedTable {
  readonly historyTable?: string | undefined
}

export function runOptions(call: Call, signal?: AbortSignal): RunOptions {
  const { settings } = call
  const { lockTimeoutMs, retries, tag, resume } = settings
  return {
    table: historyTable(call),
    lockTimeoutMs,
    retries,
    tag,
    resume,
    signal,
    ...(settings.quiet ? {} : { onProgress: showRevisions(process.stderr) }),
  }
}

export const upgradeOptions = (call: Call, signal?: AbortSignal): UpgradeOptions => {
  const { historyTable: _, ...settings } = call.settings
  return {
    ...settings,
    ...runOptions(call, signal),
    hooks: { before: settings.before ?? [], after: settings.after ?? [] },
  }
}

/** A line for each revision that is done, and what `apply` shows of the statement that runs. */
function showRevisions(stream: ProgressStream): (event: RevisionEvent) => void {
  const showStatements = showProgress(stream)
  const clear = (): void => showStatements({ type: 'verifying' })
  return (event) => {
    if (event.type === 'revision') return clear()
    if (event.type !== 'revision done') return showStatements(event)
    clear()
    const { direction, revision, message, elapsedMs } = event
    const way = direction === 'upgrade' ? 'upgraded to' : 'took back'
    stream.write(`${way} ${revision}${message === '' ? '' : `: ${message}`} (${duration(elapsedMs)})\n`)
  }
}

export function tellReport(
  { terminal, settings }: Call,
  { ran, repeatables, current, notes, failedHooks, elapsedMs }: RunReport,
): void {
  for (const { hook, message } of failedHooks)
    terminal.tell(`This was to run afterwards and failed: ${hook}: ${message}`)
  if (settings.quiet) return
  for (const note of notes) terminal.tell(`note: ${note}`)
  const at = current.length === 0 ? 'no revision' : current.join(', ')
  const counts = [
    ...(ran.length > 0 ? [`${ran.length} ${ran.length === 1 ? 'revision' : 'revisions'}`] : []),
    ...(repeatables.length > 0
      ? [`${repeatables.length} repeatable ${repeatables.length === 1 ? 'file' : 'files'}`]
      : []),
  ]
  terminal.tell(
    counts.length === 0
      ? `Nothing to do: the database is at ${at}.`
      : `Done in ${duration(elapsedMs)}, ${counts.join(', ')}: the database is at ${at}.`,
  )
}
