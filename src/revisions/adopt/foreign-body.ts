// A script of another tool as the body of a revision: BEGIN and COMMIT become Trueup's directives, comments that would be
// read as directives or header lines are marked, psql's harmless commands become comments. All else stays to the letter.

import { SourceError } from '../../source/source-error.ts'
import { Splitter } from '../../source/split.ts'
import { handlingOf, transactionControl, type SqlStatement } from '../../source/sql-statement.ts'
import { RevisionError } from '../errors.ts'
import { lineComments } from '../files/comments.ts'
import type { ForeignScript } from './tool.ts'

export interface ForeignBody {
  readonly text: string
  /** Whether the first segment is a transaction; the text has directives for those after it. */
  readonly transactional: boolean
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Throws a RevisionError with the old file and its line.
 * @param searchPath what the other tool's session had; null: the usual one
 */
export function foreignBody(script: ForeignScript, searchPath: string | null = null): ForeignBody {
  const given = script.sql.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  const text = withoutPsqlCommands(given, script)
  const statements = statementsOf(text, script)
  const { edits, transactional } = transactionEdits(text, statements, script, searchPath)
  return { text: applied(text, [...edits, ...commentEdits(text, statements)]), transactional }
}

/** `-- @transaction none` where the first segment is none: for a body whose header cannot say so. */
export const withDirective = ({ text, transactional }: ForeignBody): string =>
  transactional ? text : `-- @transaction none\n${text}`

/** A psql command that changes nothing in the database. */
const HARMLESS =
  /^\s*\\(?:echo|qecho|warn|timing|pset|unset|x|t|a|set\s+(?:ON_ERROR_STOP|QUIET|VERBOSITY|ECHO|ON_ERROR_ROLLBACK)\b)/
const COMMAND_LINE = /^[ \t]*\\[a-z!?].*$/gm

function withoutPsqlCommands(text: string, script: ForeignScript): string {
  if (!text.includes('\\')) return text
  const lines = new Set<number>()
  const splitter = new Splitter(text, script.file)
  try {
    for (let piece = splitter.next(); piece; piece = splitter.next())
      if ('command' in piece) lines.add(piece.command.line)
  } catch (error) {
    throw told(error, script)
  }
  if (lines.size === 0) return text
  return text.replaceAll(COMMAND_LINE, (line: string, offset: number) => {
    const number = text.slice(0, offset).split('\n').length
    return lines.has(number) && HARMLESS.test(line) ? `-- ${line.trim()}` : line
  })
}

function statementsOf(text: string, script: ForeignScript): readonly SqlStatement[] {
  const splitter = new Splitter(text, script.file)
  const statements: SqlStatement[] = []
  try {
    for (let piece = splitter.next(); piece; piece = splitter.next()) {
      if ('command' in piece)
        throw new RevisionError(
          `\\${piece.command.name} is psql's, and any SQL tool must be able to run a revision. Write SQL in its place.`,
          { file: script.file, line: piece.command.line + script.line - 1 },
        )
      statements.push(piece.statement)
    }
  } catch (error) {
    throw told(error, script)
  }
  return statements
}

/** Lines are counted in the piece of the file that the script is. */
function told(error: unknown, { file, line }: ForeignScript): unknown {
  if (!(error instanceof SourceError) || !error.place) return error
  const message = error.message.slice(`${error.place.file}:${error.place.line}: `.length)
  return new RevisionError(message, { file, line: error.place.line + line - 1 }, { cause: error })
}

/** PostgreSQL refuses them in a transaction block (SQLSTATE 25001). */
const REFUSES_TRANSACTION =
  /^(?:(?:create|drop) (?:unique )?index concurrently|reindex .*\bconcurrently|reindex (?:database|system)|vacuum|(?:create|drop) (?:database|tablespace|subscription)|alter system|alter database .*\bset tablespace)/

export const refusesTransaction = ({ words }: SqlStatement): boolean => REFUSES_TRANSACTION.test(words.join(' '))

type State = 'none' | 'transaction'

/** Walks the statements as the tool's session would, and says where its transactions begin and end. */
class TransactionWalk {
  readonly edits: Edit[] = []
  /** Null until the first statement. */
  first: State | null = null
  private written: State | null = null
  private wanted: State
  /** A transaction ended, so what comes is in another. */
  private isAnother = false
  private readonly script: ForeignScript
  private readonly text: string
  private readonly searchPath: string | null

