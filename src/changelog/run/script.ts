// What a run would send, as a script for psql: each changeset in a transaction with its row, unless it runs in none.

import { ADVISORY_LOCK } from '../../apply/lock.ts'
import type { Connection } from '../../connection/connection.ts'
import { placeText } from '../../source/source-error.ts'
import {
  identity,
  type Changelog,
  type Changeset,
  type Compatibility,
  type Rendering,
  type Step,
} from '../changelog.ts'
import { checksum } from '../checksum/checksum.ts'
import { CURRENT_VERSION } from '../checksum/version.ts'
import { planUpdate } from '../pending/plan-update.ts'
import type { Limits, Pending, Scope } from '../pending/select.ts'
import { check } from '../preconditions/check.ts'
import { guarded } from '../preconditions/for-psql.ts'
import { invalidChanges } from '../sql/unsendable.ts'
import { releaseLockRow, takeLockRowOrOver } from '../tracking/lock-row.ts'
import {
  deleteRow,
  deployment,
  insertRow,
  rowOf,
  selectRow,
  setChecksum,
  updateRow,
  type Deployment,
} from '../tracking/rows.ts'
import { readExistingState, type State, type TrackingOptions } from '../tracking/state.ts'
import { changelogTable, changelogTableChanges, lockTable, lockTableChanges } from '../tracking/tables.ts'
import { PreconditionError } from './errors.ts'
import { syncRows } from './mark.ts'
import { planRollback, refuseIrreversible, type RollbackTarget } from './plan-rollback.ts'
import { renderingFor } from './rendering.ts'
import { schemaFirst, searchPathFor } from './search-path.ts'
import { setsLocalRole } from './statement.ts'
import { rollbackSteps, steps } from './steps.ts'
import { undoneWholly } from './undone-wholly.ts'

export interface ScriptOptions extends Scope, TrackingOptions {
  readonly compatibility?: Compatibility | undefined
}

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
  return whole(connection, state, `Update from ${changelog.file}`, parts)
}

export async function rollbackScript(
  connection: Connection,
  changelog: Changelog,
  target: RollbackTarget,
  options: ScriptOptions,
): Promise<string> {
  const state = await readExistingState(connection, options)
  const undoing = await planRollback(connection, changelog, state.ran, target, options)
  const notes = undoneWholly(undoing).map((text) => `-- Note: ${text.replaceAll('\n', ' ')}`)
  const parts = await undoingTexts(connection, state, undoing, options)
  return whole(connection, state, `Rollback of ${changelog.file}`, [...notes, ...parts])
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
  return whole(connection, state, title, whereRan, refuseUnlessRan(state, changesets))
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
  return whole(connection, state, `Rows of ${changelog.file}, without running it`, parts)
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

async function stepsText(
  { defaultSchema }: State,
  changeset: Changeset,
  all: AsyncIterable<Step>,
  recorded: string,
): Promise<string> {
  const lines: string[] = []
  for await (const step of all) {
    if (step.type === 'statement') lines.push(...statementText(step.statement.sql))
    else lines.push(...`${step.type}: ${step.message}`.split('\n').map((line) => `-- ${line}`))
  }
  const pathAgain = lines.some((line) => CHANGES_PATH.test(line)) ? [`${schemaFirst(defaultSchema)};`] : []
  if (!changeset.runInTransaction) return [...lines, recorded, ...pathAgain].join('\n')
  // SET LOCAL ROLE is not over yet where the row is written.
  const roleBack = lines.some(setsLocalRole) ? ['RESET ROLE;'] : []
  return ['BEGIN;', ...lines, ...roleBack, recorded, 'COMMIT;', ...pathAgain].join('\n')
}

/** What may leave another search_path for the changeset that comes next. */
const CHANGES_PATH = /search_path|\breset\s+all\b|\bdiscard\s+all\b/i

/** A comment at the end would swallow the semicolon. */
const statementText = (sql: string): string[] => {
  const text = sql.trimEnd()
  if (text === '') return []
  const lastLine = text.slice(text.lastIndexOf('\n') + 1)
  return [text.endsWith(';') ? text : `${text}${lastLine.includes('--') ? '\n' : ''};`]
}

async function whole(
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
