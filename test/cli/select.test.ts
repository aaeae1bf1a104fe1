import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { keyOf, type CatalogObject } from '../../src/catalog/object.ts'
import { EVERYTHING, parsePattern, select, selectBoth, wildcard, type Selection } from '../../src/diff/select.ts'

const make = (kind: string, name: string, parent: CatalogObject | null = null, shape = {}): CatalogObject => {
  const identity =
    parent === null ? name : parent.kind === 'schema' ? `${parent.identity}.${name}` : `${name} ON ${parent.identity}`
  return { kind, name, identity, key: keyOf(kind, identity), parent, shape }
}
const app = make('schema', 'app')
const log = make('schema', 'log')
const account = make('table', 'account', app)
const entry = make('table', 'entry', log)
const objects = [
  make('role', 'reader'),
  make('extension', 'citext', null, { version: '1.6' }),
  app,
  log,
  account,
  make('column', 'email', account),
  make('comment', '', account),
  entry,
  make('column', 'at', entry),
  make('view', 'account_view', app),
]
const catalog = (list: readonly CatalogObject[] = objects): Catalog => ({
  objects: new Map(list.map((o) => [o.key, o])),
  dependencies: [
    { from: 'view app.account_view', to: 'column email ON app.account' },
    { from: 'view app.account_view', to: 'table log.entry' },
  ],
  uncovered: [],
  major: 18,
  user: 'postgres',
  origin: 'database',
  bytes: new Map([['table log.entry', 8192]]),
})
const kept = (selection: Partial<Selection>) => [...select(catalog(), { ...EVERYTHING, ...selection }).objects.keys()]

describe('select', () => {
  test('a schema, with what it holds, itself, and the roles that it may need', () =>
    expect(kept({ schemas: [wildcard('app')], neededKinds: new Set(['role']) })).toEqual([
      'role reader',
      'schema app',
      'table app.account',
      'column email ON app.account',
      'comment  ON app.account',
      'view app.account_view',
    ]))
  test('all but a schema', () => {
    const selected = select(catalog(), { ...EVERYTHING, excludedSchemas: [wildcard('lo*')] })
    expect([...selected.objects.keys()].filter((key) => key.includes('log') || key.includes('entry'))).toEqual([])
    expect(selected.objects.has('extension citext')).toBe(true)
    expect(selected.dependencies).toHaveLength(1)
    expect(selected.bytes.size).toBe(0)
  })
  test('by kind and pattern, with the parts', () =>
    expect(kept({ include: [parsePattern('table:app.*')] })).toEqual([
      'table app.account',
      'column email ON app.account',
      'comment  ON app.account',
    ]))
  test('by a pattern alone', () =>
    expect(kept({ include: [parsePattern('account*')] })).toContain('view app.account_view'))
  test('an excluded schema object takes along what it holds', () =>
    expect(kept({ exclude: [parsePattern('schema:log')] }).join()).not.toMatch(/log|entry/))
  test('without a kind', () =>
    expect(kept({ excludedKinds: new Set(['comment']) })).not.toContain('comment  ON app.account'))
  test('everything is the catalog itself', () => {
    const whole = catalog()
    expect(select(whole, EVERYTHING)).toBe(whole)
  })
})

describe('patterns', () => {
  test.each([
    ['table:a.b', true, 'table'],
    ['materialized_view:a', true, 'materialized view'],
    ['a.b', false, 'anything'],
  ])('%s', (text, hasKind, kind) => {
    const pattern = parsePattern(text)
    expect(pattern.kind !== null).toBe(hasKind)
    expect(pattern.kind?.test(kind) ?? true).toBe(true)
  })
  test('all but * is meant literally', () => {
    expect(wildcard('a.b').test('axb')).toBe(false)
    expect(wildcard('f(integer)').test('f(integer)')).toBe(true)
    expect(wildcard('a*z').test('a\nz')).toBe(true)
  })
})

describe('both states', () => {
  const newer = catalog(objects.map((o) => (o.kind === 'extension' ? { ...o, shape: { version: '1.7' } } : o)))
  test('an ignored attribute is as it is now', () => {
    const [, desired] = selectBoth(catalog(), newer, {
      ...EVERYTHING,
      ignoredAttributes: new Map([['extension', 'version']]),
    })
    expect(desired.objects.get('extension citext')?.shape).toEqual({ version: '1.6' })
  })
  test('only the missing extensions', () => {
    const without = catalog(objects.filter((o) => o.kind !== 'extension' && o.kind !== 'view'))
    const [current, desired] = selectBoth(without, newer, { ...EVERYTHING, onlyCreate: 'extension' })
    expect([...desired.objects.keys()].filter((key) => !current.objects.has(key))).toEqual(['extension citext'])
  })
})
