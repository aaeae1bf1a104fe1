// Opens a throwaway PostgreSQL: embedded by default, PGlite where there are no binaries, or a database on a given server.

import { chooseBinaries } from './binaries.ts'
import { ShadowError } from './errors.ts'
import type { Shadow, ShadowOptions } from './shadow.ts'

/** Throws a ShadowError, or a ConnectionError where a given server cannot be reached. */
export async function openShadow(options: ShadowOptions = {}): Promise<Shadow> {
  if (options.server === 'pglite') return openPglite(options)
  if (options.server !== undefined) {
    const { openOnServer } = await import('./on-server.ts')
    return openOnServer(options.server)
  }
  const binaries = chooseBinaries(options.major)
  if (binaries === null) return openPglite(options)
  const { openEmbedded } = await import('./embedded.ts')
  return openEmbedded(binaries, options)
}

async function openPglite(options: ShadowOptions): Promise<Shadow> {
  try {
    const { openInPglite } = await import('./in-pglite.ts')
    return await openInPglite(options)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause
    const advice = 'Run: npm install @electric-sql/pglite, or use --shadow with the address of a server.'
    throw new ShadowError(`PGlite, the PostgreSQL for platforms without binaries, is not installed. ${advice}`, {
      cause,
    })
  }
}
