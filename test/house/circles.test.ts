// No file imports itself by way of others, types included: what two files share stands in a third, or in the lower of the two.
// Nor does a room of a stage that stands on floors.

import { expect, test } from 'vitest'
import { importsOf, sourceFiles } from './files.ts'

/** Each begins and ends with the same file. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const begins = trail.indexOf(path)
    if (begins >= 0) circles.push([...trail.slice(begins), path])
    if (done.has(path)) return
    done.add(path)
    for (const imported of imports.get(path) ?? []) visit(imported, [...trail, path])
  }
  for (const path of imports.keys()) visit(path, [])
  return circles
}

test('circles are found, and what two files import both is none', () => {
  const tree = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }
  expect(circlesOf(new Map(Object.entries(tree)))).toEqual([])
  expect(circlesOf(new Map(Object.entries({ ...tree, d: ['a'] })))).toEqual([['a', 'b', 'd', 'a']])
})

test('no files import each other in a circle', () => {
  const imports = new Map(sourceFiles('src/**/*.ts').map((file) => [file.path, importsOf(file)]))
  expect(circlesOf(imports).map((circle) => circle.join(' → '))).toEqual([])
})

/** Of stages that have rooms: those in which each room stands on others, and none on one that stands on it. */
const STAGES_ON_FLOORS = ['changelog']

test.each(STAGES_ON_FLOORS)('the rooms of %s do not import each other in a circle', (stage) => {
  const roomOf = (path: string): string => path.split('/').slice(0, 3).join('/')
  const rooms = new Map<string, string[]>()
  for (const file of sourceFiles(`src/${stage}/*/**/*.ts`)) {
    const room = roomOf(file.path)
    const others = importsOf(file).map(roomOf)
    rooms.set(room, [...(rooms.get(room) ?? []), ...others.filter((other) => other !== room)])
  }
  expect(rooms.size).toBeGreaterThan(5)
  expect(circlesOf(rooms).map((circle) => circle.join(' → '))).toEqual([])
})
