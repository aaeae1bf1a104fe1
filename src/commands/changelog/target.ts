// Which database a changelog's command means: libpq's words, or a JDBC URL with its user and password.

import { UsageError } from '../../compare/errors.ts'
import { isConnectionString, withConnection, type ConnectionSettings } from '../../connection/connect.ts'
import type { Connection } from '../../connection/connection.ts'
import { parseConnectionString } from '../../connection/settings.ts'
import type { Call } from '../call.ts'
import { fromJdbc, isJdbc } from './jdbc.ts'

type Said = Pick<Call, 'command' | 'settings' | 'namedDatabase'>

export function settingsOfTarget({ command, settings, namedDatabase }: Said, env = process.env): ConnectionSettings {
  const { url, username, password, database } = settings
  const { PGHOST, PGSERVICE, PGDATABASE } = env
  const named = namedDatabase ?? url ?? (PGHOST || PGSERVICE || PGDATABASE ? 'application_name=trueup' : database)
  if (named === undefined)
    throw new UsageError(
      `which database is ${command} about? Name it with --database, --url, DATABASE_URL, LIQUIBASE_COMMAND_URL or liquibase.properties`,
    )
  return settingsOf(command, named, named === namedDatabase ? {} : { username, password })
}

interface Login {
  readonly username?: string | undefined
  readonly password?: string | undefined
}

function settingsOf(command: string, url: string, { username, password }: Login): ConnectionSettings {
  const target = isJdbc(url) ? fromJdbc(url) : isConnectionString(url) ? parseConnectionString(url) : null
  if (target === null)
    throw new UsageError(
      `${command} is about a PostgreSQL database, and ${scheme(url)} is none: postgresql://…, or jdbc:postgresql://…`,
    )
  return {
    ...target,
    ...(username === undefined ? {} : { user: username }),
    ...(password === undefined ? {} : { password }),
  }
}

/** The state that it is held against: what is typed, or what Liquibase calls the reference; undefined: nothing is named. */
export function definitionOf(
  { command, settings }: Pick<Said, 'command' | 'settings'>,
  typed: string | undefined,
): string | undefined {
  const { referenceUrl, referenceUsername: username, referencePassword: password, definition } = settings
  if (typed !== undefined) return isJdbc(typed) ? connectionString(settingsOf(command, typed, {})) : typed
  if (referenceUrl === undefined) return definition
  return connectionString(settingsOf(command, referenceUrl, { username, password }))
}

/** No more than that: what follows may hold a password. */
const scheme = (url: string): string => /^[a-z][\w+.:-]*?:(?=\/\/|$)/i.exec(url)?.[0] ?? 'what is named'

export const withTarget = <Result>(call: Said, use: (connection: Connection) => Promise<Result>): Promise<Result> =>
  withConnection(settingsOfTarget(call), use)

/** For what takes a state by name. */
export const connectionString = (settings: ConnectionSettings): string =>
  Object.entries(settings)
    .map(([keyword, value]) => `${keyword}='${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`)
    .join(' ')
