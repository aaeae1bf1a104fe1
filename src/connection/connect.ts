// Opens a session on what a user names: tries each host and each handshake as libpq does, and says clearly what went wrong.
// Knows nothing of what the session is for.

import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Connection } from './connection.ts'
import { handshakesOf, isAboutEncryption } from './encryption.ts'
import { describeEndpoint, endpointsOf, type Endpoint } from './endpoints.ts'
import type { ConnectionError } from './errors.ts'
import { ConnectionSettingsError, ServerError, UnreachableServerError, UnsupportedServerError } from './errors.ts'
import { explain, type Attempt } from './explain.ts'
import {
  isConnectionString,
  resolveSettings,
  type ConnectionSettings,
  type Environment,
  type ResolvedSettings,
} from './settings.ts'
import { passwordOf, type Password } from './password.ts'
import type { Session, SessionState } from './postgresql.ts'

export { isConnectionString }
export type { ConnectionSettings }

const OLDEST_MAJOR = 14

export interface ConnectOptions {
  /** False: an idle session does not keep the process alive. Default: true. */
  readonly holdsProcess?: boolean
  /** The PG* variables to go by. Default: the process's own. */
  readonly environment?: Environment
  /** For people, instead of the address. */
  readonly description?: string
}

/** Closed again, whatever becomes of its use. */
export async function withConnection<Result>(
  target: string | ConnectionSettings,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await connect(target)
  try {
    return await use(connection)
  } finally {
    await connection.close()
  }
}

/**
 * `target`: a `postgresql://` URL, a libpq `key=value` string, or settings by libpq's keywords; PG* variables, service files, `.pgpass`
 * and libpq's defaults fill in the rest. Throws a ConnectionSettingsError, or a ConnectionError of the class that says what to do.
 */
export async function connect(target: string | ConnectionSettings, options: ConnectOptions = {}): Promise<Connection> {
  const settings = resolveSettings(target, options.environment)
  const wanted = settings.target_session_attrs || 'any'
  const endpoints = endpointsOf(settings)
  const passes = wanted === 'prefer-standby' ? ['standby', 'any'] : [wanted]
  const failures: ConnectionError[] = []
  for (const pass of passes) {
    for (const endpoint of endpoints) {
      const outcome = await connectEndpoint(settings, endpoint, pass, options)
      if (!(outcome instanceof Error)) return outcome
      failures.push(outcome)
      // As libpq: who was refused by one host is not tried at the next.
      if (!(outcome instanceof UnreachableServerError || outcome instanceof UnsupportedServerError)) throw outcome
    }
  }
  const [first] = failures
  if (first && failures.length === 1) throw first
  const all = endpoints.map((endpoint) => describe(settings, endpoint)).join(', ')
  throw new UnreachableServerError(
    all,
    `None of the servers can be used.\n${failures.map(({ message }) => `  ${message}`).join('\n')}`,
    first,
  )
}

/** For people: which server, database and user a connection string means, never the password. */
export function describe(target: string | ConnectionSettings, endpoint?: Endpoint): string {
  const settings = resolveSettings(target)
  const described = endpoint ? [endpoint] : endpointsOf(settings)
  return described.map((one) => describeEndpoint(one, settings.user, settings.dbname)).join(', ')
}

/** Tries each address of the host, as libpq does; answers the error instead of throwing it, since the next host may do. */
async function connectEndpoint(
  settings: ResolvedSettings,
  endpoint: Endpoint,
  wanted: string,
  options: ConnectOptions,
): Promise<Connection | ConnectionError> {
  const password = passwordOf(settings, endpoint)
  const description = options.description ?? describeEndpoint(endpoint, settings.user, settings.dbname)
  const attempt = { description, endpoint, settings, ...password }
  let outcome: Connection | ConnectionError = explain(new Error('the host name has no address'), attempt)
  try {
    for (const address of await addressesOf(endpoint)) {
      outcome = await connectAddress({ ...attempt, endpoint: { ...endpoint, address } }, password, wanted, options)
      if (!(outcome instanceof UnreachableServerError)) return outcome
    }
    return outcome
  } catch (error) {
    if (error instanceof ConnectionSettingsError) throw error
    return explain(error, attempt)
  }
}

