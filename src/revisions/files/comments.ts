// The `--` comments of a piece of SQL, and not what looks like one within quotes. Knows where tokens end; knows no meaning.

import { endOfBlockComment, endOfDollarQuoted, endOfQuoted, endOfWord, isWordStart } from '../../source/tokens.ts'

export interface LineComment {
  /** From `--` to the line's end. */
  readonly text: string
  readonly offset: number
}

/** @param text SQL whose quotes and comments are all closed between `start` and `end` */
export function lineComments(text: string, start: number, end: number): readonly LineComment[] {
  if (!text.slice(start, end).includes('--')) return []
  const found: LineComment[] = []
  for (let at = start; at < end;) {
    if (text.startsWith('--', at)) {
      const newline = text.indexOf('\n', at)
      const close = newline < 0 || newline > end ? end : newline
      found.push({ text: text.slice(at, close).trimEnd(), offset: at })
      at = close
    } else {
      const next = endOfToken(text, at)
      at = next < 0 ? end : next
    }
  }
  return found
}

function endOfToken(text: string, at: number): number {
  const c = text[at]!
  if (c === "'" || c === '"') return endOfQuoted(text, at, false)
  if (c === '$') return endOfDollarQuoted(text, at)
  if (c === '/' && text[at + 1] === '*') return endOfBlockComment(text, at)
  if (!isWordStart(text.charCodeAt(at))) return at + 1
  const wordEnd = endOfWord(text, at)
  const escapes = wordEnd - at === 1 && /e/i.test(c) && text[wordEnd] === "'"
  return escapes ? endOfQuoted(text, wordEnd, true) : wordEnd
}
