// What chains of revisions make, kept by the content of their files: an unchanged chain is not run again.
// A cache that cannot be read or written is no error.

import { join } from 'node:path'
import { cacheFolder } from '../../shadow/cache.ts'
import { keyOf, readCatalogFile, writeCatalogFile } from '../../source/cache-file.ts'
import { saltOf as saltOfShadow } from '../../source/definition-cache.ts'
import type { ChainOptions, Replayed } from './replay.ts'

type Kept = Omit<Replayed, 'cached'>

/** All that decides what a script does, but for the script. */
export async function saltOf({ major, server }: Pick<ChainOptions, 'major' | 'server'>): Promise<string> {
  const shadow = { ...(major === undefined ? {} : { major }), ...(server === undefined ? {} : { server }) }
  return (await saltOfShadow({ shadow })).join('\n')
}

export class ReplayCache {
  private readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /** @param contents one text for each revision. Null: nothing is to be kept. */
  static async open(contents: readonly string[], options: ChainOptions): Promise<ReplayCache | null> {
    if (options.cacheDir === null) return null
    const key = keyOf(await saltOf(options), ...contents)
    return new ReplayCache(join(options.cacheDir ?? join(cacheFolder(), 'revisions'), `${key}.json`))
  }

  /** Null: not kept. */
  read(): Kept | null {
    const found = readCatalogFile<Omit<Kept, 'catalog'>>(this.path)
    return found && { ...found.header, catalog: found.catalog }
  }

  write({ catalog, ...header }: Kept): void {
    writeCatalogFile(this.path, header, catalog)
  }
}