/** Addresses that a name stands for; an address and a socket stand for themselves. */
async function addressesOf({ address, socket }: Endpoint): Promise<string[]> {
  if (socket || isIP(address) !== 0) return [address]
  const found = await lookup(address, { all: true })
  return found.map((one) => one.address)
}

async function connectAddress(
  attempt: Attempt,
  password: Password,
  wanted: string,
  options: ConnectOptions,
): Promise<Connection | ConnectionError> {
  let failure: unknown = null
  for (const ssl of handshakesOf(attempt.settings, attempt.endpoint)) {
    if (failure !== null && !mayRetry(failure)) break
    try {
      const session = await openEndpoint(attempt, ssl, password, options)
      return await suitable(session, wanted, attempt.description)
    } catch (error) {
      if (error instanceof UnsupportedServerError) return error
      // The first failure tells more than that of the fallback, unless it was about encryption only.
      failure = failure instanceof ServerError ? failure : ServerError.from(error)
    }
  }
  return explain(failure, attempt)
}

async function openEndpoint(
  { settings, endpoint, description }: Attempt,
  ssl: ReturnType<typeof handshakesOf>[number],
  password: Password,
  options: ConnectOptions,
): Promise<Session> {
  const { openSession } = await import('./postgresql.ts')
  const timeoutSeconds = Number(settings.connect_timeout || 0)
  const idleSeconds = Number(settings.keepalives_idle || 0)
  const config = {
    host: endpoint.address,
    port: endpoint.port,
    user: settings.user,
    database: settings.dbname,
    // A function, for the driver would otherwise look for passwords by rules of its own.
    password: () => password.ask(),
    ssl,
    enableChannelBinding: ssl !== false && settings.channel_binding !== 'disable',
    sslnegotiation: settings.sslnegotiation === 'direct' && ssl !== false ? ('direct' as const) : ('postgres' as const),
    ...(settings.options ? { options: settings.options } : {}),
    application_name: settings.application_name || settings.fallback_application_name || 'trueup',
    keepAlive: settings.keepalives !== '0',
    ...(idleSeconds > 0 ? { keepAliveInitialDelayMillis: idleSeconds * 1000 } : {}),
    // libpq takes 1 for 2.
    ...(timeoutSeconds > 0 ? { connectionTimeoutMillis: Math.max(timeoutSeconds, 2) * 1000 } : {}),
  }
  const again = async (): Promise<Connection> => {
    const other = await connectEndpoint(settings, endpoint, 'any', options)
    if (other instanceof Error) throw other
    return other
  }
  return openSession({ config, description, holdsProcess: options.holdsProcess ?? true }, again)
}

/** After a refused handshake, or a pg_hba.conf that has no line for this kind of connection; not for a wrong password. */
const mayRetry = (failure: unknown): boolean =>
  failure instanceof ServerError ? failure.code === '28000' : failure instanceof Error && isAboutEncryption(failure)

/** The session, where the server is one that Trueup and target_session_attrs accept. */
async function suitable(session: Session, wanted: string, description: string): Promise<Connection> {
  const { connection, state } = session
  const { major } = connection.server
  const refusal =
    major < OLDEST_MAJOR
      ? `The server at ${description} is PostgreSQL ${major}. Trueup works with PostgreSQL ${OLDEST_MAJOR} and later.`
      : isWanted(state, wanted)
        ? null
        : `The server at ${description} is not what target_session_attrs=${wanted} asks for.`
  if (refusal === null) return connection
  await connection.close()
  throw new UnsupportedServerError(description, refusal)
}

function isWanted({ inRecovery, readOnly }: SessionState, wanted: string): boolean {
  if (wanted === 'read-write') return !inRecovery && !readOnly
  if (wanted === 'read-only') return inRecovery || readOnly
  if (wanted === 'primary') return !inRecovery
  return wanted !== 'standby' || inRecovery
}
