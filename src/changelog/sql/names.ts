// Names as Liquibase writes them in SQL: qualified by the default schema, quoted by the changeset's strategy. A name in capitals
// alone is not quoted, so PostgreSQL folds it.

import type { Quoting } from '../changelog.ts'

export interface Names {
  readonly quoting: Quoting
  /** One name. */
  readonly plain: (name: string) => string
  /** A table, a view, a sequence, an index: with its schema. */
  readonly qualified: (schema: string | null, name: string) => string
  /** `a, b`, each as a name. */
  readonly list: (names: string) => string
}

/** What Liquibase takes for reserved: PostgreSQL's reserved key words, and a few of its own. */
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in
initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset
on only or order outer overlaps placing primary references returning right select session_user similar some symmetric table
tablesample then to trailing true union unique user using variadic verbose when where window with`.split(/\s+/),
)

export const namesFor = (quoting: Quoting, defaultSchema: string | null): Names => {
  const plain = (name: string): string => (isQuoted(name, quoting) ? `"${name.replaceAll('"', '""')}"` : name)
  return {
    quoting,
    plain,
    qualified: (schema, name) => {
      const within = schema ?? defaultSchema
      return within === null || within === '' ? plain(name) : `${plain(within)}.${plain(name)}`
    },
    list: (names) =>
      names
        .split(',')
        .map((name) => plain(name.trim()))
        .join(', '),
  }
}

function isQuoted(name: string, quoting: Quoting): boolean {
  if (quoting === 'QUOTE_ALL_OBJECTS') return true
  if (RESERVED.has(name.toLowerCase()) || /\W/.test(name) || /^\d/.test(name)) return true
  return quoting === 'LEGACY' && /[a-z]/.test(name) && /[A-Z]/.test(name)
}
