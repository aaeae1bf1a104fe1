// What repeatable files make, kept by the content of the revisions and of the files: unchanged, nothing is run again.
// A cache that cannot be read or written is no error.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Key } from '../../catalog/object.ts'
import { cacheFolder } from '../../shadow/cache.ts'
import { prune } from '../../source/definition-cache.ts'
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
  const hash = createHash('sha256')
  const names = repeatables.map(({ name }) => name)
  for (const text of [await saltOf(options), ...revisions, ...files, ...names]) hash.update(`${text.length}:${text}\n`)
  const folder = join(options.cacheDir ?? cacheFolder(), 'repeatables')
  const path = join(folder, `${hash.digest('hex')}.json`)
  return {
    read() {
      const kept = keptIn(path)
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
      write(
        folder,
        path,
        made.units.map(({ files: [file], keys }) => [file?.name ?? '', [...keys]]),
      )
    },
  }
}

function keptIn(path: string): Kept | null {
  try {
    const kept: Kept = JSON.parse(readFileSync(path, 'utf8'))
    return kept
  } catch {
    return null
  }
}

function write(folder: string, path: string, kept: Kept): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(temporary, JSON.stringify(kept), { mode: 0o600 })
    renameSync(temporary, path)
    prune(folder)
  } catch {
    rmSync(temporary, { force: true })
  }
}
