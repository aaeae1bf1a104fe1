// What the commands that run changesets, or mark them, ask of a run.

import type { SessionOptions } from '../../changelog/run/session.ts'
import type { Call } from '../call.ts'
import { showChangesets } from './progress.ts'

export function sessionOptions({ settings }: Pick<Call, 'settings'>, signal?: AbortSignal): SessionOptions {
  const { lockTimeoutMs, retries, lockWaitMs, lockPollMs } = settings
  return {
    lockTimeoutMs,
    retries,
    lockWaitMs,
    lockPollMs,
    signal,
    ...(settings.quiet ? {} : { onProgress: showChangesets(process.stderr, settings.verbose ?? false) }),
  }
}
