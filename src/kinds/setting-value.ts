// How a configuration parameter's stored value (pg_db_role_setting.setconfig) is written back as SET.
// Knows no kind.

import { ident, literal } from '../catalog/identifier.ts'

/** Parameters whose values are lists of names, each quoted alone: variable_is_guc_list_quote() of pg_dump. */
const LISTS_OF_NAMES = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
  'createrole_self_grant',
])

/** `app.tenant`, `"TimeZone"`: a parameter's name as SET takes it. */
export const parameterName = (name: string): string => name.split('.').map(ident).join('.')

/** `SET name TO value`, from the value as PostgreSQL stores it. */
export const setClause = (name: string, value: string): string => `SET ${parameterName(name)} TO ${values(name, value)}`

export const resetClause = (name: string): string => `RESET ${parameterName(name)}`

/** An ALTER that must name the database it runs in, whatever that is called there; `before` and `after` surround the name. */
export function inCurrentDatabase(before: string, after: string): string {
  const body = `EXECUTE format(${literal(`${before} %I %s`)}, current_database(), ${literal(after)});`
  let tag = '$$'
  while (body.includes(tag)) tag = tag === '$$' ? '$_$' : `$_${tag.slice(1)}`
  return `DO ${tag} BEGIN ${body} END ${tag}`
}

function values(name: string, value: string): string {
  if (!LISTS_OF_NAMES.has(name)) return literal(value)
  const names = splitNames(value)
  return names.length === 0 ? `''` : names.map(literal).join(', ')
}

/** As SplitGUCList() does: names apart by commas, each bare or in double quotes. */
const splitNames = (list: string): string[] =>
  [...list.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",]+))\s*(?:,|$)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '').trim() : quoted.replaceAll('""', '"'),
  )
