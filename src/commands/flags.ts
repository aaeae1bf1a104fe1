// The flags, one entry each; which command takes which is in declarations.ts. Their values are read by config/settings.ts.
// Loaded for --help: must import nothing that is slow.

import { FORMAT_NAMES } from '../config/formats.ts'
import { CHANGELOG_FLAGS } from './changelog/flags.ts'
import type { Flag } from './flag.ts'
import { REVISION_FLAGS } from './revisions/flags.ts'

const COMPARED = 'What is compared:'
const READ = 'How states are read:'
const PLAN = 'The plan:'
const APPLYING = 'Applying:'
const GENERAL = 'General:'

/** By the key under which the configuration file knows them; several spellings share one. */
export const FLAGS = {
  schema: { group: COMPARED, flags: '--schema <name>', help: 'compare only this schema', repeatable: true },
  excludeSchema: { group: COMPARED, flags: '--exclude-schema <name>', help: 'leave this schema out', repeatable: true },
  exclude_schema: { group: COMPARED, flags: '--exclude_schema <name>', help: '', repeatable: true, hidden: true },
  include: {
    group: COMPARED,
    flags: '--include <kind:pattern>',
    help: 'compare only what matches, as table:public.a*',
    repeatable: true,
  },
  exclude: { group: COMPARED, flags: '--exclude <kind:pattern>', help: 'leave out what matches', repeatable: true },
  privileges: { group: COMPARED, flags: '--privileges', help: '', hidden: true },
  noPrivileges: { group: COMPARED, flags: '--no-privileges', help: 'leave privileges out' },
  withPrivileges: { group: COMPARED, flags: '--with-privileges', help: '', hidden: true },
  owners: { group: COMPARED, flags: '--owners', help: '', hidden: true },
  noOwners: { group: COMPARED, flags: '--no-owners', help: 'leave owners out' },
  comments: { group: COMPARED, flags: '--comments', help: '', hidden: true },
  noComments: { group: COMPARED, flags: '--no-comments', help: 'leave comments out' },
  roles: { group: COMPARED, flags: '--roles', help: 'alter and drop roles too' },
  createExtensionsOnly: {
    group: COMPARED,
    flags: '--create-extensions-only',
    help: 'only the extensions that are missing',
  },
  ignoreExtensionVersions: {
    group: COMPARED,
    flags: '--ignore-extension-versions',
    help: 'an extension of another version is no difference',
  },

  rename: {
    group: PLAN,
    flags: '--rename <old=new>',
    help: 'it was renamed, not dropped: public.old=new',
    repeatable: true,
  },
  replace: { group: READ, flags: '--replace <text=value>', help: 'stands for text in the SQL files', repeatable: true },
  set: { group: READ, flags: '--set <name=value>', help: 'a psql variable for the SQL files', repeatable: true },
  strictOrder: { group: READ, flags: '--strict-order', help: 'SQL files must run in the order in which they stand' },
  shadow: {
    group: READ,
    flags: '--shadow <server>',
    help: 'a server for throwaway databases, "target" or "pglite"; default: embedded',
  },

  unsafe: { group: PLAN, flags: '--unsafe', help: 'allow statements that lose data' },
  strict: { group: PLAN, flags: '--strict', help: 'refuse what is not covered or not proven' },
  online: {
    group: PLAN,
    flags: '--online <when>',
    help: 'spare tables in use scans and index builds under locks: auto (from 64 MB), always, never',
  },
  prove: { group: PLAN, flags: '--prove', help: 'apply it to a copy first, and see that it works' },
  noProve: { group: PLAN, flags: '--no-prove', help: 'do not apply it to a copy first' },

  format: { group: GENERAL, flags: '-f, --format <format>', help: FORMAT_NAMES.join(', ') },
  output: { group: GENERAL, flags: '-o, --output <file>', help: 'write there, not to standard output' },

  database: { group: APPLYING, flags: '--database <url>', help: 'the database: postgresql://…, or key=value' },
  before: { group: APPLYING, flags: '--before <sql>', help: 'run this first', repeatable: true },
  after: { group: APPLYING, flags: '--after <sql>', help: 'run this when all is applied', repeatable: true },
  lockTimeout: {
    group: APPLYING,
    flags: '--lock-timeout <time>',
    help: 'how long a statement may wait for a lock (5s)',
  },
  retries: { group: APPLYING, flags: '--retries <number>', help: 'how often to try again when a lock is not had' },
  abandon: { group: APPLYING, flags: '--abandon', help: 'forget the recorded point of an interrupted run' },
  yes: { group: APPLYING, flags: '-y, --yes', help: 'do not ask' },

  ...REVISION_FLAGS,
  ...CHANGELOG_FLAGS,

  config: {
    group: GENERAL,
    flags: '--config <file>',
    help: 'in place of the trueup.config.{ts,js,json} found from here upward',
  },
  env: { group: GENERAL, flags: '--env <name>', help: 'an environment of the configuration file' },
  color: { group: GENERAL, flags: '--color', help: '', hidden: true },
  noColor: { group: GENERAL, flags: '--no-color', help: 'no colour; NO_COLOR=1 says the same' },
  quiet: { group: GENERAL, flags: '-q, --quiet', help: 'no notes, only errors' },
  verbose: { group: GENERAL, flags: '-v, --verbose', help: 'say more, and show the stack of an error' },
} satisfies Record<string, Flag>

export type FlagName = keyof typeof FLAGS

export const flagOf = (name: FlagName): Flag => FLAGS[name]
