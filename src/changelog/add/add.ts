// Writes the next changesets from a difference: between the files and a definition, or between what an upgrade comes to and what the
// edited files make. Nothing is written that was not run in shadows: upgraded it is the same, and taken back it is what it was.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CompareOptions, Comparison } from '../../compare/compare.ts'
import { compareStates } from '../../compare/compare.ts'
import { openState, type State } from '../../compare/states.ts'
import { describeChange } from '../../diff/describe.ts'
import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import { stateOf } from '../../revisions/author/way-back.ts'
import { identity, type Changelog, type Changeset } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { differencesOf, wholesOf } from '../verify/blame.ts'
import { earlierRevision, type Earlier } from '../verify/earlier.ts'
import { ShadowChangelog, type ShadowState } from '../verify/shadow-changelog.ts'
import {
  bothBuilt,
  copiesOf,
  freshState,
  readEarlier,
  type ChangelogProject,
  type VerifyChangelogOptions,
} from '../verify/verify.ts'
import { changesetsOf, type NewChangeset } from './changeset-text.ts'
import { guardOf } from './guard.ts'
import { authorOf, candidates, draft, idOf, withFile, writeDraft, type Draft } from './place.ts'

export interface AddOptions extends VerifyChangelogOptions {
  readonly message?: string | undefined
  /** The file, relative to the search path. Default: the nearest. */
  readonly into?: string | undefined
  /** Say what would be written, and write nothing. */
  readonly dryRun?: boolean | undefined
}

export interface Added {
  readonly changesets: readonly NewChangeset[]
  /** Null: nothing was written. */
  readonly file: string | null
  /** Relative to the search path. */
  readonly path: string
  /** What they see to. */
  readonly differences: readonly string[]
  /** Statements that rows may stand in the way of, and how. */
  readonly risks: readonly string[]
  /** The earlier revision that is upgraded by it; null: it leads to a definition. */
  readonly earlier: Earlier | null
}

/** What is to be bridged, and the changelogs that show it. */
interface Gap {
  readonly current: Changelog
  /** Null: the files as they are, from scratch, are the start. */
  readonly before: Changelog | null
  readonly earlier: Earlier | null
  readonly start: ShadowState
  readonly goal: State
  /** Whose file was edited. */
  readonly definition: Changeset | null
}

/** Null where there is no difference. @throws UnsafePlanError where it would lose data, unless options.compare.unsafe */
export async function addChangesets(project: ChangelogProject, options: AddOptions): Promise<Added | null> {
  try {
    const gap =
      options.definition === undefined ? await sinceEarlier(project, options) : await toDefinition(project, options)
    const from = stateOf(gap.start.catalog, gap.before ? 'the upgraded database' : 'a fresh database')
    const there = await compared(from, gap.goal, options, options.compare?.unsafe ?? false)
    if (there.plan.transactions.length === 0) return null
    const back = await compared(stateOf(there.goal, 'after'), stateOf(there.current, 'before'), options, true)
    const changes = diff(there.current, there.goal, kinds)
    const authored = {
      id: idOf(options.message ?? null, gap.current, new Date()),
      author: authorOf(project.folders[0] ?? '.'),
      message: options.message ?? null,
      guard: gap.before === null ? null : guardOf(changes),
      changelogTable: options.changelogTable ?? 'databasechangelog',
    }
    const changesets = changesetsOf(there.plan, back.plan, authored)
    options.onStage?.('proving the changeset in shadows')
    const placed = await placeProven(project, gap, there, changesets, options)
    const file = options.dryRun ? null : writeDraft(placed, project.folders)
    return {
      changesets,
      file,
      path: placed.path,
      differences: wholesOf(changes).map(({ change }) => describeChange(change)),
      risks: risksOf(there),
      earlier: gap.earlier,
    }
  } finally {
    options.onStage?.(null)
  }
}

const risksOf = ({ plan }: Comparison): string[] =>
  plan.transactions.flatMap(({ statements }) =>
    statements.flatMap(({ sql, risk }) => (risk ? [`${sql.split('\n')[0]} ${risk}`] : [])),
  )

/** A file that is named and not there yet may be included already. */
const readCurrent = (project: ChangelogProject, { into }: AddOptions): Changelog =>
  project.read(into === undefined ? undefined : withFile(into, project.folders))

async function sinceEarlier(project: ChangelogProject, options: AddOptions): Promise<Gap> {
  const earlier = earlierRevision(options.from, project.folders)
  const [current, before] = [readCurrent(project, options), readEarlier(project, earlier)]
  options.onStage?.(`running the files in shadows: as they are, and those of ${earlier.revision} upgraded`)
  const { fresh, upgraded, upgrade } = await bothBuilt(before, current, earlier, options)
  if (upgrade.failure)
    throw new ChangelogError(
      `the upgrade from ${earlier.revision} fails, so what it comes to cannot be known:\n${upgrade.failure.message}`,
      null,
      { cause: upgrade.failure },
    )
  const goal = stateOf(fresh.catalog, 'a fresh database')
  const evidence = { before, current, fresh, upgraded, happened: upgrade.happened }
  const found = differencesOf(diff(upgraded.catalog, fresh.catalog, kinds), evidence)
  // Where all of them are made: after the last of those that make them.
  const makers = new Set(found.map((one) => (one.fresh ?? one.blame)?.identity))
  const definition = current.changesets.findLast((one) => makers.has(identity(one))) ?? null
  return { current, before, earlier, start: upgraded, goal, definition }
}

