// A difference as changesets with their way back, not written yet. Does not know where they go.

import type { Comparison } from '../../compare/comparison.ts'
import type { State } from '../../compare/states.ts'
import { describeChange } from '../../diff/describe.ts'
import { diff, type Change } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import type { Changelog } from '../changelog.ts'
import { wholesOf } from '../verify/wholes.ts'
import { changesetsOf, type NewChangeset } from './changeset-text.ts'
import { compared, risksOf, trackingTable, wayBack, type AddOptions } from './gap.ts'
import { guardOf } from './guard.ts'
import { authorOf, idOf } from './place.ts'

export interface Drafted {
  readonly there: Comparison
  readonly changes: readonly Change[]
  readonly changesets: readonly NewChangeset[]
  /** What they see to, for a person. */
  readonly differences: readonly string[]
  readonly risks: readonly string[]
}

interface Told {
  readonly current: Changelog
  /** Of the search path. */
  readonly folders: readonly string[]
  /** Whether a precondition asks if a database needs it. */
  readonly isGuarded: boolean
}

/** Null: nothing is to be done. */
export async function drafted(from: State, to: State, told: Told, options: AddOptions): Promise<Drafted | null> {
  const there = await compared(from, to, options, options.compare?.unsafe ?? false)
  if (there.plan.transactions.length === 0) return null
  const back = await wayBack(from, to, there, options)
  const changes = diff(there.current, there.goal, kinds)
  const message = options.message ?? null
  const changesets = changesetsOf(there.plan, back.plan, {
    id: idOf(message, told.current, new Date()),
    author: authorOf(told.folders[0] ?? '.'),
    message,
    guard: told.isGuarded ? guardOf(changes) : null,
    changelogTable: trackingTable(options),
  })
  const differences = wholesOf(changes).map(({ change }) => describeChange(change))
  return { there, changes, changesets, differences, risks: risksOf(there) }
}
