// The fingerprint of a state: equal for two catalogs exactly when there is no difference between them.

import { createHash } from 'node:crypto'
import type { AnyKind } from '../kinds/kind.ts'
import { kinds as allKinds } from '../kinds/all.ts'
import type { Catalog } from './catalog.ts'
import type { CatalogObject } from './object.ts'

/** Hexadecimal sha256 over every compared attribute, in an order of its own. */
export function fingerprint(catalog: Catalog, kinds: readonly AnyKind[] = allKinds): string {
  const valuesOf = stateReader(kinds)
  const hash = createHash('sha256')
  for (const key of [...catalog.objects.keys()].sort())
    hash.update(`${key}\n${JSON.stringify(valuesOf(catalog.objects.get(key)!))}\n`)
  return hash.digest('hex')
}

/** Reads what makes up the state of an object: a value for each compared attribute, by name. */
export function stateReader(kinds: readonly AnyKind[]): (object: CatalogObject) => readonly unknown[] {
  const readers = new Map(kinds.map((kind) => [kind.type, Object.keys(kind.attributes).sort().flatMap(readerOf(kind))]))
  return ({ kind, shape }) => readers.get(kind)?.map((read) => read(shape) ?? null) ?? []
}

const readerOf =
  ({ attributes }: AnyKind) =>
  (name: string): readonly ((shape: object) => unknown)[] => {
    const rule = attributes[name]
    if (rule === 'rendered') return []
    const state = typeof rule === 'object' ? rule.state : undefined
    const read = (shape: object): unknown => Reflect.get(shape, name)
    return [state ? (shape) => state(read(shape)) : read]
  }
