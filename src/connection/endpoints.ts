// Where a server may be found: the hosts and ports of the settings, one by one, sockets included.
// Knows nothing of what is said to the server.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConnectionSettingsError } from './errors.ts'
import type { ConnectionSettings } from './settings.ts'

export interface Endpoint {
  /** As the user named it, for certificates and .pgpass: a name, an address, or the directory of a Unix socket. */
  readonly host: string
  /** What to connect to: `hostaddr` where it is given. */
  readonly address: string
  readonly port: number
  readonly socket: boolean
}

/** Where servers are built to put their socket: Debian's and Red Hat's choice, and PostgreSQL's own. */
const SOCKET_DIRECTORIES = ['/var/run/postgresql', '/tmp']

export const isDefaultSocketDirectory = (directory: string): boolean => SOCKET_DIRECTORIES.includes(directory)

/** In the order in which they are to be tried; never empty. */
export function endpointsOf(settings: ConnectionSettings): Endpoint[] {
  const addresses = settings.hostaddr ? settings.hostaddr.split(',') : []
  const hosts = settings.host ? settings.host.split(',') : addresses.map(() => '')
  if (hosts.length === 0) hosts.push('')
  if (addresses.length > 0 && addresses.length !== hosts.length) {
    throw new ConnectionSettingsError(
      `There are ${hosts.length} hosts and ${addresses.length} values of hostaddr; give one for each host.`,
    )
  }
  const ports = (settings.port || '5432').split(',')
  if (ports.length !== 1 && ports.length !== hosts.length) {
    throw new ConnectionSettingsError(
      `There are ${hosts.length} hosts and ${ports.length} ports; give one port, or one for each host.`,
    )
  }
  const endpoints = hosts.map((host, index) =>
    endpointOf(host, addresses[index] ?? '', portOf(ports[index] ?? ports[0] ?? '')),
  )
  return settings.load_balance_hosts === 'random' ? shuffle(endpoints) : endpoints
}

function endpointOf(host: string, address: string, port: number): Endpoint {
  if (address) return { host: host || address, address, port, socket: false }
  if (host.startsWith('@'))
    throw new ConnectionSettingsError(
      'Sockets in the abstract namespace (host=@…) are not supported by Trueup. Use a directory.',
    )
  const name = host || defaultHost(port)
  return { host: name, address: name, port, socket: name.startsWith('/') }
}

function defaultHost(port: number): string {
  if (process.platform === 'win32') return 'localhost'
  const inUse = SOCKET_DIRECTORIES.find((directory) => existsSync(join(directory, `.s.PGSQL.${port}`)))
  return inUse ?? '/var/run/postgresql'
}

function portOf(text: string): number {
  const port = text === '' ? 5432 : Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ConnectionSettingsError(`The port must be a number from 1 to 65535, not "${text}".`)
  }
  return port
}

const shuffle = (endpoints: readonly Endpoint[]): Endpoint[] =>
  endpoints
    .map((endpoint) => ({ endpoint, rank: Math.random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ endpoint }) => endpoint)

/** For people: `postgresql://user@host:port/database`. */
export function describeEndpoint(endpoint: Endpoint, user: string, database: string): string {
  const name = (text: string): string => text.replace(/[\s/?#@:%,[\]]/g, (character) => encodeURIComponent(character))
  if (endpoint.socket)
    return `postgresql://${name(user)}@/${name(database)}?host=${endpoint.host}&port=${endpoint.port}`
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host
  return `postgresql://${name(user)}@${host}:${endpoint.port}/${name(database)}`
}
