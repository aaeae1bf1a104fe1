// What chains of revisions make, kept by the content of their files: an unchanged chain is not run again.
// A cache that cannot be read or written is no error.

import { join } from 'node:path'
import type { Catalog } from '../../catalog/catalog.ts'
import { cacheFolder } from '../../shadow/cache.ts'
import { keyOf, readCatalogFile, writeCatalogFile } from '../../source/cache-file.ts'
import { saltOf as saltOfShadow } from '../../source/definition-cache.ts'
import type { ReplayOptions } from './open.ts'

/** What a chain makes, whoever asks. */
export interface ChainMade {
  readonly catalog: Catalog
  /** Roles that statements name and none creates. */
  readonly assumedRoles: readonly string[]
}

export interface KeptOptions extends Pick<ReplayOptions, 'major' | 'server'> {
  /** Where what a chain makes is kept; null: nowhere. Default: `revisions` in Trueup's cache folder. */
  readonly cacheDir?: string | null | undefined
}

/** All that decides what a script does, but for the script. */
export async function saltOf({ major, server }: Pick<ReplayOptions, 'major' | 'server'>): Promise<string> {
  const shadow = { ...(major === undefined ? {} : { major }), ...(server === undefined ? {} : { server }) }
  return (await saltOfShadow({ shadow })).join('\n')
}

export class ReplayCache {
  private readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /** @param contents one text for each revision. Null: nothing is to be kept. */
  static async open(contents: readonly string[], options: KeptOptions): Promise<ReplayCache | null> {
    if (options.cacheDir === null) return null
    const key = keyOf(await saltOf(options), ...contents)
    return new ReplayCache(join(options.cacheDir ?? join(cacheFolder(), 'revisions'), `${key}.json`))
  }

  /** Null: not kept. */
  read(): ChainMade | null {
    const found = readCatalogFile<Omit<ChainMade, 'catalog'>>(this.path)
    return found && { ...found.header, catalog: found.catalog }
  }

  write({ catalog, ...header }: ChainMade): void {
    writeCatalogFile(this.path, header, catalog)
  }
}
