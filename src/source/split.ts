// Splits a psql script into SQL statements and psql commands, as psql's own scanner does. Linear in the text's length.
// Knows quoting, comments, parentheses and BEGIN ATOMIC bodies; knows nothing of what a statement means.

import { parseAnnotation, type Annotation } from './annotation.ts'
import { readArguments, readLine, type CommandArgument } from './psql-arguments.ts'
import { interpolationAt, variableAt } from './psql-variables.ts'
import { LineCounter } from './line-counter.ts'
import { SourceError, type Place } from './source-error.ts'
import { endOfBlockComment, endOfDollarQuoted, endOfQuoted, endOfWord, isWordStart } from './tokens.ts'
import type { SqlStatement } from './sql-statement.ts'

/** A psql command: `\i file`. */
export interface PsqlCommand extends Place {
  readonly name: string
  readonly arguments: readonly CommandArgument[]
}

export type Piece = { readonly statement: SqlStatement } | { readonly command: PsqlCommand }

/** A text that is being read: the file, or within it the value of a psql variable. */
interface Frame {
  readonly text: string
  readonly variable: string | null
  position: number
  /** Up to where it is part of the statement already. */
  taken: number
}

/** The statement that is being read. */
interface Pending {
  /** It has a token. */
  begun: boolean
  parts: string[]
  length: number
  line: number
  offset: number
  words: string[]
  /** Where each stands. */
  openParentheses: number[]
  /** BEGIN ATOMIC and CASE within it that are open, and where. */
  openBodies: number[]
  lastWord: string
  lastCharacter: number
  annotations: Annotation[]
  unset: string[]
}

