// The SQL of a change, cut into statements with the line of each: as PostgreSQL reads it, or as Liquibase cuts it.

import type { Place } from '../../source/source-error.ts'
import { SourceError } from '../../source/source-error.ts'
import { splitStatements } from '../../source/split.ts'
import type { Change, Compatibility, Content, Statement } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { liquibaseStatements } from './liquibase-split.ts'
import { endOfToken, withoutComments } from './strip-comments.ts'

export interface SplitOptions {
  readonly stripComments: boolean
  readonly splitStatements: boolean
  readonly endDelimiter: string | null
}

export function statementsOfText(
  change: Change,
  content: Content,
  options: SplitOptions,
  compatibility: Compatibility,
): Statement[] {
  const file = content.file ?? change.file
  const lineAt = (line: number): number => {
    const { lines } = content
    const last = lines.at(-1) ?? 0
    return lines[line - 1] ?? last + line - lines.length
  }
  return compatibility === 'liquibase'
    ? asLiquibase(content.text, options, (line) => ({ file, line: lineAt(line) }))
    : asPostgresql(content.text, options, (line) => ({ file, line: lineAt(line) }))
}

type PlaceAt = (line: number) => Place

function asLiquibase(text: string, options: SplitOptions, placeAt: PlaceAt): Statement[] {
  const lineOf = lineFinder(text)
  return liquibaseStatements(text, options).map(({ sql, offset }) => ({ ...placeAt(lineOf(offset)), sql }))
}

/** Asked in ascending order. */
function lineFinder(text: string): (offset: number) => number {
  let line = 1
  let at = 0
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++
      at = next + 1
    }
    return line
  }
}

/** PostgreSQL takes one statement at a time whatever the changeset says: one error, one line, and CONCURRENTLY by itself. */
function asPostgresql(text: string, options: SplitOptions, placeAt: PlaceAt): Statement[] {
  const found: Statement[] = []
  for (const part of partsOf(text, options)) {
    for (const { sql, line } of statementsOfPart(part, placeAt)) {
      const plain = options.stripComments ? withoutComments(sql).trim() : sql
      if (plain !== '') found.push({ ...placeAt(part.line + line - 1), sql: plain })
    }
  }
  return found
}

interface Part {
  readonly text: string
  /** From 1, in the whole text. */
  readonly line: number
}

function statementsOfPart(part: Part, placeAt: PlaceAt): { sql: string; line: number }[] {
  try {
    return splitStatements(part.text, '').map(({ sql, line, copyData }) => {
      if (copyData === null) return { sql, line }
      const message = 'COPY … FROM STDIN has no place in a changelog. Load the rows with loadData, or with INSERT.'
      throw new ChangelogError(message, placeAt(part.line + line - 1))
    })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const place = placeAt(part.line + (error.place?.line ?? 1) - 1)
    throw new ChangelogError(error.message.replace(/^:\d+: /, ''), place, { cause: error })
  }
}

/** Between delimiters other than the semicolon, which is PostgreSQL's own. */
function partsOf(text: string, { splitStatements: splits, endDelimiter }: SplitOptions): Part[] {
  if (!splits || endDelimiter === '--' || endDelimiter === ';') return [{ text, line: 1 }]
  const delimiter = endDelimiter === null ? LINE_DELIMITER : delimiterPattern(endDelimiter)
  const parts: Part[] = []
  let start = 0
  let line = 1
  const close = (end: number, next: number): void => {
    parts.push({ text: text.slice(start, end), line })
    line += text.slice(start, next).split('\n').length - 1
    start = next
  }
  for (let at = 0; at < text.length;) {
    delimiter.lastIndex = at
    const match = delimiter.exec(text)
    if (match && match[0] !== '') {
      at += match[0].length
      close(match.index, at)
      continue
    }
    const end = endOfToken(text, at)
    at = end < 0 ? text.length : end
  }
  close(text.length, text.length)
  return parts
}

/** `go` or a slash on a line of its own. */
const LINE_DELIMITER = /(?<=^|\n)(?:go|\/)[ \t]*\r?(?=\n|$)/iy

/** A regular expression in Liquibase; a text where it is none. */
function delimiterPattern(delimiter: string): RegExp {
  const plain = delimiter.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  if (/^(?:go|\/)$/i.test(delimiter)) return LINE_DELIMITER
  if (delimiter.length === 1) return new RegExp(plain, 'iy')
  try {
    return new RegExp(`${delimiter}|${plain}`, 'imy')
  } catch {
    return new RegExp(plain, 'iy')
  }
}
