// An update whose way back is tried on the database itself: what ran is taken back, and run again. Does nothing of its own.

import type { Connection } from '../../connection/connection.ts'
import type { Changelog } from '../changelog.ts'
import { planUpdate } from '../pending/plan-update.ts'
import { readState } from '../tracking/state.ts'
import type { RanReport } from './carry.ts'
import { refuseIrreversible } from './plan-rollback.ts'
import { rollback, type RollbackReport } from './rollback.ts'
import { update, type UpdateOptions, type UpdateReport } from './update.ts'

export interface RehearsedReport {
  readonly first: UpdateReport
  /** Null: nothing ran for the first time, so there was nothing to take back. */
  readonly back: RollbackReport | null
  readonly again: UpdateReport | null
}

/** What ran before is not touched. Throws as `update` and `rollback` do; before anything is done where a changeset has no way back. */
export async function updateTestingRollback(
  connection: Connection,
  changelog: Changelog,
  options: UpdateOptions,
): Promise<RehearsedReport> {
  const { selection } = planUpdate(changelog, await readState(connection, options), options)
  refuseIrreversible(selection.pending.filter(({ why }) => why === 'new').map(({ changeset }) => changeset))
  const first = await update(connection, changelog, options)
  // What was marked as run is asked about again too, in its place.
  const isNew = ({ outcome }: RanReport): boolean => outcome === 'executed' || outcome === 'marked ran'
  const changesets = new Set(first.ran.filter(isNew).map(({ identity }) => identity))
  if (changesets.size === 0) return { first, back: null, again: null }
  const back = await rollback(connection, changelog, { changesets }, options)
  return { first, back, again: await update(connection, changelog, options) }
}
