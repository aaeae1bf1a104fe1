// How a run of changesets is shown while it goes on. Decides nothing.

import { duration } from '../../apply/events.ts'
import { showProgress, type ProgressStream } from '../../apply/progress.ts'
import type { ChangelogEvent, Outcome } from '../../changelog/run/session.ts'

const DONE: Readonly<Record<Exclude<Outcome, 'failed' | 'skipped'>, string>> = {
  executed: 'ran',
  reran: 'ran again',
  'marked ran': 'marked as run',
  'rolled back': 'rolled back',
}

/** Of a run with more changesets, those are named that a person may have to look at. */
const NAMED_UP_TO = 30

const LOG_EVERY_MS = 10_000
const DRAW_EVERY_MS = 100
const CLEAR_LINE = '\r\u001b[2K'

/** What is done, and what `apply` shows of the statement that runs. A long list is counted, on a terminal in one line. */
export function showChangesets(stream: ProgressStream, isVerbose: boolean): (event: ChangelogEvent) => void {
  const showStatements = showProgress(stream)
  const count = counter(stream)
  const clear = (): void => {
    count.clear()
    showStatements({ type: 'verifying' })
  }
  let ofHowMany = 0
  let index = 0
  return (event) => {
    if (event.type === 'unmet') return
    if (event.type === 'changeset') {
      ofHowMany = event.count
      index = event.index
      return isVerbose || event.count <= NAMED_UP_TO ? clear() : count.show(event)
    }
    if (event.type === 'changeset failed') return clear()
    if (event.type !== 'changeset done') {
      if (shows(event)) count.clear()
      return showStatements(event)
    }
    const { identity, outcome, elapsedMs } = event
    if (index === ofHowMany) clear()
    // A note has said so, and why.
    if (outcome === 'failed' || outcome === 'skipped') return
    if (!isVerbose && ofHowMany > NAMED_UP_TO && elapsedMs < 1000) return
    clear()
    stream.write(`${DONE[outcome]} ${identity}${elapsedMs >= 1000 ? ` (${duration(elapsedMs)})` : ''}\n`)
  }
}

/** Whether `apply` shows anything of it. */
const shows = (event: ChangelogEvent): boolean =>
  event.type === 'statement done' ? event.elapsedMs >= 1000 : event.type !== 'step' && event.type !== 'statement'

/** `[312/980] db/tables.sql::customer::ann`; a log gets a line now and then. */
function counter(stream: ProgressStream) {
  const isLive = stream.isTTY === true
  let isShown = false
  let last = Date.now()
  const clear = (): void => {
    if (isShown) stream.write(CLEAR_LINE)
    isShown = false
  }
  const show = ({ index, count, identity }: Extract<ChangelogEvent, { type: 'changeset' }>): void => {
    if (Date.now() - last < (isLive ? DRAW_EVERY_MS : LOG_EVERY_MS)) return
    last = Date.now()
    const line = `[${index}/${count}] ${identity}`
    if (!isLive) return void stream.write(`${line}\n`)
    stream.write(`${CLEAR_LINE}${line.slice(0, (stream.columns || 80) - 1)}`)
    isShown = true
  }
  return { show, clear }
}
