// What was read from SQL files, kept by the content of the files: unchanged files are not loaded again.
// A cache that cannot be read or written is no error.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import packageFacts from '../../package.json' with { type: 'json' }
import { parseSnapshot, snapshotText } from '../catalog/snapshot.ts'
import type { Definition, DefinitionOptions } from './definition.ts'
import type { Include, SqlInput } from './sql-input.ts'

/** Stands for the code that reads: a clone's changes between two versions. Unset where no build put it. */
declare const SOURCE_HASH: string | undefined

type Kept = Omit<Definition, 'cached' | 'unreplaced'>

interface Included {
  readonly include: Include
  /** sha256 of its text. */
  readonly hash: string
}

/** The first line of an entry; its second is a snapshot. */
interface Header extends Omit<Kept, 'catalog'> {
  readonly included: readonly Included[]
}

const KEPT = 100

export class DefinitionCache {
  private readonly folder: string
  private readonly path: string
  private readonly input: SqlInput

  private constructor(folder: string, key: string, input: SqlInput) {
    this.folder = folder
    this.path = join(folder, `${key}.json`)
    this.input = input
  }

  /** Null: nothing is to be kept. */
  static async open(input: SqlInput, options: DefinitionOptions): Promise<DefinitionCache | null> {
    if (options.cacheDir === null) return null
    const [{ catalogSalt }, { cacheFolder }, engine] = await Promise.all([
      import('../catalog/read.ts'),
      import('../shadow/cache.ts'),
      engineOf(options),
    ])
    const hash = createHash('sha256')
    const add = (...texts: string[]): void => texts.forEach((text) => hash.update(`${text.length}:${text}\n`))
    add(options.shadow?.user ?? '')
    add(
      packageFacts.version,
      typeof SOURCE_HASH === 'string' ? SOURCE_HASH : '',
      catalogSalt(),
      engine,
      String(options.strictOrder ?? false),
    )
    for (const [name, value] of options.variables ?? []) add('variable', name, value)
    for (const { name, text } of input.files) add('file', name, text)
    return new DefinitionCache(options.cacheDir ?? join(cacheFolder(), 'definitions'), hash.digest('hex'), input)
  }

  /** Null: not kept, or a file that is included has changed since. */
  read(): Kept | null {
    try {
      const text = readFileSync(this.path, 'utf8')
      const end = text.indexOf('\n')
      const { included, ...header }: Header = JSON.parse(text.slice(0, end))
      if (!included.every(({ include, hash }) => sha256(this.input.include(include).text) === hash)) return null
      const catalog = parseSnapshot(text.slice(end + 1), this.path)
      const now = new Date()
      utimesSync(this.path, now, now)
      return { ...header, catalog }
    } catch {
      return null
    }
  }

  write({ catalog, ...rest }: Kept, included: readonly Included[]): void {
    const header: Header = { ...rest, included }
    const temporary = `${this.path}.${process.pid}.tmp`
    try {
      mkdirSync(this.folder, { recursive: true })
    } catch {
      return
    }
    try {
      writeFileSync(temporary, `${JSON.stringify(header)}\n${snapshotText(catalog)}`, { mode: 0o600 })
      renameSync(temporary, this.path)
      prune(this.folder)
    } catch {
      rmSync(temporary, { force: true })
    }
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Keeps what was used last. */
export function prune(folder: string): void {
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.json(\.\d+\.tmp)?$/.test(name))
  if (names.length <= KEPT) return
  const used = new Map(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]))
  for (const name of names.toSorted((a, b) => used.get(b)! - used.get(a)!).slice(KEPT))
    rmSync(join(folder, name), { force: true })
}

/** The engine that the shadow would be, found out without starting it. */
export async function engineOf({ shadow = {} }: Pick<DefinitionOptions, 'shadow'>): Promise<string> {
  if (shadow.server !== undefined) return `server ${shadow.server} ${shadow.major ?? ''}`
  const { chooseBinaries } = await import('../shadow/binaries.ts')
  const binaries = chooseBinaries(shadow.major)
  return binaries ? `postgresql ${binaries.version}` : 'pglite'
}
