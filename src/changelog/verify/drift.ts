// Holds a live database against what the changesets that ran on it make from scratch, in a shadow: what was done by hand since.
// What has not run yet is no drift. Changes nothing.

import { compareStates, type CompareOptions } from '../../compare/compare.ts'
import type { Comparison } from '../../compare/comparison.ts'
import { openState } from '../../compare/states.ts'
import type { Connection } from '../../connection/connection.ts'
import { stateOf } from '../../revisions/author/way-back.ts'
import type { Changelog } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { rowIdentity, unexpectedRows } from '../pending/select.ts'
import { freshState } from '../shadow/built.ts'
import type { ShadowChangelogOptions } from '../shadow/shadow-changelog.ts'
import { copiesOf } from '../shadow/shadow-changelog.ts'
import { changesetKey } from '../tracking/ran.ts'
import { readState } from '../tracking/state.ts'
import { changelogTable } from '../tracking/tables.ts'
import { withoutTracking } from '../tracking/without-tracking.ts'

export interface DriftOptions extends ShadowChangelogOptions {
  /** What is compared. */
  readonly compare?: CompareOptions | undefined
  readonly onStage?: ((stage: string | null) => void) | undefined
}

export interface Drift {
  /** From the database to what its changesets make: the plan takes back what was done by hand. */
  readonly comparison: Comparison
  /** Identities of what ran and is in no file: what it made counts as drift. */
  readonly unexpected: readonly string[]
  readonly assumedRoles: readonly string[]
}

/**
 * @param connection to the database, of which `database` is the connection string
 * @throws ChangelogError where nothing ran on the database, or what ran does not run from scratch
 */
export async function drift(
  connection: Connection,
  database: string,
  changelog: Changelog,
  given: DriftOptions,
): Promise<Drift> {
  const options = withoutTracking(given)
  const { ran, tables } = await readState(connection, options)
  if (ran.length === 0)
    throw new ChangelogError(
      `${changelogTable(tables)} says of no changeset that it ran, so there is nothing to hold the database against. ` +
        `\`trueup changelog sync\` records that it has the changelog by other means.`,
    )
  try {
    const keys = new Set(ran.map(changesetKey))
    const applied = { ...changelog, changesets: changelog.changesets.filter((one) => keys.has(changesetKey(one))) }
    options.onStage?.('running the changesets in a shadow')
    const { major } = connection.server
    const fresh = await freshState(applied, { ...options, major }, 'the changesets that ran', 'definition')
    options.onStage?.('comparing')
    const from = await openState(database, options.compare ?? {})
    const to = stateOf(fresh.catalog, 'what its changesets make')
    const comparison = await compareStates(
      { from, to, copies: copiesOf(options) },
      { ...options.compare, unsafe: true, prove: undefined },
    )
    const unexpected = unexpectedRows(changelog, ran).map(rowIdentity)
    return { comparison, unexpected, assumedRoles: fresh.assumedRoles }
  } finally {
    options.onStage?.(null)
  }
}
