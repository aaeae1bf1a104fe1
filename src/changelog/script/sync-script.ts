// What a sync would send, as a script for psql: the rows of changesets, and not what they do.

import type { Connection } from '../../connection/connection.ts'
import type { Changelog } from '../changelog.ts'
import type { Limits } from '../pending/select.ts'
import { syncRows } from '../run/mark.ts'
import { setChecksum } from '../tracking/rows.ts'
import { readExistingState } from '../tracking/state.ts'
import { framed, type ScriptOptions } from './frame.ts'

/** As `updateScript` has it. @throws ValidationError where files and rows do not fit */
export async function syncScript(
  connection: Connection,
  changelog: Changelog,
  options: ScriptOptions & Limits,
): Promise<string> {
  const state = await readExistingState(connection, options)
  const { upgrades, rows } = syncRows(changelog, state, options, options.version)
  const parts = [
    ...upgrades.map(({ row, md5sum }) => `${setChecksum(state.tables, row, md5sum)};`),
    ...rows.map(({ identity: name, sql }) => `-- Changeset ${name}\n${sql};`),
  ]
  return framed(connection, state, `Rows of ${changelog.file}, without running it`, parts)
}
