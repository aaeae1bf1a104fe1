// JDBC URLs of PostgreSQL (https://jdbc.postgresql.org/documentation/use/), as libpq's settings. Knows no command.

import { UsageError } from '../../compare/errors.ts'
import type { ConnectionSettings } from '../../connection/connect.ts'

export const isJdbc = (url: string): boolean => /^jdbc:/i.test(url)

/** What the driver calls it, and libpq; what is not here concerns Java alone, and is left out. */
const SAME: Readonly<Record<string, (value: string) => ConnectionSettings>> = {
  user: (user) => ({ user }),
  password: (password) => ({ password }),
  sslmode: (sslmode) => ({ sslmode }),
  ssl: (value) => (value === '' || value === 'true' ? { sslmode: 'verify-full' } : {}),
  sslrootcert: (sslrootcert) => ({ sslrootcert }),
  sslcert: (sslcert) => ({ sslcert }),
  sslkey: (sslkey) => ({ sslkey }),
  sslnegotiation: (sslnegotiation) => ({ sslnegotiation }),
  channelbinding: (value) => ({ channel_binding: value }),
  applicationname: (value) => ({ application_name: value }),
  connecttimeout: (value) => ({ connect_timeout: value }),
  logintimeout: (value) => ({ connect_timeout: value }),
  targetservertype: (value) => targetServerType(value),
}

const SERVERS: Readonly<Record<string, string>> = {
  primary: 'primary',
  master: 'primary',
  secondary: 'standby',
  slave: 'standby',
  preferSecondary: 'prefer-standby',
  preferSlave: 'prefer-standby',
}

const targetServerType = (value: string): ConnectionSettings => {
  const wanted = SERVERS[value]
  return wanted === undefined ? {} : { target_session_attrs: wanted }
}

/** Throws a UsageError for another database, or a URL that is none; it never holds the password. */
export function fromJdbc(url: string): ConnectionSettings {
  const [, rest] = /^jdbc:postgresql:([^]*)$/i.exec(url) ?? []
  if (rest === undefined)
    throw new UsageError(
      `Trueup runs changelogs on PostgreSQL alone: a URL that begins with jdbc:postgresql:, not ${kindOf(url)}`,
    )
  const [address = '', query = ''] = splitAt(rest, '?')
  const [, hosts, path] = /^\/\/([^/]*)(?:\/([^]*))?$/.exec(address) ?? [null, '', address.replace(/^\//, '')]
  // The driver knows nothing of it, and would look for a host by that name.
  if (hosts?.includes('@'))
    throw new UsageError(
      'a JDBC URL has no user and password before its host: name them with --username and --password, or as ?user=…&password=…',
    )
  const servers = (hosts ?? '')
    .split(',')
    .filter((one) => one !== '')
    .map(hostAndPort)
  const parameters = new Map(
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', value = ''] = splitAt(pair, '=')
        return [name, decoded(value)] as const
      }),
  )
  const settings = [...parameters].map(([name, value]) => SAME[name.toLowerCase()]?.(value) ?? {})
  const dbname = decoded(path ?? '')
  return {
    host: servers.length === 0 ? 'localhost' : servers.map(({ host }) => host).join(','),
    port: servers.length === 0 ? '5432' : servers.map(({ port }) => port).join(','),
    ...(dbname === '' ? {} : { dbname }),
    ...Object.assign({}, ...settings),
    ...optionsOf(parameters),
  }
}

/** currentSchema is what the driver sets search_path to. */
function optionsOf(parameters: ReadonlyMap<string, string>): ConnectionSettings {
  const options = parameters.get('options')
  const schema = parameters.get('currentSchema')
  const all = [...(options ? [options] : []), ...(schema ? [`-c search_path=${escaped(schema)}`] : [])]
  return all.length === 0 ? {} : { options: all.join(' ') }
}

/** In libpq's options a space ends a word (the manual, 32.1.2). */
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll(' ', '\\ ')

function hostAndPort(text: string): { host: string; port: string } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(text) ?? []
  return { host: bracketed ?? plain ?? text, port: port || '5432' }
}

function splitAt(text: string, mark: string): [before: string, after?: string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const kindOf = (url: string): string => /^jdbc:\w+/i.exec(url)?.[0] ?? 'what is named'
