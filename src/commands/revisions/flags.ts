// The flags of the commands about revisions. Loaded for --help: must import nothing that is slow.

import type { Flag } from '../flag.ts'

const REVISIONS = 'Revisions:'

export const REVISION_FLAGS = {
  revisions: { group: REVISIONS, flags: '-d, --revisions <folder>', help: 'the folder of revisions (migrations)' },
  historyTable: {
    group: REVISIONS,
    flags: '--history-table <name>',
    help: 'the table that says which revisions a database has (trueup.history)',
  },
  definition: {
    group: REVISIONS,
    flags: '--definition <source>',
    help: 'the state that the revisions are to lead to: SQL files, exec:<command>, …',
  },
  postgresql: {
    group: REVISIONS,
    flags: '--postgresql <major>',
    help: "the PostgreSQL that revisions are for, as 14: the database's, or the newest revision's",
  },
  message: { group: REVISIONS, flags: '-m, --message <text>', help: 'what it does, in a line' },
  autogenerate: { group: REVISIONS, flags: '--autogenerate', help: 'write what leads to the definition, and back' },
  head: {
    group: REVISIONS,
    flags: '--head <revision>',
    help: 'the parent: an id, label@head, or base',
    repeatable: true,
  },
  splice: { group: REVISIONS, flags: '--splice', help: 'the parent may have children already' },
  dependsOn: {
    group: REVISIONS,
    flags: '--depends-on <revision>',
    help: 'a revision elsewhere that must be there first',
    repeatable: true,
  },
  branchLabel: {
    group: REVISIONS,
    flags: '--branch-label <name>',
    help: 'a name for the branch that begins here',
    repeatable: true,
  },
  revId: { group: REVISIONS, flags: '--rev-id <id>', help: 'this id, not a random one' },
  sql: { group: REVISIONS, flags: '--sql', help: 'print the SQL, and change nothing' },
  dryRun: { group: REVISIONS, flags: '--dry-run', help: 'say what would be done, and change nothing' },
  allowDrift: {
    group: REVISIONS,
    flags: '--allow-drift',
    help: 'go on although the database is not what the revisions made',
  },
  transactions: { group: REVISIONS, flags: '--transactions <each|all>', help: 'commit each revision, or all at once' },
  resume: {
    group: REVISIONS,
    flags: '--resume <again|done>',
    help: 'what an interrupted statement counts as, where that cannot be seen',
  },
  tag: { group: REVISIONS, flags: '--tag <text>', help: 'kept in the history: a release, a ticket' },
  purge: { group: REVISIONS, flags: '--purge', help: 'first forget all revisions that are recorded' },
  range: { group: REVISIONS, flags: '-r, --range <from:to>', help: 'only these, as base:head or current:+2' },
  indicateCurrent: { group: REVISIONS, flags: '-i, --indicate-current', help: 'mark what the database has' },
  checkHeads: { group: REVISIONS, flags: '--check-heads', help: 'exit with 2 unless the database is at the heads' },
  resolveDependencies: {
    group: REVISIONS,
    flags: '--resolve-dependencies',
    help: 'a head that others depend on is none',
  },
  update: { group: REVISIONS, flags: '--update', help: 'write what each begins and ends with into its header' },
  keep: {
    group: REVISIONS,
    flags: '--keep <revision>',
    help: 'the last revision that stays; base: none (what the main branch of git has)',
  },
  onto: { group: REVISIONS, flags: '--onto <revision>', help: 'the new parent' },
  tool: {
    group: REVISIONS,
    flags: '--from <tool>',
    help: 'adopt: the tool that has run the database so far; revision: database, to compare with that',
  },
} satisfies Record<string, Flag>
