import { expect, test } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { keyOf, type CatalogObject } from '../../src/catalog/object.ts'
import { parseSnapshot, SnapshotError, snapshotText } from '../../src/catalog/snapshot.ts'

const object = (kind: string, name: string, parent: CatalogObject | null, shape: object): CatalogObject => {
  const identity = parent ? `${parent.identity}.${name}` : name
  return { key: keyOf(kind, identity), kind, identity, name, parent, shape }
}

const catalogOf = (objects: readonly CatalogObject[]): Catalog => ({
  objects: new Map(objects.map((o) => [o.key, o])),
  dependencies: [],
  uncovered: [],
  major: 18,
  user: 'me',
  origin: 'database',
  bytes: new Map(),
})

const schema = object('schema', 'app', null, {})
const table = object('table', 'Käse "1"', schema, { options: ['a=1'], partition: null, unlogged: false })
const column = object('column', 'id', table, {
  position: 1,
  generated: { stored: true, expression: "E'\\n'" },
  dataType: 'text',
})

test('what is said of a member of an extension comes back with the member', () => {
  const member = object('function', 'digest()', schema, { definition: 'x' })
  const said = object('comment', '', member, { text: 'mine' })
  const back = parseSnapshot(snapshotText(catalogOf([schema, said])), 's.json')
  expect([...back.objects.keys()]).toEqual([schema.key, said.key])
  expect(back.objects.get(said.key)).toEqual(said)
  expect(back.objects.get(said.key)!.parent!.parent).toBe(back.objects.get(schema.key))
})

test('comes back the same, in the same order, with one parent for all children', () => {
  const catalog: Catalog = {
    ...catalogOf([
      column,
      schema,
      table,
      object('table', 'u', schema, { options: [], partition: 'p', unlogged: true }),
    ]),
    dependencies: [
      { from: table.key, to: schema.key },
      { from: column.key, to: schema.key },
      { from: table.key, to: column.key },
      { from: column.key, to: table.key, orderOnly: true },
      { from: schema.key, to: column.key, orderOnly: true, buildOnly: true },
    ],
    uncovered: [{ object: 'operator x', reason: 'why' }],
    bytes: new Map([[table.key, 8192]]),
  }
  const back = parseSnapshot(snapshotText(catalog), 's.json')
  expect([...back.objects.keys()]).toEqual([...catalog.objects.keys()])
  expect(back.objects).toEqual(catalog.objects)
  expect(new Set(back.dependencies)).toEqual(new Set(catalog.dependencies))
  expect(back.objects.get(column.key)!.parent).toBe(back.objects.get(table.key))
  expect(back).toMatchObject({
    uncovered: catalog.uncovered,
    bytes: catalog.bytes,
    major: 18,
    user: 'me',
    origin: 'database',
  })
})

test('one object a line', () => {
  expect(snapshotText(catalogOf([schema, table])).split('\n')).toContain(
    `["app.Käse \\"1\\"","Käse \\"1\\"","schema app",["a=1"],null,false]`,
  )
})

test.each([
  ['nothing', '', 'is no Trueup snapshot'],
  ['another JSON', '{"name":"trueup"}', 'is no Trueup snapshot'],
  ['a list', '[1]', 'is no Trueup snapshot'],
  [
    'a newer one',
    '{"format":"trueup snapshot 2"}',
    'is a “trueup snapshot 2”, and this Trueup reads “trueup snapshot 1”',
  ],
  ['a part of one', snapshotText(catalogOf([schema, table])).slice(0, 200), 'is a Trueup snapshot, but a damaged one'],
  ['one without objects', '{"format":"trueup snapshot 1"}', 'is a Trueup snapshot, but a damaged one'],
  [
    'one without a parent',
    snapshotText(catalogOf([table])).replace('"schema app"', '"schema gone"'),
    'is a Trueup snapshot, but a damaged one',
  ],
])('%s', (_name, text, message) => {
  expect(() => parseSnapshot(text, 'x.json')).toThrow(SnapshotError)
  expect(() => parseSnapshot(text, 'x.json')).toThrow(`x.json ${message}`)
})

test('100,000 objects are read in a second', () => {
  const tables = Array.from({ length: 12_500 }, (_, i) =>
    object('table', `t${i}`, schema, { options: [], unlogged: false }),
  )
  const columns = tables.flatMap((t) =>
    Array.from({ length: 7 }, (_, i) =>
      object('column', `c${i}`, t, {
        position: i,
        dataType: 'bigint',
        collation: null,
        storage: null,
        statistics: null,
        options: [],
      }),
    ),
  )
  const text = snapshotText(catalogOf([schema, ...tables, ...columns]))
  const start = process.cpuUsage()
  expect(parseSnapshot(text, 'x.json').objects.size).toBe(100_001)
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
})
