// What follows from preconditions: the changeset runs, is passed over, counts as run, or stops the run.

import type { Preconditions } from '../changelog.ts'
import { identity, type Changeset, type OnFail } from '../changelog.ts'
import { placeText } from '../../source/source-error.ts'
import { PreconditionError } from './errors.ts'
import { open, rolledBack } from './inside.ts'
import { check, type Verdict } from './preconditions.ts'
import type { Runner } from './task.ts'

export type Ruling = 'run' | 'skip' | 'mark ran'

/** In a transaction of their own, which is rolled back. @throws PreconditionError for HALT */
export async function ruling(runner: Runner, changeset: Changeset): Promise<Ruling> {
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

/** Of the changelogs themselves, before anything runs. */
export async function checkChangelog(runner: Runner, all: readonly Preconditions[], file: string): Promise<void> {
  for (const preconditions of all) {
    const verdict = await asked(runner, preconditions, file)
    if (verdict.holds) continue
    const text = reasonOf(verdict, preconditions)
    const where = `the changelog (${placeText(preconditions)})`
    if (actionOf(verdict, preconditions) === 'HALT')
      throw new PreconditionError(halted(where, preconditions, verdict, text), file, verdict.cause)
    runner.session.tell({ type: 'note', text: `preconditions of ${where} do not hold: ${text}` })
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
