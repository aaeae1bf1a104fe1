// Whether a changelog and a database fit together, before anything runs: checksums, duplicates, what is wrong in the files.
// Pure: knows the rows, sends nothing.

import { placeText } from '../../source/source-error.ts'
import { identity, type Changelog, type Changeset, type Compatibility } from '../changelog.ts'
import { checksum } from '../checksum/checksum.ts'
import { CURRENT_VERSION, isComputable, versionOf } from '../checksum/version.ts'
import { andMore, MOST_NAMED } from '../errors.ts'
import { invalidChanges, unsendable } from '../sql/unsendable.ts'
import { changesetKey, ranByKey, type RanChangeset } from '../tracking/ran.ts'
import { displaced, displacedText } from './displaced.ts'
import { ValidationError } from './errors.ts'
import { asRecorded } from './recorded.ts'
import { inScope, isUnchanged, type Scope } from './select.ts'

/** A checksum to be written: it was cleared, or is of an older version and was found right. */
export interface ChecksumUpgrade {
  readonly row: RanChangeset
  readonly md5sum: string
}

export interface Validated {
  readonly upgrades: readonly ChecksumUpgrade[]
}

export interface ToRun {
  readonly pending: readonly { readonly changeset: Changeset; readonly ran: RanChangeset | null }[]
  readonly compatibility: Compatibility
}

/**
 * @param toRun what is to run, and so must be able to
 * @throws ValidationError with everything that is wrong
 */
export function validate(
  changelog: Changelog,
  ran: readonly RanChangeset[],
  scope: Scope,
  toRun: ToRun = { pending: [], compatibility: 'trueup' },
): Validated {
  const rows = ranByKey(ran)
  const within = asRecorded(changelog, ran).changesets.filter((changeset) => inScope(changeset, scope))
  const sums = within.flatMap((changeset) => {
    const row = rows.get(changesetKey(changeset))
    return row && !isValid(changeset, row) ? [{ changeset, row }] : []
  })
  const mismatches = sums.filter(({ changeset }) => !changeset.runOnChange && !changeset.runAlways)
  const findings = [
    ...listed(
      mismatches,
      'changesets check sum',
      ({ changeset, row }) =>
        `${identity(changeset)} was: ${row.md5sum} but is now: ${currentSum(changeset, row)} (${placeText(changeset)}${itsFiles(changeset)})`,
    ),
    ...listed(
      duplicates(within),
      'changesets had duplicate identifiers',
      ({ first, again }) => `${identity(again)} (${placeText(again)}, and before at ${placeText(first)})`,
    ),
    ...listed(
      changelog.problems.filter(({ severity }) => severity === 'error'),
      'problems in the files',
      (problem) => `${placeText(problem)}: ${problem.message}`,
    ),
    ...unrunnable(toRun),
    ...elsewhere(changelog, ran, toRun),
  ]
  if (findings.length > 0)
    throw new ValidationError(`Validation Failed:\n${findings.join('\n')}${adviceFor(mismatches.length)}`, findings)
  return { upgrades: upgradesOf(within, rows) }
}

/** Found out before anything runs, and not when its turn comes. */
function unrunnable({ pending, compatibility }: ToRun): string[] {
  const changesets = pending.map(({ changeset }) => changeset)
  const halting = changesets.filter(({ onValidationFail }) => onValidationFail === 'HALT')
  const foreign = changesets.filter(({ runWith }) => runWith !== null && !/^(?:jdbc|psql)$/i.test(runWith))
  return [
    ...listed(
      halting.flatMap(invalidChanges),
      'changes have validation failures',
      (invalid) => `${placeText(invalid)}: ${invalid.message}`,
    ),
    ...listed(
      foreign,
      'changesets name a program that does not run here',
      (changeset) =>
        `${placeText(changeset)}: runWith:${changeset.runWith}. Where its SQL is PostgreSQL's, take runWith away; or run it by ` +
        `other means, and record it with \`trueup changelog sync\`.`,
    ),
    ...listed(
      changesets.flatMap((changeset) => unsendable(changeset, compatibility)),
      'texts are no SQL that can be sent',
      ({ message }) => `${message}${adviceForPsql(message)}`,
    ),
  ]
}

