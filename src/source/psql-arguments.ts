// The arguments of a psql command, as psql's slash scanner reads them: quotes, escapes, variables, `\\`.

import { interpolationAt } from './psql-variables.ts'
import { SourceError, type Place } from './source-error.ts'

export interface CommandArgument {
  readonly text: string
  readonly quoted: boolean
}

interface Read {
  readonly arguments: CommandArgument[]
  /** Where SQL goes on. */
  readonly end: number
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', b: '\b', r: '\r', f: '\f' }
const PLAIN = /[^\s'"`:\\]+/y

/** The rest of the line, as it is: what \copy takes. */
export function readLine(text: string, position: number): Read {
  const newline = text.indexOf('\n', position)
  const end = newline < 0 ? text.length : newline
  const line = text.slice(position, end).trim()
  return { arguments: line === '' ? [] : [{ text: line, quoted: false }], end }
}

/** @param variables null: in a branch that is not taken, where nothing is filled in */
export function readArguments(
  text: string,
  position: number,
  variables: ReadonlyMap<string, string> | null,
  place: Place,
): Read {
  const found: CommandArgument[] = []
  let at = position
  for (;;) {
    while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at++
    if (at >= text.length || text[at] === '\n') return { arguments: found, end: at }
    if (text[at] === '\\') return { arguments: found, end: text[at + 1] === '\\' ? at + 2 : at }
    const one = readArgument(text, at, variables, place)
    found.push(one.argument)
    at = one.end
  }
}

function readArgument(text: string, start: number, variables: ReadonlyMap<string, string> | null, place: Place) {
  let at = start
  let value = ''
  let quoted = false
  while (at < text.length && !/[\s\\]/.test(text[at]!)) {
    const c = text[at]!
    if (c === "'" || c === '"') {
      const read = c === "'" ? readEscaped(text, at, place) : readDoubleQuoted(text, at, place)
      value += read.text
      at = read.end
      quoted = true
      continue
    }
    if (c === '`' && variables)
      throw new SourceError(
        'a psql command runs a program (`…`). Trueup does not; set the variable in another way.',
        place,
      )
    const interpolation = c === ':' && variables ? interpolationAt(text, at, variables) : null
    if (interpolation) {
      value += interpolation.text
      at += interpolation.length
      continue
    }
    PLAIN.lastIndex = at
    const plain = PLAIN.exec(text)?.[0] ?? c
    value += plain
    at += plain.length
  }
  return { argument: { text: value, quoted }, end: at }
}

/** '…' with '' and C's escapes. */
function readEscaped(text: string, start: number, place: Place): { text: string; end: number } {
  let value = ''
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    const c = text[at]!
    if (c === "'" && text[at + 1] !== "'") return { text: value, end: at + 1 }
    if (c === "'") at++
    if (c !== '\\') {
      value += c
      continue
    }
    const number = /^(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/.exec(text.slice(at + 1, at + 4))
    const next = text[at + 1] ?? ''
    value += number
      ? String.fromCharCode(parseInt(number[1] ?? number[2]!, number[1] ? 16 : 8))
      : (ESCAPES[next] ?? next)
    at += number ? number[0].length : 1
  }
  throw new SourceError("the ' of a psql command's argument is not closed on its line.", place)
}

/** "…" keeps its quotes where psql wants a name; here they only group. */
function readDoubleQuoted(text: string, start: number, place: Place): { text: string; end: number } {
  const end = text.indexOf('"', start + 1)
  if (end < 0 || text.slice(start, end).includes('\n'))
    throw new SourceError('the " of a psql command’s argument is not closed on its line.', place)
  return { text: text.slice(start + 1, end), end: end + 1 }
}
