// The links between shared libraries that npm cannot pack: a package's install script makes them, unless scripts are forbidden.
// Makes those that are missing, in the package, or where that is not writable in the cache.

import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Binaries } from './binaries.ts'
import { makeFolder } from './cache.ts'

interface Link {
  readonly source: string
  readonly target: string
}

/** Words to put before a command, so that it finds its libraries: empty, or `env LD_LIBRARY_PATH=…`. */
export function linkLibraries(binaries: Binaries, cacheFolder: () => string): string[] {
  const missing = readLinks(binaries.path).filter(({ target }) => !existsSync(join(binaries.path, target)))
  if (missing.length === 0) return []
  try {
    for (const { source, target } of missing) link(basename(source), join(binaries.path, target))
    return []
  } catch {
    const folder = join(cacheFolder(), 'libraries')
    makeFolder(folder)
    for (const { source, target } of missing) link(resolve(binaries.path, source), join(folder, basename(target)))
    const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
    // Set by env, after the shell: macOS takes DYLD_* away from whatever a system program starts with it.
    return [
      '/usr/bin/env',
      `${variable}=${[folder, join(binaries.path, 'native', 'lib'), process.env[variable]].filter(Boolean).join(':')}`,
    ]
  }
}

function readLinks(packagePath: string): Link[] {
  const file = join(packagePath, 'native', 'pg-symlinks.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

/** Another process may be doing the same. */
function link(source: string, target: string): void {
  try {
    symlinkSync(source, target)
  } catch (error) {
    if (!existsSync(target)) throw error
  }
}
