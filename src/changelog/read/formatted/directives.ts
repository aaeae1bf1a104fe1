// The lines of formatted SQL that mean something to a changelog, tried in Liquibase's order; every other line is SQL.
// Knows one line at a time.

import { nearest } from '../../../config/nearest.ts'

export type Directive =
  | { readonly type: 'property'; readonly text: string }
  | { readonly type: 'ignoreLines'; readonly count: string }
  | { readonly type: 'changeset'; readonly author: string; readonly id: string; readonly rest: string }
  | { readonly type: 'comment'; readonly text: string; readonly spaced: boolean }
  | { readonly type: 'validCheckSum'; readonly text: string }
  | { readonly type: 'rollback'; readonly text: string }
  | { readonly type: 'rollbackBlock' }
  | { readonly type: 'preconditions'; readonly text: string }
  | { readonly type: 'precondition'; readonly name: string; readonly text: string }
  | { readonly type: 'include' | 'includeAll' | 'rollbackSqlFile'; readonly text: string }
  | { readonly type: 'tagDatabase'; readonly tag: string }
  /** Near a directive, and refused: the form that it must have. */
  | { readonly type: 'malformed'; readonly form: string }

/** White space and line ends are Java's: a no-break space is none, and makes a directive a comment. */
function asJava({ source, flags }: RegExp): RegExp {
  const java = source
    .replaceAll(String.raw`\s`, String.raw`[ \t-\r]`)
    .replaceAll(String.raw`\S`, String.raw`[^ \t-\r]`)
    .replaceAll(/(?<!\\)\./g, String.raw`[^\n\r\u0085\u2028\u2029]`)
  return new RegExp(java, flags)
}

export const HEADER = asJava(/^\s*--\s*liquibase\s*formatted.*$/i)
/** What ends a block rollback. */
export const BLOCK_END = asJava(/^(.*)\*\/\s*$/)

type Reader = readonly [RegExp, (match: RegExpExecArray) => Directive]

const text = (match: RegExpExecArray): string => match[1] ?? ''

const ANYWHERE: readonly Reader[] = [
  [/^\s*--\s*property\s+(.*:.*\s+.*:.*)$/i, (match) => ({ type: 'property', text: text(match) })],
  [/^\s*-+\s*property\s.*$/i, () => ({ type: 'malformed', form: '--property name:<name> value:<value>' })],
  [/^--\s*ignoreLines:(\w+)$/i, (match) => ({ type: 'ignoreLines', count: text(match) })],
  [/^(?:-\s*ignoreLines:|--\s*ignore:).*$/i, () => ({ type: 'malformed', form: '--ignoreLines:<count|start>' })],
  [
    /^\s*--\s*changeset\s+("[^"]+"|[^:]+):("[^"]+"|\S+)(.*)$/i,
    (match) => ({
      type: 'changeset',
      author: unquoted(match[1] ?? ''),
      id: unquoted(match[2] ?? ''),
      rest: match[3] ?? '',
    }),
  ],
  [
    /^\s*(?:--\s*changeset|-\s*changeset\s).*$/i,
    () => ({ type: 'malformed', form: '--changeset <author>:<id>, without a space behind the colon' }),
  ],
]

const COMMENT: Reader = [
  /^--(\s*)comment:? (.*)$/i,
  (match) => ({ type: 'comment', text: match[2] ?? '', spaced: match[1] !== '' }),
]

const IN_CHANGESET: readonly Reader[] = [
  COMMENT,
  [/^(?:-\s*comments?|--\s*comments):? .*$/i, () => ({ type: 'malformed', form: '--comment <comment>' })],
  [/^--\s*validCheckSum:? (.*)$/i, (match) => ({ type: 'validCheckSum', text: text(match).trim() })],
  [/^-\s*validCheckSum:? .*$/i, () => ({ type: 'malformed', form: '--validCheckSum: <checksum>' })],
  [/^\s*--\s*rollback (.*)$/i, (match) => ({ type: 'rollback', text: text(match) })],
  [/^\s*-\s*rollback\s.*$/i, () => ({ type: 'malformed', form: '--rollback <SQL>' })],
  [/^\s*\/\*\s*liquibase\s*rollback\s*$/i, () => ({ type: 'rollbackBlock' })],
  [/^\s*--\s*preconditions(.*)$/i, (match) => ({ type: 'preconditions', text: text(match) })],
  [/^\s*-\s*preconditions.*$/i, () => ({ type: 'malformed', form: '--preconditions onFail:<HALT|…>' })],
  [
    /^\s*--\s*precondition-([a-z0-9-]+)(?: (.*))?$/i,
    (match) => ({ type: 'precondition', name: text(match), text: match[2] ?? '' }),
  ],
  [/^\s*-\s*precondition-[a-z0-9-]+ .*$/i, () => ({ type: 'malformed', form: '--precondition-<type> …' })],
]

