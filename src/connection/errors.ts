// What can go wrong between Trueup and a server. One class for each decision that a caller makes; no message holds a password.

/** PostgreSQL's own words on a statement that failed, whichever engine said them. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  /** SQLSTATE. */
  readonly code: string
  readonly severity: string
  readonly detail: string | undefined
  readonly hint: string | undefined
  /** In characters (not UTF-16 units) from 1, within the text that was sent. */
  readonly position: number | undefined
  /** The call stack within the server: `PL/pgSQL function f() line 3 at RAISE`. */
  readonly where: string | undefined
  readonly internalQuery: string | undefined
  readonly schema: string | undefined
  readonly table: string | undefined
  readonly column: string | undefined
  readonly constraint: string | undefined

  constructor(fields: object, message: string, code: string) {
    super(message)
    const text = (field: string): string | undefined => textField(fields, field)
    this.code = code
    this.severity = text('severity') ?? 'ERROR'
    this.detail = text('detail')
    this.hint = text('hint')
    this.position = Number(text('position')) || undefined
    this.where = text('where')
    this.internalQuery = text('internalQuery')
    this.schema = text('schema')
    this.table = text('table')
    this.column = text('column')
    this.constraint = text('constraint')
  }

  /** A driver's error as ours; anything that did not come from a server stays as it is. */
  static from(error: unknown): Error {
    if (!(error instanceof Error)) return new Error(String(error))
    const code = textField(error, 'code')
    const isServers = code !== undefined && /^[0-9A-Z]{5}$/.test(code) && textField(error, 'severity') !== undefined
    return isServers ? new ServerError(error, error.message, code) : error
  }
}

export function textField(fields: object, field: string): string | undefined {
  const value: unknown = Reflect.get(fields, field)
  return typeof value === 'string' ? value : undefined
}

/** A connection string, a service file or a certificate file that cannot be used as it is. */
export class ConnectionSettingsError extends Error {
  override readonly name = 'ConnectionSettingsError'
}

/** No session came about, or it broke. `server` says which server, for people, without its password. */
export class ConnectionError extends Error {
  override readonly name: string = 'ConnectionError'
  readonly server: string
  /** SQLSTATE, or the operating system's name of the failure (`ECONNREFUSED`). */
  readonly code: string | undefined

  constructor(server: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.server = server
    this.code = typeof cause === 'object' && cause !== null ? textField(cause, 'code') : undefined
  }
}

/** Nobody answers there, or not now. */
export class UnreachableServerError extends ConnectionError {
  override readonly name = 'UnreachableServerError'
}

/** The server refuses this user or this password. */
export class AuthenticationError extends ConnectionError {
  override readonly name = 'AuthenticationError'
}

export class MissingDatabaseError extends ConnectionError {
  override readonly name = 'MissingDatabaseError'
}

/** The encryption that sslmode asks for cannot be had. */
export class EncryptionError extends ConnectionError {
  override readonly name = 'EncryptionError'
}

/** It is older than PostgreSQL 14, or not what target_session_attrs asks for. */
export class UnsupportedServerError extends ConnectionError {
  override readonly name = 'UnsupportedServerError'
}
