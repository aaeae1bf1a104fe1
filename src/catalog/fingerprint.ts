// The fingerprint of a state: equal for two catalogs exactly when there is no difference between them.

import { createHash } from 'node:crypto'
import type { AnyKind } from '../kinds/kind.ts'
import { kinds as allKinds } from '../kinds/all.ts'
import type { Catalog } from './catalog.ts'

/** Hexadecimal sha256 over every compared attribute, in an order of its own. */
export function fingerprint(catalog: Catalog, kinds: readonly AnyKind[] = allKinds): string {
  const compared = new Map(kinds.map((kind) => [kind.type, stated(kind).sort()]))
  const hash = createHash('sha256')
  for (const key of [...catalog.objects.keys()].sort()) {
    const { kind, shape } = catalog.objects.get(key)!
    const values = shape as Record<string, unknown>
    hash.update(`${key}\n${JSON.stringify(compared.get(kind)!.map((name) => values[name] ?? null))}\n`)
  }
  return hash.digest('hex')
}

/** The attributes that make up a state of an object. */
export const stated = ({ attributes }: AnyKind): string[] =>
  Object.keys(attributes).filter((name) => {
    const rule = attributes[name]
    return rule !== 'rendered' && !(typeof rule === 'object' && rule.derived)
  })
