// YAML and JSON as nodes. Plain scalars mean what YAML 1.1 and Java make of them: 0123 is 83, on is true, 1.50 is 1.5.

import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml'
import type { Place } from '../../../source/source-error.ts'
import { ChangelogError } from '../../errors.ts'
import type { Node } from './node.ts'

interface Source {
  readonly file: string
  readonly lines: LineCounter
  readonly document: Document.Parsed
  readonly repeated: (key: string, place: Place) => void
  /** How many nodes stand behind aliases, and how many aliases are being followed. */
  readonly behindAliases: { count: number; depth: number }
}

/** What aliases may grow to: some that name each other fill any memory. */
const MAX_BEHIND_ALIASES = 100_000
const MAX_ALIAS_DEPTH = 50

/** @param repeated told of a key that stands twice in one map: the last one counts, as in Liquibase */
export function parseYaml(text: string, file: string, repeated: (key: string, place: Place) => void): Node {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: false, merge: true })
  const [error] = document.errors
  if (error) {
    const { line } = lines.linePos(error.pos[0])
    throw new ChangelogError(reasonOf(error, file), { file, line }, { cause: error })
  }
  const { contents } = document
  const source = { file, lines, document, repeated, behindAliases: { count: 0, depth: 0 } }
  return contents === null
    ? { name: '', file, line: 1, valueLine: 1, value: null, date: null, children: [] }
    : nodeOf(source, '', contents, 1)
}

function reasonOf({ code, message }: YAMLParseError, file: string): string {
  if (code === 'MULTIPLE_DOCS') return 'a file holds one document. Put what follows --- into a file of its own.'
  const said = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')
  return `this is no ${/\.json$/i.test(file) ? 'JSON' : 'YAML'}: ${said}`
}

function nodeOf(source: Source, name: string, node: unknown, above: number): Node {
  const line = lineOf(source, node) ?? above
  const place = { name, file: source.file, line, valueLine: isBlock(node) ? line + 1 : line }
  const { behindAliases } = source
  if (behindAliases.depth > 0) behindAliases.count++
  if (behindAliases.count > MAX_BEHIND_ALIASES || behindAliases.depth > MAX_ALIAS_DEPTH)
    throw new ChangelogError(
      'the aliases of this file name each other, and grow without end. Write out what they stand for.',
      place,
    )
  if (isAlias(node)) {
    behindAliases.depth++
    const found = nodeOf(source, name, node.resolve(source.document), line)
    behindAliases.depth--
    return { ...found, line }
  }
  if (isMap(node)) return { ...place, value: null, date: null, children: entriesOfMap(source, node, line) }
  if (isSeq(node))
    return { ...place, value: null, date: null, children: node.items.map((item) => nodeOf(source, '', item, line)) }
  const text = isScalar(node) ? String(node.value ?? '') : null
  const isPlain = isScalar(node) && node.type === 'PLAIN'
  return { ...place, ...(isPlain ? plainScalar(text ?? '') : { value: text, date: null }), children: [] }
}

/** A key's last value counts; what `<<` brings counts where the map itself does not say it. */
function entriesOfMap(source: Source, map: YAMLMap, line: number): Node[] {
  const own = new Map<string, Node>()
  const merged: Node[] = []
  for (const { key, value } of map.items) {
    // the key that merges is no text in the parser's eyes
    const name = !isScalar(key) ? '' : typeof key.value === 'symbol' ? '<<' : String(key.value)
    const child = nodeOf(source, name, value, line)
    if (name === '<<') merged.push(...child.children.flatMap((one) => (one.name === '' ? one.children : [one])))
    else {
      const place = { file: source.file, line: lineOf(source, key) ?? line }
      if (own.has(name)) source.repeated(name, place)
      own.set(name, { ...child, line: place.line })
    }
  }
  for (const one of merged) if (!own.has(one.name)) own.set(one.name, one)
  return [...own.values()]
}

const isBlock = (node: unknown): boolean => isScalar(node) && (node.type ?? '').startsWith('BLOCK')

