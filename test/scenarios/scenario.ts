// A scenario as data: a folder `scenarios/<kind>/<case>/` of SQL files, and what its scenario.json says beyond them.
// Knows the files; nothing of how they are run.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KnownFailure } from './known-failure.ts'

export const SCENARIOS = fileURLToPath(new URL('../../scenarios', import.meta.url))

/** What scenario.json may say. Patterns are regular expressions. */
export interface Terms {
  /** What the folder's name does not tell. */
  readonly about?: string
  readonly minMajor?: number
  readonly maxMajor?: number
  /** False: not on PGlite (an extension that it lacks, a cluster of its own). */
  readonly pglite?: boolean
  /** Each state on a server of its own, for what belongs to the whole cluster (roles). */
  readonly isolated?: boolean
  /** False: no rows are made up where there is no seed.sql; the change is one that such rows would not meet. */
  readonly seed?: boolean
  /** `old=new`, as --rename takes it; turned round for the way back. */
  readonly renames?: readonly string[]
  /** Where turning round does not do. */
  readonly renamesBack?: readonly string[]
  /** The wanted state's origin on the way there: a definition leaves owners unsaid. */
  readonly definition?: boolean
  readonly mustContain?: readonly string[]
  readonly mustNotContain?: readonly string[]
  readonly backMustContain?: readonly string[]
  readonly backMustNotContain?: readonly string[]
  /** What makePlan says instead of a plan: no statement leads there without losing rows. */
  readonly impossible?: string
  readonly backImpossible?: string
  /** What the plan names as not covered, `object: reason`. */
  readonly uncovered?: readonly string[]
  readonly backUncovered?: readonly string[]
  /** Statements that declare a stronger lock, or a rewrite, than they take on every major and on such small tables. */
  readonly declaresMore?: readonly { readonly statement: string; readonly reason: string }[]
  /** Entries of pg_dump that cannot agree. */
  readonly dumpMayDiffer?: readonly { readonly entry: string; readonly reason: string }[]
  /** The test fails once none of these problems is met any more. */
  readonly knownFailure?: KnownFailure
}

const TERMS: ReadonlySet<string> = new Set<keyof Terms>([
  'about',
  'minMajor',
  'maxMajor',
  'pglite',
  'isolated',
  'seed',
  'renames',
  'renamesBack',
  'definition',
  'mustContain',
  'mustNotContain',
  'backMustContain',
  'backMustNotContain',
  'impossible',
  'backImpossible',
  'uncovered',
  'backUncovered',
  'declaresMore',
  'dumpMayDiffer',
  'knownFailure',
])

export interface Scenario {
  /** `<kind>/<case>`. */
  readonly name: string
  /** Where its golden plans are; null: it has none. */
  readonly folder: string | null
  readonly from: string
  readonly to: string
  /** Run on the server before both; '' where there is none. */
  readonly roles: string
  /** Rows of the one state and of the other; null: they are made up. */
  readonly seed: string | null
  readonly seedBack: string | null
  readonly terms: Terms
}

export function allScenarios(): Scenario[] {
  const kinds = foldersIn(SCENARIOS)
  return kinds.flatMap((kind) => foldersIn(join(SCENARIOS, kind)).map((name) => read(`${kind}/${name}`)))
}

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted()
    : []

function read(name: string): Scenario {
  const folder = join(SCENARIOS, name)
  const file = (part: string): string | null =>
    existsSync(join(folder, part)) ? readFileSync(join(folder, part), 'utf8') : null
  const terms: Terms = JSON.parse(file('scenario.json') ?? '{}')
  for (const term of Object.keys(terms))
    if (!TERMS.has(term)) throw new Error(`scenarios/${name}/scenario.json says "${term}", which means nothing.`)
  return {
    name,
    folder,
    from: file('from.sql') ?? '',
    to: file('to.sql') ?? '',
    roles: file('roles.sql') ?? '',
    seed: file('seed.sql'),
    seedBack: file('seed-back.sql'),
    terms,
  }
}

export const holdsOn = ({ terms }: Scenario, major: number): boolean =>
  major >= (terms.minMajor ?? 0) && major <= (terms.maxMajor ?? Infinity)
