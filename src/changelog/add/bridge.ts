// Where an upgrade fails since a table lacks columns that its edited definition has, and a view or a routine names: changesets that
// add them before that, until the upgrade comes to its end. Tried in shadows; writes nothing.

import { wholeOf, type CatalogObject, type Key } from '../../catalog/object.ts'
import { stateOf } from '../../revisions/author/way-back.ts'
import { identity, type Changelog } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { folderFiles, type ChangelogFiles } from '../read/files.ts'
import { MigrationError } from '../run/errors.ts'
import { bothBuilt } from '../shadow/built.ts'
import { ShadowChangelog, type ShadowState } from '../shadow/shadow-changelog.ts'
import { differencesOf } from '../verify/blame.ts'
import type { Earlier } from '../verify/earlier.ts'
import { evidenceOf, type Evidence } from '../verify/evidence.ts'
import { comingLater, hintsOf, missedBy } from '../verify/failure-hints.ts'
import type { ChangelogProject } from '../verify/verify.ts'
import type { NewChangeset } from './changeset-text.ts'
import { drafted } from './drafted.ts'
import { compared, definitionsOf, found, readDraft, refuseDifferent, refuseFailed, type AddOptions } from './gap.ts'
import { candidates, draft, type Draft } from './place.ts'

/** Changesets, and where they go. */
export interface Bridge {
  readonly placed: Draft
  readonly changesets: readonly NewChangeset[]
  readonly differences: readonly string[]
  readonly risks: readonly string[]
}

export interface Beginning {
  readonly before: Changelog
  readonly earlier: Earlier
  /** Absent: the files as they are. */
  readonly files: ChangelogFiles | undefined
}

export interface Upgraded {
  readonly evidence: Evidence
  readonly bridges: readonly Bridge[]
  /** With the drafts of the bridges. */
  readonly files: ChangelogFiles | undefined
}

const MOST_BRIDGES = 5

/** @throws ChangelogError where the upgrade fails for another reason */
export async function upgradedToTheEnd(
  project: ChangelogProject,
  { before, earlier, files: given }: Beginning,
  options: AddOptions,
): Promise<Upgraded> {
  const bridges: Bridge[] = []
  let fresh: ShadowState | null = null
  for (let files = given; ;) {
    const current = project.read(files)
    const { upgrade, ...built } = await bothBuilt(before, current, earlier.revision, options)
    const evidence = evidenceOf({ before, current, ...built, happened: upgrade.happened })
    if (fresh)
      await refuseDifferent(built.fresh.catalog, stateOf(fresh.catalog, 'a fresh database'), CHANGES_FRESH, options)
    fresh ??= built.fresh
    if (upgrade.failure === null) return { evidence, bridges, files }
    const bridge =
      bridges.length < MOST_BRIDGES ? await bridgeFor(project, upgrade.failure, evidence, files, options) : null
    if (bridge === null) throw failing(upgrade.failure, evidence, earlier)
    bridges.push(bridge)
    files = bridge.placed.files
  }
}

const CHANGES_FRESH = 'a fresh database with it is another'

function failing(failure: ChangelogError, evidence: Evidence, earlier: Earlier): ChangelogError {
  const hints = hintsOf(failure, evidence).map((hint) => `\n  ${hint}`)
  return new ChangelogError(
    `the upgrade from ${earlier.revision} fails, so what it comes to cannot be known:\n${failure.message}${hints.join('')}`,
    null,
    { cause: failure },
  )
}

