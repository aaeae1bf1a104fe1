// What `--help` knows of each command; the code of a command is loaded when it is called.

import { CHANGELOG_GROUP } from './changelog/declarations.ts'
import type { Declaration, DeclarationGroup } from './declaration.ts'
import { GENERAL, SELECTION, SOURCES } from './flag-groups.ts'
import { REVISION_DECLARATIONS } from './revisions/declarations.ts'

export const SOURCE_HELP = `
A state is a postgresql:// URL or libpq's key=value string, a .sql file, a folder or glob of them, a snapshot,
git:<revision>:<path>, exec:<command>, - (standard input), or empty.`

export const EXIT_HELP = `
Exit codes: 0 no difference, 2 differences, 3 refused since it would lose data (allow it with --unsafe),
1 an error, 64 a usage error.`

export const DECLARATIONS: readonly Declaration[] = [
  {
    name: 'diff',
    arguments: '[from] [to]',
    usage: '<from> <to>',
    summary: 'print the SQL that turns <from> into <to>',
    description: 'Prints the SQL that turns one state into another.',
    flags: [
      ...SELECTION,
      ...SOURCES,
      'rename',
      'unsafe',
      'strict',
      'online',
      'prove',
      'noProve',
      'format',
      'output',
      ...GENERAL,
    ],
    load: () => import('./diff.ts'),
  },
  {
    name: 'check',
    arguments: '[database] [definition]',
    usage: '[<database> <definition>]',
    summary: 'ask in CI whether a database is true to its definition',
    description:
      'Asks whether a database is true to its definition, and shows what differs. Without arguments, where there are revisions: whether they lead to the definition, and a database that --database or --env names has them all.',
    flags: [
      ...SELECTION,
      ...SOURCES,
      'rename',
      'strict',
      'format',
      'output',
      'unsafe',
      'definition',
      'database',
      'revisions',
      'historyTable',
      'postgresql',
      ...GENERAL,
    ],
    load: () => import('./check.ts'),
  },
  {
    name: 'plan',
    arguments: '[database] [definition]',
    usage: '<database> <definition>',
    summary: 'make a plan to review: fingerprinted and proven',
    description: 'Makes a plan, proves it on a copy, and keeps it in a file that apply takes.',
    flags: [
      ...SELECTION,
      ...SOURCES,
      'rename',
      'unsafe',
      'strict',
      'online',
      'prove',
      'noProve',
      'format',
      'output',
      ...GENERAL,
    ],
    load: () => import('./plan.ts'),
  },
  {
    name: 'apply',
    arguments: '[plan-or-database] [definition]',
    usage: 'plan.json | <database> <definition>',
    summary: 'run a plan safely, and check that it worked',
    description:
      'Runs a reviewed plan.json, or whatever brings a database to its definition, and checks that it worked.',
    flags: [
      ...SELECTION,
      ...SOURCES,
      'rename',
      'unsafe',
      'strict',
      'online',
      'prove',
      'noProve',
      'database',
      'before',
      'after',
      'lockTimeout',
      'retries',
      'abandon',
      'yes',
      ...GENERAL,
    ],
    load: () => import('./apply.ts'),
  },
  {
    name: 'inspect',
    arguments: '[source]',
    usage: '<source>',
    summary: 'write a state as tidy SQL files, or as a snapshot',
    description: 'Writes a state as SQL, as a folder with one file for each object, or as a snapshot.json.',
    flags: [...SELECTION, ...SOURCES, 'strict', 'format', 'output', ...GENERAL],
    load: () => import('./inspect.ts'),
  },
  ...REVISION_DECLARATIONS,
]

export const GROUPS: readonly DeclarationGroup[] = [CHANGELOG_GROUP]
