// A throwaway PostgreSQL to load SQL into: embedded by default, PGlite where there are no binaries, or a database on a given server.
// Knows nothing of what is loaded, or why.

import type { Connection } from '../connection/connection.ts'
import { chooseBinaries } from './binaries.ts'
import { ShadowError } from './errors.ts'

export { availableMajors, missingMajorAdvice } from './binaries.ts'
export { ShadowError } from './errors.ts'
export { SHADOW_USER } from './template.ts'

export interface ShadowOptions {
  /** Wanted; the nearest that is installed is taken. A given server is of the major that it is. */
  readonly major?: number
  /** The name of the database in which connect() lands; default: `trueup`. A given server has a name of its own. */
  readonly database?: string
  /** A connection string of a server that may be used, or `pglite`. Default: embedded. */
  readonly server?: string
  /** The superuser who loads statements. Default: SHADOW_USER; on a given server the one who logs in. */
  readonly user?: string
  /** Extensions that statements will create; only PGlite must know before. */
  readonly extensions?: readonly string[]
}

/** Closing it stops the server and removes its files; so does the end of the process, however it ends. */
export interface Shadow {
  readonly major: number
  readonly engine: 'postgresql' | 'pglite'
  /** No server of the user's is involved. */
  readonly embedded: boolean
  /** A session; PGlite has one only, which every call answers. An idle session does not keep the process alive. */
  connect(): Promise<Connection>
  /** Gives the database another name; sessions of ours are closed for it. */
  rename(database: string): Promise<void>
  close(): Promise<void>
}

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
