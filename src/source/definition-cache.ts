// What was read from SQL files, kept by the content of the files: unchanged files are not loaded again.
// A cache that cannot be read or written is no error.

import { join } from 'node:path'
import { createHash } from 'node:crypto'
import packageFacts from '../../package.json' with { type: 'json' }
import type { Catalog } from '../catalog/catalog.ts'
import type { ShadowOptions } from '../shadow/shadow.ts'
import { keyOf, readCatalogFile, writeCatalogFile } from './cache-file.ts'
import type { PutOffStatement } from './load.ts'
import type { RenameAnnotation } from './rename-annotation.ts'
import type { Include, SqlInput } from './sql-input.ts'

/** Stands for the code that reads: a clone's changes between two versions. Unset where no build put it. */
declare const SOURCE_HASH: string | undefined

/** All that decides what files come to, beside them. */
export interface LoadingOptions {
  /** psql's variables, as with `psql -v`. */
  readonly variables?: ReadonlyMap<string, string>
  /** A statement that needs something that comes later is an error. */
  readonly strictOrder?: boolean
  /** The shadow that the files are loaded into: its major, the server that is to be used, the user who loads. */
  readonly shadow?: Pick<ShadowOptions, 'major' | 'server' | 'user'>
}

/** What files came to, whoever asks. */
export interface LoadedDefinition {
  readonly catalog: Catalog
  /** Statements that did not run at their place, in the order of the files. */
  readonly putOff: readonly PutOffStatement[]
  /** Roles that statements name and no file creates. */
  readonly assumedRoles: readonly string[]
  readonly renames: readonly RenameAnnotation[]
  /** For a person: what was not run, not read, or skipped. */
  readonly warnings: readonly string[]
}

interface Included {
  readonly include: Include
  /** sha256 of its text. */
  readonly hash: string
}

/** The first line of an entry; its second is a snapshot. */
interface Header extends Omit<LoadedDefinition, 'catalog'> {
  readonly included: readonly Included[]
}

export class DefinitionCache {
  private readonly path: string
  private readonly input: SqlInput

  private constructor(path: string, input: SqlInput) {
    this.path = path
    this.input = input
  }

  /** @param cacheDir null: nothing is to be kept */
  static async open(
    input: SqlInput,
    options: LoadingOptions & { readonly cacheDir?: string | null },
  ): Promise<DefinitionCache | null> {
    if (options.cacheDir === null) return null
    const [salt, { cacheFolder }] = await Promise.all([saltOf(options), import('../shadow/cache.ts')])
    const variables = [...(options.variables ?? [])].flatMap(([name, value]) => ['variable', name, value])
    const files = input.files.flatMap(({ name, text }) => ['file', name, text])
    const key = keyOf(options.shadow?.user ?? '', ...salt, String(options.strictOrder ?? false), ...variables, ...files)
    return new DefinitionCache(join(options.cacheDir ?? join(cacheFolder(), 'definitions'), `${key}.json`), input)
  }

  /** Null: not kept, or a file that is included has changed since. */
  read(): LoadedDefinition | null {
    const isUnchanged = ({ included }: Header): boolean =>
      included.every(({ include, hash }) => sha256(this.input.include(include).text) === hash)
    const found = readCatalogFile<Header>(this.path, isUnchanged)
    if (!found) return null
    const { included: _, ...header } = found.header
    return { ...header, catalog: found.catalog }
  }

  write({ catalog, ...rest }: LoadedDefinition, included: readonly Included[]): void {
    const header: Header = { ...rest, included }
    writeCatalogFile(this.path, header, catalog)
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** All that decides what SQL does in a shadow, but for the SQL. */
export async function saltOf(options: Pick<LoadingOptions, 'shadow'>): Promise<readonly string[]> {
  const [{ catalogSalt }, engine] = await Promise.all([import('../catalog/read.ts'), engineOf(options)])
  return [packageFacts.version, typeof SOURCE_HASH === 'string' ? SOURCE_HASH : '', catalogSalt(), engine]
}

/** The engine that the shadow would be, found out without starting it. */
async function engineOf({ shadow = {} }: Pick<LoadingOptions, 'shadow'>): Promise<string> {
  if (shadow.server !== undefined) return `server ${shadow.server} ${shadow.major ?? ''}`
  const { chooseBinaries } = await import('../shadow/binaries.ts')
  const binaries = chooseBinaries(shadow.major)
  return binaries ? `postgresql ${binaries.version}` : 'pglite'
}
