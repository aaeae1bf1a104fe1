// Binaries made ready to run by whoever we are: as whom, with which libraries, in which environment.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { cacheFolder, cacheFolderFor } from './cache.ts'
import { chooseLauncher, type Launcher } from './launcher.ts'
import { linkLibraries } from './libraries.ts'

export interface Installation {
  readonly binaries: Binaries
  readonly launcher: Launcher
  /** The words that start `initdb` or `postgres`, up to its arguments. */
  command(program: string): string[]
  readonly environment: Readonly<Record<string, string | undefined>>
}

export function prepare(found: Binaries): Installation {
  const launcher = chooseLauncher()
  const libraries = linkLibraries(found, () => join(cacheFolder(), `${found.version}-${nameOf(found.path)}`))
  const binaries = launcher.owner && !isOpenToAll(found.path) ? copyBinaries(found, launcher) : found
  return {
    binaries,
    launcher,
    command: (program) => [...launcher.prefix, ...libraries, join(binaries.path, 'native', 'bin', program)],
    environment: cleanEnvironment(),
  }
}

const nameOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 12)

/** What the user set for clients, or for a server of their own, must not reach this one. */
const cleanEnvironment = (): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|TZ$|LANGUAGE$)/.test(name))),
  LC_ALL: 'C',
})

/** Whether another user can get to it: every folder on the way lets everyone through. */
function isOpenToAll(path: string): boolean {
  for (let at = join(path, 'native', 'bin'); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (dirname(at) === at) return true
  }
}

function copyBinaries(found: Binaries, launcher: Launcher): Binaries {
  const path = join(cacheFolderFor(launcher), `binaries-${found.version}-${nameOf(found.path)}`)
  if (existsSync(path)) return { ...found, path }
  const draft = `${path}-${process.pid}`
  mkdirSync(draft, { mode: 0o755 })
  execFileSync('cp', ['-R', join(found.path, 'native'), join(found.path, 'package.json'), draft])
  execFileSync('chmod', ['-R', 'a+rX', draft])
  try {
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(path)) throw error
  }
  return { ...found, path }
}
