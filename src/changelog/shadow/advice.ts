// What to do about a changeset that fails in a shadow: what the user's server has and the shadow lacks goes before the changelog.
// Only words; runs nothing.

import { messageOf, serverError } from '../../apply/errors.ts'
import { ident } from '../../catalog/identifier.ts'
import type { ServerError } from '../../connection/errors.ts'
import { extensionAdvice } from '../../source/remedies.ts'
import { ChangelogError } from '../errors.ts'
import { MigrationError } from '../run/errors.ts'

/** As it is to be told of a shadow, which is gone by then: there is nothing to go on with. */
export function ofShadow(error: ChangelogError, isFirstRun: boolean): ChangelogError {
  if (!(error instanceof MigrationError)) return error
  const cause = serverError(error.cause)
  const advice = cause && (extensionAdvice(cause) ?? ofExtension(cause) ?? (isFirstRun ? beforeChangelog(cause) : null))
  const message = advice ? `${error.reason}\n${advice}` : error.reason
  return new MigrationError(message, error.changeset, error.aftermath, error.cause)
}

/** An extension that the files of --prepare create, and the shadow lacks. */
export function ofPreparation(error: unknown): unknown {
  const message = messageOf(error)
  if (!/The shadow has no extension/.test(message)) return error
  return new ChangelogError(
    `${message}\n\nOr take it out of the files of --prepare, and create there what the changesets use of it, by name only: ` +
      'docs/verifying-changelogs.md shows how.',
    null,
    { cause: error },
  )
}

/** What is used of extensions, as PostgreSQL names it where it is missing. */
const USED_OF: readonly (readonly [RegExp, string])[] = [
  [/^function (?:\w+\.)?uuid_(?:generate_v|nil|ns_)\w*\(/, 'uuid-ossp'],
  [/^function (?:\w+\.)?(?:crypt|gen_salt|digest|hmac|gen_random_bytes|armor|pgp_\w+)\(/, 'pgcrypto'],
  [
    /^function (?:\w+\.)?(?:word_|strict_word_)?similarity\(|operator class "(?:\w+\.)?g(?:in|ist)_trgm_ops"/,
    'pg_trgm',
  ],
  [/^function (?:\w+\.)?unaccent\(|text search \w+ "(?:\w+\.)?unaccent"/, 'unaccent'],
  [/^function (?:\w+\.)?st_\w+\(|^type "(?:\w+\.)?(?:geometry|geography)"/i, 'postgis'],
  [/^type "(?:\w+\.)?(citext|hstore|ltree|lquery|cube|isbn|seg|vector|halfvec|sparsevec)"/, ''],
  [/^schema "cron" does not exist|^(?:relation|function) "?cron\./, 'pg_cron'],
  [/^schema "partman" does not exist|^function (?:\w+\.)?create_parent\(/, 'pg_partman'],
  [/^function (?:\w+\.)?create_hypertable\(/, 'timescaledb'],
  [/no default operator class for access method "gist"/, 'btree_gist'],
  [/no default operator class for access method "gin"/, 'btree_gin'],
]
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  lquery: 'ltree',
  isbn: 'isn',
  halfvec: 'vector',
  sparsevec: 'vector',
}

/** 42883 undefined_function, 42704 undefined_object, 42P01 undefined_table, 3F000 invalid_schema_name. */
const MISSING = new Set(['42883', '42704', '42P01', '3F000'])

function ofExtension({ code, message }: ServerError): string | null {
  if (!MISSING.has(code)) return null
  for (const [pattern, name] of USED_OF) {
    const match = pattern.exec(message)
    if (!match) continue
    const of = name === '' ? (match[1] ?? '') : name
    const extension = NAMED_OTHERWISE[of] ?? of
    return (
      `That is of the extension ${extension}. What a database has before its changelog is written into an SQL file, and named with --prepare: ` +
      `CREATE EXTENSION ${ident(extension)};`
    )
  }
  return null
}

const beforeChangelog = ({ code }: ServerError): string | null =>
  MISSING.has(code)
    ? 'If your databases have it before the changelog (a schema, an extension, a table), write it into an SQL file, and name that with --prepare.'
    : null