const lineOf = (source: Source, node: unknown): number | null =>
  isNode(node) && node.range ? source.lines.linePos(node.range[0]).line : null

const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/
const FLOAT = /^[-+]?(?:(?:\d[\d_]*)?\.[\d_]*(?:[eE][-+]?\d+)?|\d[\d_]*[eE][-+]?\d+)$/
const SEXAGESIMAL = /^([-+]?)([1-9]\d*(?::[0-5]?\d)+|\d+(?::[0-5]?\d)+\.\d*)$/
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/
/** year, month, day, hour, minute, second; sign, hours and minutes of a zone that is not Z */
const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d*)?(?:[ \t]*(?:Z|([-+])(\d\d?)(?::(\d\d))?))?$/

/** What an unquoted scalar is, as Java prints it. */
function plainScalar(text: string): { value: string | null; date: string | null } {
  const value = (said: string | null): { value: string | null; date: string | null } => ({ value: said, date: null })
  if (/^(?:~|null|Null|NULL)?$/.test(text)) return value(null)
  if (TRUE.test(text)) return value('true')
  if (FALSE.test(text)) return value('false')
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { value: javaDate(text, new Date(`${text}T00:00:00Z`)), date: text }
  const timestamp = TIMESTAMP.exec(text)
  if (timestamp) return value(javaTimestamp(text, timestamp))
  const digits = text.replaceAll('_', '')
  const sign = text.startsWith('-') ? '-' : ''
  const bare = digits.replace(/^[-+]/, '')
  if (/^[-+]?0b[01_]+$/.test(text) || /^[-+]?0x[\da-fA-F_]+$/.test(text)) return value(sign + BigInt(bare).toString())
  if (/^[-+]?0[0-7_]+$/.test(text)) return value(sign + BigInt(`0o${bare.slice(1)}`).toString())
  if (/^[-+]?(?:0|[1-9][\d_]*)$/.test(text)) return value(bare === '0' ? bare : sign + bare)
  const infinite = INFINITE.exec(text)
  if (infinite) return value(`${infinite[1] === '-' ? '-' : ''}Infinity`)
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return value('NaN')
  const sexagesimal = SEXAGESIMAL.exec(digits)
  if (sexagesimal) {
    const total = (sexagesimal[2] ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    return value(sign + (text.includes('.') ? javaDouble(total) : String(total)))
  }
  return value(FLOAT.test(text) && /\d/.test(text) ? javaDouble(Number(digits)) : text)
}

/** Without its fraction, as Liquibase has it; one with a zone is a moment. */
function javaTimestamp(text: string, [, ...parts]: RegExpExecArray): string {
  const [year = '', month = '', day = '', hour = '', minute = '', second = '', sign, hours = '0', minutes = '0'] = parts
  const two = (part: string): string => part.padStart(2, '0')
  const shown = `${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}`
  if (sign === undefined) return shown
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return javaDate(text, new Date(Date.parse(`${shown.replace(' ', 'T')}Z`) - offset * 60_000))
}

/** As Date.toString() does: the first moment of the day, where UTC has it, in the local time zone. */
function javaDate(text: string, date: Date): string {
  if (Number.isNaN(date.getTime())) return text
  const part = (options: Intl.DateTimeFormatOptions, type: string): string =>
    new Intl.DateTimeFormat('en-US', options).formatToParts(date).find((each) => each.type === type)?.value ?? ''
  const two = (number: number): string => String(number).padStart(2, '0')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  const day = `${part({ weekday: 'short' }, 'weekday')} ${part({ month: 'short' }, 'month')} ${two(date.getDate())}`
  return `${day} ${time} ${part({ timeZoneName: 'short' }, 'timeZoneName')} ${date.getFullYear()}`
}

/** As Double.toString() does. */
function javaDouble(number: number): string {
  const size = Math.abs(number)
  if (number === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(number) ? `${number}.0` : String(number)
  const [mantissa = '', exponent = ''] = number.toExponential().split('e')
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`
}