/** Null: it is not for want of a column, or there is no place before what fails. */
async function bridgeFor(
  project: ChangelogProject,
  failure: ChangelogError,
  evidence: Evidence,
  files: ChangelogFiles | undefined,
  options: AddOptions,
): Promise<Bridge | null> {
  const lacking = lackingColumns(failure, evidence)
  if (lacking.length === 0 || !(failure instanceof MigrationError)) return null
  const [upgraded, fresh] = [
    stateOf(evidence.upgraded.catalog, 'the upgraded database'),
    stateOf(evidence.fresh.catalog, 'a fresh database'),
  ]
  const only = (objects: readonly CatalogObject[]): AddOptions => {
    const include = objects.map(({ kind, identity: name }) => `${kind}:${name}`)
    return { ...options, compare: { ...options.compare, include } }
  }
  // One that is too much may have another name now: dropped after this one is added, that would not be seen any more.
  const surplus = columnsOnlyIn(evidence.upgraded, evidence.fresh, new Set(lacking.map((one) => wholeOf(one).key)))
  const unsafe = options.compare?.unsafe ?? false
  if (surplus.length > 0) await compared(upgraded, fresh, only(lacking.map(wholeOf)), unsafe)
  const told = { current: evidence.current, folders: project.folders, isGuarded: true }
  const made = await drafted(upgraded, fresh, told, only(lacking))
  if (made === null) return null
  const { changes, changesets, differences, risks } = made
  const text = changesets.map((one) => one.text).join('\n')
  const definitions = definitionsOf(differencesOf(changes, evidence), evidence.current)
  for (const path of candidates(evidence.current, options.into, definitions, project.folders)) {
    const placed = draft(path, text, files ?? folderFiles(project.folders))
    const next = readDraft(project, placed)
    if (!isBefore(next, changesets, failure.changeset)) continue
    await proveWayBack(evidence.before, next, changesets, options)
    return { placed, changesets, differences, risks }
  }
  throw new ChangelogError(
    `${failure.message}\nWhat it lacks would have to be added before it, by a file that the changelog includes earlier, and there is none of ` +
      `formatted SQL beside the definition. Include one before ${failure.changeset}, and name it with --into:\n` +
      text.trim().replaceAll(/^/gm, '  '),
  )
}

/** All that the tables lack of which the statement names one. */
function lackingColumns(failure: ChangelogError, evidence: Evidence): CatalogObject[] {
  const isBridged = (object: CatalogObject): boolean =>
    object.kind === 'column' && wholeOf(object).kind === 'table' && comingLater(object, evidence).length === 0
  const tables = new Set(
    missedBy(failure, evidence)
      .filter(({ object }) => isBridged(object))
      .map(({ object }) => wholeOf(object).key),
  )
  return columnsOnlyIn(evidence.fresh, evidence.upgraded, tables).filter(isBridged)
}

const columnsOnlyIn = (one: ShadowState, other: ShadowState, tables: ReadonlySet<Key>): CatalogObject[] =>
  [...one.catalog.objects.values()].filter(
    (object) => object.kind === 'column' && tables.has(wholeOf(object).key) && !other.catalog.objects.has(object.key),
  )

const isBefore = (next: Changelog, changesets: readonly NewChangeset[], failed: string): boolean => {
  const at = next.changesets.findIndex((one) => identity(one) === failed)
  return changesets.every((one) => {
    const changeset = found(next, one)
    return changeset !== null && next.changesets.indexOf(changeset) < at
  })
}

/** Taken back at once, before anything depends on it, it is as it was. */
async function proveWayBack(
  before: Changelog,
  next: Changelog,
  changesets: readonly NewChangeset[],
  options: AddOptions,
): Promise<void> {
  const first = changesets[0] && found(next, changesets[0])
  if (!first) return
  const at = next.changesets.indexOf(first)
  const until = (end: number): Changelog => ({ ...next, changesets: next.changesets.slice(0, end) })
  const shadow = await ShadowChangelog.open([before, next], options)
  try {
    refuseFailed((await shadow.run(before)).failure, 'what was before')
    refuseFailed((await shadow.run(until(at))).failure, 'what comes before it')
    const { catalog: was } = await shadow.read()
    refuseFailed((await shadow.run(until(at + changesets.length))).failure, 'an upgrade with it')
    await shadow.takeBack(first)
    const { catalog } = await shadow.read()
    await refuseDifferent(catalog, stateOf(was, 'before'), 'taking it back comes to something else', options)
  } finally {
    await shadow.close()
  }
}
