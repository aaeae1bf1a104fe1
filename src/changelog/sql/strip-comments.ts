// SQL without its comments, as PostgreSQL reads it: those within quotes, dollar quotes and BEGIN ATOMIC bodies are no comments of
// the statement, and stay.

import { endOfBlockComment, endOfDollarQuoted, endOfQuoted, endOfWord, isWordStart } from '../../source/tokens.ts'

/** A block comment leaves a space, which is what it stands for; a text that is not closed stays as it is. */
export function withoutComments(text: string): string {
  const parts: string[] = []
  let taken = 0
  for (let at = 0; at < text.length;) {
    const c = text[at] ?? ''
    const isLine = c === '-' && text[at + 1] === '-'
    const end = endOfToken(text, at)
    if (end < 0) break
    if (isLine || (c === '/' && text[at + 1] === '*')) {
      parts.push(text.slice(taken, at), isLine ? '' : ' ')
      taken = end
    }
    at = end
  }
  parts.push(text.slice(taken))
  return parts.join('')
}

/** After the token that begins here: a quote, a comment, a word, or one character; -1 where it is never closed. */
export function endOfToken(text: string, at: number): number {
  const c = text[at] ?? ''
  if (c === "'" || c === '"') return endOfQuoted(text, at, false)
  if (c === '$') return endOfDollarQuoted(text, at)
  if (c === '/' && text[at + 1] === '*') return endOfBlockComment(text, at)
  if (c === '-' && text[at + 1] === '-') {
    const newline = text.indexOf('\n', at)
    return newline < 0 ? text.length : newline
  }
  if (!isWordStart(text.charCodeAt(at))) return at + 1
  const end = endOfWord(text, at)
  const isEscaped = end - at === 1 && /e/i.test(c) && text[end] === "'"
  return isEscaped ? endOfQuoted(text, end, true) : end
}
