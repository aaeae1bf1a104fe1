// Which changesets a rollback takes back, and in which order; refused where one of them cannot be. Takes back nothing.

import { serverError } from '../../apply/errors.ts'
import type { Connection } from '../../connection/connection.ts'
import { placeText } from '../../source/source-error.ts'
import { identity, type Changelog, type Changeset } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { belongsToAnother, type LeavingOptions } from '../pending/belongs-to-another.ts'
import { asRecorded } from '../pending/recorded.ts'
import { inScope, rowIdentity, type Scope } from '../pending/select.ts'
import { validate } from '../pending/validate.ts'
import { irreversibleChange } from '../sql/steps.ts'
import { changesetKey, printedTime, type RanChangeset } from '../tracking/ran.ts'

/** How far back. */
export type RollbackTarget =
  /** What ran after the row with this tag. */
  | { readonly tag: string }
  | { readonly count: number }
  /** What ran after it: a timestamp as PostgreSQL takes it. */
  | { readonly toDate: string }
  /** This alone, whatever ran after it. */
  | { readonly changeset: Pick<Changeset, 'path' | 'id' | 'author'> }
  /** What a run ran, by identity. */
  | { readonly changesets: ReadonlySet<string> }

/** A row that is to go, and the changeset that says how. */
export interface Undoing {
  readonly row: RanChangeset
  readonly changeset: Changeset
}

export interface RollbackPlan {
  /** The last that ran comes first. */
  readonly undoing: readonly Undoing[]
  /** Not of this changelog. */
  readonly left: readonly RanChangeset[]
}

export async function planRollback(
  connection: Connection,
  changelog: Changelog,
  ran: readonly RanChangeset[],
  target: RollbackTarget,
  options: Scope & LeavingOptions,
): Promise<RollbackPlan> {
  validate(changelog, ran, options)
  const changesets = new Map(
    asRecorded(changelog, ran).changesets.map((changeset) => [changesetKey(changeset), changeset]),
  )
  const rows = await rowsAfter(connection, ran, target)
  const isLeft = belongsToAnother(changelog, ran, options)
  const most = 'count' in target ? target.count : Infinity
  const seen = new Set<string>()
  const undoing: Undoing[] = []
  const left: RanChangeset[] = []
  for (const row of rows.toReversed()) {
    if (undoing.length >= most) break
    const key = changesetKey(row)
    const changeset = changesets.get(key)
    // A changeset that was passed over several times has several rows, which go together.
    if (seen.has(key) || (changeset && !inScope(changeset, options))) continue
    seen.add(key)
    if (changeset) undoing.push({ row, changeset })
    else if (isLeft(row)) left.push(row)
    else throw new ChangelogError(unknown(row, changelog))
  }
  refuseIrreversible(undoing.map((one) => one.changeset))
  return { undoing, left }
}

async function rowsAfter(
  connection: Connection,
  ran: readonly RanChangeset[],
  target: RollbackTarget,
): Promise<readonly RanChangeset[]> {
  if ('count' in target) return ran
  if ('changeset' in target) return rowsOf(target.changeset, ran)
  if ('changesets' in target) return ran.filter((row) => target.changesets.has(identity(row)))
  if ('toDate' in target) {
    const date = await timestampOf(connection, target.toDate)
    return ran.filter(({ dateExecuted }) => dateExecuted > date)
  }
  const at = ran.findIndex(({ tag }) => tag === target.tag)
  // A row that is nothing but its tag goes with what came after it, as in Liquibase.
  if (at >= 0) return ran.slice(ran[at]?.description === 'tagDatabase' ? at : at + 1)
  throw new ChangelogError(
    `The database has no tag ${target.tag}, so nothing was rolled back. \`trueup changelog history\` lists its tags.`,
  )
}

function rowsOf(changeset: Pick<Changeset, 'path' | 'id' | 'author'>, ran: readonly RanChangeset[]): RanChangeset[] {
  const key = changesetKey(changeset)
  const rows = ran.filter((row) => changesetKey(row) === key)
  if (rows.length > 0) return rows
  throw new ChangelogError(
    `${identity(changeset)} has not run on this database, so nothing was rolled back. \`trueup changelog history\` lists what ran.`,
  )
}

/** ISO 8601 alone: what 01/02/2026 means depends on DateStyle. The letters before the zone are a timestamp as the rows have it. */
const ISO = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?( ?(?:Z|[+-]\d\d(?::?\d\d)?))?)?$/i

async function timestampOf(connection: Connection, text: string): Promise<string> {
  const noTime = (cause?: unknown): ChangelogError =>
    new ChangelogError(`${text} is no time: write 2026-01-31, "2026-01-31 12:00:00" or 2026-01-31T12:00:00Z.`, null, {
      cause,
    })
  const found = ISO.exec(text.trim())
  if (!found) throw noTime()
  const type = found[1] === undefined ? 'timestamp' : 'timestamptz::timestamp'
  try {
    const [row] = await connection.query<{ date: string }>(`select ${printedTime(`'${text.trim()}'::${type}`)} as date`)
    return row?.date ?? ''
  } catch (error) {
    // invalid_datetime_format, datetime_field_overflow
    throw /^2200[78]$/.test(serverError(error)?.code ?? '') ? noTime(error) : error
  }
}

const unknown = (row: RanChangeset, { file }: Changelog): string =>
  `${rowIdentity(row)} ran on this database, and ${file} has no such changeset: how it is taken back is not known. ` +
  `Bring its file back (git checkout), or undo it by hand and delete its row; where it is of another changelog, ` +
  `--compatibility liquibase leaves it. Nothing was rolled back.`

/** Before anything is taken back: a rollback that stops half way is worse than none. */
export function refuseIrreversible(changesets: readonly Changeset[]): void {
  const refused = changesets.flatMap((changeset) => {
    const change = irreversibleChange(changeset)
    return change ? [`  ${identity(changeset)} (${placeText(changeset)}): nothing undoes its ${change.type}`] : []
  })
  if (refused.length > 0)
    throw new ChangelogError(
      `These cannot be rolled back, so nothing was:\n${refused.join('\n')}\n` +
        `Write --rollback <SQL> in them, or --rollback empty where nothing needs to be done.`,
    )
}
