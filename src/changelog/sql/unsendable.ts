// What of a changeset cannot be sent, found out before anything runs. Knows no database.

import type { Changeset, Compatibility, Invalid } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { statementSteps } from './change-types/sql.ts'
import { isForPostgresql } from './steps.ts'

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
