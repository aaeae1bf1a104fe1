// What stands around the changesets of every script: search_path, Liquibase's tables, the locks that a run takes, and a check that
// the database is still as it was when the script was written. Knows no changeset.

import { ADVISORY_LOCK } from '../../apply/lock.ts'
import type { Connection } from '../../connection/connection.ts'
import type { Compatibility } from '../changelog.ts'
import type { Scope } from '../pending/select.ts'
import { searchPathFor } from '../run/search-path.ts'
import { releaseLockRow, takeLockRowOrOver } from '../tracking/lock-row.ts'
import type { State, TrackingOptions } from '../tracking/state.ts'
import { changelogTable, changelogTableChanges, lockTable, lockTableChanges } from '../tracking/tables.ts'

export interface ScriptOptions extends Scope, TrackingOptions {
  readonly compatibility?: Compatibility | undefined
}

/** @param condition PL/pgSQL that raises where the script is not to run */
export async function framed(
  connection: Connection,
  state: State,
  title: string,
  parts: readonly string[],
  condition = refuseUnlessAsWritten(state),
): Promise<string> {
  const { tables, found, defaultSchema } = state
  const [row] = await connection.query<{ path: string }>(`select current_setting('search_path') as path`)
  const path = searchPathFor(defaultSchema, row?.path ?? '')
  const setUp = [...changelogTableChanges(tables, found), ...lockTableChanges(tables, found)]
  const { classId, objectId } = ADVISORY_LOCK
  return [
    `-- ${title}, for ${connection.server.description}. Run it with psql -X -v ON_ERROR_STOP=1.`,
    ...(path === null ? [] : [`${path};`]),
    ...setUp.map((sql) => `${sql};`),
    `${guard(state, condition)};`,
    '',
    ...parts.map((part) => `${part}\n`),
    `${releaseLockRow(tables)};`,
    `DO $trueup$ BEGIN PERFORM pg_advisory_unlock(${classId}, ${objectId}); END $trueup$;`,
    '',
  ].join('\n')
}

/** A script is run once, on what it was written for. */
const refuseUnlessAsWritten = ({ tables, ran }: State): string =>
  `IF (SELECT count(*) FROM ${changelogTable(tables)}) <> ${ran.length} THEN RAISE 'changesets ran since this script was written: write it again'; END IF;`

/** The locks that a run of Trueup's takes, so that each keeps the other away. */
function guard({ tables }: State, condition: string): string {
  const { classId, objectId } = ADVISORY_LOCK
  const lock = lockTable(tables)
  const lines = [
    `IF NOT pg_try_advisory_lock(${classId}, ${objectId}) THEN RAISE 'another run of Trueup on this database has not ended'; END IF;`,
    `${takeLockRowOrOver(tables)};`,
    `IF NOT FOUND THEN RAISE '%', 'the change log lock is held by ' || (SELECT coalesce(lockedby, 'somebody') FROM ${lock} WHERE id = 1); END IF;`,
    ...(condition === '' ? [] : [condition]),
  ]
  return `DO $trueup$ BEGIN ${lines.join(' ')} END $trueup$`
}