/** The same files, named from another folder: all of them would run again. */
function elsewhere(changelog: Changelog, ran: readonly RanChangeset[], { pending, compatibility }: ToRun): string[] {
  if (compatibility === 'liquibase') return []
  const found = displaced(changelog, ran, pending)
  if (!found.isWhole) return []
  const [first] = found.changesets
  return [
    ...listed(found.changesets, 'changesets ran on this database under other file names', displacedText),
    `     No changeset that ran here is in ${changelog.file} by its file name (FILENAME is ${first?.row.path}, the file ${first?.changeset.path}), ` +
      `so all would run again. Name --changelog-file and --search-path as Liquibase had them, so that the names are the same, or write ` +
      `logicalFilePath. Where they are to run again: --compatibility liquibase.`,
  ]
}

function adviceForPsql(message: string): string {
  const [, command] = /: \\(\S+) is psql's, not SQL\.$/.exec(message) ?? []
  if (command === undefined) return ''
  if (/^(?:i|ir|include|include_relative)$/.test(command))
    return ' Name the file with --include, or with sqlFile in YAML.'
  return command === 'copy' ? ' Load the rows with loadData, or with INSERT.' : ' Say it in SQL, or take it out.'
}

/** What is in them is summed up too. */
function itsFiles({ changes }: Changeset): string {
  const files = changes.flatMap(({ content }) => content?.file ?? [])
  return files.length === 0 ? '' : `, with ${[...new Set(files)].join(', ')}`
}

const adviceFor = (mismatches: number): string =>
  mismatches === 0
    ? ''
    : `\nNothing was run. A changeset that ran is not to be changed: put it back as it was (git log -p shows how), and write what is to ` +
      `be different in a new one. Where the new text means the same, give it the old sum as validCheckSum (in SQL, \`--validCheckSum <sum>\`).`

function listed<T>(items: readonly T[], title: string, text: (item: T) => string): string[] {
  if (items.length === 0) return []
  const named = items.slice(0, MOST_NAMED).map((item) => `          ${text(item)}`)
  return [`     ${items.length} ${title}`, ...named, ...andMore(items.length, '          ')]
}

function duplicates(changesets: readonly Changeset[]): { first: Changeset; again: Changeset }[] {
  const seen = new Map<string, Changeset>()
  return changesets.flatMap((changeset) => {
    const key = changesetKey(changeset)
    const first = seen.get(key)
    if (first) return [{ first, again: changeset }]
    seen.set(key, changeset)
    return []
  })
}

/** A sum that was cleared, one that is listed as valid, or the changeset's own. */
function isValid(changeset: Changeset, { md5sum }: RanChangeset): boolean {
  if (isUnchanged(changeset, md5sum)) return true
  const current = checksum(changeset, CURRENT_VERSION)
  return changeset.validChecksums.some((valid) => isAny(valid) || valid === md5sum || valid === current)
}

const isAny = (valid: string): boolean => /^(?:1:)?(?:any|all|\*)$/i.test(valid.trim())

function currentSum(changeset: Changeset, { md5sum }: RanChangeset): string {
  const version = versionOf(md5sum)
  return checksum(changeset, isComputable(version) ? version : CURRENT_VERSION)
}

function upgradesOf(changesets: readonly Changeset[], rows: ReadonlyMap<string, RanChangeset>): ChecksumUpgrade[] {
  return changesets.flatMap((changeset) => {
    const row = rows.get(changesetKey(changeset))
    if (!row || versionOf(row.md5sum) === CURRENT_VERSION) return []
    // One that runs again because it changed gets its sum then.
    if (!isUnchanged(changeset, row.md5sum)) return []
    return [{ row, md5sum: checksum(changeset, CURRENT_VERSION) }]
  })
}
