// Runs a statement under the eyes of a second session, and tells what that sees. Where there is none, it runs unwatched.

import type { PlannedStatement } from '../plan/plan.ts'
import type { Blocker, Place } from './events.ts'
import { NOTHING } from './observer.ts'
import type { Failure, Work } from './run.ts'

const LOOK_EVERY_MS = 1000

/** Null when it succeeded. `send`: what it takes beyond its text, the data of a COPY. */
export async function execute(
  run: Work,
  place: Place,
  statement: PlannedStatement,
  send: () => Promise<unknown> = () => run.connection.execute(statement.sql),
): Promise<Failure | null> {
  run.tell({ type: 'statement', ...place, statement })
  const started = Date.now()
  const watch = watchOver(run, place, statement)
  try {
    await send()
  } catch (error) {
    return { error, statement, blockers: watch.blockers() }
  } finally {
    await watch.stop()
  }
  run.tell({ type: 'statement done', ...place, statement, elapsedMs: Date.now() - started })
  return null
}

function watchOver(run: Work, place: Place, statement: PlannedStatement) {
  const { observer } = run
  const { signal } = run.options
  const started = Date.now()
  let blockers: readonly Blocker[] = []
  let looking: Promise<void> = Promise.resolve()
  let stopped = false

  const look = async () => {
    const glimpse = (await observer?.look()) ?? NOTHING
    if (stopped) return
    if (glimpse.blockers.length > 0) blockers = glimpse.blockers
    const elapsedMs = Date.now() - started
    if (elapsedMs >= LOOK_EVERY_MS) run.tell({ type: 'running', ...place, statement, elapsedMs, ...glimpse })
    timer = setTimeout(tick, LOOK_EVERY_MS)
  }
  const tick = () => {
    looking = look()
  }
  const cancel = () => void observer?.cancel()

  let timer = setTimeout(tick, Math.min(LOOK_EVERY_MS, run.lockTimeoutMs / 2))
  signal?.addEventListener('abort', cancel)
  return {
    blockers: () => blockers,
    async stop() {
      stopped = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      await looking
    },
  }
}
