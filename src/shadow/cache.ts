// Where things are kept from one run to the next: the template clusters.

import { accessSync, chmodSync, chownSync, constants, existsSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ShadowError } from './errors.ts'
import type { Launcher } from './launcher.ts'

/** TRUEUP_CACHE_DIR, or the user's cache folder as the platform has it; a folder for temporary files where that cannot be written. */
export function cacheFolder(): string {
  const own = process.env['TRUEUP_CACHE_DIR']
  const standard =
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches', 'trueup')
      : join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'trueup')
  for (const folder of own ? [own] : [standard]) if (makeWritable(folder)) return folder
  return temporaryCache()
}

/** What a launcher that starts processes as another user can reach: the home folder of root is closed to it. */
export const cacheFolderFor = (launcher: Launcher): string => (launcher.owner ? temporaryCache() : cacheFolder())

function makeWritable(folder: string): boolean {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Node's own recursive mkdir never returns where the file system refuses with ENOENT, as /proc does. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process may be making the same.
    if (!existsSync(path)) throw error
  }
}

/** Its name can be foreseen, so it is only trusted where nobody else can have made it. */
function temporaryCache(): string {
  const folder = join(tmpdir(), `trueup-cache-${process.getuid?.() ?? 0}`)
  try {
    mkdirSync(folder, { mode: 0o755 })
    chmodSync(folder, 0o755)
  } catch {
    // It is there already, or the next line tells.
  }
  try {
    const { uid, mode } = lstatSync(folder)
    if (lstatSync(folder).isDirectory() && uid === (process.getuid?.() ?? uid) && (mode & 0o022) === 0) return folder
  } catch {
    // Falls through: a folder of this process alone.
  }
  try {
    return mkdtempSync(join(tmpdir(), 'trueup-cache-'))
  } catch (cause) {
    throw new ShadowError(`${tmpdir()} cannot be written. Name a folder for temporary files that can be: TMPDIR=/…`, {
      cause,
    })
  }
}

export function giveTo(launcher: Launcher, path: string): void {
  if (launcher.owner) chownSync(path, launcher.owner.uid, launcher.owner.gid)
}
