// pg_service.conf: named groups of connection parameters. See https://www.postgresql.org/docs/current/libpq-pgservice.html.
// Knows no keyword's meaning.

import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ConnectionSettingsError } from './errors.ts'

/** Where distributions build libpq to look when PGSYSCONFDIR is not set. */
const SYSTEM_DIRECTORIES = [
  '/etc/postgresql-common',
  '/etc/postgresql',
  '/etc',
  '/usr/local/etc',
  '/opt/homebrew/etc',
  '/usr/local/pgsql/etc',
]

/** The parameters of a service: from the user's own file, or else from the system-wide one. Throws where neither defines it. */
export function readService(
  service: string,
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): (readonly [string, string])[] {
  const systemDirectories = environment['PGSYSCONFDIR'] ? [environment['PGSYSCONFDIR']] : SYSTEM_DIRECTORIES
  const own = file || join(homedir(), '.pg_service.conf')
  if (file && !existsSync(file))
    throw new ConnectionSettingsError(`The service file "${file}" does not exist. Check PGSERVICEFILE.`)
  const files = [own, ...systemDirectories.map((directory) => join(directory, 'pg_service.conf'))].filter((path) =>
    existsSync(path),
  )
  for (const path of files) {
    const parameters = parseService(readFileSync(path, 'utf8'), service, path)
    if (parameters) return parameters
  }
  throw new ConnectionSettingsError(
    `There is no service "${service}" in ${files.length > 0 ? files.join(' or ') : own}. Add a section [${service}] there, or name another service.`,
  )
}

/** Null: the text has no such section. */
function parseService(text: string, service: string, path: string): (readonly [string, string])[] | null {
  let parameters: (readonly [string, string])[] | null = null
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('[')) {
      if (parameters) break
      if (line === `[${service}]`) parameters = []
    } else if (parameters) {
      parameters.push(parseLine(line, `${path}, line ${index + 1}`))
    }
  }
  return parameters
}

function parseLine(line: string, place: string): readonly [string, string] {
  if (line.startsWith('ldap'))
    throw new ConnectionSettingsError(`${place}: LDAP look-ups in a service file are not supported by Trueup.`)
  const equals = line.indexOf('=')
  if (equals < 1)
    throw new ConnectionSettingsError(
      `${place}: a line of a service file must be keyword=value, without blanks around "=".`,
    )
  const keyword = line.slice(0, equals)
  if (keyword === 'service' || keyword === 'servicefile') {
    throw new ConnectionSettingsError(`${place}: a service cannot name another ${keyword}. Write its parameters here.`)
  }
  return [keyword, line.slice(equals + 1)]
}
