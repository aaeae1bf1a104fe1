// The changelog that a command is about, read as its settings say; and what its commands tell of its files.

import type { Changelog } from '../../changelog/changelog.ts'
import type { Scope } from '../../changelog/pending/select.ts'
import { pathInSearchPath, type ChangelogFiles } from '../../changelog/read/files.ts'
import { readChangelog } from '../../changelog/read/read-changelog.ts'
import type { TrackingOptions } from '../../changelog/tracking/state.ts'
import { trackingPatterns } from '../../changelog/tracking/without-tracking.ts'
import { UsageError } from '../../compare/errors.ts'
import { placeText } from '../../source/source-error.ts'
import type { Call } from '../call.ts'

export const searchPathOf = ({ settings }: Pick<Call, 'settings'>): readonly string[] =>
  settings.searchPath?.flatMap(listed) ?? ['.']

const listed = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

export const scopeOf = ({ settings }: Pick<Call, 'settings'>): Scope => ({
  contexts: settings.contexts?.flatMap((list) => list.split(',')).map((name) => name.trim()) ?? [],
  labels: settings.labels ?? null,
})

export function trackingOf({ settings }: Pick<Call, 'settings'>): TrackingOptions {
  const { defaultSchema, liquibaseSchema, changelogTable, lockTable } = settings
  return { defaultSchema, liquibaseSchema, changelogTable, lockTable }
}

/** What the user leaves out, and the two tables. */
export const excludedBy = (call: Pick<Call, 'settings'>): readonly string[] => [
  ...(call.settings.exclude ?? []),
  ...trackingPatterns(trackingOf(call)),
]

/** @param files in the place of those of the search path */
export function openChangelog(call: Call, files?: ChangelogFiles): Changelog {
  const { settings, command } = call
  if (settings.changelogFile === undefined)
    throw new UsageError(
      `which changelog is ${command} about? Name it with --changelog-file, LIQUIBASE_COMMAND_CHANGELOG_FILE or liquibase.properties`,
    )
  const { missingProperty, propertyEscaping } = settings
  const searchPath = searchPathOf(call)
  const { changelogFile } = settings
  return readChangelog(files ? pathInSearchPath(changelogFile, searchPath) : changelogFile, {
    searchPath,
    ...(files === undefined ? {} : { files }),
    properties: new Map(Object.entries(settings.parameter ?? {})),
    ...scopeOf(call),
    compatibility: settings.compatibility ?? 'trueup',
    ...(missingProperty === undefined ? {} : { missingProperty }),
    ...(propertyEscaping === undefined ? {} : { propertyEscaping }),
  })
}

/** Of one rule, so that a warning that stands alone is not drowned by a hundred that are alike. */
const MOST_ALIKE = 5

/** What is strange about the files and is no error. */
export function tellWarnings({ settings, terminal }: Call, { problems }: Changelog): void {
  if (settings.quiet) return
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  const told = new Map<string, number>()
  let untold = 0
  for (const problem of warnings) {
    const before = told.get(problem.rule) ?? 0
    told.set(problem.rule, before + 1)
    if (before < MOST_ALIKE || settings.verbose) terminal.tell(`warning: ${placeText(problem)}: ${problem.message}`)
    else untold++
  }
  if (untold > 0) terminal.tell(`… and ${untold} more warnings like these (-v, or \`trueup changelog validate\`)`)
}
