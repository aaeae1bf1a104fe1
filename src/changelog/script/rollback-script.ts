// What a rollback would send, as a script for psql: of what ran, or of what is still to run.

import type { Connection } from '../../connection/connection.ts'
import { identity, type Changelog, type Changeset } from '../changelog.ts'
import type { LeavingOptions } from '../pending/belongs-to-another.ts'
import { planUpdate } from '../pending/plan-update.ts'
import type { Limits } from '../pending/select.ts'
import { planRollback, refuseIrreversible, type RollbackTarget } from '../run/plan-rollback.ts'
import { renderingFor } from '../run/rendering.ts'
import { rollbackNotes } from '../run/rollback-notes.ts'
import { rollbackSteps } from '../run/steps.ts'
import { deleteRow, selectRow } from '../tracking/rows.ts'
import { readExistingState, type State } from '../tracking/state.ts'
import { stepsText } from './changeset-text.ts'
import { framed, type ScriptOptions } from './frame.ts'

/** Of what ran, as `updateScript` has it. @throws ChangelogError where one of them cannot be taken back */
export async function rollbackScript(
  connection: Connection,
  changelog: Changelog,
  target: RollbackTarget,
  options: ScriptOptions & LeavingOptions,
): Promise<string> {
  const state = await readExistingState(connection, options)
  const plan = await planRollback(connection, changelog, state.ran, target, options)
  const notes = rollbackNotes(plan, changelog).map((text) => `-- Note: ${text.replaceAll('\n', ' ')}`)
  const parts = await undoingTexts(connection, state, plan.undoing, options)
  return framed(connection, state, `Rollback of ${changelog.file}`, [...notes, ...parts])
}

/** What takes back the changesets that have not run yet, once they have: as many of them as have then. */
export async function pendingRollbackScript(
  connection: Connection,
  changelog: Changelog,
  { count, ...options }: ScriptOptions & Limits,
): Promise<string> {
  const state = await readExistingState(connection, options)
  const { pending } = planUpdate(changelog, state, options).selection
  // What ran already, and runs again, is not what a rollback of the update to come may undo: its rollback undoes all of it.
  const fresh = pending.flatMap(({ changeset, ran }) => (ran === null ? [changeset] : []))
  const changesets = fresh.slice(0, count).toReversed()
  refuseIrreversible(changesets)
  const undoing = changesets.map((changeset) => ({ row: changeset, changeset }))
  const parts = await undoingTexts(connection, state, undoing, options)
  const whereRan = changesets.map((changeset, i) => whileThere(state, changeset, parts[i] ?? ''))
  const title = `Rollback of what has not run of ${changelog.file}, once it has`
  return framed(connection, state, title, whereRan, refuseUnlessRan(state, changesets))
}

/** Psql's `\if`: an update that failed half way has run some of them. */
const whileThere = ({ tables }: State, row: Changeset, text: string): string =>
  [`SELECT EXISTS (${selectRow(tables, row)}) AS trueup_ran \\gset`, '\\if :trueup_ran', text, '\\endif'].join('\n')

function refuseUnlessRan({ tables }: State, changesets: readonly Changeset[]): string {
  if (changesets.length === 0) return ''
  const some = changesets.map((row) => `EXISTS (${selectRow(tables, row)})`).join(' OR ')
  return `IF NOT (${some}) THEN RAISE 'none of the changesets of this script has run, so there is nothing to take back'; END IF;`
}

async function undoingTexts(
  connection: Connection,
  state: State,
  undoing: readonly { readonly row: Parameters<typeof deleteRow>[1]; readonly changeset: Changeset }[],
  options: ScriptOptions,
): Promise<string[]> {
  const rendering = renderingFor(connection, state.defaultSchema, options)
  const parts: string[] = []
  for (const { row, changeset } of undoing) {
    const text = await stepsText(
      state,
      changeset,
      rollbackSteps(changeset, rendering),
      `${deleteRow(state.tables, row)};`,
    )
    parts.push(`-- Rolling back changeset ${identity(changeset)}\n${text}`)
  }
  return parts
}
