// What the server says when something is missing that Trueup can supply, or that only another server has.

import type { ServerFacts } from '../connection/connection.ts'
import type { ServerError } from '../connection/errors.ts'
import { ident } from '../catalog/identifier.ts'
import { isRefusedConnection } from '../shadow/no-servers.ts'
import type { SqlStatement } from './sql-statement.ts'

/** 42704 undefined_object; SET ROLE says 22023 invalid_parameter_value. */
export const missingRole = ({ code, message }: ServerError): string | null =>
  code === '42704' || code === '22023' ? (/^role "([^]+)" does not exist$/.exec(message)?.[1] ?? null) : null

/** 42710 duplicate_object, of CREATE ROLE. */
export const presentRole = ({ words }: SqlStatement, { code, message }: ServerError): string | null =>
  code === '42710' && words[0] === 'create' ? (/^role "([^]+)" already exists$/.exec(message)?.[1] ?? null) : null

/** 42704 undefined_object; SET default_tablespace says 22023 invalid_parameter_value. */
export const missingTablespace = ({ code, message, detail }: ServerError): string | null =>
  code === '42704' || code === '22023'
    ? (/^tablespace "([^]+)" does not exist\.?$/i.exec(code === '22023' ? (detail ?? '') : message)?.[1] ?? null)
    : null

/** An embedded shadow reaches no other server. */
export const needsServer = ({ message, detail }: ServerError): boolean =>
  isRefusedConnection(`${message} ${detail ?? ''}`)

export const serverAdvice = (error: ServerError): string | null =>
  needsServer(error)
    ? 'A definition is loaded without reaching any other server. Take the statement out, or put it in a script of its own.'
    : null

/** 3D000 invalid_catalog_name. */
export const missingDatabase = ({ code, message }: ServerError): string | null =>
  code === '3D000' ? (/^database "([^]+)" does not exist$/.exec(message)?.[1] ?? null) : null

/** The statement with another name for the database. */
export function inDatabase(statement: SqlStatement, from: string, to: string): SqlStatement {
  const escaped = (name: string): string => name.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')
  const quoted = `"${escaped(from.replaceAll('"', '""'))}"`
  const name = /^[a-z_][\w$]*$/.test(from) ? `(?:${quoted}|${escaped(from)}(?![\\w$]))` : quoted
  const sql = statement.sql.replaceAll(
    new RegExp(`(\\bdatabase\\s+)${name}`, 'gi'),
    (_all, before: string) => before + ident(to),
  )
  return sql === statement.sql ? statement : { ...statement, sql }
}

/** Null: the error is not that an extension is not at hand. */
export function extensionAdvice({ code, message }: ServerError): string | null {
  const name =
    /^extension "([^"]+)" is not available/.exec(message)?.[1] ??
    /could not open extension control file ".*?([^/"\\]+)\.control"/.exec(message)?.[1] ??
    /^extension "([^"]+)" has no (?:installation script|update path)/.exec(message)?.[1]
  if (name === undefined || !['0A000', '58P01', '22023'].includes(code)) return null
  return `The shadow has no extension ${name}${code === '22023' ? ' of that version' : ''}. Name a server that has it, where a temporary database may be made: --shadow postgresql://…`
}

/** 42601 syntax_error: psql leaves a variable that is not set as it stands, and PostgreSQL stops at its colon. */
export function unsetAdvice({ sql, unset }: SqlStatement, { code, position }: ServerError): string | null {
  if (code !== '42601' || position === undefined) return null
  const rest = [...sql].slice(position - 1).join('')
  const name = unset.find((one) => [`:${one}`, `:'${one}'`, `:"${one}"`].some((text) => rest.startsWith(text)))
  return name === undefined
    ? null
    : `There is no variable ${name}. Set it with --set ${name}=…, or before this by \\set ${name} ….`
}

/** 42501 insufficient_privilege. */
export const privilegeAdvice = ({ code }: ServerError, { superuser, user, description }: ServerFacts): string | null =>
  code === '42501' && !superuser
    ? `The role ${user} is no superuser on ${description}. Let --shadow name one who is, or leave it out to use the embedded PostgreSQL.`
    : null

/** 53100 disk_full. */
export const roomAdvice = ({ code }: ServerError, embedded: boolean): string | null =>
  code === '53100' && embedded
    ? 'The folder that the shadow keeps its data in is full (/dev/shm, or that for temporary files: TMPDIR). Make room, or name a server: --shadow postgresql://…'
    : null
