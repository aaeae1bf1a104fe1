// What each stage may not do (ARCHITECTURE.md), as far as imports and names tell.

import { describe, expect, test } from 'vitest'
import { kinds } from '../../src/kinds/all.ts'
import { importsOf, sourceFiles, withoutComments } from './files.ts'

const WHAT_KINDS_ARE_MADE_OF = [
  'src/catalog/object.ts',
  'src/catalog/identifier.ts',
  'src/catalog/support-functions.ts',
]
const THE_KINDS = ['src/kinds/kind.ts', 'src/kinds/all.ts']

/** Folders, or files, that a stage may import beside its own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  catalog: ['src/connection', ...THE_KINDS, 'src/kinds/feature.ts'],
  kinds: WHAT_KINDS_ARE_MADE_OF,
  diff: ['src/catalog', ...THE_KINDS],
  plan: ['src/catalog', 'src/diff', ...THE_KINDS],
  connection: [],
  shadow: ['src/connection', 'src/catalog/identifier.ts'],
  source: ['src/connection', 'src/shadow', 'src/catalog'],
  prove: ['src/connection', 'src/shadow', 'src/catalog', 'src/diff', 'src/plan', ...THE_KINDS],
  apply: ['src/connection', 'src/catalog', 'src/plan', 'src/kinds/kind.ts'],
  output: ['src/catalog', 'src/plan', 'src/kinds/kind.ts'],
  compare: [
    'src/config',
    'src/connection',
    'src/source',
    'src/catalog',
    'src/diff',
    'src/plan',
    'src/prove',
    'src/output',
    ...THE_KINDS,
  ],
  revisions: [
    'src/config/nearest.ts',
    'src/connection',
    'src/shadow',
    'src/source',
    'src/catalog',
    'src/diff',
    'src/plan',
    'src/prove',
    'src/apply',
    'src/output',
    'src/compare',
    ...THE_KINDS,
  ],
  changelog: [
    'src/config/nearest.ts',
    'src/connection',
    'src/shadow',
    'src/source',
    'src/catalog',
    'src/diff',
    'src/plan',
    'src/prove',
    'src/apply',
    'src/output',
    'src/compare',
    // how a statement runs outside of transactions, and what it leaves when it is killed, is known there
    'src/revisions',
    ...THE_KINDS,
  ],
}

/** Those few changes that are cross-kind by nature know their kinds. */
const STRATEGIES = 'src/plan/strategies/'
const READS_DATABASES = ['src/catalog/read.ts', 'src/connection']

const isIn = (path: string, places: readonly string[]): boolean =>
  places.some((place) => path === place || path.startsWith(`${place}/`))

describe.each(Object.entries(MAY_IMPORT))('%s', (stage, allowed) => {
  test('imports only what it may', () => {
    const wrong = sourceFiles(`src/${stage}/**/*.ts`).flatMap((file) =>
      importsOf(file)
        .filter((path) => path !== 'package.json' && !isIn(path, [`src/${stage}`, ...allowed]))
        .filter((path) => !(file.path.startsWith(STRATEGIES) && path.startsWith('src/kinds/')))
        .map((path) => `${file.path} imports ${path}`),
    )
    expect(wrong).toEqual([])
  })
})

const KNOWS_NO_DATABASE = [
  'diff',
  'plan',
  'output',
  ...['filters', 'sql', 'checksum', 'read', 'pending'].map((room) => `changelog/${room}`),
]

test.each(KNOWS_NO_DATABASE)('%s reads no database', (stage) => {
  const wrong = sourceFiles(`src/${stage}/**/*.ts`).flatMap((file) =>
    importsOf(file)
      .filter((path) => isIn(path, READS_DATABASES))
      .map((path) => `${file.path} imports ${path}`),
  )
  expect(wrong).toEqual([])
})

test('a kind knows other kinds only as what it hangs on, never their queries', () => {
  const types = new Set(kinds.map(({ type }) => `src/kinds/${type.replaceAll(' ', '-')}.ts`))
  const wrong = sourceFiles('src/kinds/*.ts')
    .filter(({ path }) => path !== 'src/kinds/all.ts')
    .filter(({ text }) => /\b[a-zA-Z]+\.query\(/.test(withoutComments(text)))
    .map(({ path }) => path)
  expect(types.size).toBe(kinds.length)
  expect(wrong).toEqual([])
})

/** Words that are PostgreSQL's or JavaScript's too, or that tell people what a part of an object is. */
const NAMED_ANYWAY: Readonly<Record<string, readonly string[]>> = {
  // a schema is what names are qualified by
  'src/catalog/object.ts': ['schema'],
  'src/catalog/assemble.ts': ['schema'],
  'src/diff/select.ts': ['schema'],
  'src/diff/unsaid.ts': ['schema'],
  'src/diff/renames.ts': ['schema'],
  // typeof … === 'function'
  'src/plan/replace.ts': ['function'],
  'src/plan/emit.ts': ['function'],
  'src/plan/rebuilds.ts': ['function'],
  // how a statement is listed for people
  'src/plan/make-plan.ts': ['not null', 'identity', 'privilege'],
}

test('the core names no kind outside its strategies', () => {
  const found = sourceFiles('src/catalog/*.ts', 'src/diff/*.ts', 'src/plan/*.ts').flatMap(({ path, text }) => {
    const code = withoutComments(text)
    const named = kinds.map(({ type }) => type).filter((type) => code.includes(`'${type}'`))
    return named.filter((type) => !NAMED_ANYWAY[path]?.includes(type)).map((type) => `${path} names ${type}`)
  })
  expect(found.filter((line) => !line.startsWith('src/catalog/uncovered.ts'))).toEqual([])
})
