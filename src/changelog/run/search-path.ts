// search_path as Liquibase keeps it: whatever a changeset has made of it, the default schema comes first again for the next one.

import { ident, literal } from '../../catalog/identifier.ts'

/** Null: it begins with the schema already. */
export function searchPathFor(schema: string, current: string): string | null {
  const [, quoted, plain] = /^\s*(?:"((?:[^"]|"")*)"|([^",\s]*))/.exec(current) ?? []
  const first = quoted?.replaceAll('""', '"') ?? plain ?? ''
  if (first === schema) return null
  const rest = current.trim()
  return `SET search_path TO ${ident(schema)}${rest === '' || rest === '""' ? '' : `, ${withNames(rest)}`}`
}

/** For scripts: the same, as it is found when they run. */
export const schemaFirst = (schema: string): string =>
  `DO $trueup$ BEGIN PERFORM set_config('search_path', ${literal(`${ident(schema)}, `)} || current_setting('search_path'), false) ` +
  `WHERE NOT starts_with(current_setting('search_path') || ',', ${literal(`${ident(schema)},`)}); END $trueup$`

/** `$user` is a name that must be quoted; SHOW prints the others as SET takes them. */
const withNames = (path: string): string => path.replaceAll(/(^|,\s*)(\$user)(?=\s*(?:,|$))/g, '$1"$2"')
