// Changesets that ran on a database under other file names: what is the same to a reader is another changeset to Liquibase, and runs
// again. Pure: knows the rows, sends nothing.

import { identity, type Changelog, type Changeset } from '../changelog.ts'
import { changesetKey, type RanChangeset } from '../tracking/ran.ts'
import { asRecorded } from './recorded.ts'
import { isUnchanged, rowIdentity, unexpectedRows } from './select.ts'

export interface Displaced {
  readonly changesets: readonly { readonly changeset: Changeset; readonly row: RanChangeset }[]
  /** No row of the database belongs to the changelog, and most are its changesets: the files are named from another folder. */
  readonly isWhole: boolean
}

export function displaced(
  changelog: Changelog,
  ran: readonly RanChangeset[],
  pending: readonly { readonly changeset: Changeset; readonly ran: RanChangeset | null }[],
): Displaced {
  const unexpected = unexpectedRows(changelog, ran)
  const byName = new Map(unexpected.map((row) => [nameOf(row), row]))
  const changesets = pending.flatMap(({ changeset, ran: own }) => {
    const row = own === null ? byName.get(nameOf(changeset)) : undefined
    const isSame = row?.md5sum != null && row.path !== changeset.path && isUnchanged(changeset, row.md5sum)
    return row && isSame ? [{ changeset, row }] : []
  })
  const keys = new Set(asRecorded(changelog, ran).changesets.map(changesetKey))
  // Several changelogs may share a table, and begin with the same changeset.
  const areMost = changesets.length * 2 >= Math.max(ran.length, pending.length)
  return { changesets, isWhole: ran.length > 0 && areMost && !ran.some((row) => keys.has(changesetKey(row))) }
}

const nameOf = ({ id, author }: { readonly id: string; readonly author: string }): string =>
  JSON.stringify([id, author])

export const displacedText = ({ changeset, row }: Displaced['changesets'][number]): string =>
  `${identity(changeset)} ran as ${rowIdentity(row)}`

/** Of a part of them: Liquibase runs those again, and so is done here. */
export function displacedNote({ changesets: [first, ...others] }: Displaced): string | null {
  if (!first) return null
  if (others.length === 0)
    return (
      `${displacedText(first)}: under another file name it is another changeset, and runs again. ` +
      `To keep it from that, give it logicalFilePath:${first.row.path}.`
    )
  const byFile = new Map<string, number>()
  for (const { changeset, row } of [first, ...others]) {
    const names = `${changeset.path} as ${row.path}`
    byFile.set(names, (byFile.get(names) ?? 0) + 1)
  }
  const files = [...byFile].map(([names, count]) => `${count} of ${names}`).join(', ')
  return (
    `${others.length + 1} changesets ran under other file names, with which they are others, and run again: ${files}. ` +
    `To keep them from that, give each file the name that it ran as: logicalFilePath:${first.row.path}${byFile.size > 1 ? ', …' : '.'}`
  )
}
