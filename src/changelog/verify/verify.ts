// Holds an upgraded database against a fresh one, both in shadows: the files of an earlier revision, upgraded by the current ones,
// must come to the same as the current ones from scratch. And that against a definition, where there is one.

import type { Key } from '../../catalog/object.ts'
import { compareStates, type CompareOptions } from '../../compare/compare.ts'
import { openState } from '../../compare/states.ts'
import { differences } from '../../diff/describe.ts'
import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import type { Plan } from '../../plan/plan.ts'
import { stateOf } from '../../revisions/author/way-back.ts'
import type { Changelog } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import type { ChangelogFiles } from '../read/files.ts'
import { filesAt } from '../read/git-files.ts'
import { MigrationError, PreconditionError } from '../run/errors.ts'
import { bothBuilt } from '../shadow/built.ts'
import { copiesOf, type Happened, type ShadowChangelogOptions, type ShadowState } from '../shadow/shadow-changelog.ts'
import { withoutTracking } from '../tracking/without-tracking.ts'
import { differencesOf, type Difference } from './blame.ts'
import { earlierRevision, type Earlier } from './earlier.ts'
import { evidenceOf, type Evidence } from './evidence.ts'
import { hintsOf, nextSteps } from './failure-hints.ts'
import type { Remark } from './remark.ts'
import { remarksOf } from './remarks.ts'
import { rowRemarks } from './row-remarks.ts'

/** A changelog that can be read as it is and as it was: `{ folders, read: (files) => readChangelog(file, { searchPath: folders, files }) }`. */
export interface ChangelogProject {
  /** Folders of the search path. */
  readonly folders: readonly string[]
  /** The files as they are, or others in their place. */
  read(files?: ChangelogFiles): Changelog
}

export interface VerifyChangelogOptions extends ShadowChangelogOptions {
  /** The earlier git revision. Default: see earlierRevision(). */
  readonly from?: string | undefined
  /** A source that the current files must lead to. */
  readonly definition?: string | undefined
  /** What is compared, and how states are read. */
  readonly compare?: CompareOptions | undefined
  readonly onStage?: ((stage: string | null) => void) | undefined
}

export interface UpgradeFailure {
  /** Null: nothing ran, as files and database do not fit together. */
  readonly changeset: string | null
  readonly message: string
  /** What the statement misses, and why it is not there: with the changeset that makes it in a fresh database. */
  readonly hints: readonly string[]
}

export interface VerifiedChangelog {
  readonly earlier: Earlier
  /** What the upgrade ran, by identity. */
  readonly happened: ReadonlyMap<string, Happened>
  /** Null: the upgrade came to its end. */
  readonly failure: UpgradeFailure | null
  readonly differences: readonly Difference[]
  /** From the upgraded database to a fresh one; null where the upgrade failed. */
  readonly mend: Plan | null
  /** From a fresh database to the definition; null: not compared. */
  readonly fromDefinition: { readonly differences: readonly string[]; readonly plan: Plan } | null
  readonly remarks: readonly Remark[]
  /** Roles that changesets name and none creates. */
  readonly assumedRoles: readonly string[]
  /** The upgrade came to its end, to the same as a fresh database, and to the definition; remarks do not count. */
  readonly isRight: boolean
}

/**
 * Runs the files in two shadows, from scratch and on top of those of an earlier git revision, and compares. No database is touched.
 * An upgrade that fails is told in the report.
 * @throws ChangelogError where git has no earlier revision, or the files, or those of that revision, do not run from scratch
 */
export async function verifyChangelog(
  project: ChangelogProject,
  given: VerifyChangelogOptions,
): Promise<VerifiedChangelog> {
  const options = withoutTracking(given)
  try {
    const earlier = earlierRevision(options.from, project.folders)
    const current = project.read()
    const before = readEarlier(project, earlier)
    options.onStage?.(`running the files in shadows: as they are, and those of ${earlier.revision} upgraded`)
    const built = await bothBuilt(before, current, earlier.revision, options)
    const { fresh, upgraded, upgrade } = built
    const evidence = evidenceOf({ before, current, fresh, upgraded, happened: upgrade.happened })
    const compared = upgrade.failure === null ? await compareBoth(evidence, options) : null
    const fromDefinition = options.definition === undefined ? null : await withDefinition(fresh, options)
    const failure = upgrade.failure && failureOf(upgrade.failure, evidence)
    const found = compared?.differences ?? []
    return {
      earlier,
      happened: upgrade.happened,
      failure,
      differences: found,
      mend: compared?.mend ?? null,
      fromDefinition,
      // Those that were dropped and not made are hints of the failure.
      remarks: [
        ...remarksOf(evidence).filter(({ rule }) => failure === null || rule !== 'not-made-again'),
        ...(compared ? rowRemarks(evidence, compared.keys) : []),
      ],
      assumedRoles: [...new Set([...fresh.assumedRoles, ...upgraded.assumedRoles])].toSorted(),
      isRight: failure === null && found.length === 0 && (fromDefinition?.differences.length ?? 0) === 0,
    }
  } finally {
    options.onStage?.(null)
  }
}

/** The files as they were. */
export function readEarlier(project: ChangelogProject, earlier: Earlier): Changelog {
  try {
    return project.read(filesAt(earlier, project.folders))
  } catch (error) {
    if (!(error instanceof ChangelogError) || !/was not found in the configured search path/.test(error.message))
      throw error
    throw new ChangelogError(
      `${error.message}\nWhere the files are newer than that, name a later revision with --from; where they are in a git submodule, ` +
        'run this in its folder, or name that with --search-path.',
      null,
      { cause: error },
    )
  }
}

async function compareBoth(
  evidence: Evidence,
  options: Pick<VerifyChangelogOptions, 'compare' | 'server' | 'onStage'>,
): Promise<{ readonly differences: readonly Difference[]; readonly mend: Plan; readonly keys: ReadonlySet<Key> }> {
  options.onStage?.('comparing both')
  const comparison = await compareStates(
    {
      from: stateOf(evidence.upgraded.catalog, 'the upgraded database'),
      to: stateOf(evidence.fresh.catalog, 'a fresh database'),
      copies: copiesOf(options),
    },
    { ...options.compare, unsafe: true, chooseRenames: undefined },
  )
  const changes = diff(comparison.current, comparison.goal, kinds)
  const keys = new Set([...comparison.goal.objects.keys()].filter((key) => comparison.current.objects.has(key)))
  return { differences: differencesOf(changes, evidence), mend: comparison.plan, keys }
}

async function withDefinition(
  fresh: ShadowState,
  options: VerifyChangelogOptions,
): Promise<VerifiedChangelog['fromDefinition']> {
  if (options.definition === undefined) return null
  options.onStage?.('comparing with the definition')
  const to = await openState(options.definition, options.compare ?? {}, fresh.catalog.major)
  const from = stateOf(fresh.catalog, 'a fresh database')
  const comparison = await compareStates(
    { from, to, copies: copiesOf(options) },
    { ...options.compare, unsafe: true, chooseRenames: undefined },
  )
  return { differences: differences(comparison.current, comparison.goal), plan: comparison.plan }
}

function failureOf(error: ChangelogError, evidence: Evidence): UpgradeFailure {
  const changeset =
    error instanceof MigrationError ? error.changeset : error instanceof PreconditionError ? error.subject : null
  return { changeset, message: error.message, hints: [...hintsOf(error, evidence), ...nextSteps(error, evidence)] }
}
