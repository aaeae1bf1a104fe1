// The cases of the shared corpus, as scenarios: transitions from the test suites of other tools. Absent where only the
// repository is.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ident } from '../../src/catalog/identifier.ts'
import type { KnownFailure } from '../scenarios/known-failure.ts'
import type { Scenario } from '../scenarios/scenario.ts'

export const CORPUS = fileURLToPath(new URL('../../../shared/corpus', import.meta.url))

interface Meta {
  roles?: string[]
  min_version?: string | number
  /** Each state needs a server of its own. */
  isolated_cluster?: boolean
}

const failures: Record<string, KnownFailure> = JSON.parse(
  readFileSync(new URL('expected-failures.json', import.meta.url), 'utf8'),
)

export function corpusCases(): Scenario[] {
  if (!existsSync(CORPUS)) return []
  return foldersIn(CORPUS).flatMap((tool) => foldersIn(join(CORPUS, tool)).map((name) => read(`${tool}/${name}`)))
}

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()

function read(name: string): Scenario {
  const file = (part: string): string | null => {
    const path = join(CORPUS, name, part)
    return existsSync(path) ? readFileSync(path, 'utf8') : null
  }
  const meta: Meta = JSON.parse(file('meta.json') ?? '{}')
  const knownFailure = failures[name]
  return {
    name,
    folder: null,
    from: file('a.sql') ?? '',
    to: file('b.sql') ?? '',
    roles: (meta.roles ?? []).map((role) => `create role ${ident(role)};\n`).join(''),
    seed: file('seed.sql'),
    seedBack: file('seed-b.sql'),
    terms: {
      minMajor: Math.floor(Number(meta.min_version ?? 0)),
      isolated: meta.isolated_cluster ?? false,
      seed: false,
      ...(knownFailure ? { knownFailure } : {}),
    },
  }
}
