// OPTIONS (…) of foreign-data wrappers, servers, user mappings and foreign tables: how they are read, written and changed.
// A value that may be a secret stays on the server: only the option's name is read, so it is neither compared nor printed.

import { ident, literal } from '../catalog/identifier.ts'
import type { Statement } from './kind.ts'

/** An option's value by its name; null: a secret, whatever it is. */
export type ForeignOptions = Readonly<Record<string, string | null>>

/** What a user mapping may hold besides credentials, and what only sounds like a secret elsewhere. */
const NOT_SECRET = `user username user_name remote_user role schema dbname database password_required passfile
sslcert sslkey sslrootcert sslcrl sslmode use_scram_passthrough gssdelegation require_auth keepalives keepalives_idle
keepalives_interval keepalives_count keep_connections authentication_database secure_auth updatable`.split(/\s+/)

const SOUNDS_SECRET = 'pass|pwd|secret|token|key|cred|auth|private'

/** Where options stand. A user mapping is there for credentials: all that is not known to be harmless is a secret. */
type Place = 'user mapping' | 'elsewhere'

const isSecret = (place: Place): string => {
  const unknown = `option_name not in (${NOT_SECRET.map(literal).join(', ')})`
  if (place === 'user mapping') return unknown
  // A URL may carry a password, whatever its option is called.
  return `(${unknown} and option_name ~* ${literal(SOUNDS_SECRET)} or option_value ~ '://[^/@]*:[^/@]*@')`
}

/** A query's expression for the attribute `options`, from a catalog's column of options. */
export const optionsOf = (column: string, place: Place = 'elsewhere'): string => `
           coalesce((select jsonb_object_agg(option_name, case when not ${isSecret(place)} then option_value end)
                       from pg_options_to_table(${column})), '{}')`

const secretsOf = (options: ForeignOptions): string[] => Object.keys(options).filter((name) => options[name] === null)

/** ` OPTIONS (host 'a', port '1')`, or nothing; without secrets. */
export function withForeignOptions(options: ForeignOptions): string {
  const list = Object.entries(options).flatMap(([name, value]) =>
    value === null ? [] : [`${ident(name)} ${literal(value)}`],
  )
  return list.length ? ` OPTIONS (${list.join(', ')})` : ''
}

/** The inside of `OPTIONS (ADD …, SET …, DROP …)`. What is a secret on either side stays as it is. */
function changes(from: ForeignOptions, to: ForeignOptions): string[] {
  return [
    ...Object.entries(to).flatMap(([name, value]) =>
      value === null || from[name] === null || from[name] === value
        ? []
        : [`${name in from ? 'SET' : 'ADD'} ${ident(name)} ${literal(value)}`],
    ),
    ...Object.keys(from)
      .filter((name) => from[name] !== null && !(name in to))
      .map((name) => `DROP ${ident(name)}`),
  ]
}

/** Secrets are nothing that is known. */
export const FOREIGN_OPTIONS = {
  same: (from: ForeignOptions, to: ForeignOptions): boolean => changes(from, to).length === 0,
  state: (options: ForeignOptions) => Object.entries(options).filter(([, value]) => value !== null),
}

/** `OPTIONS (ADD …, SET …, DROP …)`. */
export const changeForeignOptions = (from: ForeignOptions, to: ForeignOptions): string =>
  `OPTIONS (${changes(from, to).join(', ')})`

/** The risk of what is made here without the secrets that it should have. @param alter the command that can add them */
export function lacksSecrets(options: ForeignOptions, alter: string): Pick<Statement, 'risk' | 'remains'> {
  const secrets = secretsOf(options).map((name) => `ADD ${ident(name)} '…'`)
  return secrets.length === 0
    ? {}
    : { risk: `is made without its secrets: ${alter} OPTIONS (${secrets.join(', ')})`, remains: true }
}

/** The loss in what is dropped with secrets that are not known here. */
export function losesSecrets(options: ForeignOptions, object: string): Pick<Statement, 'losesData'> {
  const secrets = secretsOf(options)
  return secrets.length === 0 ? {} : { losesData: `the secret options (${secrets.join(', ')}) of ${object}` }
}

/** Why an object with secrets is not compared as a whole. */
export function uncoveredSecrets(options: ForeignOptions): string | null {
  const secrets = secretsOf(options)
  return secrets.length === 0 ? null : `options that may hold secrets are not compared: ${secrets.join(', ')}`
}
