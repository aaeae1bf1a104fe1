// Which changesets of a changelog run on a database: filters, and what ran already. Pure: knows the rows, sends nothing.

import type { Changelog, Changeset } from '../changelog.ts'
import { checksum } from '../checksum/checksum.ts'
import { isComputable, versionOf } from '../checksum/version.ts'
import { ChangelogError } from '../errors.ts'
import { dbmsMatches } from '../filters/dbms.ts'
import { contextsMatch, labelsMatch } from '../filters/expressions.ts'
import { changesetKey, ranByKey, storedPath, type RanChangeset } from '../tracking/ran.ts'
import { asRecorded } from './recorded.ts'

/** What a run is narrowed to. */
export interface Scope {
  readonly contexts: readonly string[]
  /** A label expression; null: all. */
  readonly labels: string | null
}

export type Skipped = 'ran already' | 'context' | 'label' | 'dbms' | 'ignored' | 'after the tag' | 'after the count'

export interface Pending {
  readonly changeset: Changeset
  readonly why: 'new' | 'changed' | 'always'
  /** Its row; null: it has not run. */
  readonly ran: RanChangeset | null
}

export interface Selection {
  readonly pending: readonly Pending[]
  readonly skipped: ReadonlyMap<Skipped, readonly Changeset[]>
}

export interface Limits {
  /** Up to the changeset that has it, inclusive. */
  readonly toTag?: string | undefined
  readonly count?: number | undefined
}

/** Those that contexts, labels and databases leave; what `ignore` leaves out is in it. */
export const inScope = (changeset: Changeset, { contexts, labels }: Scope): boolean =>
  outOfScope(changeset, { contexts, labels }) === null

function outOfScope(changeset: Changeset, { contexts, labels }: Scope): Skipped | null {
  if (!contextsMatch(changeset.contexts, contexts)) return 'context'
  if (!labelsMatch(changeset.labels, labels)) return 'label'
  return dbmsMatches(changeset.dbms) ? null : 'dbms'
}

export function selectPending(
  changelog: Changelog,
  ran: readonly RanChangeset[],
  scope: Scope,
  limits: Limits,
): Selection {
  const rows = ranByKey(ran)
  const pending: Pending[] = []
  const skipped = new Map<Skipped, Changeset[]>()
  const skip = (why: Skipped, changeset: Changeset): void => {
    const list = skipped.get(why) ?? []
    skipped.set(why, list)
    list.push(changeset)
  }
  const recorded = asRecorded(changelog, ran)
  const last = lastOf(recorded, rows, limits.toTag)
  for (const [i, changeset] of recorded.changesets.entries()) {
    const row = rows.get(changesetKey(changeset)) ?? null
    const why = whyRun(changeset, row)
    const filtered = outOfScope(changeset, scope)
    if (filtered) skip(filtered, changeset)
    else if (changeset.ignore) skip('ignored', changeset)
    else if (why === null) skip('ran already', changeset)
    else if (last !== null && i > last) skip('after the tag', changeset)
    else if (limits.count !== undefined && pending.length >= limits.count) skip('after the count', changeset)
    else pending.push({ changeset, why, ran: row })
  }
  return { pending, skipped }
}

/** Null: it does not run. A checksum that was cleared is filled in, and is no reason to run. */
function whyRun(changeset: Changeset, row: RanChangeset | null): Pending['why'] | null {
  if (row === null) return 'new'
  if (changeset.runAlways) return 'always'
  return changeset.runOnChange && !isUnchanged(changeset, row.md5sum) ? 'changed' : null
}

/** Held against the version that is stored. */
export function isUnchanged(changeset: Changeset, stored: string | null): boolean {
  const version = versionOf(stored)
  if (version === null || !isComputable(version)) return true
  return checksum(changeset, version) === stored
}

/** The index of the changeset that a tag stands on; null: no tag was asked for. */
function lastOf(
  { changesets, file }: Changelog,
  rows: ReadonlyMap<string, RanChangeset>,
  tag: string | undefined,
): number | null {
  if (tag === undefined) return null
  const declared = changesets.findIndex((changeset) => changeset.tag === tag)
  if (declared >= 0) return declared
  const stored = changesets.findIndex((changeset) => rows.get(changesetKey(changeset))?.tag === tag)
  if (stored >= 0) return stored
  throw new ChangelogError(
    `No changeset of ${file} has the tag ${tag}, and no row of the database that belongs to one. ` +
      `Tags are made by tagDatabase or \`trueup changelog tag\`; \`trueup changelog history\` lists those of the database.`,
  )
}

/** Rows whose changeset is in no file. */
export function unexpectedRows(changelog: Changelog, ran: readonly RanChangeset[]): RanChangeset[] {
  const keys = new Set(asRecorded(changelog, ran).changesets.map(changesetKey))
  return ran.filter((row) => !keys.has(changesetKey(row)))
}

export const rowIdentity = ({ path, id, author }: RanChangeset): string => `${storedPath(path)}::${id}::${author}`
