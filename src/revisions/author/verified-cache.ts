// What was verified, kept by the content of the files that it depends on: a revision, its way down, and all that runs before it.
// Only what was found right is kept. A cache that cannot be read or written is no error.

import { join } from 'node:path'
import { selectionOptionsOf, type SelectionOptions } from '../../compare/selection.ts'
import { cacheFolder } from '../../shadow/cache.ts'
import { keyOf, readCacheFile, writeCacheFile } from '../../source/cache-file.ts'
import { contentOf, type ChainOptions } from '../replay/replay.ts'
import { saltOf } from '../replay/replay-cache.ts'
import type { Revision, SchemaStep } from '../revision.ts'

/** Without its schemas where nobody wanted to know them. */
export interface Right {
  readonly schema: SchemaStep | null
}

type Entries = Readonly<Record<string, Right>>

/** Beyond, what belongs to other states of the chain is forgotten. */
const MOST_ENTRIES = 5000

export interface VerifiedCache {
  /** Null: it is not known to be right. */
  get(id: string): Right | null
  add(id: string, right: Right): void
  write(): void
}

const NOTHING: VerifiedCache = { get: () => null, add: () => undefined, write: () => undefined }

/** @param chain in the order in which it runs */
export async function openVerifiedCache(
  chain: readonly Revision[],
  options: SelectionOptions & Pick<ChainOptions, 'major' | 'server' | 'cacheDir'>,
): Promise<VerifiedCache> {
  const [first] = chain
  if (options.cacheDir === null || !first) return NOTHING
  const folder = options.cacheDir === undefined ? join(cacheFolder(), 'verified') : join(options.cacheDir, 'verified')
  const salt = keyOf(await saltOf(options), JSON.stringify(selectionOptionsOf(options)))
  const keys = keysOf(chain, salt)
  const path = join(folder, `${keyOf(salt, first.id)}.json`)
  const known = readCacheFile<Entries>(path) ?? {}
  const added = new Map<string, Right>()
  return {
    get: (id) => known[keys.get(id) ?? ''] ?? null,
    add: (id, right) => void added.set(keys.get(id) ?? '', right),
    write() {
      if (added.size === 0) return
      const own = new Set(keys.values())
      const kept = Object.entries(known).filter(([key], _i, all) => all.length < MOST_ENTRIES || own.has(key))
      writeCacheFile(path, () => JSON.stringify({ ...Object.fromEntries(kept), ...Object.fromEntries(added) }))
    },
  }
}

/** Of each revision, with all that runs before it. */
function keysOf(chain: readonly Revision[], salt: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  let before = salt
  for (const { id, up, down } of chain) {
    before = keyOf(before, contentOf(up))
    keys.set(id, keyOf(before, down ? contentOf(down) : 'no way down'))
  }
  return keys
}
