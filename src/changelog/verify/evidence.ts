// What two shadows showed of an upgrade: both versions of the files, both databases, what became of each changeset. Answers what is
// asked of it; judges nothing.

import type { Place } from '../../source/source-error.ts'
import { identity, type Changelog, type Changeset } from '../changelog.ts'
import { checksum } from '../checksum/checksum.ts'
import { CURRENT_VERSION } from '../checksum/version.ts'
import type { Happened, ShadowState } from '../shadow/shadow-changelog.ts'
import { runOf } from '../shadow/writers.ts'
import { withoutComments } from '../sql/strip-comments.ts'
import { changesetKey } from '../tracking/ran.ts'

export interface Shown {
  readonly before: Changelog
  readonly current: Changelog
  readonly fresh: ShadowState
  readonly upgraded: ShadowState
  /** Of the upgrade alone, by identity. */
  readonly happened: ReadonlyMap<string, Happened>
}

export interface Evidence extends Shown {
  /** By changesetKey(): the current ones, and those of the earlier revision that are gone. */
  readonly changesets: ReadonlyMap<string, Changeset>
  /** By changesetKey(), as they were in the earlier revision. */
  readonly earlier: ReadonlyMap<string, Changeset>
  /** Its SQL without comments, or the fields of its changes. */
  readonly codeOf: (changeset: Changeset) => string
}

export function evidenceOf(shown: Shown): Evidence {
  const { before, current } = shown
  const keyed = ({ changesets }: Changelog) => changesets.map((one) => [changesetKey(one), one] as const)
  return {
    ...shown,
    changesets: new Map([...keyed(before), ...keyed(current)]),
    earlier: new Map(keyed(before)),
    codeOf: rememberedBy(codeOf),
  }
}

const codeOf = ({ changes }: Changeset): string =>
  changes.map(({ content, fields }) => (content ? withoutComments(content.text) : JSON.stringify(fields))).join('\n')

export function rememberedBy<Given, Answer>(answer: (given: Given) => Answer): (given: Given) => Answer {
  const known = new Map<Given, Answer>()
  return (given) => {
    const found = known.get(given) ?? answer(given)
    known.set(given, found)
    return found
  }
}

export interface ChangesetPlace extends Place {
  /** `path::id::author` */
  readonly identity: string
}

export const placeOf = (changeset: Changeset): ChangesetPlace => ({
  identity: identity(changeset),
  file: changeset.file,
  line: changeset.line,
})

/** It did something in the upgrade. */
export const didRun = (changeset: Changeset, { happened }: Evidence): boolean =>
  /^(?:executed|reran)$/.test(happened.get(identity(changeset))?.outcome ?? '')

export function changesetAt(
  xid: number,
  { runs, watched }: Pick<ShadowState, 'runs' | 'watched'>,
  { changesets }: Evidence,
): Changeset | null {
  const key = runOf(runs, watched.tops.get(xid) ?? xid, (one) => changesets.get(one)?.runInTransaction === false)
  return key === null ? null : (changesets.get(key) ?? null)
}

/** The files have it with another text than the earlier revision had. */
export const isEdited = (was: Changeset, is: Changeset): boolean =>
  checksum(was, CURRENT_VERSION) !== checksum(is, CURRENT_VERSION)

/** The same in both, if it is in both. */
export function isUnchanged(changeset: Changeset, { earlier, changesets }: Evidence): boolean {
  const [was, is] = [earlier.get(changesetKey(changeset)), changesets.get(changesetKey(changeset))]
  return was !== undefined && is !== undefined && !isEdited(was, is)
}

/** As a word of its own. */
export const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w$])${pattern(name)}(?![\\w$])`, 'iu').test(text)

/** Of a regular expression: that stands for a name as it is. */
export const pattern = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
