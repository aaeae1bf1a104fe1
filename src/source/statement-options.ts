// The options of a statement, `WITH (name = value, …)` at its end, given anew. Knows SQL's tokens, and no statement.

import { endOfBlockComment, endOfDollarQuoted, endOfQuoted, endOfWord, isWordStart } from './tokens.ts'

interface List {
  /** Where its parentheses stand. */
  readonly open: number
  readonly close: number
  readonly items: readonly { readonly name: string; readonly text: string }[]
}

/** Without the options of these names, and with these instead. */
export function withOptions(sql: string, without: ReadonlySet<string>, instead: readonly string[]): string {
  const list = optionsOf(sql)
  if (!list) return `${sql}\nWITH (${instead.join(', ')})`
  const kept = list.items.filter(({ name }) => !without.has(name)).map(({ text }) => text)
  return `${sql.slice(0, list.open)}(${[...kept, ...instead].join(', ')})${sql.slice(list.close + 1)}`
}

/** The last list in parentheses that stands in no other. */
export function optionsOf(sql: string): List | null {
  let found: List | null = null
  let open = 0
  let start = 0
  let depth = 0
  let name = ''
  let items: { name: string; text: string }[] = []
  const endItem = (end: number): void => {
    const text = sql.slice(start, end).trim()
    if (text !== '') items.push({ name, text })
    start = end + 1
    name = ''
  }
  for (let at = 0; at < sql.length;) {
    const end = endOfToken(sql, at)
    const token = sql.slice(at, end)
    if (token === '(' && ++depth === 1) {
      open = at
      start = end
      items = []
      name = ''
    } else if (token === ',' && depth === 1) endItem(at)
    else if (token === ')' && --depth === 0) {
      endItem(at)
      found = { open, close: at, items }
    } else if (depth === 1 && name === '' && isWordStart(sql.charCodeAt(at))) name = token.toLowerCase()
    at = end
  }
  return found
}

function endOfToken(sql: string, at: number): number {
  const two = sql.slice(at, at + 2)
  const end = endOfLongToken(sql, at, two)
  return end < 0 ? sql.length : end
}

function endOfLongToken(sql: string, at: number, two: string): number {
  if (two === '--') return sql.indexOf('\n', at)
  if (two === '/*') return endOfBlockComment(sql, at)
  if (/^e'/i.test(two)) return endOfQuoted(sql, at + 1, true)
  const c = sql[at]!
  if (c === "'" || c === '"') return endOfQuoted(sql, at, false)
  if (c === '$') return endOfDollarQuoted(sql, at)
  return isWordStart(sql.charCodeAt(at)) ? endOfWord(sql, at) : at + 1
}
