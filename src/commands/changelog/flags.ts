// The flags of the commands about changelogs, and Liquibase's spellings of them, which --help leaves out.
// Loaded for --help: must import nothing that is slow.

import type { Flag } from '../flag.ts'
import { camelCase, IGNORED_NAMES, LIQUIBASE_NAMES } from './liquibase-names.ts'

const CHANGELOG = 'The changelog:'
const RUNNING = 'The run:'
const DATABASE = 'The database:'

export const CHANGELOG_FLAGS = {
  changelogFile: {
    group: CHANGELOG,
    flags: '--changelog-file <file>',
    help: 'the root changelog: .sql, .yaml, .xml or .json',
  },
  searchPath: {
    group: CHANGELOG,
    flags: '--search-path <folders>',
    help: 'where changelogs are looked for, separated by commas (.)',
  },
  parameter: {
    group: CHANGELOG,
    flags: '-D <name=value>',
    help: 'a property of the changelog: ${name}',
    repeatable: true,
  },
  contexts: {
    group: CHANGELOG,
    flags: '--contexts <names>',
    help: 'run changesets of these contexts',
    repeatable: true,
  },
  labels: { group: CHANGELOG, flags: '--labels <expression>', help: 'run changesets with such labels: "a and !b"' },
  compatibility: {
    group: CHANGELOG,
    flags: '--compatibility <how>',
    help: 'liquibase: SQL to the byte as Liquibase runs it, and its silence is kept',
  },

  changelogDatabase: {
    group: DATABASE,
    flags: '--database <url>',
    help: 'postgresql://…; or DATABASE_URL, or as Liquibase has it',
  },
  url: { group: DATABASE, flags: '--url <url>', help: 'jdbc:postgresql://…, as in Liquibase' },
  username: { group: DATABASE, flags: '--username <name>', help: 'with --url' },
  password: { group: DATABASE, flags: '--password <text>', help: 'with --url; LIQUIBASE_COMMAND_PASSWORD is safer' },
  defaultsFile: {
    group: DATABASE,
    flags: '--defaults-file <file>',
    help: 'in place of liquibase.properties',
  },
  defaultSchema: {
    group: DATABASE,
    flags: '--default-schema <name>',
    help: 'where names without a schema go; default: the first of search_path',
  },
  liquibaseSchema: {
    group: DATABASE,
    flags: '--liquibase-schema <name>',
    help: 'where databasechangelog is; default: the default schema',
  },

  changelogFrom: {
    group: CHANGELOG,
    flags: '--from <revision>',
    help: 'the git revision that is upgraded; default: where the main line was left',
  },
  into: {
    group: CHANGELOG,
    flags: '--into <file>',
    help: 'the changelog file that is written to; default: the nearest',
  },
  prepare: {
    group: CHANGELOG,
    flags: '--prepare <files>',
    help: 'SQL of what a database has before: extensions, schemas, roles',
  },
  changelogMajor: {
    group: CHANGELOG,
    flags: '--postgresql <major>',
    help: 'the PostgreSQL that it is run on in shadows, as 15; default: the newest',
  },
  changelogDefinition: {
    group: CHANGELOG,
    flags: '--definition <source>',
    help: 'the state that the files are to lead to: SQL files, exec:<command>, …',
  },
  changelogMessage: { group: CHANGELOG, flags: '-m, --message <text>', help: 'what the changeset does, in a line' },
  changelogDryRun: { group: CHANGELOG, flags: '--dry-run', help: 'print the changeset, and write nothing' },

  toTag: { group: RUNNING, flags: '--to-tag <tag>', help: 'up to the changeset with this tag, inclusive' },
  count: { group: RUNNING, flags: '--count <number>', help: 'so many changesets at most' },
  toDate: { group: RUNNING, flags: '--to-date <time>', help: 'what ran after it: "2026-01-31 12:00"' },
  changelogTag: { group: RUNNING, flags: '--tag <tag>', help: 'the name of a point in the history' },
  pending: { group: RUNNING, flags: '--pending', help: 'with --sql: how what has not run yet would be taken back' },
  testRollback: {
    group: RUNNING,
    flags: '--test-rollback',
    help: 'take back what ran, and run it again; for a database of tests',
  },
  changesetIdentifier: { group: RUNNING, flags: '--changeset-identifier <path::id::author>', help: 'the changeset' },
  changelogSql: { group: RUNNING, flags: '--sql', help: 'print the SQL, and change nothing' },
  lockWait: { group: RUNNING, flags: '--lock-wait <time>', help: 'how long to wait for another run (5min)' },
  changelogResume: {
    group: RUNNING,
    flags: '--resume <again|done>',
    help: 'what an interrupted statement counts as, where that cannot be seen',
  },
} satisfies Record<string, Flag>

const hidden = (spelling: string, help: string): Flag => ({
  group: RUNNING,
  flags: `--${spelling} <value>`,
  help,
  hidden: true,
})

/** As Liquibase wrote it before it had kebab case: changeLogFile. */
const OLD_SPELLINGS = ['changeLogFile']

const taken = new Set(Object.values(CHANGELOG_FLAGS).map(({ flags }) => flags.match(/--([\w-]+)/)?.[1]))

/** Kebab case and camel case of everything that Liquibase takes, but for what is a flag of ours already. */
export const LIQUIBASE_FLAGS: readonly Flag[] = [
  ...new Set(
    [...Object.values(LIQUIBASE_NAMES).flat(), ...IGNORED_NAMES]
      .flatMap((name) => [name, camelCase(name)])
      .concat(OLD_SPELLINGS),
  ),
]
  .filter((name) => !taken.has(name))
  .map((name) => hidden(name, `Liquibase's spelling`))
