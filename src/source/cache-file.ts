// A file of the cache: what can be worked out again, by a name made of all that it was worked out from.
// One that cannot be read or written is no error.

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import { parseSnapshot, snapshotText } from '../catalog/snapshot.ts'

/** Of a folder. */
const KEPT = 100

/** Hexadecimal sha256 of texts, in their order and each with its length: `a`, `b` is not `ab`. */
export function keyOf(...texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.length}:${text}\n`)
  return hash.digest('hex')
}

/** Whole or not at all: others may read and write the same file. What was used longest ago gives way. */
export function writeCacheFile(path: string, content: () => string): void {
  const folder = dirname(path)
  const temporary = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(folder, { recursive: true })
  } catch {
    return
  }
  try {
    writeFileSync(temporary, content(), { mode: 0o600 })
    renameSync(temporary, path)
    prune(folder)
  } catch {
    rmSync(temporary, { force: true })
  }
}

/** Beyond JSON on one line, a snapshot. */
export const writeCatalogFile = (path: string, header: object, catalog: Catalog): void =>
  writeCacheFile(path, () => `${JSON.stringify(header)}\n${snapshotText(catalog)}`)

/** Null: not kept, damaged, or not `isUsable`, which may throw. */
export function readCatalogFile<Header>(
  path: string,
  isUsable: (header: Header) => boolean = () => true,
): { readonly header: Header; readonly catalog: Catalog } | null {
  try {
    const text = readFileSync(path, 'utf8')
    const end = text.indexOf('\n')
    const header: Header = JSON.parse(text.slice(0, end))
    if (!isUsable(header)) return null
    const catalog = parseSnapshot(text.slice(end + 1), path)
    const now = new Date()
    utimesSync(path, now, now)
    return { header, catalog }
  } catch {
    return null
  }
}

/** Null: not kept, or damaged. */
export function readCacheFile<Content>(path: string): Content | null {
  try {
    const content: Content = JSON.parse(readFileSync(path, 'utf8'))
    return content
  } catch {
    return null
  }
}

/** Keeps what was used last. */
function prune(folder: string): void {
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.json(\.\d+\.tmp)?$/.test(name))
  if (names.length <= KEPT) return
  const used = new Map(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]))
  for (const name of names.toSorted((a, b) => used.get(b)! - used.get(a)!).slice(KEPT))
    rmSync(join(folder, name), { force: true })
}
