// How a statement of a script is sent: what may share a transaction with the record that it ran, and what must run by itself.
// Reads the first words and a few that PostgreSQL refuses in transaction blocks; it is no parser of SQL.

import { effectOf, type Effect } from '../../apply/effect.ts'
import type { PlannedStatement } from '../../plan/plan.ts'
import type { SqlStatement } from '../../source/sql-statement.ts'
import { endOfBlockComment, endOfDollarQuoted, endOfQuoted } from '../../source/tokens.ts'
import type { Step } from '../revision.ts'

/** What PostgreSQL refuses in a transaction block (SQLSTATE 25001), or what ends it, by first words. */
const BY_ITSELF: readonly RegExp[] = [
  /^(vacuum|reindex|cluster|call|checkpoint|discard|begin|start|commit|end|rollback|abort|savepoint|release|prepare)\b/,
  /^(create|drop|alter) (database|tablespace|subscription)\b/,
  /^alter system\b/,
]

/** It can be in one transaction with the record of it, so that both are there or neither. */
export function mayShareTransaction(statement: SqlStatement): boolean {
  const words = statement.words.join(' ')
  if (BY_ITSELF.some((pattern) => pattern.test(words))) return false
  const code = codeOf(statement.sql)
  if (/\bconcurrently\b/i.test(code)) return false
  // A DO block may commit where it is in no transaction block itself (the manual, 43.8).
  return statement.words[0] !== 'do' || !/\b(commit|rollback)\b/i.test(statement.sql)
}

/** Whatever it did before it was interrupted, it does the same when it runs again. */
export const isHarmlessAgain = (step: Step): boolean =>
  step.resume === 'again' ||
  ('statement' in step &&
    (/^(vacuum|reindex|analyze|checkpoint|cluster|discard|alter system|alter database)\b/.test(
      step.statement.words.join(' '),
    ) ||
      /^refresh materialized view\b/i.test(codeOf(step.statement.sql)) ||
      /^(create|drop)\b.*\bif (not )?exists\b/i.test(codeOf(step.statement.sql))))

/** What it leaves half done, and how that is seen; null where nothing is known. */
export const effectOfStatement = (statement: SqlStatement): Effect | null => effectOf(codeOf(statement.sql))

/** As the code that runs plans knows statements. */
export const planned = (sql: string, statement?: SqlStatement): PlannedStatement => ({
  sql,
  verb: 'alter',
  objects: [],
  // Nothing is known of its locks; those that never block reads or writes may take their time.
  lock: statement && isGentle(statement) ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock',
  ...(statement && !mayShareTransaction(statement) ? { notInTransaction: true } : {}),
})

const isGentle = (statement: SqlStatement): boolean =>
  !mayShareTransaction(statement) &&
  (/\bconcurrently\b/i.test(codeOf(statement.sql)) || ['vacuum', 'analyze'].includes(statement.words[0] ?? ''))

/** Without comments, each gap a single space; quoted text as it is, dollar-quoted text emptied. */
export function codeOf(sql: string): string {
  let code = ''
  for (let at = 0; at < sql.length;) {
    const [end, kept] = tokenAt(sql, at)
    if (kept !== ' ' || !code.endsWith(' ')) code += kept
    at = end
  }
  return code.trim()
}

function tokenAt(sql: string, at: number): [end: number, kept: string] {
  const c = sql[at]!
  const upTo = (end: number): number => (end < 0 ? sql.length : end)
  if (sql.startsWith('--', at)) return [upTo(sql.indexOf('\n', at)), ' ']
  if (sql.startsWith('/*', at)) return [upTo(endOfBlockComment(sql, at)), ' ']
  if (c === "'" || c === '"') {
    const end = upTo(endOfQuoted(sql, at, c === "'" && /\be$/i.test(sql.slice(0, at))))
    return [end, sql.slice(at, end)]
  }
  if (c === '$') {
    const end = upTo(endOfDollarQuoted(sql, at))
    return [end, end === at + 1 ? c : '$$$$']
  }
  const gap = /^\s+/.exec(sql.slice(at, at + 200))?.[0]
  return gap ? [at + gap.length, ' '] : [at + 1, c]
}
