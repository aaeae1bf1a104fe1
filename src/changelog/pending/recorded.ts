// The paths by which a database knows a changelog's changesets. Versions of Liquibase differ in whether a file inherits
// logicalFilePath: what one of them ran must not run again. Pure: knows the rows, sends nothing.

import type { Changelog, Changeset } from '../changelog.ts'
import { changesetKey, ranByKey, type RanChangeset } from '../tracking/ran.ts'

/**
 * Where the database has rows under inherited paths, what has a row under its inherited path is known by that, and so is what has
 * no row yet.
 */
export function asRecorded(changelog: Changelog, ran: readonly RanChangeset[]): Changelog {
  const heirs = changelog.changesets.filter((changeset) => underInherited(changeset) !== null)
  if (heirs.length === 0 || ran.length === 0) return changelog
  const rows = ranByKey(ran)
  const has = (changeset: Changeset | null): boolean => changeset !== null && rows.has(changesetKey(changeset))
  if (!heirs.some((changeset) => has(underInherited(changeset)))) return changelog
  const changesets = changelog.changesets.map((changeset) => {
    const other = underInherited(changeset)
    return other !== null && (has(other) || !has(changeset)) ? other : changeset
  })
  return { ...changelog, changesets }
}

const underInherited = (changeset: Changeset): Changeset | null =>
  changeset.inheritedPath === null || changeset.inheritedPath === changeset.path
    ? null
    : { ...changeset, path: changeset.inheritedPath }
