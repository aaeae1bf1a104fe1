// A throwaway PostgreSQL to load SQL into, whatever engine it has. Knows nothing of what is loaded, or why.

import type { Connection } from '../connection/connection.ts'

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
