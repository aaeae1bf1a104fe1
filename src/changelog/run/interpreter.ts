// What a run asks of changesets: their checksums and the SQL that carries them out. The one place of run/
// that knows checksum/ and sql/.

import type { Changeset, Compatibility, Invalid, Rendering, Step } from '../changelog.ts'
import { checksum as checksumOf, type ChecksumVersion } from '../checksum/checksum.ts'
import { ChangelogError } from '../errors.ts'
import { statementSteps } from '../sql/change-types/sql.ts'
import { isForPostgresql, rollbackStepsOf, stepsOf } from '../sql/steps.ts'

export const CURRENT_VERSION = 9

const CACHE = new WeakMap<Changeset, string>()

/** `9:…` or `8:…` */
export function checksum(changeset: Changeset, version: ChecksumVersion): string {
  if (version !== CURRENT_VERSION) return checksumOf(changeset, version)
  const known = CACHE.get(changeset) ?? checksumOf(changeset, version)
  CACHE.set(changeset, known)
  return known
}

/** Made change by change: what one asks of the database may be what the one before it did. */
export async function* steps(changeset: Changeset, rendering: Rendering): AsyncIterable<Step> {
  for (const change of changeset.changes) yield* await stepsOf({ ...changeset, changes: [change] }, rendering)
}

/** What would stop it at its first step: fields that its changes lack, files that are not there. */
export const invalidChanges = ({ changes }: Changeset): Invalid[] =>
  changes
    .filter(isForPostgresql)
    .flatMap(({ invalid, missing, file, line }) => [
      ...(invalid ?? []),
      ...(missing === undefined ? [] : [{ file, line, message: missing }]),
    ])

/** What of its SQL cannot be sent, as it is no SQL: psql's commands, data of COPY, a quote that is not closed. */
export function unsendable({ changes }: Changeset, compatibility: Compatibility): ChangelogError[] {
  if (compatibility === 'liquibase') return []
  return changes.filter(isForPostgresql).flatMap((change) => {
    if (change.content === null || !(change.type === 'sql' || change.type === 'sqlFile')) return []
    try {
      statementSteps(change, change.fields, compatibility)
      return []
    } catch (error) {
      if (error instanceof ChangelogError) return [error]
      throw error
    }
  })
}

/** Throws a ChangelogError where nothing undoes it. */
export async function* rollbackSteps(changeset: Changeset, rendering: Rendering): AsyncIterable<Step> {
  yield* await rollbackStepsOf(changeset, rendering)
}

/** `9:ab…` → 9; null: none is stored. Sums without a prefix are those of the first version. */
export function versionOf(stored: string | null): number | null {
  if (stored === null || stored === '') return null
  const [, version] = /^(\d+):/.exec(stored) ?? []
  return version === undefined ? 1 : Number(version)
}

/** Those of Liquibase 3 and older cannot be computed any more, and are taken as they are. */
export const isComputable = (version: number | null): version is ChecksumVersion => version === 8 || version === 9