async function toDefinition(project: ChangelogProject, options: AddOptions): Promise<Gap> {
  const current = readCurrent(project, options)
  options.onStage?.('running the files in a shadow')
  const start = await freshState(current, options, 'the files')
  options.onStage?.('reading the definition')
  const goal = await openState(options.definition ?? '', options.compare ?? {}, start.catalog.major)
  return { current, before: null, earlier: null, start, goal, definition: null }
}

const compared = (from: State, to: State, options: AddOptions, unsafe: boolean): Promise<Comparison> => {
  const compare: CompareOptions = {
    ...options.compare,
    unsafe,
    prove: false,
    online: 'never',
    chooseRenames: undefined,
  }
  return compareStates({ from, to, copies: copiesOf(options) }, compare)
}

/** The nearest file in which the changelog comes to it, and in which it does what it is to do: what it needs may come after another. */
async function placeProven(
  project: ChangelogProject,
  gap: Gap,
  there: Comparison,
  changesets: readonly NewChangeset[],
  options: AddOptions,
): Promise<Draft> {
  const text = changesets.map((one) => one.text).join('\n')
  const paths = candidates(gap.current, options.into, gap.definition, project.folders)
  let failure: unknown = null
  for (const path of paths) {
    const placed = draft(path, text, project.folders)
    const next = project.read(placed.files)
    if (changesets.some((one) => found(next, one) === null)) continue
    try {
      await prove(gap, next, there, changesets, options)
      return placed
    } catch (error) {
      if (!(error instanceof ChangelogError)) throw error
      failure ??= error
    }
  }
  if (failure !== null) throw failure
  throw new ChangelogError(
    `${gap.current.file} does not include ${paths.join(' or ')}, so the changeset would not run. Include it, or name another file with --into.`,
  )
}

const found = (changelog: Changelog, { id, author }: NewChangeset): Changeset | null =>
  changelog.changesets.findLast((one) => one.id === id && one.author === author) ?? null

/** Side by side where each shadow has a server of its own. */
async function prove(
  gap: Gap,
  next: Changelog,
  there: Comparison,
  changesets: readonly NewChangeset[],
  options: AddOptions,
): Promise<void> {
  const upgraded = (): Promise<void> => proveUpgrade(gap, next, there, changesets, options)
  const fromScratch = async (): Promise<void> => {
    const fresh = await freshState(next, options, 'the files with it')
    await refuseDifferent(fresh.catalog, gap.goal, 'a fresh database with it is another', options)
  }
  if (options.server !== undefined) {
    await upgraded()
    return fromScratch()
  }
  for (const result of await Promise.allSettled([upgraded(), fromScratch()]))
    if (result.status === 'rejected') throw result.reason
}

/** Upgraded it is as wanted, and taken back it is as it was. */
async function proveUpgrade(
  { current, before, goal }: Gap,
  next: Changelog,
  there: Comparison,
  changesets: readonly NewChangeset[],
  options: AddOptions,
): Promise<void> {
  const chain = before === null ? [current, next] : [before, next]
  const shadow = await ShadowChangelog.open(chain, options)
  try {
    for (const changelog of chain) refuseFailed((await shadow.run(changelog)).failure, 'an upgrade with it')
    const after = await shadow.read()
    await refuseDifferent(after.catalog, goal, 'an upgrade with it comes to something else', options)
    const first = changesets[0] && found(next, changesets[0])
    if (!first) return
    await shadow.takeBack(first)
    const { catalog } = await shadow.read()
    const was = stateOf(there.current, 'before')
    await refuseDifferent(catalog, was, 'taking it back comes to something else', options)
  } finally {
    await shadow.close()
  }
}

function refuseFailed(failure: ChangelogError | null, what: string): void {
  if (failure)
    throw new ChangelogError(`nothing was written, since ${what} fails:\n${failure.message}`, null, { cause: failure })
}

async function refuseDifferent(catalog: Catalog, wanted: State, what: string, options: AddOptions): Promise<void> {
  const { current, goal } = await compared(stateOf(catalog, 'the proof'), wanted, options, true)
  const left = wholesOf(diff(current, goal, kinds)).map(({ change }) => describeChange(change))
  if (left.length === 0) return
  const shown = left.slice(0, MOST_SHOWN).map((line) => `  ${line}`)
  const more = left.length > MOST_SHOWN ? [`  … and ${left.length - MOST_SHOWN} more`] : []
  throw new ChangelogError(`nothing was written, since ${what}:\n${[...shown, ...more].join('\n')}`)
}

const MOST_SHOWN = 20
