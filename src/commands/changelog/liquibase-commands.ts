// Liquibase's names of commands that are called otherwise here, so that a script needs only its first word changed.
// Loaded for --help: must import nothing.

/** A command by another name, with what that name says. */
export interface OtherName {
  readonly name: string
  /** The command that it means. */
  readonly command: string
  /** Settings that the name says. */
  readonly sets: Readonly<Record<string, unknown>>
  /** The setting that an argument stands for; null: it takes none. */
  readonly argument: string | null
  /** The setting that --tag means. */
  readonly tag: string
}

const NAMES: readonly (readonly [name: string, command: string, argument: string | null, sql: boolean])[] = [
  ['update-sql', 'update', null, true],
  ['update-count', 'update', 'count', false],
  ['update-count-sql', 'update', 'count', true],
  ['update-to-tag', 'update', 'toTag', false],
  ['update-to-tag-sql', 'update', 'toTag', true],
  ['changelog-sync', 'sync', null, false],
  ['changelog-sync-sql', 'sync', null, true],
  ['changelog-sync-to-tag', 'sync', 'toTag', false],
  ['changelog-sync-to-tag-sql', 'sync', 'toTag', true],
  ['rollback-sql', 'rollback', 'tag', true],
  ['rollback-count', 'rollback', 'count', false],
  ['rollback-count-sql', 'rollback', 'count', true],
  ['rollback-to-date', 'rollback', 'toDate', false],
  ['rollback-to-date-sql', 'rollback', 'toDate', true],
  ['unexpected-changesets', 'unexpected', null, false],
  ['generate-changelog', 'generate', null, false],
]

/** As Liquibase wrote them before it had kebab case. */
const OLD: Readonly<Record<string, readonly string[]>> = {
  'update-sql': ['updateSQL'],
  'update-count-sql': ['updateCountSQL'],
  'update-to-tag-sql': ['updateToTagSQL'],
  'changelog-sync': ['changeLogSync'],
  'changelog-sync-sql': ['changeLogSyncSQL'],
  'changelog-sync-to-tag': ['changeLogSyncToTag'],
  'rollback-sql': ['rollbackSQL'],
  'rollback-count-sql': ['rollbackCountSQL'],
  'rollback-to-date-sql': ['rollbackToDateSQL'],
  'unexpected-changesets': ['unexpectedChangeSets'],
  'generate-changelog': ['generateChangeLog'],
}

const camelCase = (kebab: string): string => kebab.replaceAll(/-(.)/g, (_all, letter: string) => letter.toUpperCase())

export const LIQUIBASE_COMMANDS: readonly OtherName[] = [
  ...NAMES.flatMap(([name, command, argument, sql]) =>
    [name, camelCase(name), ...(OLD[name] ?? [])].map((spelled) => ({
      name: spelled,
      command,
      sets: sql ? { sql: true } : {},
      argument,
      tag: argument === 'toTag' ? 'toTag' : 'tag',
    })),
  ),
  ...['clear-checksums', 'list-locks', 'release-locks'].flatMap((command) =>
    [camelCase(command), ...(command === 'clear-checksums' ? ['clearCheckSums', 'clear-check-sums'] : [])].map(
      (name) => ({
        name,
        command,
        sets: {},
        argument: null,
        tag: 'tag',
      }),
    ),
  ),
]

/** What a call by another name says, as settings. */
export function optionsByName(
  { sets, argument, tag }: OtherName,
  given: readonly string[],
  { tag: tagged, ...options }: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const [value] = given
  return {
    ...options,
    ...sets,
    ...(tagged === undefined ? {} : { [tag]: tagged }),
    ...(argument === null || value === undefined ? {} : { [argument]: value }),
  }
}
