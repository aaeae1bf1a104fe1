// Liquibase's names of commands that are called otherwise here, so that a script needs only its first word changed.
// Loaded for --help: must import nothing that is slow.

import { camelCase } from './liquibase-names.ts'

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

const NAMES: readonly Renamed[] = [
  { name: 'update-sql', command: 'update', sets: { sql: true } },
  { name: 'update-count', command: 'update', argument: 'count' },
  { name: 'update-count-sql', command: 'update', argument: 'count', sets: { sql: true } },
  { name: 'update-to-tag', command: 'update', argument: 'toTag' },
  { name: 'update-to-tag-sql', command: 'update', argument: 'toTag', sets: { sql: true } },
  { name: 'update-testing-rollback', command: 'update', sets: { testRollback: true } },
  { name: 'changelog-sync', command: 'sync' },
  { name: 'changelog-sync-sql', command: 'sync', sets: { sql: true } },
  { name: 'changelog-sync-to-tag', command: 'sync', argument: 'toTag' },
  { name: 'changelog-sync-to-tag-sql', command: 'sync', argument: 'toTag', sets: { sql: true } },
  { name: 'mark-next-changeset-ran', command: 'sync', sets: { count: 1 } },
  { name: 'mark-next-changeset-ran-sql', command: 'sync', sets: { count: 1, sql: true } },
  { name: 'rollback-sql', command: 'rollback', argument: 'tag', sets: { sql: true } },
  { name: 'rollback-count', command: 'rollback', argument: 'count' },
  { name: 'rollback-count-sql', command: 'rollback', argument: 'count', sets: { sql: true } },
  { name: 'rollback-to-date', command: 'rollback', argument: 'toDate' },
  { name: 'rollback-one-changeset', command: 'rollback' },
  { name: 'rollback-one-changeset-sql', command: 'rollback', sets: { sql: true } },
  { name: 'rollback-to-date-sql', command: 'rollback', argument: 'toDate', sets: { sql: true } },
  { name: 'future-rollback-sql', command: 'rollback', sets: { pending: true, sql: true } },
  { name: 'future-rollback-count-sql', command: 'rollback', argument: 'count', sets: { pending: true, sql: true } },
  { name: 'future-rollback-from-tag-sql', command: 'rollback', argument: 'toTag', sets: { pending: true, sql: true } },
  { name: 'unexpected-changesets', command: 'unexpected' },
  { name: 'generate-changelog', command: 'generate' },
]

interface Renamed {
  readonly name: string
  readonly command: string
  readonly argument?: string
  readonly sets?: Readonly<Record<string, unknown>>
}

/** Those of ours that have two words, which Liquibase writes in more ways than one. */
const SAME: readonly Renamed[] = [
  { name: 'clear-checksums', command: 'clear-checksums' },
  { name: 'clear-check-sums', command: 'clear-checksums' },
  { name: 'list-locks', command: 'list-locks' },
  { name: 'release-locks', command: 'release-locks' },
  { name: 'tag-exists', command: 'tag-exists', argument: 'tag' },
  { name: 'calculate-checksum', command: 'calculate-checksum', argument: 'changesetIdentifier' },
]

/** As it wrote them before it had kebab case: updateSQL, changeLogSync, unexpectedChangeSets, clearCheckSums. */
const oldCase = (kebab: string): string =>
  camelCase(kebab)
    .replace(/Sql$/, 'SQL')
    .replace(/changelog/i, (found) => (found.startsWith('c') ? 'changeLog' : 'ChangeLog'))
    .replace('Changeset', 'ChangeSet')
    .replace('Checksum', 'CheckSum')

function spellings({ name, command, argument, sets = {} }: Renamed): OtherName[] {
  const tag = argument === 'toTag' ? 'toTag' : 'tag'
  return [name, camelCase(name), oldCase(name)]
    .filter((spelled) => spelled !== command)
    .map((spelled) => ({ name: spelled, command, sets, argument: argument ?? null, tag }))
}

export const LIQUIBASE_COMMANDS: readonly OtherName[] = [
  ...new Map([...NAMES, ...SAME].flatMap(spellings).map((other) => [other.name, other])).values(),
]

const DEFINITION = '`trueup inspect` writes a database as files, and `trueup diff` compares with them'

/** What Liquibase has and this has not, with what to do instead. */
export const ABSENT_COMMANDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'drop-all': 'it would drop what no changelog made too. DROP SCHEMA … CASCADE, or DROP DATABASE, says what goes',
    'diff-changelog': '`trueup changelog add --definition <database or files>` writes the changeset that leads there',
    snapshot: DEFINITION,
    'snapshot-reference': DEFINITION,
    'execute-sql': 'psql runs it: psql -X -v ON_ERROR_STOP=1 -f <file>',
    'db-doc': `${DEFINITION}: they are plain SQL`,
    'update-one-changeset': "it is not in Liquibase's free edition; update --count 1 runs the next one",
    init: 'a changelog needs no project: name it with --changelog-file',
    checks: "it is not in Liquibase's free edition; `trueup changelog validate` and `verify` check the files",
  }).flatMap(([name, advice]) => [...new Set([name, camelCase(name)])].map((spelled) => [spelled, advice])),
)

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
