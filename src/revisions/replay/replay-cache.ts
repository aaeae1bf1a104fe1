// What chains of revisions make, kept by the content of their files: an unchanged chain is not run again.
// A cache that cannot be read or written is no error.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { parseSnapshot, snapshotText } from '../../catalog/snapshot.ts'
import { catalogSalt } from '../../catalog/read.ts'
import { cacheFolder } from '../../shadow/cache.ts'
import { engineOf, prune } from '../../source/definition-cache.ts'
import type { ChainOptions, Replayed } from './replay.ts'

/** Stands for the code that reads: a clone's changes between two versions. Unset where no build put it. */
declare const SOURCE_HASH: string | undefined

type Kept = Omit<Replayed, 'cached'>

/** All that decides what a script does, but for the script. */
export async function saltOf({ major, server }: Pick<ChainOptions, 'major' | 'server'>): Promise<string> {
  const shadow = { ...(major === undefined ? {} : { major }), ...(server === undefined ? {} : { server }) }
  const source = typeof SOURCE_HASH === 'string' ? SOURCE_HASH : ''
  return [packageFacts.version, source, catalogSalt(), await engineOf({ shadow })].join('\n')
}

export class ReplayCache {
  private readonly folder: string
  private readonly path: string

  private constructor(folder: string, key: string) {
    this.folder = folder
    this.path = join(folder, `${key}.json`)
  }

  /** @param contents one text for each revision. Null: nothing is to be kept. */
  static async open(contents: readonly string[], options: ChainOptions): Promise<ReplayCache | null> {
    if (options.cacheDir === null) return null
    const hash = createHash('sha256')
    for (const text of [await saltOf(options), ...contents]) hash.update(`${text.length}:${text}\n`)
    return new ReplayCache(options.cacheDir ?? join(cacheFolder(), 'revisions'), hash.digest('hex'))
  }

  /** Null: not kept. */
  read(): Kept | null {
    try {
      const text = readFileSync(this.path, 'utf8')
      const end = text.indexOf('\n')
      const header: Omit<Kept, 'catalog'> = JSON.parse(text.slice(0, end))
      const catalog = parseSnapshot(text.slice(end + 1), this.path)
      const now = new Date()
      utimesSync(this.path, now, now)
      return { ...header, catalog }
    } catch {
      return null
    }
  }

  write({ catalog, ...header }: Kept): void {
    const temporary = `${this.path}.${process.pid}.tmp`
    try {
      mkdirSync(this.folder, { recursive: true })
      writeFileSync(temporary, `${JSON.stringify(header)}\n${snapshotText(catalog)}`, { mode: 0o600 })
      renameSync(temporary, this.path)
      prune(this.folder)
    } catch {
      rmSync(temporary, { force: true })
    }
  }
}
