// What `--help` knows of the commands about changelogs; the code of a command is loaded when it is called.

import type { Declaration, DeclarationGroup } from '../declarations.ts'
import { GENERAL, SELECTION, SOURCES } from '../flag-groups.ts'
import { LIQUIBASE_FLAGS } from './flags.ts'

const DATABASE = [
  'changelogDatabase',
  'url',
  'username',
  'password',
  'defaultsFile',
  'defaultSchema',
  'liquibaseSchema',
] as const
const FILES = ['changelogFile', 'searchPath', 'parameter', 'contexts', 'labels', 'compatibility'] as const
const RUNNING = ['lockWait', 'lockTimeout', 'retries'] as const
const LISTING = ['format', 'output', ...GENERAL] as const

const CHANGELOG_DECLARATIONS: readonly Declaration[] = [
  {
    name: 'update',
    arguments: '',
    usage: '',
    summary: 'run what a database lacks of a changelog',
    description: 'Runs the changesets that a database lacks, in order, each with its row in databasechangelog.',
    flags: [
      ...FILES,
      ...DATABASE,
      'toTag',
      'count',
      'changelogSql',
      'changelogResume',
      ...RUNNING,
      'output',
      ...GENERAL,
    ],
    load: () => import('./update.ts'),
  },
  {
    name: 'status',
    arguments: '',
    usage: '',
    summary: 'list the changesets that have not run',
    description: 'Lists the changesets that an update would run; -v says which, and why.',
    flags: [...FILES, ...DATABASE, ...LISTING],
    load: () => import('./status.ts'),
  },
  {
    name: 'history',
    arguments: '',
    usage: '',
    summary: 'list the changesets that ran',
    description: 'Lists what ran, by deployment, the oldest first.',
    flags: [...DATABASE, ...LISTING],
    load: () => import('./history.ts'),
  },
  {
    name: 'validate',
    arguments: '',
    usage: '',
    summary: 'hold the changelog against the database, and run nothing',
    description: 'Says what is wrong with the files, and whether a changeset that ran was changed.',
    flags: [...FILES, ...DATABASE, ...LISTING],
    load: () => import('./validate.ts'),
  },
  {
    name: 'tag',
    arguments: '[tag]',
    usage: '<tag>',
    summary: 'give the last changeset that ran a tag',
    description: 'Gives the last changeset that ran a tag, which rollback and update can name.',
    flags: ['changelogTag', ...DATABASE, ...RUNNING, ...GENERAL],
    load: () => import('./tag.ts'),
  },
  {
    name: 'sync',
    arguments: '',
    usage: '',
    summary: 'record that a database has a changelog, without running it',
    description: 'Records as run all that has not run, for a database that has it by other means.',
    flags: [...FILES, ...DATABASE, 'toTag', 'changelogSql', ...RUNNING, 'output', ...GENERAL],
    load: () => import('./sync.ts'),
  },
  {
    name: 'rollback',
    arguments: '',
    usage: '--tag <tag> | --count <number> | --to-date <time>',
    summary: 'take changesets of a database back',
    description: 'Takes changesets back, the last that ran first.',
    flags: [
      ...FILES,
      ...DATABASE,
      'changelogTag',
      'count',
      'toDate',
      'changelogSql',
      'changelogResume',
      ...RUNNING,
      'output',
      ...GENERAL,
    ],
    load: () => import('./rollback.ts'),
  },
  {
    name: 'clear-checksums',
    arguments: '',
    usage: '',
    summary: 'forget all checksums: the next update fills them in',
    description: 'Forgets all checksums; the next update fills them in as the files are then.',
    flags: [...DATABASE, ...RUNNING, ...GENERAL],
    load: () => import('./clear-checksums.ts'),
  },
  {
    name: 'unexpected',
    arguments: '',
    usage: '',
    summary: 'list what ran and is in no file',
    description: 'Lists the changesets that ran on the database and that the changelog does not have.',
    flags: [...FILES, ...DATABASE, ...LISTING],
    load: () => import('./unexpected.ts'),
  },
  {
    name: 'list-locks',
    arguments: '',
    usage: '',
    summary: 'show who holds the change log lock',
    description: 'Shows who holds the change log lock, and whether that run is still there.',
    flags: [...DATABASE, ...LISTING],
    load: () => import('./list-locks.ts'),
  },
  {
    name: 'release-locks',
    arguments: '',
    usage: '',
    summary: 'remove the lock that a killed Liquibase left',
    description: 'Removes the lock that a killed Liquibase left; a killed Trueup needs none of this.',
    flags: [...DATABASE, ...GENERAL],
    load: () => import('./release-locks.ts'),
  },
  {
    name: 'diff',
    arguments: '[definition]',
    usage: '<definition>',
    summary: 'print the SQL that turns the database into a definition',
    description: 'Compares the database with SQL files or with another database, as `trueup diff` does.',
    flags: [
      ...DATABASE,
      ...SELECTION,
      ...SOURCES,
      'rename',
      'unsafe',
      'strict',
      'online',
      'prove',
      'noProve',
      ...LISTING,
    ],
    load: () => import('./diff.ts'),
  },
  {
    name: 'generate',
    arguments: '',
    usage: '',
    summary: 'write a database as a formatted SQL changelog',
    description: 'Writes what a database has as a formatted SQL changelog, a changeset for each object.',
    flags: [...DATABASE, 'changelogFile', ...SELECTION, 'strict', 'output', ...GENERAL],
    load: () => import('./generate.ts'),
  },
]

const HELP = `
Liquibase's own options, environment variables (LIQUIBASE_COMMAND_URL, …) and liquibase.properties are understood.`

export const CHANGELOG_GROUP: DeclarationGroup = {
  name: 'changelog',
  summary: 'run a Liquibase changelog',
  description: 'Runs the changesets of a Liquibase changelog, in the same files and the same tables.',
  help: HELP,
  commands: CHANGELOG_DECLARATIONS,
  spellings: LIQUIBASE_FLAGS,
  said: () => import('./said.ts'),
}
