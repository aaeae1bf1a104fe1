// One SQL statement as it stands in a file, and what its first words tell about how it must be sent.
// Knows no object and no server: the words only decide how statements are grouped.

import type { Annotation } from './annotation.ts'
import type { Place } from './source-error.ts'

export interface SqlStatement extends Place {
  /** Without the semicolon and without leading comments; psql's variables are filled in. */
  readonly sql: string
  /** Where `sql` starts in the file's text, in UTF-16 units. */
  readonly offset: number
  /** Its first words outside parentheses and quotes, lower case, at most eight. */
  readonly words: readonly string[]
  /** Data lines of COPY … FROM STDIN, without the closing `\.`. */
  readonly copyData: string | null
  /** In the comments above it and inside it. */
  readonly annotations: readonly Annotation[]
  /** psql's variables that it names and that are not set, if they are variables: `a[1:n]` is none. */
  readonly unset: readonly string[]
}

/**
 * How a statement is sent:
 * - `together`: it is transactional and has no effect that a rollback leaves behind, so many may share one round trip;
 * - `rows`: INSERT, as above but that it advances sequences, which no rollback takes back;
 * - `alone`: it refuses a transaction block, or may do anything;
 * - `transaction`: it begins or ends one;
 * - `skip`: it is about the server or about other databases.
 */
export type Handling = 'together' | 'rows' | 'alone' | 'transaction' | 'skip'

const TOGETHER = new Set(['create', 'comment', 'grant', 'revoke', 'alter', 'set', 'drop', 'security'])
const TRANSACTION = new Set(['begin', 'start', 'commit', 'end', 'rollback', 'abort', 'savepoint', 'release', 'prepare'])
/** Shared objects, and what refuses a transaction block or has effects outside of it. */
const ALONE = new Set([
  'database',
  'tablespace',
  'subscription',
  'system',
  'role',
  'user',
  'group',
  'local',
  'transaction',
  'constraints',
  'extension',
])

export function handlingOf(statement: SqlStatement): Handling {
  const [first = '', second = '', third = ''] = statement.words
  if (statement.annotations.length > 0 && !TRANSACTION.has(first)) return 'alone'
  if (TRANSACTION.has(first)) return first === 'prepare' && second !== 'transaction' ? 'alone' : 'transaction'
  if ((first === 'create' || first === 'drop') && second === 'database') return 'skip'
  if (first === 'alter' && second === 'system') return 'skip'
  if (isAboutTablespace(statement)) return 'skip'
  if (first === 'insert') return 'rows'
  if (!TOGETHER.has(first) || ALONE.has(second)) return 'alone'
  if (first === 'set' && second === 'session' && third !== 'authorization') return 'alone'
  if (statement.words.includes('concurrently')) return 'alone'
  // a new enum label cannot be used before it is committed (SQLSTATE 55P04)
  if (first === 'alter' && second === 'type' && statement.words.includes('add')) return 'alone'
  return 'together'
}

const isAboutTablespace = ({ words: [first = '', second, third], sql }: SqlStatement): boolean =>
  (second === 'tablespace' && ['create', 'alter', 'drop'].includes(first)) ||
  (first === 'comment' && third === 'tablespace') ||
  ((first === 'grant' || first === 'revoke') && /\bon\s+tablespace\s+(?!to\b|from\b)/i.test(sql))

/** May change what a session is set to: search_path, role, … */
export const mayChangeSession = (statement: SqlStatement): boolean => {
  const [first = '', second = ''] = statement.words
  return !(
    ['create', 'comment', 'grant', 'revoke', 'drop', 'insert', 'copy', 'update', 'delete', 'truncate'].includes(
      first,
    ) ||
    (first === 'alter' && second !== 'database')
  )
}

/** Its effect shows in new sessions only. */
export const changesNewSessions = (statement: SqlStatement): boolean => {
  const [first = '', second = ''] = statement.words
  return (
    first === 'alter' &&
    ['database', 'role', 'user'].includes(second) &&
    / (re)?set /i.test(` ${statement.sql.replaceAll(/\s+/g, ' ')} `)
  )
}

/** BEGIN, SAVEPOINT and their like, with what they do to a transaction block. */
export type TransactionControl = 'begin' | 'commit' | 'rollback' | 'chain' | 'savepoint' | 'back'

export function transactionControl(statement: SqlStatement): TransactionControl {
  const { words } = statement
  const chains = words.includes('chain') && !words.includes('no')
  switch (words[0]) {
    case 'begin':
    case 'start':
      return 'begin'
    case 'commit':
    case 'end':
      return chains || words[1] === 'prepared' ? 'chain' : 'commit'
    case 'rollback':
    case 'abort':
      return words.includes('to') ? 'back' : chains ? 'chain' : 'rollback'
    default:
      return 'savepoint'
  }
}

/** It grants or revokes on whatever exists in a schema at its moment. */
export const sweepsSchema = (statement: SqlStatement): boolean =>
  ['grant', 'revoke'].includes(statement.words[0] ?? '') && /\bon\s+all\s+\w+\s+in\s+schema\b/i.test(statement.sql)
