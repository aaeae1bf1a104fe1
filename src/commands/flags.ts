// The flags, one entry each; which command takes which is in declarations.ts. Their values are read by config/settings.ts.
// Loaded for --help: must import nothing that is slow.

import { FORMAT_NAMES } from '../config/formats.ts'

interface Flag {
  /** As commander writes it. */
  readonly flags: string
  readonly help: string
  /** May be given more than once. */
  readonly repeatable?: boolean
  /** Kept for scripts that were written for migra, or as the other half of a `--no-…`. */
  readonly hidden?: boolean
}

/** By the key under which the configuration file knows them; several spellings share one. */
export const FLAGS = {
  schema: { flags: '--schema <name>', help: 'compare only this schema', repeatable: true },
  excludeSchema: { flags: '--exclude-schema <name>', help: 'leave this schema out', repeatable: true },
  exclude_schema: { flags: '--exclude_schema <name>', help: '', repeatable: true, hidden: true },
  include: {
    flags: '--include <kind:pattern>',
    help: 'compare only what matches, as table:public.a*',
    repeatable: true,
  },
  exclude: { flags: '--exclude <kind:pattern>', help: 'leave out what matches', repeatable: true },
  privileges: { flags: '--privileges', help: '', hidden: true },
  noPrivileges: { flags: '--no-privileges', help: 'leave privileges out' },
  withPrivileges: { flags: '--with-privileges', help: '', hidden: true },
  owners: { flags: '--owners', help: '', hidden: true },
  noOwners: { flags: '--no-owners', help: 'leave owners out' },
  comments: { flags: '--comments', help: '', hidden: true },
  noComments: { flags: '--no-comments', help: 'leave comments out' },
  roles: { flags: '--roles', help: 'alter and drop roles too' },
  createExtensionsOnly: { flags: '--create-extensions-only', help: 'only the extensions that are missing' },
  ignoreExtensionVersions: {
    flags: '--ignore-extension-versions',
    help: 'an extension of another version is no difference',
  },

  rename: { flags: '--rename <old=new>', help: 'it was renamed, not dropped: public.old=new', repeatable: true },
  replace: { flags: '--replace <text=value>', help: 'stands for text in the SQL files', repeatable: true },
  set: { flags: '--set <name=value>', help: 'a psql variable for the SQL files', repeatable: true },
  strictOrder: { flags: '--strict-order', help: 'SQL files must run in the order in which they stand' },
  shadow: { flags: '--shadow <server>', help: 'a server for throwaway databases, or "target"; default: embedded' },

  unsafe: { flags: '--unsafe', help: 'allow statements that lose data' },
  strict: { flags: '--strict', help: 'refuse what is not covered or not proven' },
  prove: { flags: '--prove', help: 'apply it to a copy first, and see that it works' },
  noProve: { flags: '--no-prove', help: 'do not apply it to a copy first' },

  format: { flags: '-f, --format <format>', help: FORMAT_NAMES.join(', ') },
  output: { flags: '-o, --output <file>', help: 'write there, not to standard output' },

  database: { flags: '--database <url>', help: 'where to apply a plan file' },
  before: { flags: '--before <sql>', help: 'run this first', repeatable: true },
  after: { flags: '--after <sql>', help: 'run this when all is applied', repeatable: true },
  lockTimeout: { flags: '--lock-timeout <time>', help: 'how long a statement may wait for a lock (5s)' },
  retries: { flags: '--retries <number>', help: 'how often to try again when a lock is not had' },
  abandon: { flags: '--abandon', help: 'forget the recorded point of an interrupted run' },
  yes: { flags: '-y, --yes', help: 'do not ask' },

  config: { flags: '--config <file>', help: 'in place of the trueup.config.{ts,js,json} found from here upward' },
  env: { flags: '--env <name>', help: 'an environment of the configuration file' },
  color: { flags: '--color', help: '', hidden: true },
  noColor: { flags: '--no-color', help: 'no colour; NO_COLOR=1 says the same' },
  quiet: { flags: '-q, --quiet', help: 'no notes, only errors' },
  verbose: { flags: '--verbose', help: 'say more, and show the stack of an error' },
} satisfies Record<string, Flag>

export type FlagName = keyof typeof FLAGS

export const flagOf = (name: FlagName): Flag => FLAGS[name]
