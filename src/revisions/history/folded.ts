// What a database has of revisions that were folded from others: all of it, then it has the one; or some, then the files that
// `squashed/` keeps say what is still to be run. Knows ids and what was applied; runs nothing.

import type { Revision } from '../revision.ts'
import type { History } from './read.ts'

export interface Folded {
  /** The database has all that these were folded from, and its history does not say so yet. */
  readonly whole: readonly Revision[]
  /** It has some, and these, in order, are what it lacks. */
  readonly unfinished: readonly Unfinished[]
}

export interface Unfinished {
  readonly revision: Revision
  readonly lacking: readonly Revision[]
}

export function foldedIn(history: History, revisions: readonly Revision[], squashed: readonly Revision[]): Folded {
  const { applied, interrupted } = history
  const parts = new Parts(history, squashed)
  const open = revisions.filter(({ id, replaces }) => replaces.length > 0 && !applied.has(id))
  const whole = open.filter((revision) => parts.hasAll(revision))
  const begun = open.filter(
    (revision) =>
      !whole.includes(revision) &&
      partsOf(revision, squashed).some((id) => applied.has(id) || interrupted?.revision === id),
  )
  const unfinished = begun.flatMap((revision) => {
    const lacking = parts.lackingOf(revision)
    return lacking === null ? [] : [{ revision, lacking }]
  })
  return { whole, unfinished }
}

/** All ids that it was folded from, also those that were folded before. */
export function partsOf({ replaces }: Revision, squashed: readonly Revision[]): readonly string[] {
  const found = new Set(replaces)
  for (const id of found) for (const part of squashed.find((one) => one.id === id)?.replaces ?? []) found.add(part)
  return [...found]
}

class Parts {
  readonly #history: History
  readonly #byId: ReadonlyMap<string, Revision>

  constructor(history: History, squashed: readonly Revision[]) {
    this.#history = history
    this.#byId = new Map(squashed.map((revision) => [revision.id, revision]))
  }

  hasAll({ replaces }: Revision, above: readonly string[] = []): boolean {
    return replaces.length > 0 && replaces.every((id) => this.#has(id, above))
  }

  /** Null: of one of them there is no file. */
  lackingOf({ replaces }: Revision, above: readonly string[] = []): readonly Revision[] | null {
    const lacking: Revision[] = []
    for (const id of replaces) {
      if (this.#has(id, above)) continue
      const revision = this.#byId.get(id)
      if (!revision || above.includes(id)) return null
      const isBegun = partsOf(revision, [...this.#byId.values()]).some((part) => this.#history.applied.has(part))
      const more = isBegun ? this.lackingOf(revision, [...above, id]) : [revision]
      if (more === null) return null
      lacking.push(...more)
    }
    return lacking
  }

  #has(id: string, above: readonly string[]): boolean {
    if (this.#history.applied.has(id)) return true
    const revision = this.#byId.get(id)
    return revision !== undefined && !above.includes(id) && this.hasAll(revision, [...above, id])
  }
}