/** What follows is of the next part, or of the next statement. */
const OPENS = /(?:[(,;]|\*\/)$/
const MAX_WORDS = 12
const ROUTINE = /^create (?:or replace )?(?:function|procedure) /
const COMMAND = /\\([^\s\\]*)/y

const startOfStatement = (): Pending => ({
  begun: false,
  parts: [],
  length: 0,
  line: 0,
  offset: 0,
  words: [],
  openParentheses: [],
  openBodies: [],
  lastWord: '',
  lastCharacter: 0,
  annotations: [],
  unset: [],
})

export class Splitter {
  /** Within a branch of \if that is not taken: no variable is filled in. */
  inactive = false
  private readonly file: string
  private readonly variables: ReadonlyMap<string, string>
  private readonly frames: Frame[]
  private readonly lines: LineCounter
  private frame: Frame
  private pending = startOfStatement()
  private ended = false
  /** standard_conforming_strings is off: a backslash escapes in every string. */
  private escapes = false

  /** @param variables psql's, looked up when one is met: they may change between two calls of next() */
  constructor(text: string, file: string, variables: ReadonlyMap<string, string> = new Map()) {
    this.file = file
    this.variables = variables
    this.lines = new LineCounter(text)
    this.frame = { text, variable: null, position: text.charCodeAt(0) === 0xfeff ? 1 : 0, taken: 0 }
    this.frames = [this.frame]
  }

  /** The next statement or psql command; null at the end of the text. */
  next(): Piece | null {
    while (!this.ended) {
      const piece = this.step()
      if (piece) return piece
    }
    return null
  }

  /** What was read of a statement that no semicolon ends, for \g and its like; null where there is nothing. */
  takePending(): SqlStatement | null {
    return this.pending.begun ? this.finish(this.frame.position) : null
  }

  /** What \if must remember to forget an inactive branch. */
  mark(): number {
    if (!this.pending.begun) return 0
    this.take(this.frame.position)
    return this.pending.length
  }

  /** Forgets what was added to the unfinished statement after the mark. */
  backTo(mark: number): void {
    const { pending } = this
    if (pending.begun) this.take(this.frame.position)
    if (mark === 0) {
      this.pending = startOfStatement()
      return
    }
    pending.parts = [pending.parts.join('').slice(0, mark)]
    pending.length = mark
    pending.annotations = pending.annotations.filter((a) => a.offset < mark)
  }

  /** The lines up to `\.`, as they follow COPY … FROM STDIN; a file's end ends them too. */
  copyData(): string {
    const outer = this.frames[0]!
    const newline = outer.text.indexOf('\n', outer.position)
    const start = newline < 0 ? outer.text.length : newline + 1
    if (outer.text.slice(outer.position, start).replace(/--.*/, '').trim() !== '')
      throw this.error(
        'SQL follows COPY … FROM STDIN on its line, where its data must begin. Put it on a line after the data.',
      )
    const close = /^\\\.\r?$/gm
    close.lastIndex = start
    const match = close.exec(outer.text)
    outer.position = outer.taken = match ? match.index + match[0].length : outer.text.length
    return outer.text.slice(start, match?.index ?? outer.text.length)
  }

  private placeAt(position: number): Place {
    return { file: this.file, line: this.lines.lineAt(position) }
  }

  /** The position in the file itself, also while the value of a variable is read. */
  private get outerPosition(): number {
    return this.frames[0]!.position
  }

  private error(message: string, position = this.outerPosition): SourceError {
    return new SourceError(message, this.placeAt(position))
  }

  /** Reads one token. */
  private step(): Piece | null {
    const { frame, pending } = this
    const { text } = frame
    while (isSpace(text.charCodeAt(frame.position))) frame.position++
    if (frame.position >= text.length) return this.endOfFrame()
    switch (text[frame.position]) {
      case '-':
        if (text[frame.position + 1] === '-') return this.lineComment()
        break
      case '/':
        if (text[frame.position + 1] === '*') return this.blockComment()
        break
      case '\\':
        return this.backslash()
      case ';':
        if (pending.openParentheses.length === 0 && pending.openBodies.length === 0) return this.semicolon()
        break
      case ':':
        if (this.fillIn()) return null
        break
    }
    if (!pending.begun) this.begin()
    this.token(text.charCodeAt(frame.position))
    return null
  }

  private begin(): void {
    this.pending.begun = true
    this.pending.offset = this.outerPosition
    this.pending.line = this.lines.lineAt(this.outerPosition)
    this.frame.taken = this.frame.position
  }

  /** Moves what was read so far into the statement. */
  private take(end: number, next = end): void {
    const text = this.frame.text.slice(this.frame.taken, end)
    this.pending.parts.push(text)
    this.pending.length += text.length
    this.frame.taken = this.frame.position = next
  }

  private token(c: number): void {
    const { frame, pending } = this
    if (isWordStart(c)) return this.word()
    pending.lastWord = ''
    pending.lastCharacter = c
    switch (c) {
      case 39: // '
        frame.position = this.closed(endOfQuoted(frame.text, frame.position, this.escapes), 'quote')
        return
      case 34: // "
        frame.position = this.closed(endOfQuoted(frame.text, frame.position, false), 'quoted identifier')
        return
      case 36: // $
        frame.position = this.closed(endOfDollarQuoted(frame.text, frame.position), 'dollar quote')
        return
      case 40: // (
        pending.openParentheses.push(this.outerPosition)
        break
      case 41: // )
        pending.openParentheses.pop()
        break
      case 58: // `:=` and `::` name no variable
        if (/[:=]/.test(frame.text[frame.position + 1] ?? '')) frame.position++
        break
    }
    frame.position++
  }

  private closed(end: number, what: string): number {
    if (end < 0) throw this.error(`this ${what} is never closed.`)
    return end
  }

  private word(): void {
    const { frame, pending } = this
    const start = frame.position
    const end = endOfWord(frame.text, start)
    frame.position = end
    if (end - start === 1 && frame.text[end] === "'" && /[eE]/.test(frame.text[start]!)) {
      frame.position = start // for the error's line
      frame.position = this.closed(endOfQuoted(frame.text, end, true), 'quote')
      pending.lastWord = ''
      return
    }
    if (pending.openParentheses.length > 0) return
    const early = pending.words.length < MAX_WORDS
    if (!early && pending.words[0] !== 'create') return
    const word = frame.text.slice(start, end).toLowerCase()
    if (early) pending.words.push(word)
    if (pending.words[0] === 'create') this.routineBody(word, start)
    pending.lastWord = word
    pending.lastCharacter = 0
  }

  /** BEGIN ATOMIC … END holds semicolons, and CASE … END within it. */
  private routineBody(word: string, start: number): void {
    const { openBodies, lastWord, lastCharacter, words } = this.pending
    if (openBodies.length === 0) {
      if (word === 'atomic' && lastWord === 'begin' && ROUTINE.test(words.join(' ')))
        openBodies.push(this.outerPosition)
      return
    }
    const isLabel = lastWord === 'as' || (lastCharacter === 46 && this.frame.text[start - 1] === '.')
    if (isLabel) return
    if (word === 'case') openBodies.push(this.outerPosition)
    else if (word === 'end') openBodies.pop()
  }

  private lineComment(): null {
    const { frame } = this
    const newline = frame.text.indexOf('\n', frame.position)
    return this.comment(newline < 0 ? frame.text.length : newline)
  }

  private blockComment(): null {
    return this.comment(this.closed(endOfBlockComment(this.frame.text, this.frame.position), 'comment'))
  }

  private comment(end: number): null {
    const { frame, pending } = this
    const comment = frame.text.slice(frame.position, end)
    if (comment.includes('trueup:') && this.frames.length === 1 && !this.inactive) {
      const lineStart = frame.text.lastIndexOf('\n', frame.position) + 1
      const before = frame.text.slice(lineStart, frame.position).trim()
      const behindCode = before !== '' && !(comment.startsWith('/*') && OPENS.test(before))
      const offset = pending.begun ? pending.length + frame.position - frame.taken : -1
      const annotation = parseAnnotation(comment, this.placeAt(frame.position), offset, behindCode)
      if (annotation) pending.annotations.push(annotation)
    }
    frame.position = end
    return null
  }

  /** `:name` is read as SQL in its turn; false where there is no such variable. */
  private fillIn(): boolean {
    const { frame } = this
    if (this.inactive || frame.text[frame.position + 1] === ':') return false
    const interpolation = interpolationAt(frame.text, frame.position, this.variables)
    if (!interpolation) {
      const name = variableAt(frame.text, frame.position)
      if (name !== null) this.pending.unset.push(name)
      return false
    }
    const { variable, text, length } = interpolation
    if (variable !== null && this.frames.some((f) => f.variable === variable)) return false
    if (!this.pending.begun && variable === null) this.begin()
    if (this.pending.begun) this.take(frame.position, frame.position + length)
    else frame.position = frame.taken = frame.position + length
    if (variable === null) {
      this.pending.parts.push(text)
      this.pending.length += text.length
    } else {
      this.frame = { text, variable, position: 0, taken: 0 }
      this.frames.push(this.frame)
    }
    return true
  }

  private endOfFrame(): Piece | null {
    const { pending } = this
    if (this.frames.length > 1) {
      if (pending.begun) this.take(this.frame.text.length)
      this.frames.pop()
      this.frame = this.frames.at(-1)!
      return null
    }
    this.ended = true
    if (pending.openParentheses.length > 0)
      throw this.error('this parenthesis is never closed.', pending.openParentheses[0])
    if (pending.openBodies.length > 0) throw this.error('this BEGIN ATOMIC has no END.', pending.openBodies[0])
    const statement = this.takePending()
    const [lost] = pending.annotations
    if (!statement && lost) throw new SourceError('the annotation applies to nothing: no statement follows it.', lost)
    return statement && { statement }
  }

  private semicolon(): Piece | null {
    const { position } = this.frame
    const statement = this.pending.begun ? this.finish(position) : null
    if (this.frame.position === position) this.frame.position = this.frame.taken = position + 1
    return statement && { statement }
  }

  private finish(end: number): SqlStatement {
    this.take(end)
    const { pending } = this
    this.pending = startOfStatement()
    const sql = pending.parts.join('').trimEnd()
    const { words } = pending
    if (words[0] === 'set' && words.includes('standard_conforming_strings'))
      this.escapes = /\b(?:off|false|no|0)\b/i.test(sql)
    const copies = words[0] === 'copy' && words[words.indexOf('from') + 1] === 'stdin' && words.includes('from')
    if (copies && this.frame.text[this.frame.position] === ';') this.frame.position++
    return {
      file: this.file,
      line: pending.line,
      offset: pending.offset,
      sql,
      words,
      copyData: copies ? this.copyData() : null,
      annotations: pending.annotations,
      unset: pending.unset,
    }
  }

  private backslash(): Piece | null {
    const { frame } = this
    COMMAND.lastIndex = frame.position
    const [whole, name] = COMMAND.exec(frame.text)!
    if (name === ';') {
      // `\;` sends several statements at once; here each is sent as it comes
      const statement = this.takePending()
      frame.position = frame.taken = frame.position + whole.length
      return statement && { statement }
    }
    const place = this.placeAt(this.outerPosition)
    const start = frame.position + whole.length
    const takesLine = name === 'copy' || name === '!'
    const read = takesLine
      ? readLine(frame.text, start)
      : readArguments(frame.text, start, this.inactive && name !== 'elif' ? null : this.variables, place)
    if (this.pending.begun) this.take(frame.position, read.end)
    else frame.position = frame.taken = read.end
    return { command: { ...place, name: name!, arguments: read.arguments } }
  }
}

const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)

/** All statements of a text without psql commands. */
export function splitStatements(text: string, file: string): SqlStatement[] {
  const splitter = new Splitter(text, file)
  const statements: SqlStatement[] = []
  for (let piece = splitter.next(); piece; piece = splitter.next()) {
    if ('command' in piece) throw new SourceError(`\\${piece.command.name} is psql's, not SQL.`, piece.command)
    statements.push(piece.statement)
  }
  return statements
}
