// Where the tokens of PostgreSQL's SQL end that may hold anything: quotes, dollar quotes, comments, words.
// Each takes the position of the token's first character and returns the position after its last, or -1 if it never ends.

const WORD_START = new Uint8Array(128)
const WORD_PART = new Uint8Array(128)
for (const c of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_')
  WORD_START[c.charCodeAt(0)] = WORD_PART[c.charCodeAt(0)] = 1
for (const c of '0123456789$') WORD_PART[c.charCodeAt(0)] = 1

export const isWordStart = (c: number): boolean => (c < 128 ? WORD_START[c] === 1 : true)

export function endOfWord(text: string, start: number): number {
  let at = start + 1
  for (let c = text.charCodeAt(at); c < 128 ? WORD_PART[c] === 1 : c >= 128; c = text.charCodeAt(at)) at++
  return at
}

/** @param escapes a backslash takes the next character with it: E'…', or standard_conforming_strings is off */
export function endOfQuoted(text: string, start: number, escapes: boolean): number {
  return escapes ? endOfEscaped(text, start) : endOfPlain(text, start, text[start]!)
}

function endOfPlain(text: string, start: number, quote: string): number {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf(quote, at)
    if (at < 0) return -1
    if (text[at + 1] !== quote) return at + 1
  }
}

function endOfEscaped(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text[at]
    if (c === '\\') at++
    else if (c === "'" && text[at + 1] === "'") at++
    else if (c === "'") {
      const next = continuation(text, at + 1)
      if (next < 0) return at + 1
      at = next
    }
  }
  return -1
}

/** Two strings with a line break between them are one: where the second opens, or -1 (the manual, 4.1.2.1). */
function continuation(text: string, start: number): number {
  let lineBreak = false
  for (let at = start; at < text.length; at++) {
    const c = text[at]!
    if (c === "'") return lineBreak ? at : -1
    if (c === '\n' || c === '\r') lineBreak = true
    else if (c === '-' && text[at + 1] === '-') {
      const newline = text.indexOf('\n', at)
      if (newline < 0) return -1
      at = newline
      lineBreak = true
    } else if (c !== ' ' && c !== '\t' && c !== '\f' && c !== '\v') return -1
  }
  return -1
}

const TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y

/** After the `$` alone where it opens no quote: `$1`. */
export function endOfDollarQuoted(text: string, start: number): number {
  TAG.lastIndex = start
  const tag = TAG.exec(text)?.[0]
  if (!tag) return start + 1
  const close = text.indexOf(tag, start + tag.length)
  return close < 0 ? -1 : close + tag.length
}

/** Block comments nest. */
export function endOfBlockComment(text: string, start: number): number {
  const bounds = /\/\*|\*\//g
  bounds.lastIndex = start
  let depth = 0
  for (let match = bounds.exec(text); match; match = bounds.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return bounds.lastIndex
  }
  return -1
}
