// Changesets that have run under another path: since the path is a part of what a changeset is known by, they run again on every database
// that has them. That a rerun comes to the same catalog says nothing of rows that it inserts twice. Runs nothing.

import { identity, type Changeset } from '../changelog.ts'
import { changesetKey } from '../tracking/ran.ts'
import { isEdited, placeOf, type Evidence } from './evidence.ts'
import type { Remark } from './remark.ts'

/** One for each file that was moved: of all that came with it. */
export function runAgain({ before, current, happened }: Evidence): Remark[] {
  const keys = new Set(before.changesets.map(changesetKey))
  const still = new Set(current.changesets.map(changesetKey))
  const gone = before.changesets.filter((one) => !still.has(changesetKey(one)))
  const moved = new Map<string, { readonly from: Changeset; readonly changesets: Changeset[] }>()
  for (const changeset of current.changesets) {
    if (keys.has(changesetKey(changeset)) || happened.get(identity(changeset))?.outcome !== 'executed') continue
    const from = gone.find((one) => isSameElsewhere(one, changeset))
    if (!from) continue
    const pair = `${from.path}\n${changeset.path}`
    const group = moved.get(pair) ?? { from, changesets: [] }
    moved.set(pair, group)
    group.changesets.push(changeset)
  }
  return [...moved.values()].flatMap(({ from, changesets: [first, ...others] }) =>
    first ? [{ rule: 'runs-again' as const, ...placeOf(first), message: message(from, others.length) }] : [],
  )
}

const isSameElsewhere = (was: Changeset, is: Changeset): boolean =>
  was.id === is.id && was.author === is.author && was.path !== is.path && !isEdited(was, is)

const message = ({ path }: Changeset, others: number): string =>
  others === 0
    ? `has run as one of ${path}: the path is a part of what it is known by, so it runs again on databases that have it, and rows ` +
      `that it inserts are there twice. Where that is not meant, its --changeset line needs logicalFilePath:${path}`
    : `and ${others} more of its file have run as those of ${path}: the path is a part of what they are known by, so they run again ` +
      `on databases that have them, and rows that they insert are there twice. Where that is not meant, the first line of the file ` +
      `needs logicalFilePath:${path}`
