// What was verified, kept by the content of the files that it depends on: a revision, its way down, and all that runs before it.
// Only what was found right is kept. A cache that cannot be read or written is no error.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { selectionOptionsOf, type SelectionOptions } from '../../compare/selection.ts'
import { cacheFolder } from '../../shadow/cache.ts'
import { prune } from '../../source/definition-cache.ts'
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
  const salt = digest(await saltOf(options), JSON.stringify(selectionOptionsOf(options)))
  const keys = keysOf(chain, salt)
  const path = join(folder, `${digest(salt, first.id)}.json`)
  const known = entriesIn(path)
  const added = new Map<string, Right>()
  return {
    get: (id) => known[keys.get(id) ?? ''] ?? null,
    add: (id, right) => void added.set(keys.get(id) ?? '', right),
    write() {
      if (added.size === 0) return
      const own = new Set(keys.values())
      const kept = Object.entries(known).filter(([key], _i, all) => all.length < MOST_ENTRIES || own.has(key))
      write(folder, path, { ...Object.fromEntries(kept), ...Object.fromEntries(added) })
    },
  }
}

const digest = (...texts: readonly string[]): string =>
  texts.reduce((hash, text) => hash.update(`${text.length}:${text}\n`), createHash('sha256')).digest('hex')

/** Of each revision, with all that runs before it. */
function keysOf(chain: readonly Revision[], salt: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  let before = salt
  for (const { id, up, down } of chain) {
    before = digest(before, contentOf(up))
    keys.set(id, digest(before, down ? contentOf(down) : 'no way down'))
  }
  return keys
}

function entriesIn(path: string): Entries {
  try {
    const entries: Entries = JSON.parse(readFileSync(path, 'utf8'))
    return entries
  } catch {
    return {}
  }
}

function write(folder: string, path: string, entries: Entries): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(temporary, JSON.stringify(entries), { mode: 0o600 })
    renameSync(temporary, path)
    prune(folder)
  } catch {
    rmSync(temporary, { force: true })
  }
}
