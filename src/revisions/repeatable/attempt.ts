// One attempt to run a repeatable file, or a part of it, in a shadow.

import { ServerError } from '../../connection/errors.ts'
import { isMissing } from '../../source/missing.ts'
import { RevisionError } from '../errors.ts'
import { ReplayError, type Replay } from '../replay/open.ts'
import type { Revision, Script } from '../revision.ts'

/** Null: it ran. What fails for another reason than that something is missing is thrown. */
export async function failureOf(live: Replay, revision: Revision): Promise<ReplayError | null> {
  try {
    await live.upgrade(revision)
    return null
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error
    const cause: unknown = error.cause instanceof Error ? error.cause.cause : null
    if (cause instanceof ServerError && isMissing(cause)) return error
    const words = error.cause instanceof Error ? error.cause.message : error.message
    throw new RevisionError(`${revision.up.file} does not run behind the revisions:\n${words}`, null, { cause: error })
  }
}

/** As what a shadow runs. */
export const asRevision = (name: string, up: Script): Revision => ({
  id: name,
  parents: [],
  dependsOn: [],
  labels: [],
  message: 'repeatable',
  schema: null,
  irreversible: null,
  replaces: [],
  lockTimeoutMs: null,
  up,
  down: null,
})
