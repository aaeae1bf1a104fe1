// Writes the next changesets from a difference: between the files and a definition, or between what an upgrade comes to and what the
// edited files make. Nothing is written that was not run in shadows: upgraded it is the same, and taken back it is what it was.

import type { Comparison } from '../../compare/comparison.ts'
import { openState } from '../../compare/states.ts'
import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import { stateOf } from '../../revisions/author/way-back.ts'
import type { Changelog } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { folderFiles, type ChangelogFiles } from '../read/files.ts'
import { freshState } from '../shadow/built.ts'
import { ShadowChangelog } from '../shadow/shadow-changelog.ts'
import { withoutTracking } from '../tracking/without-tracking.ts'
import { differencesOf } from '../verify/blame.ts'
import { earlierRevision, type Earlier } from '../verify/earlier.ts'
import { readEarlier, type ChangelogProject } from '../verify/verify.ts'
import { upgradedToTheEnd, type Bridge } from './bridge.ts'
import type { NewChangeset } from './changeset-text.ts'
import { drafted } from './drafted.ts'
import { type AddOptions, definitionsOf, found, type Gap, readDraft, refuseDifferent, refuseFailed } from './gap.ts'
import { candidates, draft, withFile, writeDrafts, type Draft } from './place.ts'

export type { AddOptions } from './gap.ts'

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

/**
 * Writes a changeset with its rollback, once shadows have shown that both do what they are to do.
 * @returns null where there is no difference
 * @throws UnsafePlanError where it would lose data, unless options.compare.unsafe; ChangelogError where there is no place for it, or
 * shadows show that it does not do: then nothing is written
 */
export async function addChangesets(project: ChangelogProject, given: AddOptions): Promise<Added | null> {
  const options = withoutTracking(given)
  try {
    const { gap, bridges } =
      options.definition === undefined ? await sinceEarlier(project, options) : await toDefinition(project, options)
    const last = await lastOf(project, gap, options)
    const all = last === null ? bridges : [...bridges, last]
    if (all.length === 0) return null
    const drafts = all.map(({ placed }) => placed)
    return {
      changesets: all.flatMap(({ changesets }) => changesets),
      file: options.dryRun ? null : writeDrafts(drafts, project.folders),
      path: [...new Set(drafts.map(({ path }) => path))].join(' and '),
      differences: all.flatMap(({ differences }) => differences),
      risks: all.flatMap(({ risks }) => risks),
      earlier: gap.earlier,
    }
  } finally {
    options.onStage?.(null)
  }
}

/** What is left to do where the upgrade comes to its end; null: nothing. */
async function lastOf(project: ChangelogProject, gap: Gap, options: AddOptions): Promise<Bridge | null> {
  const from = stateOf(gap.start.catalog, gap.before ? 'the upgraded database' : 'a fresh database')
  const told = { current: gap.current, folders: project.folders, isGuarded: gap.before !== null }
  const made = await drafted(from, gap.goal, told, options)
  if (made === null) return null
  const { there, changesets, differences, risks } = made
  options.onStage?.('proving the changeset in shadows')
  const placed = await placeProven(project, gap, there, changesets, options)
  return { placed, changesets, differences, risks }
}

/** A file that is named and not there yet may be included already. */
const filesFor = ({ folders }: ChangelogProject, { into }: AddOptions): ChangelogFiles | undefined =>
  into === undefined ? undefined : withFile(into, folders)

interface Since {
  readonly gap: Gap
  readonly bridges: readonly Bridge[]
}

async function sinceEarlier(project: ChangelogProject, options: AddOptions): Promise<Since> {
  const earlier = earlierRevision(options.from, project.folders)
  const before = readEarlier(project, earlier)
  options.onStage?.(`running the files in shadows: as they are, and those of ${earlier.revision} upgraded`)
  const { evidence, bridges, files } = await upgradedToTheEnd(
    project,
    { before, earlier, files: filesFor(project, options) },
    options,
  )
  const { current, fresh, upgraded } = evidence
  const goal = stateOf(fresh.catalog, 'a fresh database')
  const definitions = definitionsOf(differencesOf(diff(upgraded.catalog, fresh.catalog, kinds), evidence), current)
  return { gap: { files, current, before, earlier, start: upgraded, goal, definitions }, bridges }
}

async function toDefinition(project: ChangelogProject, options: AddOptions): Promise<Since> {
  const files = filesFor(project, options)
  const current = project.read(files)
  options.onStage?.('running the files in a shadow')
  const start = await freshState(current, options, 'the files')
  options.onStage?.('reading the definition')
  const goal = await openState(options.definition ?? '', options.compare ?? {}, start.catalog.major)
  return { gap: { files, current, before: null, earlier: null, start, goal, definitions: [] }, bridges: [] }
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
  const paths = candidates(gap.current, options.into, gap.definitions, project.folders)
  let failure: unknown = null
  let attempts = 0
  for (const path of paths) {
    const placed = draft(path, text, gap.files ?? folderFiles(project.folders))
    const next = readDraft(project, placed)
    if (changesets.some((one) => found(next, one) === null)) continue
    if (++attempts > MOST_ATTEMPTS) break
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

/** Each runs the files twice. */
const MOST_ATTEMPTS = 4

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
