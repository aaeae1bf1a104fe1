// What PostgreSQL says about things that do not exist yet: which errors mean that, and what is missing.

import type { Connection } from '../connection/connection.ts'
import { literal } from '../catalog/identifier.ts'

/** SQLSTATEs that say that something does not exist yet. */
const NOT_YET: ReadonlySet<string> = new Set([
  '42P01', // undefined_table
  '42703', // undefined_column
  '42704', // undefined_object: type, role, collation, constraint, …
  '42883', // undefined_function
  '3F000', // invalid_schema_name
  '42830', // invalid_foreign_key: no unique constraint to refer to yet
  '42P10', // invalid_column_reference: no unique constraint for ON CONFLICT yet
  '42846', // cannot_coerce: no cast yet
  '42804', // datatype_mismatch: no assignment cast yet
  '42809', // wrong_object_type: a table that becomes another kind of thing
  '23503', // foreign_key_violation: the row that is referred to comes later
  '55000', // object_not_in_prerequisite_state
])

/** Of these the message names what is missing, and it is in one of the catalogs below. */
const NAMED: ReadonlySet<string> = new Set(['42P01', '42883', '3F000'])

interface Complaint {
  readonly code: string
  readonly message: string
}

/**
 * A type that is not announced yet is 42710, duplicate_object, of all things (DefineType, typecmds.c); a routine or an aggregate
 * that takes one that is only announced, 42P13.
 */
const NO_TYPE_YET: Readonly<Record<string, RegExp>> = { '42710': /^type .* does not exist$/, '42P13': /shell type/ }

/** Whether it says that something does not exist yet. */
export const isMissing = ({ code, message }: Complaint): boolean =>
  NOT_YET.has(code) || NO_TYPE_YET[code]?.test(message) === true

/** `relation "app.t" does not exist` → t; null where the message names nothing. */
export function missingName({ message }: Complaint): string | null {
  const name =
    /^\w+ "((?:[^"]|"")+)" does not exist/.exec(message)?.[1] ??
    /^(?:column|constraint) "([^"]+)"/.exec(message)?.[1] ??
    /^(?:function|procedure|aggregate|type|operator) ([\w$.]+)/.exec(message)?.[1]
  return name?.split('.').at(-1) || null
}

/** Of names that were missing, those that something has by now; one question for all. */
export async function namesThatExist(connection: Connection, names: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if (names.size === 0) return names
  const list = `array[${[...names].map(literal).join(',')}]::pg_catalog.text[]`
  const rows = await connection.query<{ name: string }>(`
    select relname as name from pg_catalog.pg_class where relname::pg_catalog.text = any (${list}) union
    select proname from pg_catalog.pg_proc where proname::pg_catalog.text = any (${list}) union
    select nspname from pg_catalog.pg_namespace where nspname::pg_catalog.text = any (${list}) union
    select typname from pg_catalog.pg_type where typname::pg_catalog.text = any (${list})`)
  return new Set(rows.map(({ name }) => name))
}

/** The name of what must exist before it is worth another attempt; null: only an attempt tells. */
export const waitsFor = (complaint: Complaint): string | null =>
  NAMED.has(complaint.code) ? missingName(complaint) : null