  constructor(text: string, script: ForeignScript, startsIn: State, searchPath: string | null) {
    this.text = text
    this.script = script
    this.wanted = startsIn
    this.searchPath = searchPath
  }

  /** A setting of the session's does not outlive the script. */
  end(): void {
    const reset = this.leaving()
    if (reset !== '') this.edits.push({ start: this.text.length, end: this.text.length, text: `\n${reset}` })
  }

  take(statement: SqlStatement): void {
    if (handlingOf(statement) === 'transaction') this.control(statement)
    else this.run(statement)
  }

  private control(statement: SqlStatement): void {
    const control = transactionControl(statement)
    if (control === 'savepoint' || control === 'back') return this.run(statement)
    if (control === 'begin') {
      this.isAnother ||= this.wanted === 'none'
      this.wanted = 'transaction'
    } else if (control === 'commit') {
      this.isAnother = true
      this.wanted = this.script.runs === 'message' ? 'transaction' : 'none'
    } else
      throw new RevisionError(
        `${statement.words[0]?.toUpperCase()} undoes or chains a transaction, for which a revision has no words. Take it out of the old file first.`,
        { file: this.script.file, line: statement.line + this.script.line - 1 },
      )
    const end = statement.offset + statement.sql.length
    const rest = /^;?[ \t]*(?:\n\s*(?=\S)|$)?/.exec(this.text.slice(end))?.[0].length ?? 0
    this.edits.push({ start: statement.offset, end: end + rest, text: '' })
  }

  private run(statement: SqlStatement): void {
    const isNew = this.written !== this.wanted || (this.isAnother && this.wanted === 'transaction')
    if (isNew) {
      const directive = `-- @transaction ${this.wanted === 'transaction' ? 'new' : 'none'}\n`
      const above = `${this.written === null ? '' : `${this.leaving()}${directive}`}${this.entering()}`
      const lineStart = this.text.lastIndexOf('\n', statement.offset - 1) + 1
      const ownLine = above === '' || this.text.slice(lineStart, statement.offset).trim() === ''
      this.edits.push({ start: statement.offset, end: statement.offset, text: ownLine ? above : `\n${above}` })
    }
    this.first ??= this.wanted
    this.written = this.wanted
    this.isAnother = false
  }

  private entering(): string {
    if (this.searchPath === null) return ''
    return `SET ${this.wanted === 'transaction' ? 'LOCAL ' : ''}search_path TO ${this.searchPath};\n`
  }

  private leaving(): string {
    return this.searchPath === null || this.written !== 'none' ? '' : 'RESET search_path;\n'
  }
}

function transactionEdits(
  text: string,
  statements: readonly SqlStatement[],
  script: ForeignScript,
  searchPath: string | null,
): { readonly edits: readonly Edit[]; readonly transactional: boolean } {
  // Sent whole, a single statement has no transaction around it.
  const [only, ...others] = statements
  const isAlone = script.runs === 'message' && only !== undefined && others.length === 0 && refusesTransaction(only)
  const walk = new TransactionWalk(text, script, script.runs === 'none' || isAlone ? 'none' : 'transaction', searchPath)
  for (const statement of statements) walk.take(statement)
  walk.end()
  return { edits: walk.edits, transactional: walk.first !== 'none' }
}

/** What a revision's body would take for a directive, or for a line of the header that stands too low. */
const MEANT_OTHERWISE =
  /^--[ \t]*(?:@|(?:revision|parents|depends-on|replaces|lock-timeout|loses-data|irreversible|transaction|schema)[ \t]*:)/

function commentEdits(text: string, statements: readonly SqlStatement[]): readonly Edit[] {
  if (!/^.*--[ \t]*(?:@|[a-z-]+[ \t]*:)/m.test(text)) return []
  const edits: Edit[] = []
  let end = 0
  const mark = (from: number, to: number): void => {
    for (const comment of lineComments(text, from, to))
      if (MEANT_OTHERWISE.test(comment.text))
        edits.push({ start: comment.offset + 2, end: comment.offset + 2, text: ' |' })
  }
  for (const { offset, sql, copyData } of statements) {
    mark(end, offset)
    mark(offset, offset + sql.length)
    end = offset + sql.length
    if (copyData !== null) end = text.indexOf('\n', end) + 1 + copyData.length
  }
  mark(end, text.length)
  return edits
}

function applied(text: string, edits: readonly Edit[]): string {
  const parts: string[] = []
  let at = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  return [...parts, text.slice(at)].join('')
}
