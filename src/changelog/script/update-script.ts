// What an update would send, as a script for psql: each changeset in a transaction with its row, unless it runs in none.

import type { Connection } from '../../connection/connection.ts'
import { placeText } from '../../source/source-error.ts'
import { identity, type Changelog, type Changeset, type Rendering } from '../changelog.ts'
import { checksum } from '../checksum/checksum.ts'
import { CURRENT_VERSION } from '../checksum/version.ts'
import { planUpdate } from '../pending/plan-update.ts'
import type { Limits, Pending } from '../pending/select.ts'
import { check } from '../preconditions/check.ts'
import { PreconditionError } from '../run/errors.ts'
import { renderingFor } from '../run/rendering.ts'
import { steps } from '../run/steps.ts'
import { invalidChanges } from '../sql/unsendable.ts'
import { deployment, insertRow, rowOf, setChecksum, updateRow, type Deployment } from '../tracking/rows.ts'
import { readExistingState, type State } from '../tracking/state.ts'
import { stepsText } from './changeset-text.ts'
import { framed, type ScriptOptions } from './frame.ts'
import { guarded } from './preconditions.ts'

/**
 * @returns a script for `psql -X -v ON_ERROR_STOP=1`, which refuses to run where changesets ran since it was written. Changes nothing.
 * @throws ValidationError as `update` does; PreconditionError for onSqlOutput:FAIL
 */
export async function updateScript(
  connection: Connection,
  changelog: Changelog,
  options: ScriptOptions & Limits,
): Promise<string> {
  const state = await readExistingState(connection, options)
  const { upgrades, selection } = planUpdate(changelog, state, options)
  const rendering = renderingFor(connection, state.defaultSchema, options)
  const run = deployment(state.ran, options.version)
  const parts = upgrades.map(({ row, md5sum }) => `${setChecksum(state.tables, row, md5sum)};`)
  for (const pending of selection.pending) parts.push(await pendingText(connection, state, pending, rendering, run))
  return framed(connection, state, `Update from ${changelog.file}`, parts)
}

async function pendingText(
  connection: Connection,
  state: State,
  { changeset, ran }: Pending,
  rendering: Rendering,
  run: Deployment,
): Promise<string> {
  const row = rowOf(changeset, checksum(changeset, CURRENT_VERSION))
  const head = [
    `-- Changeset ${identity(changeset)} (${placeText(changeset)})`,
    ...(changeset.comments === '' ? [] : [`-- ${changeset.comments.replaceAll('\n', '\n-- ')}`]),
  ]
  const isInvalid = invalidChanges(changeset).length > 0
  const ruled = isInvalid ? 'mark ran' : await ruledOffline(connection, state, changeset)
  if (ruled === 'skip') return [...head, '-- passed over: its preconditions do not hold'].join('\n')
  // Whatever becomes of it, its row has the same place.
  const order = run.nextOrder()
  const here: Deployment = { ...run, nextOrder: () => order }
  const markRan = `${insertRow(state.tables, row, 'MARK_RAN', here)};`
  if (ruled === 'mark ran') return [...head, markRan].join('\n')
  const recorded = ran ? updateRow(state.tables, row, 'RERAN', here) : insertRow(state.tables, row, 'EXECUTED', here)
  const text = await stepsText(state, changeset, steps(changeset, rendering), `${recorded};`)
  const { preconditions, path } = changeset
  if (ruled === 'run' || !preconditions) return [...head, text].join('\n')
  if (rendering.compatibility === 'liquibase')
    return [...head, '-- Its preconditions are not tested here (onSqlOutput:IGNORE).', text].join('\n')
  const { tables, defaultSchema } = state
  const asking = { tables, defaultSchema, path, name: identity(changeset) }
  return [...head, guarded(asking, preconditions, { run: text, markRan })].join('\n')
}

/** As onSqlOutput says; what it says nothing of is asked when the script runs. */
async function ruledOffline(
  connection: Connection,
  { tables, defaultSchema }: State,
  { path, preconditions, ...changeset }: Changeset,
): Promise<'run' | 'skip' | 'mark ran' | 'untested'> {
  if (!preconditions || preconditions.all.length === 0) return 'run'
  if (preconditions.onSqlOutput === 'IGNORE') return 'untested'
  const name = identity({ path, ...changeset })
  if (preconditions.onSqlOutput === 'FAIL')
    throw new PreconditionError(
      `${name} has preconditions with onSqlOutput:FAIL, so that it is in no script (${placeText(preconditions)}).`,
      name,
      null,
    )
  const verdict = await check({ connection, tables, defaultSchema, path }, preconditions.all)
  if (verdict.holds) return 'run'
  const action = verdict.by === 'fail' ? preconditions.onFail : preconditions.onError
  if (action === 'HALT') throw new PreconditionError(`Preconditions of ${name}: ${verdict.reason}`, name, verdict.cause)
  return action === 'CONTINUE' ? 'skip' : action === 'MARK_RAN' ? 'mark ran' : 'run'
}
