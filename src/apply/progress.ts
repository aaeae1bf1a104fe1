// Shows a run to a person. Says nothing of what takes less than a second, so that a quick plan leaves a quiet terminal.

import { blockerName, brief, duration, type ApplyEvent } from './events.ts'

export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

const SHOWN_FROM_MS = 1000
const CLEAR_LINE = '\r\u001b[2K'

/** On a terminal, one line that is written again and again; elsewhere a line now and then, for a log. */
export function showProgress(stream: ProgressStream): (event: ApplyEvent) => void {
  const live = stream.isTTY === true
  let lineShown = false
  let nextLogMs = SHOWN_FROM_MS

  const clear = () => {
    if (lineShown) stream.write(CLEAR_LINE)
    lineShown = false
  }
  const print = (line: string) => {
    clear()
    stream.write(`${line}\n`)
  }
  const passing = (line: string, elapsedMs: number) => {
    if (elapsedMs < SHOWN_FROM_MS) return
    if (live) {
      stream.write(`${CLEAR_LINE}${line.slice(0, (stream.columns || 80) - 1)}`)
      lineShown = true
    } else if (elapsedMs >= nextLogMs) {
      stream.write(`${line}\n`)
      nextLogMs = elapsedMs * 2
    }
  }

  return (event) => {
    switch (event.type) {
      case 'waiting for run':
        return passing(
          `waiting for another run to end (${duration(event.elapsedMs)}): ${event.holder}`,
          event.elapsedMs,
        )
      case 'running':
        return passing(runningLine(event), event.elapsedMs)
      case 'statement':
        nextLogMs = SHOWN_FROM_MS
        return
      case 'statement done':
        if (event.elapsedMs >= SHOWN_FROM_MS)
          print(`${counter(event)}${brief(event.statement.sql)}: ${duration(event.elapsedMs)}`)
        return
      case 'retry':
        return print(
          `${counter(event)}${event.reason}; attempt ${event.attempt + 1} of ${event.attempts} in ${duration(event.delayMs)}`,
        )
      case 'note':
        return print(event.text)
      case 'notice':
        return print(`${event.severity}: ${event.message}`)
      default:
        return clear()
    }
  }
}

const counter = (place: { step: number; steps: number }): string =>
  place.steps > 1 ? `[${place.step}/${place.steps}] ` : ''

/** What it waits for, or how far it is, comes first: a narrow terminal cuts the end. */
function runningLine(event: Extract<ApplyEvent, { type: 'running' }>): string {
  const elapsed = duration(event.elapsedMs)
  const sql = brief(event.statement.sql)
  if (event.blockers.length > 0)
    return `${counter(event)}${elapsed}, waiting for ${event.blockers.map(blockerName).join(' and ')}: ${sql}`
  if (!event.index) return `${counter(event)}${elapsed}: ${sql}`
  const share = event.index.share === null ? '' : ` ${Math.round(event.index.share * 100)} %`
  return `${counter(event)}${elapsed}, ${event.index.phase}${share}: ${sql}`
}
