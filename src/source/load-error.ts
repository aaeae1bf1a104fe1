// What PostgreSQL said of statements that failed for good, written so that a person finds the spot.

import type { ServerError } from '../connection/errors.ts'
import { isMissing, missingName } from './missing.ts'
import { placeText, type Place } from './source-error.ts'
import type { SqlStatement } from './sql-statement.ts'

export interface LoadFailure extends Place {
  readonly statement: string
  readonly message: string
  /** SQLSTATE. */
  readonly code: string
  readonly detail: string | null
  readonly hint: string | null
  /** What the server was doing within the statement: `PL/pgSQL function f() line 3`. */
  readonly context: string | null
  /** In UTF-16 units within the statement; null where PostgreSQL names none. */
  readonly offset: number | null
  /** What to do now, where Trueup knows better than PostgreSQL's hint. */
  readonly advice: string | null
}

const MAX_SHOWN = 20
const CONTEXT_LINES = 5

/** Statements of a definition failed. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  /** The root cause first. */
  readonly failures: readonly LoadFailure[]

  constructor(failures: readonly LoadFailure[]) {
    const ordered = rootCauseFirst(failures)
    const more = ordered.length - MAX_SHOWN
    super(
      [
        ...(ordered.length > 1
          ? [`${ordered.length} statements failed. Mend the first first: others may only follow from it.`]
          : []),
        ...ordered.slice(0, MAX_SHOWN).map(failureText),
        ...(more > 0 ? [`… and ${more} more.`] : []),
      ].join('\n\n'),
    )
    this.failures = ordered
  }
}

export function failureOf(statement: SqlStatement, error: ServerError, advice: string | null = null): LoadFailure {
  return {
    file: statement.file,
    line: statement.line,
    statement: withoutSecrets(statement.sql),
    message: error.message,
    code: error.code,
    detail: error.detail ?? null,
    hint: error.hint ?? null,
    context: error.where ?? null,
    offset: error.position === undefined ? null : utf16Offset(statement.sql, error.position - 1),
    advice,
  }
}

/** Passwords of roles and user mappings become asterisks, as many, so that positions hold. */
export const withoutSecrets = (sql: string): string =>
  sql.replaceAll(
    /(\bpassword\s+e?')((?:[^']|'')*)(?=')/gi,
    (_all, before: string, secret: string) => before + '*'.repeat(secret.length),
  )

/** PostgreSQL counts characters; a character beyond the basic plane is two UTF-16 units. */
function utf16Offset(text: string, characters: number): number {
  let offset = 0
  for (let i = 0; i < characters && offset < text.length; i++) offset += text.codePointAt(offset)! > 0xffff ? 2 : 1
  return offset
}

function failureText(failure: LoadFailure): string {
  const { statement, offset } = failure
  const before = statement.slice(0, offset ?? 0)
  const line = failure.line + (before.split('\n').length - 1)
  return [
    `${placeText({ file: failure.file, line })}: ${failure.message}`,
    ...(offset === null ? firstLines(failure) : marked(failure, offset)),
    ...(failure.detail ? [`  detail: ${indented(failure.detail)}`] : []),
    ...(failure.hint ? [`  hint: ${indented(failure.hint)}`] : []),
    ...(failure.context
      ? [`  context: ${indented(failure.context.split('\n').slice(0, CONTEXT_LINES).join('\n'))}`]
      : []),
    ...(failure.advice ? [`  ${indented(failure.advice)}`] : []),
  ].join('\n')
}

const indented = (text: string): string => text.replaceAll('\n', '\n    ')

/** The first line that says something, in the way that an editor shows it. */
const firstLines = ({ statement, line }: LoadFailure): string[] => {
  const [first = '', ...rest] = statement.split('\n')
  return [`  ${line} | ${first.trimEnd()}${rest.length > 0 ? ' …' : ''}`]
}

function marked(failure: LoadFailure, offset: number): string[] {
  const lines = failure.statement.split('\n')
  const index = failure.statement.slice(0, offset).split('\n').length - 1
  const column = offset - (failure.statement.lastIndexOf('\n', offset - 1) + 1)
  const head = index > 0 ? firstLines(failure) : []
  const gutter = `  ${failure.line + index} | `
  const spaces = lines[index]!.slice(0, column).replaceAll(/[^\t]/g, ' ')
  return [...head, `${gutter}${lines[index]!.trimEnd()}`, `${' '.repeat(gutter.length)}${spaces}^`]
}

/**
 * What failed by itself comes before what waits for something; of the latter, what waits for something that no other failed
 * statement would have made comes first.
 */
function rootCauseFirst(failures: readonly LoadFailure[]): LoadFailure[] {
  const aborted = failures.filter((f) => f.code !== '25P02') // in_failed_sql_transaction says nothing of its own
  const telling = aborted.length > 0 ? aborted : failures
  const heads = telling.map((f) =>
    /^\s*(create|alter)\b/i.test(f.statement) ? f.statement.slice(0, 200).split('(')[0]!.toLowerCase() : '',
  )
  const rank = (failure: LoadFailure): number => {
    if (!isMissing(failure)) return 0
    const name = missingName(failure)?.toLowerCase()
    return name && heads.some((head, i) => telling[i] !== failure && head.includes(name)) ? 2 : 1
  }
  const ranks = new Map(telling.map((failure) => [failure, rank(failure)]))
  return telling.toSorted((a, b) => ranks.get(a)! - ranks.get(b)!)
}
