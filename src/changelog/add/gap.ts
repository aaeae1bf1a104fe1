// What the next changesets are to bridge, and how states are held against each other on the way. Writes nothing.

import type { Catalog } from '../../catalog/catalog.ts'
import { ident } from '../../catalog/identifier.ts'
import { compareStates, type CompareOptions } from '../../compare/compare.ts'
import type { Comparison } from '../../compare/comparison.ts'
import type { State } from '../../compare/states.ts'
import { describeChange } from '../../diff/describe.ts'
import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import { reversed, stateOf } from '../../revisions/author/way-back.ts'
import { identity, type Changelog, type Changeset } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import type { ChangelogFiles } from '../read/files.ts'
import type { ShadowState } from '../shadow/shadow-changelog.ts'
import { copiesOf } from '../shadow/shadow-changelog.ts'
import type { Difference } from '../verify/blame.ts'
import type { Earlier } from '../verify/earlier.ts'
import type { ChangelogProject, VerifyChangelogOptions } from '../verify/verify.ts'
import { wholesOf } from '../verify/wholes.ts'
import type { NewChangeset } from './changeset-text.ts'
import type { Draft } from './place.ts'

export interface AddOptions extends VerifyChangelogOptions {
  readonly message?: string | undefined
  /** The file, relative to the search path. Default: the nearest. */
  readonly into?: string | undefined
  /** Say what would be written, and write nothing. */
  readonly dryRun?: boolean | undefined
}

/** What is to be bridged, and the changelogs that show it. */
export interface Gap {
  /** The files with drafts that are not written yet; absent: as they are. */
  readonly files: ChangelogFiles | undefined
  readonly current: Changelog
  /** Null: the files as they are, from scratch, are the start. */
  readonly before: Changelog | null
  readonly earlier: Earlier | null
  readonly start: ShadowState
  readonly goal: State
  /** Whose files were edited, the last first. */
  readonly definitions: readonly Changeset[]
}

export const compared = (from: State, to: State, options: AddOptions, unsafe: boolean): Promise<Comparison> => {
  const compare: CompareOptions = {
    ...options.compare,
    unsafe,
    prove: false,
    online: 'never',
    chooseRenames: undefined,
  }
  return compareStates({ from, to, copies: copiesOf(options) }, compare)
}

/** Without the renames that were asked for: they are done. */
const comparedAfter = (from: State, to: State, options: AddOptions): Promise<Comparison> =>
  compared(from, to, { ...options, compare: { ...options.compare, rename: undefined } }, true)

/** What takes the plan back. */
export function wayBack(from: State, to: State, there: Comparison, options: AddOptions): Promise<Comparison> {
  const { renames } = there.settled
  if (renames.length === 0)
    return comparedAfter(stateOf(there.goal, 'after'), stateOf(there.current, 'before'), options)
  // A copy is made for renames: of all that is there, what is not compared too.
  return comparedAfter(to, stateOf(from.catalog, 'before', reversed(renames)), options)
}

/** The changesets that make what is lacking, the last first: after it all of it is made. */
export function definitionsOf(differences: readonly Difference[], { changesets }: Changelog): Changeset[] {
  const makers = new Set(differences.map(({ fresh, blame }) => (fresh ?? blame)?.identity))
  return changesets.filter((one) => makers.has(identity(one))).toReversed()
}

/** Where databasechangelog is, as SQL names it: with its schema where that is not the default one. */
export function trackingTable({ liquibaseSchema, changelogTable = 'databasechangelog' }: AddOptions): string {
  const table = ident(changelogTable.toLowerCase())
  return liquibaseSchema === undefined ? table : `${ident(liquibaseSchema)}.${table}`
}

/** Where it is in the files, once it is there. */
export const found = (changelog: Changelog, { id, author }: NewChangeset): Changeset | null =>
  changelog.changesets.findLast((one) => one.id === id && one.author === author) ?? null

export function refuseFailed(failure: ChangelogError | null, what: string): void {
  if (failure)
    throw new ChangelogError(`nothing was written, since ${what} fails:\n${failure.message}`, null, { cause: failure })
}

/** The files with a draft: a line of a body may be read as a directive. */
export function readDraft(project: ChangelogProject, { path, files }: Draft): Changelog {
  try {
    return project.read(files)
  } catch (error) {
    if (!(error instanceof ChangelogError)) throw error
    throw new ChangelogError(
      `nothing was written, since ${path} with the changeset is not read as it is meant (lines are those that it would have):\n${error.message}`,
      null,
      { cause: error },
    )
  }
}

const MOST_SHOWN = 20

export async function refuseDifferent(
  catalog: Catalog,
  wanted: State,
  what: string,
  options: AddOptions,
): Promise<void> {
  const { current, goal } = await comparedAfter(stateOf(catalog, 'the proof'), wanted, options)
  const left = wholesOf(diff(current, goal, kinds)).map(({ change }) => describeChange(change))
  if (left.length === 0) return
  const shown = left.slice(0, MOST_SHOWN).map((line) => `  ${line}`)
  const more = left.length > MOST_SHOWN ? [`  … and ${left.length - MOST_SHOWN} more`] : []
  throw new ChangelogError(`nothing was written, since ${what}:\n${[...shown, ...more].join('\n')}`)
}

export const risksOf = ({ plan }: Comparison): string[] =>
  plan.transactions.flatMap(({ statements }) =>
    statements.flatMap(({ sql, risk }) => (risk ? [`${sql.split('\n')[0]} ${risk}`] : [])),
  )
