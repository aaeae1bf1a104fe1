// OPTIONS (…) of foreign-data wrappers, servers, user mappings and foreign tables: how they are read, written and changed.
// What may be a secret is left on the server: it is neither compared nor printed, and only its name is read.

import { ident, literal } from '../catalog/identifier.ts'
import type { Statement } from './kind.ts'

/** An option's value by its name. */
export type ForeignOptions = Readonly<Record<string, string>>

/** What a user mapping may hold besides credentials, and what only sounds like a secret elsewhere. */
const NOT_SECRET = `user username user_name remote_user role schema dbname database password_required passfile
sslcert sslkey sslrootcert sslcrl sslmode use_scram_passthrough gssdelegation require_auth keepalives keepalives_idle
keepalives_interval keepalives_count keep_connections authentication_database secure_auth updatable`.split(/\s+/)

const SOUNDS_SECRET = 'pass|pwd|secret|token|key|cred|auth|private|apikey'

/** Where options stand. A user mapping is there for credentials: all that is not known to be harmless is a secret. */
type Place = 'user mapping' | 'elsewhere'

const visible = (place: Place): string => {
  const known = `option_name in (${NOT_SECRET.map(literal).join(', ')})`
  if (place === 'user mapping') return known
  // A URL may carry a password, whatever its option is called.
  return `(${known} or option_name !~* ${literal(SOUNDS_SECRET)}) and option_value !~ '://[^/@]*:[^/@]*@'`
}

/** The attributes `options` and `secretOptions` of a query, from a catalog's options column. */
export const optionColumns = (column: string, place: Place = 'elsewhere'): string => `
           coalesce((select jsonb_object_agg(option_name, option_value) from pg_options_to_table(${column})
                      where ${visible(place)}), '{}') as options,
           array(select option_name from pg_options_to_table(${column})
                  where not (${visible(place)}) order by 1) as "secretOptions"`

/** ` OPTIONS (host 'a', port '1')`, or nothing. */
export const withForeignOptions = (options: ForeignOptions): string => {
  const list = Object.entries(options).map(([name, value]) => `${ident(name)} ${literal(value)}`)
  return list.length ? ` OPTIONS (${list.join(', ')})` : ''
}

/** `OPTIONS (ADD …, SET …, DROP …)`. */
export function changeForeignOptions(from: ForeignOptions, to: ForeignOptions): string {
  const changes = [
    ...Object.entries(to)
      .filter(([name, value]) => from[name] !== value)
      .map(([name, value]) => `${name in from ? 'SET' : 'ADD'} ${ident(name)} ${literal(value)}`),
    ...Object.keys(from)
      .filter((name) => !(name in to))
      .map((name) => `DROP ${ident(name)}`),
  ]
  return `OPTIONS (${changes.join(', ')})`
}

interface Secretive {
  readonly secretOptions: readonly string[]
}

/** The facts of what makes an object whose secrets are unknown here. */
export const lacksSecrets = ({ secretOptions }: Secretive, alter: string): Pick<Statement, 'risk'> =>
  secretOptions.length === 0
    ? {}
    : {
        risk: `is made without its secrets: ${alter} OPTIONS (${secretOptions.map((name) => `ADD ${ident(name)} '…'`).join(', ')})`,
      }

/** The facts of what drops secrets that nobody can read back from here. */
export const losesSecrets = ({ secretOptions }: Secretive, object: string): Pick<Statement, 'losesData'> =>
  secretOptions.length === 0 ? {} : { losesData: `the secret options (${secretOptions.join(', ')}) of ${object}` }

/** Why an object with secrets is not compared as a whole. */
export const uncoveredSecrets = ({ secretOptions }: Secretive): string | null =>
  secretOptions.length === 0 ? null : `its options ${secretOptions.join(', ')} may hold secrets and are not compared`
