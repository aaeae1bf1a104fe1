// The body of a script: its statements and programs, in segments that each are a transaction or outside of any.
// Splits, and understands the directives `-- @…`; what a statement does is PostgreSQL's to know.

import { nearest } from '../../config/nearest.ts'
import { LineCounter } from '../../source/line-counter.ts'
import { SourceError, type Place } from '../../source/source-error.ts'
import { splitStatements } from '../../source/split.ts'
import { handlingOf, transactionControl, type SqlStatement } from '../../source/sql-statement.ts'
import { RevisionError } from '../errors.ts'
import type { Segment, Step } from '../revision.ts'
import { lineComments, type LineComment } from './comments.ts'

interface Body {
  /** `-- @resume again` stands above what comes next, here. */
  resume: Place | null
  readonly text: string
  readonly file: string
  readonly lines: LineCounter
  /** Lines of a header that stand too low are told from comments by these. */
  readonly misplaced: RegExp | null
}

type Directive = { readonly transactional: boolean } | { readonly program: string } | { readonly resume: Place }

interface MutableSegment {
  readonly transactional: boolean
  readonly steps: Step[]
}

const ID_LIST = String.raw`[^\s,]+(?:\s*,\s*[^\s,]+)*\s*$`
/** Left unread, these would be missed in silence. */
const MISPLACED = new RegExp(
  String.raw`^--[ \t]*(?:((?:revision|parents|depends-on|replaces)\s*:\s*${ID_LIST})|(?:lock-timeout|loses-data|irreversible)\s*:|transaction\s*:\s*(?:file|none)\s*$|schema\s*:\s*sha256:)`,
)

export interface BodyOptions {
  readonly transactional: boolean
  /** False for a file without a header, whose comments mean nothing. */
  readonly hasHeader: boolean
}

/** @param text the whole file, so that lines are the file's */
export function readBody(text: string, file: string, bodyOffset: number, options: BodyOptions): readonly Segment[] {
  const misplaced = options.hasHeader ? MISPLACED : null
  const body: Body = { text, file, lines: new LineCounter(text), misplaced, resume: null }
  const segments: MutableSegment[] = [{ transactional: options.transactional, steps: [] }]
  let end = bodyOffset
  for (const statement of statementsOf(text, file)) {
    between(body, end, statement.offset, segments)
    end = endOf(text, statement)
    for (const comment of insideComments(text, statement))
      if (isDirective(comment))
        throw new RevisionError(
          `"${comment.text}" stands within a statement. Is a semicolon missing above it?`,
          placeOf(body, comment),
        )
    const segment = segments.at(-1)!
    refuseTransactionControl(statement, segment.transactional)
    segment.steps.push({ statement, ...resumed(body) })
  }
  between(body, end, text.length, segments)
  if (body.resume) throw new RevisionError('"@resume again" applies to nothing: no statement follows it.', body.resume)
  return segments.filter(({ steps }) => steps.length > 0)
}

function resumed(body: Body): { resume?: 'again' } {
  const { resume } = body
  body.resume = null
  return resume ? { resume: 'again' } : {}
}

function statementsOf(text: string, file: string): readonly SqlStatement[] {
  try {
    return splitStatements(text, file)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const advice = /is psql's, not SQL/.test(error.message) ? ' Any SQL tool must be able to run a revision.' : ''
    throw new RevisionError(`${error.message}${advice}`, null, { cause: error })
  }
}

/** After the statement, its semicolon left out, and after the data that follow it. */
function endOf(text: string, { offset, sql, copyData }: SqlStatement): number {
  const end = offset + sql.length
  if (copyData === null) return end
  const data = text.indexOf('\n', end) + 1 + copyData.length
  return text.startsWith('\\.', data) ? data + 2 : data
}

const insideComments = (text: string, { offset, sql }: SqlStatement): readonly LineComment[] =>
  /--[ \t]*@/.test(sql) ? lineComments(text, offset, offset + sql.length) : []

const isDirective = ({ text }: LineComment): boolean => /^--[ \t]*@/.test(text)

const placeOf = ({ file, lines }: Body, { offset }: LineComment) => ({ file, line: lines.lineAt(offset) })

/** What stands between two statements: comments, some of which are directives. */
function between(body: Body, start: number, end: number, segments: MutableSegment[]): void {
  for (const comment of lineComments(body.text, start, end)) {
    if (isDirective(comment)) {
      const directive = readDirective(body, comment)
      if ('program' in directive)
        segments
          .at(-1)!
          .steps.push({ program: { ...placeOf(body, comment), path: directive.program }, ...resumed(body) })
      else if ('resume' in directive) body.resume = directive.resume
      else segments.push({ transactional: directive.transactional, steps: [] })
    } else if (body.misplaced?.test(comment.text))
      throw new RevisionError(
        `"${comment.text}" belongs in the header, which ended above. Move it up; no blank line or other comment may come between.`,
        placeOf(body, comment),
      )
  }
}

function readDirective(body: Body, comment: LineComment): Directive {
  const place = placeOf(body, comment)
  const lineStart = body.text.lastIndexOf('\n', comment.offset) + 1
  if (body.text.slice(lineStart, comment.offset).trim() !== '')
    throw new RevisionError(`"${comment.text}" must have a line of its own.`, place)
  const [, name = '', value = ''] = /^--[ \t]*@(\S*)\s*(.*)$/.exec(comment.text) ?? []
  if (name === 'transaction') {
    if (value === 'none' || value === 'new') return { transactional: value === 'new' }
    throw new RevisionError(
      `"@transaction" is none (what follows runs outside of transactions) or new (a transaction begins), not "${value}".`,
      place,
    )
  }
  if (name === 'run') {
    if (/\.[cm]?[jt]s$/.test(value)) return { program: value }
    throw new RevisionError(`"@run" names a .ts or .js file beside this one: -- @run backfill.ts`, place)
  }
  if (name === 'resume') {
    if (value === 'again') return { resume: place }
    throw new RevisionError(
      `"@resume" is again: what follows may run a second time where it was interrupted; not "${value}".`,
      place,
    )
  }
  const near = nearest(name, ['transaction', 'run', 'resume'])
  throw new RevisionError(
    `there is no directive @${name}${near ? `; did you mean @${near}?` : ': there are @transaction, @run and @resume.'}`,
    place,
  )
}

function refuseTransactionControl(statement: SqlStatement, transactional: boolean): void {
  if (handlingOf(statement) !== 'transaction') return
  const control = transactionControl(statement)
  if (transactional && (control === 'savepoint' || control === 'back') && statement.words[0] !== 'prepare') return
  const isPrepared = statement.words[1] === 'prepared'
  if (!transactional && isPrepared) return
  const word = statement.words.slice(0, isPrepared ? 2 : 1).join(' ')
  const advice = transactional
    ? 'Remove it: Trueup begins and ends the transaction. "-- @transaction new" in its place begins another, "-- @transaction none" leaves transactions.'
    : '"-- @transaction new" in its place begins a transaction, and "-- @transaction none" after it ends that.'
  throw new RevisionError(`${word.toUpperCase()} cannot stand in a revision. ${advice}`, statement)
}
