// What a rollback undoes more of than its reader may think: what ran again since its first run, and what was only marked as run;
// and what it leaves. Liquibase does the same without a word. Pure.

import { shownNames } from '../../revisions/files/text.ts'
import { placeText } from '../../source/source-error.ts'
import { identity, type Changelog, type Changeset } from '../changelog.ts'
import { rowIdentity } from '../pending/select.ts'
import type { RollbackPlan, Undoing } from './plan-rollback.ts'

/** To be told before anything is undone. */
export function rollbackNotes({ undoing, left }: RollbackPlan, { file }: Changelog): string[] {
  const another =
    left.length === 0 ? [] : [`left as they are, since they are not of ${file}: ${some(left.map(rowIdentity))}`]
  return [...another, ...undoneWholly(undoing)]
}

function undoneWholly(undoing: readonly Undoing[]): string[] {
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

const listed = (undoing: readonly Undoing[]): string =>
  some(undoing.map(({ changeset }) => `${identity(changeset)} (${placeText(changeset)})`))

const some = (names: readonly string[]): string => shownNames(names, SHOWN)
