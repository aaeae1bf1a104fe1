// Turns the failure to open a session into an error that says what happened, at which server, and what to do.
// Never repeats a password: none of its inputs holds one but the settings, of which it only prints names.

import { isAboutEncryption } from './encryption.ts'
import type { Endpoint } from './endpoints.ts'
import {
  AuthenticationError,
  ConnectionError,
  EncryptionError,
  MissingDatabaseError,
  ServerError,
  textField,
  UnreachableServerError,
} from './errors.ts'
import type { Password } from './password.ts'
import type { ResolvedSettings } from './settings.ts'

export interface Attempt extends Pick<Password, 'asked' | 'source' | 'ignored'> {
  readonly description: string
  readonly endpoint: Endpoint
  readonly settings: ResolvedSettings
}

export function explain(failure: unknown, attempt: Attempt): ConnectionError {
  const error = failure instanceof Error ? failure : new Error(String(failure))
  if (error instanceof ServerError) return explainRefusal(error, attempt)
  if (error.message === 'no password supplied') return missingPassword(error, attempt)
  if (isAboutEncryption(error)) return explainEncryption(error, attempt)
  if (error.message.startsWith('SASL')) {
    return new AuthenticationError(
      attempt.description,
      `Logging in to ${attempt.description} failed: ${error.message}.`,
      error,
    )
  }
  return explainSilence(error, attempt)
}

function explainRefusal(error: ServerError, attempt: Attempt): ConnectionError {
  const { description, settings } = attempt
  const said = `${error.message}${error.detail ? ` (${error.detail})` : ''}`
  switch (error.code) {
    case '28P01':
      return new AuthenticationError(
        description,
        `${description} refuses the login: ${said}. ${passwordAdvice(attempt)}`,
        error,
      )
    case '28000':
      return new AuthenticationError(
        description,
        `${description} refuses the login: ${said}. Check the user name, and whether the server's pg_hba.conf lets this user in from here.`,
        error,
      )
    case '3D000':
      return new MissingDatabaseError(
        description,
        `There is no database "${settings.dbname}" on the server of ${description}. Create it (CREATE DATABASE), or name another one.`,
        error,
      )
    case '42501':
      return new AuthenticationError(
        description,
        `${description}: ${said}. Ask for GRANT CONNECT ON DATABASE to this role.`,
        error,
      )
    case '53300':
      return new UnreachableServerError(
        description,
        `${description} has no connection left: ${said}. Close some, or try again later.`,
        error,
      )
    case '57P03':
      return new UnreachableServerError(
        description,
        `${description} does not take connections now: ${said}. Try again in a moment.`,
        error,
      )
    default:
      return new ConnectionError(
        description,
        `${description} refuses the connection: ${said} (SQLSTATE ${error.code}).`,
        error,
      )
  }
}

function passwordAdvice({ source, ignored, settings }: Attempt): string {
  if (source === 'password file')
    return `The password came from the password file "${settings.passfile}"; correct it there.`
  return ['Check the user name and the password.', ignored].filter((part) => part !== null).join(' ')
}

function missingPassword(error: Error, { description, ignored }: Attempt): AuthenticationError {
  const advice = ignored ?? 'Give one in the connection string, in PGPASSWORD, or in the password file (~/.pgpass).'
  return new AuthenticationError(
    description,
    `${description} asks for a password, and none was given. ${advice}`,
    error,
  )
}

function explainEncryption(error: Error, { description, settings, endpoint }: Attempt): EncryptionError {
  const mode = settings.sslmode || 'prefer'
  const code = textField(error, 'code')
  const say = (what: string): EncryptionError => new EncryptionError(description, `${description}: ${what}`, error)
  if (/does not support SSL/.test(error.message)) {
    return say(
      `the server does not offer encryption, and sslmode=${mode} asks for it. Turn on ssl on the server, or use sslmode=prefer or disable.`,
    )
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return say(
      `the server's certificate is not for the host "${endpoint.host}". Connect by the name that it is for, or use sslmode=verify-ca.`,
    )
  }
  if (code === 'CERT_HAS_EXPIRED') return say(`the server's certificate has expired. Renew it.`)
  if (code && /UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_/.test(code)) {
    return say(
      `the server's certificate is not signed by an authority that sslrootcert names (${error.message}). Name the right root certificate.`,
    )
  }
  return say(`the encrypted connection failed: ${error.message}.`)
}

function explainSilence(error: Error, { description, endpoint, settings }: Attempt): ConnectionError {
  const unreachable = (what: string): UnreachableServerError => new UnreachableServerError(description, what, error)
  const code = textField(error, 'code')
  if (endpoint.socket && (code === 'ENOENT' || code === 'ECONNREFUSED')) {
    return unreachable(
      `No server answers at the socket ${endpoint.host}/.s.PGSQL.${endpoint.port}. Start PostgreSQL there, or name a host: host=… or PGHOST.`,
    )
  }
  if (code === 'ECONNREFUSED') {
    return unreachable(
      `No server listens at ${endpoint.host}, port ${endpoint.port} (${description}). Start it, or check host and port.`,
    )
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return unreachable(`The host name "${endpoint.host}" cannot be resolved. Check its spelling and the network.`)
  }
  if (code === 'EACCES') return unreachable(`This user may not open the socket in ${endpoint.host}.`)
  if (code === 'ETIMEDOUT' || error.message.startsWith('timeout expired')) {
    const limit = settings.connect_timeout ? ` within connect_timeout (${settings.connect_timeout} s)` : ''
    return unreachable(
      `The server at ${endpoint.host}, port ${endpoint.port} does not answer${limit}. Check host, port and firewalls.`,
    )
  }
  return unreachable(
    `The connection to ${description} failed: ${error.message || code || 'no reason was given'}. Check that a PostgreSQL server answers there.`,
  )
}
