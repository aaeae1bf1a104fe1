// What ^C does to a command that runs on a live database.

import type { Call } from './call.ts'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Runs with a signal that the first ^C gives, or SIGTERM, as pipelines send it; a second one ends the process. */
export async function untilInterrupted<Result>(
  call: Call,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController()
  const interrupt = (): void => {
    call.terminal.tell(`Stopping at a point that the next ${call.command} continues from; a second ^C stops at once.`)
    stop.abort()
  }
  for (const signal of SIGNALS) process.once(signal, interrupt)
  try {
    return await act(stop.signal)
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt)
  }
}
