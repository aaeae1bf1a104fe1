// What repeatable files make, kept by the content of the revisions and of the files: unchanged, nothing is run again.
// A cache that cannot be read or written is no error.

import { join } from 'node:path'
import type { Key } from '../../catalog/object.ts'
import { cacheFolder } from '../../shadow/cache.ts'
import { keyOf, readCacheFile, writeCacheFile } from '../../source/cache-file.ts'
import { ReplayCache, saltOf } from '../replay/replay-cache.ts'
import { contentOf, type ChainOptions } from '../replay/replay.ts'
import type { Repeatable, Revision } from '../revision.ts'
import type { Made } from './made.ts'

/** Of each file, in the order in which they run: its name, and what is other once it has run. */
type Kept = readonly (readonly [name: string, keys: readonly Key[]])[]

/** Roles that statements name and none creates: up to the last revision, and in all. */
export interface AssumedRoles {
  readonly base: readonly string[]
  readonly whole: readonly string[]
}

export interface MadeCache {
  /** Null: not kept. */
  read(): Made | null
  write(made: Made, assumedRoles: AssumedRoles): void
}

export async function openMadeCache(
  chain: readonly Revision[],
  repeatables: readonly Repeatable[],
  options: ChainOptions,
): Promise<MadeCache | null> {
  if (options.cacheDir === null) return null
  const revisions = chain.map(({ up }) => contentOf(up))
  const files = repeatables.map(({ script }) => `repeatable ${contentOf(script)}`)
  const [base, whole] = await Promise.all([
    ReplayCache.open(revisions, options),
    ReplayCache.open([...revisions, ...files], options),
  ])
  const names = repeatables.map(({ name }) => name)
  const key = keyOf(await saltOf(options), ...revisions, ...files, ...names)
  const path = join(options.cacheDir ?? cacheFolder(), 'repeatables', `${key}.json`)
  return {
    read() {
      const kept = readCacheFile<Kept>(path)
      const [before, after] = kept ? [base?.read(), whole?.read()] : []
      if (!kept || !before || !after) return null
      const units = kept.flatMap(([name, keys]) => {
        const file = repeatables.find((one) => one.name === name)
        return file ? [{ files: [file], script: file.script, keys: new Set(keys) }] : []
      })
      return { base: before.catalog, whole: after.catalog, units }
    },
    write(made, assumedRoles) {
      base?.write({ catalog: made.base, assumedRoles: assumedRoles.base })
      whole?.write({ catalog: made.whole, assumedRoles: assumedRoles.whole })
      // The order of files that need each other is one of statements.
      if (made.units.some((unit) => unit.files.length > 1)) return
      const kept: Kept = made.units.map(({ files: [file], keys }) => [file?.name ?? '', [...keys]])
      writeCacheFile(path, () => JSON.stringify(kept))
    },
  }
}
