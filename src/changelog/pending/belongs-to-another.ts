// Rows of a table that several changelogs share: what another one ran is none of this one's. Pure.

import type { Changelog, Compatibility } from '../changelog.ts'
import { changesetKey, storedPath, type RanChangeset } from '../tracking/ran.ts'
import { asRecorded } from './recorded.ts'

export interface LeavingOptions {
  readonly compatibility?: Compatibility | undefined
  /** Whether a path is a file of the search path. Default: none is, and what no file of the changelog has stops a rollback. */
  readonly hasFile?: ((path: string) => boolean) | undefined
}

/** Whether a row is left where it is. A file that was removed from this changelog is not there, or ran together with it. */
export function belongsToAnother(
  changelog: Changelog,
  ran: readonly RanChangeset[],
  { compatibility, hasFile }: LeavingOptions,
): (row: RanChangeset) => boolean {
  // Liquibase leaves all that it does not know.
  if (compatibility === 'liquibase') return () => true
  if (!hasFile) return () => false
  const { changesets } = asRecorded(changelog, ran)
  const keys = new Set(changesets.map(changesetKey))
  const paths = new Set(changesets.map(({ path }) => storedPath(path)))
  const own = new Set(ran.filter((row) => keys.has(changesetKey(row))).map(({ deploymentId }) => deploymentId))
  const ranTogether = new Set(
    ran.flatMap((row) => (row.deploymentId === null || own.has(row.deploymentId) ? [storedPath(row.path)] : [])),
  )
  return ({ path }) => {
    const file = storedPath(path)
    return !paths.has(file) && !ranTogether.has(file) && hasFile(file)
  }
}
