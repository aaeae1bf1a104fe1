// What a rollback undoes more of than its reader may think: what ran again since its first run, and what was only marked as run.
// Liquibase does the same without a word. Pure.

import { placeText } from '../../source/source-error.ts'
import { identity, type Changeset } from '../changelog.ts'
import type { Undoing } from './plan-rollback.ts'

/** To be told before anything is undone. */
export function undoneWholly(undoing: readonly Undoing[]): string[] {
  const toldIn = undoing.filter(({ changeset }) => !undoesNothing(changeset))
  const again = toldIn.filter(({ row }) => row.execType === 'RERAN')
  const marked = toldIn.filter(({ row }) => row.execType === 'MARK_RAN')
  return [
    ...(again.length === 0
      ? []
      : [
          `the rollback undoes all that these made, not what was edited last, since they ran more than once: ${listed(again)}`,
        ]),
    ...(marked.length === 0
      ? []
      : [`the rollback of these runs although they were marked as run and did nothing: ${listed(marked)}`]),
  ]
}

/** `--rollback empty`. */
const undoesNothing = ({ rollback }: Changeset): boolean => rollback !== null && rollback.length === 0

/** More of them are counted. */
const SHOWN = 5

function listed(undoing: readonly Undoing[]): string {
  const names = undoing.slice(0, SHOWN).map(({ changeset }) => `${identity(changeset)} (${placeText(changeset)})`)
  return `${names.join(', ')}${undoing.length > SHOWN ? `, and ${undoing.length - SHOWN} more` : ''}`
}