/** Beyond Liquibase's free edition, which takes them for comments. */
const BEYOND: readonly Reader[] = [
  [/^--\s*include\s+(file:.*)$/i, (match) => ({ type: 'include', text: text(match) })],
  [/^--\s*includeAll\s+(path:.*)$/i, (match) => ({ type: 'includeAll', text: text(match) })],
  [/^--\s*tagDatabase:\s*(\S+)\s*$/i, (match) => ({ type: 'tagDatabase', tag: text(match) })],
  [/^--\s*rollbackSqlFile:?\s+(path:.*)$/i, (match) => ({ type: 'rollbackSqlFile', text: text(match) })],
]

const readers = (all: readonly Reader[]): readonly Reader[] => all.map(([pattern, read]) => [asJava(pattern), read])
const WITHIN = readers([...ANYWHERE, ...IN_CHANGESET, ...BEYOND])
const OUTSIDE = readers([...ANYWHERE, COMMENT, ...BEYOND])
const MAY_BE_ONE = asJava(/^\s*(?:-|\/\*)/)

/** null: SQL. */
export function directiveOf(line: string, inChangeset: boolean): Directive | null {
  if (!MAY_BE_ONE.test(line)) return null
  for (const [pattern, read] of inChangeset ? WITHIN : OUTSIDE) {
    const match = pattern.exec(line)
    if (match) return read(match)
  }
  return null
}

/** Within quotes, white space and quotes stand for themselves; so do those that enclose nothing. */
const unquoted = (name: string): string => name.replace(/^(["'])(.*)\1$/, '$2')

/** The last `name:value` of a line, without double quotes; null where there is none. */
export const attributeOf = (line: string, name: string, value?: string): string | null =>
  writtenAttribute(line, name, value)?.replace(/^"(.*)"$/, '$1') ?? null

/** With its quotes. */
export const writtenAttribute = (line: string, name: string, value = '\\w+'): string | null =>
  attributePattern(name, value).exec(line)?.[1] ?? null

const PATTERNS = new Map<string, RegExp>()

function attributePattern(name: string, value: string): RegExp {
  const source = `^.*${name}:(${value})`
  const pattern = PATTERNS.get(source) ?? asJava(new RegExp(source, 'i'))
  PATTERNS.set(source, pattern)
  return pattern
}

/** What a value with double quotes, or without white space, may be. */
export const QUOTABLE = '"[^"]*"|\\S*'
export const WORD = '\\S+'

const DIRECTIVES = [
  'changeset',
  'rollback',
  'preconditions',
  'precondition',
  'validCheckSum',
  'ignoreLines',
  'property',
  'comment',
  'include',
  'includeAll',
  'tagDatabase',
  'rollbackSqlFile',
]

/** The directive that a line would be if its odd white space were a space. */
export function spoiltDirective(line: string): Directive | null {
  const plain = line.replaceAll(/[^\S \t-\r]|[\u0085\u200b\u180e]/g, ' ')
  return plain === line ? null : directiveOf(plain, true)
}

/** A comment line that is near a directive: what it says, and what it may mean; null: it is near none. */
export function nearDirective(line: string): { readonly written: string; readonly meant: string } | null {
  const [, word = '', mark = ''] = /^\s*--([A-Za-z]{6,})(:?)/.exec(line) ?? []
  if (word === '') return null
  const exact = DIRECTIVES.find((name) => name.toLowerCase() === word.toLowerCase())
  if (exact !== undefined) return mark === ':' ? { written: `--${word}:`, meant: `--${exact}` } : null
  const near = nearest(word, DIRECTIVES)
  return near !== null && near.length >= 7 && Math.abs(near.length - word.length) < 3 && sharedLetters(word, near)
    ? { written: `--${word}${mark}`, meant: `--${near}` }
    : null
}

/** Two at most are other ones, and the first is the same. */
const sharedLetters = (a: string, b: string): boolean =>
  a[0]?.toLowerCase() === b[0]?.toLowerCase() &&
  [...a.toLowerCase()].filter((letter) => !b.toLowerCase().includes(letter)).length <= 1
