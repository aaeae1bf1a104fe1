// SQL cut into statements as Liquibase cuts it: it knows no dollar quotes, so a semicolon splits within them unless BEGIN and END
// happen to enclose it, and comments go from function bodies too. Deployed databases depend on both.

import { trimmed } from '../trimmed.ts'
import type { Change } from '../changelog.ts'
import { endOfDollarQuoted } from '../../source/tokens.ts'

export interface Cut {
  readonly sql: string
  /** Where it begins in the text. */
  readonly offset: number
}

interface Token {
  readonly text: string
  readonly offset: number
}

const TOKEN = new RegExp(
  [
    String.raw`--[^\r\n]*`,
    String.raw`\/\*[\s\S]*?\*\/`,
    String.raw`'(?:''|\\'|[^'])*'`,
    String.raw`"(?:""|\\"|[^"])*"`,
    '`[^`]*`',
    String.raw`\[[^\]]*\]`,
    String.raw`[\p{L}_$][\p{L}\p{N}_$#@.]*`,
    String.raw`[\s\S]`,
  ].join('|'),
  'gu',
)

const isComment = (text: string): boolean => text.startsWith('--') || (text.startsWith('/*') && text.length > 2)

export function liquibaseStatements(
  text: string,
  { stripComments, splitStatements, endDelimiter }: SplitOptions,
): Cut[] {
  const tokens = [...text.matchAll(TOKEN)]
    .map((match): Token => ({ text: match[0], offset: match.index }))
    .filter((token) => !stripComments || !isComment(token.text))
  const last = tokens.findLastIndex((token) => trimmed(token.text) !== '')
  const isEnding = endDelimiter !== null && tokens[last]?.text.toLowerCase() === endDelimiter.toLowerCase()
  if (isEnding) tokens.splice(last)
  const pieces = merged(tokens, endDelimiter)
  return splitStatements ? statementsOf(pieces, endDelimiter) : joined(pieces)
}

export interface SplitOptions {
  readonly stripComments: boolean
  readonly splitStatements: boolean
  readonly endDelimiter: string | null
}

/** White space is what Java's trim() takes. */
function joined(tokens: readonly Token[]): Cut[] {
  const first = tokens.findIndex(({ text }) => trimmed(text) !== '')
  const sql = trimmed(tokens.map(({ text }) => text).join(''))
  return sql === '' ? [] : [{ sql, offset: tokens[first]?.offset ?? 0 }]
}

function statementsOf(tokens: readonly Token[], endDelimiter: string | null): Cut[] {
  const found: Cut[] = []
  let current: Token[] = []
  let previous: string | null = null
  let blocks = 0
  for (const [i, token] of tokens.entries()) {
    const word = token.text.toLowerCase()
    if (word === 'begin' && !/^tran(?:saction)?$/.test(nextWord(tokens, i))) blocks++
    else if (word === 'end' && blocks > 0) blocks--
    if (blocks === 0 && isDelimiter(token.text, previous, endDelimiter)) {
      found.push(...joined(current))
      current = []
    } else current.push(token)
    previous = token.text
  }
  return [...found, ...joined(current)]
}

const nextWord = (tokens: readonly Token[], at: number): string =>
  tokens
    .slice(at + 1, at + 20)
    .find(({ text }) => text.trim() !== '')
    ?.text.toLowerCase() ?? ''

function isDelimiter(piece: string, previous: string | null, endDelimiter: string | null): boolean {
  const beginsLine = previous === null || previous.endsWith('\n')
  if (endDelimiter === null) return piece === ';' || (/^(?:go|\/)$/i.test(piece) && beginsLine)
  if (endDelimiter === '/') return piece === '/' && beginsLine
  if (endDelimiter.length === 1) return piece.toLowerCase() === endDelimiter.toLowerCase()
  return trimmed(piece) !== '' && patternOf(endDelimiter).test(piece)
}

/** A delimiter of more than one character is a regular expression, or itself. */
function patternOf(endDelimiter: string): RegExp {
  const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  const plain = escape(endDelimiter)
  try {
    const either = endDelimiter.length === 1 ? plain : `(?:${endDelimiter}|${plain})`
    return new RegExp(`^[ \\t-\\r]*${either}$`, 'i')
  } catch {
    return new RegExp(`^[ \\t-\\r]*${plain}$`, 'i')
  }
}

/** Tokens that make up a delimiter together are one. */
function merged(tokens: readonly Token[], endDelimiter: string | null): Token[] {
  if (endDelimiter === null || endDelimiter.length === 1) return [...tokens]
  const lower = endDelimiter.toLowerCase()
  const wanted = [lower, lower.replaceAll('\\n', '\n').replaceAll('\\r', '\r')]
  const pattern = patternOf(endDelimiter)
  const found: Token[] = []
  for (let i = 0; i < tokens.length;) {
    const length = Math.max(...wanted.map((text) => spelled(tokens, i, text, pattern)), 1)
    if (length > tokens.length - i) break
    const part = tokens.slice(i, i + length)
    found.push({ text: part.map(({ text }) => text).join(''), offset: tokens[i]?.offset ?? 0 })
    i += length
  }
  return found
}

/** How many tokens from here spell the delimiter; 0: they do not; Infinity: they begin to, and the text ends, which loses them. */
function spelled(tokens: readonly Token[], start: number, wanted: string, pattern: RegExp): number {
  let text = ''
  let longest = 0
  for (let i = start; i < tokens.length; i++) {
    text += tokens[i]?.text.toLowerCase() ?? ''
    if (!wanted.startsWith(text)) break
    if (text === wanted || (i > start && pattern.test(text))) longest = i - start + 1
    if (i === tokens.length - 1 && longest === 0) return Infinity
  }
  return longest
}

/** Where Liquibase would cut within a dollar quote, as an offset in the change's text; null where it does not. */
export function cutsWithinBody({ content, fields }: Change): number | null {
  const text = content?.text ?? ''
  const { endDelimiter } = fields
  const isSplit = fields['splitStatements'] !== false && endDelimiter !== '--'
  const semicolon = text.indexOf(';', text.indexOf('$'))
  if (!isSplit || semicolon < 0 || semicolon > text.lastIndexOf('$')) return null
  const cuts = liquibaseStatements(text, {
    stripComments: false,
    splitStatements: true,
    endDelimiter: typeof endDelimiter === 'string' ? endDelimiter : null,
  })
  const inner = cuts.slice(1).map(({ offset }) => offset)
  for (let at = text.indexOf('$'); at >= 0;) {
    const end = endOfDollarQuoted(text, at)
    if (end < 0) return null
    const cut = inner.find((offset) => offset > at && offset < end)
    if (cut !== undefined) return text.lastIndexOf(';', cut) > at ? text.lastIndexOf(';', cut) : cut
    at = text.indexOf('$', end)
  }
  return null
}
