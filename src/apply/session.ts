// The settings that a run pins in its session, and gives back. search_path, TimeZone and DateStyle stay as the role
// has them: code of the user's that DDL runs (defaults, checks, USING) was written for them, and DDL qualifies its names.

import { hostname } from 'node:os'
import { literal } from '../catalog/identifier.ts'
import type { Connection } from '../connection/connection.ts'
import { serverError } from './errors.ts'

interface Setting {
  readonly name: string
  readonly value: string
  readonly sinceMajor?: number
}

const SETTINGS: readonly Setting[] = [
  { name: 'client_min_messages', value: 'warning' },
  { name: 'standard_conforming_strings', value: 'on' },
  // The catalog is read between statements, and a retry waits: a session that is idle for a moment must not be ended.
  { name: 'idle_in_transaction_session_timeout', value: '0' },
  { name: 'idle_session_timeout', value: '0' },
  { name: 'transaction_timeout', value: '0', sinceMajor: 17 },
]

/** The backend of a killed client notices it and gives up, instead of finishing an hour's work that nobody waits for. */
const CLIENT_CHECK: Setting = { name: 'client_connection_check_interval', value: '2s' }

/** As pg_stat_activity shows it. PostgreSQL keeps 63 bytes of it and turns what is not ASCII into `?`. */
export const applicationNameOf = (program: string): string =>
  `${program} (${hostname().slice(0, 32)}, pid ${process.pid})`

export interface Pinned {
  /** SQL that pins them once more, after a script has set what it wanted. */
  readonly again: string
  /** Puts them back. */
  readonly release: () => Promise<void>
}

export async function pin(connection: Connection, applicationName: string): Promise<Pinned> {
  const pinned = [
    { name: 'application_name', value: applicationName },
    ...SETTINGS.filter((s) => (s.sinceMajor ?? 0) <= connection.server.major),
  ]
  await connection.execute(pinned.map(set).join('; '))
  if (await tolerated(connection, set(CLIENT_CHECK))) pinned.push(CLIENT_CHECK)
  return {
    again: pinned.map(set).join('; '),
    release: () => connection.execute(pinned.map((s) => `RESET ${s.name}`).join('; ')),
  }
}

const set = (setting: Setting): string => `SET ${setting.name} = ${literal(setting.value)}`

/** The server's platform may not be able to check (SQLSTATE 22023). */
async function tolerated(connection: Connection, sql: string): Promise<boolean> {
  try {
    await connection.execute(sql)
    return true
  } catch (error) {
    if (serverError(error)?.code === '22023') return false
    throw error
  }
}
