// What the real Liquibase 4.28 made of the files beside each expected.json: without a database, contexts=test, TZ=UTC.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Changeset, Compatibility, Rendering, Step } from '../../src/changelog/changelog.ts'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'

export const VECTORS = fileURLToPath(new URL('vectors', import.meta.url))
export const FOLDERS = ['formatted', 'structured', 'change-types', 'random'] as const

// Java prints a date of YAML in the local time zone
process.env['TZ'] = 'UTC'

export interface Expected {
  readonly file: string
  readonly path: string
  readonly id: string
  readonly author: string
  readonly v9: string
  readonly v8: string
  readonly description: string
  readonly comments: string | null
  readonly contexts: string | null
  readonly labels: string | null
  readonly dbms: string | null
  /** `onChange=false always=false …` */
  readonly flags: string
  /** Absent where Liquibase could not say; `<null>` for what is no SQL. */
  readonly sql?: readonly string[]
  /** null: nothing undoes it. */
  readonly rollback: readonly string[] | null
}

export function expectedOf(folder: string): Expected[] {
  const rows: Expected[] = JSON.parse(readFileSync(`${VECTORS}/${folder}/expected.json`, 'utf8'))
  return rows
}

export const read = (folder: string, file: string, compatibility: Compatibility = 'liquibase'): readonly Changeset[] =>
  readChangelog(file, {
    searchPath: [`${VECTORS}/${folder}`],
    contexts: ['test'],
    environment: { HOME: '/root', 'user.name': 'root' },
    compatibility,
  }).changesets

export const rendering = (
  compatibility: Compatibility = 'liquibase',
  defaultSchema: string | null = null,
  types: ReadonlyMap<string, string> = new Map(),
): Rendering => ({
  defaultSchema,
  compatibility,
  contexts: ['test', 'c'],
  labels: null,
  columnTypes: () => Promise.resolve(types),
})

export const sqlOf = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => (step.type === 'statement' ? [step.statement.sql] : []))

/** A semicolon at the end is no part of what a statement says. */
export const withoutSemicolons = (statements: readonly string[]): string[] =>
  statements.filter((sql) => sql !== '<null>').map((sql) => sql.replace(/;\s*$/, ''))
