// The parameters of a connection, by libpq's own keywords, and where each comes from when a connection string leaves it out.
// Knows nothing of sockets; see https://www.postgresql.org/docs/current/libpq-connect.html and libpq-envars.html.

import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { isConnectionUri, parseConnectionUri, parseKeywordValues } from './connection-string.ts'
import { ConnectionSettingsError } from './errors.ts'
import { readService } from './service-file.ts'

/** Every keyword that libpq 18 takes, with the environment variable that stands in for it. */
const VARIABLES = {
  service: 'PGSERVICE',
  servicefile: 'PGSERVICEFILE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  channel_binding: 'PGCHANNELBINDING',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  dbname: 'PGDATABASE',
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  client_encoding: 'PGCLIENTENCODING',
  options: 'PGOPTIONS',
  application_name: 'PGAPPNAME',
  fallback_application_name: null,
  keepalives: null,
  keepalives_idle: null,
  keepalives_interval: null,
  keepalives_count: null,
  tcp_user_timeout: null,
  sslmode: 'PGSSLMODE',
  sslnegotiation: 'PGSSLNEGOTIATION',
  sslcompression: 'PGSSLCOMPRESSION',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslcertmode: 'PGSSLCERTMODE',
  sslpassword: null,
  sslrootcert: 'PGSSLROOTCERT',
  sslcrl: 'PGSSLCRL',
  sslcrldir: 'PGSSLCRLDIR',
  sslsni: 'PGSSLSNI',
  sslkeylogfile: null,
  requirepeer: 'PGREQUIREPEER',
  require_auth: 'PGREQUIREAUTH',
  min_protocol_version: 'PGMINPROTOCOLVERSION',
  max_protocol_version: 'PGMAXPROTOCOLVERSION',
  ssl_min_protocol_version: 'PGSSLMINPROTOCOLVERSION',
  ssl_max_protocol_version: 'PGSSLMAXPROTOCOLVERSION',
  gssencmode: 'PGGSSENCMODE',
  krbsrvname: 'PGKRBSRVNAME',
  gsslib: 'PGGSSLIB',
  gssdelegation: 'PGGSSDELEGATION',
  replication: null,
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  load_balance_hosts: 'PGLOADBALANCEHOSTS',
  scram_client_key: null,
  scram_server_key: null,
  oauth_issuer: null,
  oauth_client_id: null,
  oauth_client_secret: null,
  oauth_scope: null,
} as const

export type Keyword = keyof typeof VARIABLES
/** What was said of a connection, by libpq's keywords; what is left out comes from the service file, the environment and the defaults. */
export type ConnectionSettings = { readonly [K in Keyword]?: string }
/** With nothing left out that a session needs. */
export type ResolvedSettings = ConnectionSettings & { readonly user: string; readonly dbname: string }
export type Environment = Readonly<Record<string, string | undefined>>

const isKeyword = (text: string): text is Keyword => Object.hasOwn(VARIABLES, text)

/** What Trueup cannot honour, so that leaving it out in silence would weaken what the user asked for. */
const REFUSED: { readonly [K in Keyword]?: (value: string) => boolean } = {
  requirepeer: () => true,
  require_auth: () => true,
  gssencmode: (value) => value === 'require',
  scram_client_key: () => true,
  scram_server_key: () => true,
  oauth_issuer: () => true,
  replication: (value) => !['false', 'off', 'no', '0'].includes(value),
}

const CHOICES: { readonly [K in Keyword]?: readonly string[] } = {
  sslmode: ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
  sslnegotiation: ['postgres', 'direct'],
  sslcertmode: ['disable', 'allow', 'require'],
  channel_binding: ['disable', 'prefer', 'require'],
  target_session_attrs: ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'],
  load_balance_hosts: ['disable', 'random'],
}

/** A `postgresql://` URL, or a `key=value` string with at least one of libpq's keywords. */
export function isConnectionString(text: string): boolean {
  if (isConnectionUri(text)) return true
  if (!/^\s*[a-z_]+\s*=/.test(text)) return false
  return [...text.matchAll(/(?:^|\s)([a-z_]+)\s*=/g)].some(([, keyword]) => keyword !== undefined && isKeyword(keyword))
}

/** What a connection string itself says, and nothing else. Throws ConnectionSettingsError. */
export function parseConnectionString(text: string): ConnectionSettings {
  const uri = isConnectionUri(text)
  const pairs = uri ? parseConnectionUri(text) : parseKeywordValues(text)
  return settingsOf(pairs, uri ? 'the connection URL' : 'the connection string')
}

/** Settings out of pairs that come from `origin`, a place named for people; the last of two of the same keyword wins. */
function settingsOf(pairs: Iterable<readonly [string, string]>, origin: string): ConnectionSettings {
  const settings: { [K in Keyword]?: string } = {}
  for (const [keyword, value] of pairs) {
    if (!isKeyword(keyword)) {
      throw new ConnectionSettingsError(
        `"${keyword}" in ${origin} is not a connection parameter of PostgreSQL. ` +
          'Leave it out, or see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS for those that exist.',
      )
    }
    settings[keyword] = value
  }
  return settings
}

/** Settings with nothing left out: what is said, then the service file, the environment, and libpq's defaults. */
export function resolveSettings(
  target: string | ConnectionSettings,
  environment: Environment = process.env,
): ResolvedSettings {
  const said = typeof target === 'string' ? parseConnectionString(target) : target
  const service = said.service ?? environment['PGSERVICE']
  const file = said.servicefile ?? environment['PGSERVICEFILE']
  const fromService = service ? settingsOf(readService(service, file, environment), `service "${service}"`) : {}
  const settings = { ...fromEnvironment(environment), ...fromService, ...given(said) }
  checkSettings(settings)
  const user = settings.user || operatingSystemUser()
  return {
    ...settings,
    user,
    dbname: settings.dbname || user,
    passfile: settings.passfile || join(homedir(), '.pgpass'),
  }
}

function given(settings: ConnectionSettings): ConnectionSettings {
  return settingsOf(
    Object.entries(settings).flatMap(([keyword, value]) => (value === undefined ? [] : [[keyword, value] as const])),
    'the connection settings',
  )
}

function fromEnvironment(environment: Environment): ConnectionSettings {
  const settings: { [K in Keyword]?: string } = {}
  for (const [keyword, variable] of Object.entries(VARIABLES)) {
    const value = variable === null ? undefined : environment[variable]
    if (value !== undefined && isKeyword(keyword)) settings[keyword] = value
  }
  return settings
}

function checkSettings(settings: ConnectionSettings): void {
  for (const [keyword, value] of Object.entries(settings)) {
    if (!isKeyword(keyword) || !value) continue
    const choices = CHOICES[keyword]
    if (choices && !choices.includes(value)) {
      throw new ConnectionSettingsError(`${keyword} must be one of ${choices.join(', ')}, not "${value}".`)
    }
    if (REFUSED[keyword]?.(value)) {
      throw new ConnectionSettingsError(
        `${keyword}=${keyword.includes('key') ? '…' : value} is not supported by Trueup. Leave it out to connect without it.`,
      )
    }
  }
}

/** libpq takes the name that belongs to the effective user id, not USER. */
function operatingSystemUser(): string {
  try {
    return userInfo().username
  } catch {
    throw new ConnectionSettingsError(
      'No user name was given, and the operating system has none for this user id. Name one: user=… or PGUSER.',
    )
  }
}
