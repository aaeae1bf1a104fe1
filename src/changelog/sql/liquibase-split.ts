// SQL cut into statements as Liquibase cuts it: it knows no dollar quotes, so a semicolon splits within them unless BEGIN and END
// happen to enclose it, and comments go from function bodies too. Deployed databases depend on both.

import { endOfDollarQuoted } from '../../source/tokens.ts'
import type { Change } from '../changelog.ts'
import { trimmed } from '../trimmed.ts'

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
    '`[^`\\r\\n]*`',
    String.raw`\[[^\]\r\n]*\]`,
    String.raw`[\p{L}_$](?:[\p{L}\p{N}_$#@]|\.(?=[\p{L}\p{N}_$#@]))*`,
    String.raw`\s+`,
    String.raw`(?:\d+\.)?\d+|\.\d+`,
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
  const isDelimiter = delimiterTest(endDelimiter)
  for (const [i, token] of tokens.entries()) {
    const word = token.text.toLowerCase()
    if (word === 'begin' && !BEGINS_NO_BLOCK.test(nextWord(tokens, i))) blocks++
    else if (word === 'end' && blocks > 0 && !/^tran(?:s|saction)?$/.test(nextWord(tokens, i))) blocks--
    if (blocks === 0 && isDelimiter(token.text, previous)) {
      found.push(...joined(current))
      current = []
    } else current.push(token)
    previous = token.text
  }
  return [...found, ...joined(current)]
}

/** In other databases' SQL. */
const BEGINS_NO_BLOCK = /^(?:tran(?:s|saction)?|dialog|conversation|distributed)$/

const nextWord = (tokens: readonly Token[], at: number): string =>
  tokens
    .slice(at + 1, at + 20)
    .find(({ text }) => text.trim() !== '')
    ?.text.toLowerCase() ?? ''

/** Whether a piece ends a statement, which may depend on the piece before it. */
function delimiterTest(endDelimiter: string | null): (piece: string, previous: string | null) => boolean {
  const beginsLine = (previous: string | null): boolean => previous === null || previous.endsWith('\n')
  if (endDelimiter === null)
    return (piece, previous) => piece === ';' || (/^(?:go|\/)$/i.test(piece) && beginsLine(previous))
  const isSame = (piece: string): boolean => piece.toLowerCase() === endDelimiter.toLowerCase()
  if (endDelimiter === '/') return (piece, previous) => piece === '/' && beginsLine(previous)
  if (endDelimiter.length === 1) return isSame
  const pattern = patternOf(endDelimiter)
  return (piece, previous) => isSame(piece) || (pattern?.test(`${previous}${piece}`.toLowerCase()) ?? false)
}

/** A delimiter of more than one character is a regular expression too, in small letters as all of it; null: it is none. */
function patternOf(endDelimiter: string): RegExp | null {
  try {
    return new RegExp(`^(?:[ \\t-\\r]*${endDelimiter.toLowerCase().replaceAll('(?i)', '')})$`)
  } catch {
    return null
  }
}

/** Tokens that spell a delimiter together are one. Those that begin to where the text ends are lost. */
function merged(tokens: readonly Token[], endDelimiter: string | null): readonly Token[] {
  if (endDelimiter === null) return tokens
  const found: Token[] = []
  let begun: Token[] = []
  for (const token of tokens) {
    const text = [...begun, token].map((each) => each.text).join('')
    const isWhole = begun.length > 0 && text === endDelimiter
    if (isWhole) found.push({ text, offset: begun[0]?.offset ?? token.offset })
    else if (endDelimiter.startsWith(text)) {
      begun.push(token)
      continue
    } else found.push(...begun, token)
    begun = []
  }
  return found
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
  let next = 0
  for (let at = text.indexOf('$'); at >= 0;) {
    const end = endOfDollarQuoted(text, at)
    if (end < 0) return null
    while ((inner[next] ?? Infinity) <= at) next++
    const cut = inner[next]
    if (cut !== undefined && cut < end) return text.lastIndexOf(';', cut) > at ? text.lastIndexOf(';', cut) : cut
    at = text.indexOf('$', end)
  }
  return null
}
