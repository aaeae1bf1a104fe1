// What follows from preconditions: the changeset runs, is passed over, counts as run, or stops the run.

import type { Connection } from '../../connection/connection.ts'
import { placeText } from '../../source/source-error.ts'
import { identity, type Changelog, type Changeset, type OnFail, type Preconditions } from '../changelog.ts'
import { check, type Verdict } from '../preconditions/check.ts'
import { invalidChanges } from '../sql/unsendable.ts'
import type { TrackingTables } from '../tracking/tables.ts'
import { PreconditionError } from './errors.ts'
import { open, rolledBack } from './inside.ts'
import { searchPathFor } from './search-path.ts'
import type { Runner } from './task.ts'

export type Ruling = 'run' | 'skip' | 'mark ran'

/** In a transaction of their own, which is rolled back. @throws PreconditionError for HALT */
export async function ruling(runner: Runner, changeset: Changeset): Promise<Ruling> {
  const [invalid] = invalidChanges(changeset)
  // Liquibase asks no precondition of it either
  if (invalid) {
    const text = `${placeText(invalid)}: ${invalid.message}`
    runner.session.tell({
      type: 'note',
      text: `${identity(changeset)} counts as run (onValidationFail:MARK_RAN): ${text}`,
    })
    return 'mark ran'
  }
  const { preconditions } = changeset
  if (!preconditions || preconditions.all.length === 0) return 'run'
  const verdict = await asked(runner, preconditions, changeset.path)
  if (verdict.holds) return 'run'
  const { session } = runner
  const name = identity(changeset)
  const text = reasonOf(verdict, preconditions)
  switch (actionOf(verdict, preconditions)) {
    case 'HALT':
      throw new PreconditionError(halted(name, preconditions, verdict, text), name, verdict.cause)
    case 'CONTINUE':
      session.tell({ type: 'note', text: `${name} is passed over, and tried again by the next run: ${text}` })
      return 'skip'
    case 'MARK_RAN':
      session.tell({ type: 'unmet', identity: name, reason: text })
      return 'mark ran'
    case 'WARN':
      session.tell({ type: 'note', text: `${name} runs although its preconditions do not hold: ${text}` })
      return 'run'
  }
}

/** A database that is asked and not changed: the lock is not needed for that. */
export interface Asked {
  readonly connection: Connection
  readonly tables: TrackingTables
  readonly defaultSchema: string
}

/**
 * Of the changelogs themselves, whether or not something is to run. Only WARN lets a run go on: CONTINUE and MARK_RAN are for
 * changesets. @throws PreconditionError
 */
export async function checkChangelog(
  asked: Asked,
  { preconditions: all, file }: Pick<Changelog, 'preconditions' | 'file'>,
  warn: (text: string) => void,
): Promise<void> {
  for (const preconditions of all) {
    const verdict = await verdictOf(asked, preconditions, file)
    if (verdict.holds) continue
    const text = reasonOf(verdict, preconditions)
    const where = `the changelog (${placeText(preconditions)})`
    if (actionOf(verdict, preconditions) !== 'WARN') {
      const how = verdict.by === 'fail' ? 'do not hold' : 'could not be checked'
      const message = `Preconditions of ${where} ${how}, so nothing was run:\n  ${text}\nMake them hold, or say onFail:WARN and onError:WARN.`
      throw new PreconditionError(message, file, verdict.cause)
    }
    warn(`preconditions of ${where} do not hold: ${text}`)
  }
}

async function verdictOf(
  { connection, tables, defaultSchema }: Asked,
  { all }: Preconditions,
  path: string,
): Promise<Verdict> {
  const [row] = await connection.query<{ path: string }>(
    `BEGIN; select pg_catalog.current_setting('search_path') as path`,
  )
  try {
    const searchPath = searchPathFor(defaultSchema, row?.path ?? '')
    if (searchPath !== null) await connection.execute(searchPath)
    return await check({ connection, tables, defaultSchema, path }, all)
  } finally {
    await connection.execute('ROLLBACK').catch(() => undefined)
  }
}

type Unmet = Exclude<Verdict, { readonly holds: true }>

async function asked(runner: Runner, { all }: Preconditions, path: string): Promise<Verdict> {
  const { session, defaultSchema } = runner
  await open(runner)
  try {
    return await check({ connection: session.connection, tables: session.tables, defaultSchema, path }, all)
  } finally {
    await rolledBack(runner)
  }
}

const actionOf = ({ by }: Unmet, { onFail, onError }: Preconditions): OnFail => (by === 'fail' ? onFail : onError)

const reasonOf = ({ by, reason }: Unmet, { onFailMessage, onErrorMessage }: Preconditions): string => {
  const own = by === 'fail' ? onFailMessage : onErrorMessage
  return own === null ? reason : `${own} (${reason})`
}

const halted = (what: string, preconditions: Preconditions, { by }: Unmet, reason: string): string =>
  `Preconditions of ${what} ${by === 'fail' ? 'do not hold' : 'could not be checked'}:\n  ${reason}\n` +
  `They say ${by === 'fail' ? 'onFail' : 'onError'}:HALT (${placeText(preconditions)}), so the run stops here. ` +
  `Changesets before it are done and recorded. Make them hold, or say CONTINUE, MARK_RAN or WARN.`
