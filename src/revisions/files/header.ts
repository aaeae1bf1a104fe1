// The comment block at the top of a revision's file: read, and written. It ends at the first line that is no `-- key: value`.
// Knows keys and their values; knows nothing of the SQL below, nor whether the revisions that it names exist.

import { nearest } from '../../config/nearest.ts'
import type { Place } from '../../source/source-error.ts'
import { RevisionError } from '../errors.ts'
import type { SchemaStep } from '../revision.ts'

export type ScriptKind = 'up' | 'down' | 'repeatable'

/** In the order in which they are written. */
const KEYS = {
  up: [
    'revision',
    'parents',
    'depends-on',
    'labels',
    'message',
    'transaction',
    'lock-timeout',
    'schema',
    'postgresql',
    'irreversible',
    'replaces',
  ],
  down: ['revision', 'transaction', 'loses-data'],
  repeatable: [],
} as const satisfies Record<ScriptKind, readonly string[]>

export interface HeaderLine extends Place {
  readonly key: string
  readonly value: string
}

/** The lines of a header, by key, and where the body begins. */
export interface Header {
  readonly file: string
  readonly lines: ReadonlyMap<string, HeaderLine>
  readonly bodyOffset: number
}

/** What the header of an up file says. */
export interface RevisionHeader {
  readonly id: string
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
  readonly message: string
  readonly transactional: boolean
  readonly lockTimeoutMs: number | null
  readonly schema: SchemaStep | null
  readonly irreversible: string | null
  readonly replaces: readonly string[]
}

const LINE = /^--[ \t]*([A-Za-z][\w-]*)[ \t]*:([ \t]*)(.*)$/
const ALL_KEYS: ReadonlySet<string> = new Set(Object.values(KEYS).flat())

/** Null: no line of a header. `https://…` has no space behind its colon, and is none. */
function partsOf(line: string): { readonly key: string; readonly value: string } | null {
  const [, key, gap, value = ''] = LINE.exec(line) ?? []
  if (key === undefined || (gap === '' && value.trim() !== '' && !ALL_KEYS.has(key))) return null
  return { key, value: value.trim() }
}

/** @param text without a byte order mark, line ends as LF */
export function readHeader(text: string, file: string, kind: ScriptKind): Header {
  const lines = new Map<string, HeaderLine>()
  let offset = 0
  for (let number = 1; offset < text.length; number++) {
    const newline = text.indexOf('\n', offset)
    const end = newline < 0 ? text.length : newline
    const parts = partsOf(text.slice(offset, end))
    if (!parts || (kind === 'repeatable' && parts.key !== 'revision')) break
    const line: HeaderLine = { file, line: number, ...parts }
    check(line, kind, lines.get(parts.key))
    lines.set(parts.key, line)
    offset = Math.min(end + 1, text.length)
  }
  while (text[offset] === '\n') offset++
  return { file, lines, bodyOffset: offset }
}

function check(line: HeaderLine, kind: ScriptKind, before: HeaderLine | undefined): void {
  const { key } = line
  const known: readonly string[] = KEYS[kind]
  if (kind === 'repeatable')
    throw new RevisionError(
      'a repeatable file has no revision: it runs whenever what it defines differs. Remove this line, or move the file out of repeatable/.',
      line,
    )
  if (before) throw new RevisionError(`"${key}" stands in line ${before.line} already. Keep one of the two.`, line)
  if (known.includes(key)) return
  if (kind === 'down' && KEYS.up.some((up) => up === key))
    throw new RevisionError(`"${key}" belongs in the header of the file that leads up; it counts for both ways.`, line)
  if (kind === 'up' && key === 'loses-data')
    throw new RevisionError('"loses-data" belongs in the header of the .down.sql file.', line)
  const near = nearest(key, known)
  throw new RevisionError(
    `a header has no "${key}"${near ? `; did you mean "${near}"?` : `: it has ${known.join(', ')}.`} An ordinary comment goes below a blank line.`,
    line,
  )
}

export function revisionHeader(header: Header): RevisionHeader {
  const { file, lines } = header
  const id = required(header, 'revision')
  const parents = required(header, 'parents')
  const irreversible = lines.get('irreversible')
  if (irreversible?.value === '')
    throw new RevisionError('"irreversible" says why: -- irreversible: drops legacy_totals', irreversible)
  return {
    id: name(id, 'revision'),
    parents: parents.value === 'none' ? [] : names({ ...parents, file }),
    dependsOn: names(lines.get('depends-on')),
    labels: names(lines.get('labels')),
    message: lines.get('message')?.value ?? '',
    transactional: transactional(header),
    lockTimeoutMs: duration(lines.get('lock-timeout')),
    schema: schemaStep(lines.get('schema'), lines.get('postgresql')),
    irreversible: irreversible?.value ?? null,
    replaces: names(lines.get('replaces')),
  }
}

export function required(header: Header, key: 'revision' | 'parents'): HeaderLine {
  const line = header.lines.get(key)
  if (line && line.value !== '') return line
  const place = line ?? { file: header.file, line: 1 }
  if (key === 'parents')
    throw new RevisionError(
      'the header lacks its parents: "-- parents: <id>", or "-- parents: none" for the first of all.',
      place,
    )
  throw new RevisionError(
    'has no revision. Its first line must be "-- revision: <id>". Move it elsewhere if it is none; `trueup adopt` converts the files of other tools.',
    place,
  )
}

/** `file`, the default, is one transaction; `none` is none. */
export function transactional({ lines }: Header): boolean {
  const line = lines.get('transaction')
  if (!line || line.value === 'file') return true
  if (line.value === 'none') return false
  throw new RevisionError(`"transaction" is file or none, not "${line.value}".`, line)
}

/** Words that name no one revision, in targets and in headers. */
const RESERVED = new Set(['head', 'heads', 'base', 'bases', 'current', 'none'])
const ILLEGAL = /[\s@+:,-]|\p{Cc}/u

/** Why it can be no id or label; null where it can. */
export function whyNoName(text: string): string | null {
  if (text === '') return 'it is empty'
  if (RESERVED.has(text)) return `"${text}" has a meaning of its own`
  const illegal = ILLEGAL.exec(text)?.[0]
  if (illegal === undefined) return null
  return `${/\s|\p{Cc}/u.test(illegal) ? 'white space' : `"${illegal}"`} is not allowed, since targets are written with @ - + : and ,`
}

function name(line: HeaderLine, what: string): string {
  const why = whyNoName(line.value)
  if (why) throw new RevisionError(`"${line.value}" can be no ${what}: ${why}.`, line)
  return line.value
}

/** With commas or white space between them. */
function names(line: HeaderLine | undefined): readonly string[] {
  if (!line) return []
  const all = line.value.split(/[\s,]+/).filter((one) => one !== '')
  if (all.length === 0) throw new RevisionError(`"${line.key}" names nothing. Name it, or remove the line.`, line)
  const twice = all.find((one, i) => all.indexOf(one) < i)
  if (twice !== undefined) throw new RevisionError(`"${line.key}" names ${twice} twice.`, line)
  for (const value of all) name({ ...line, value }, line.key === 'labels' ? 'label' : 'revision')
  return all
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 }

function duration(line: HeaderLine | undefined): number | null {
  if (!line) return null
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min)?$/.exec(line.value)
  if (!match) throw new RevisionError(`"lock-timeout" is a time like 500ms or 5s, not "${line.value}".`, line)
  return Math.round(Number(match[1]) * (UNITS[match[2] ?? 'ms'] ?? 1))
}

const FINGERPRINT = 'sha256:([0-9a-f]{64})'
const STEP = new RegExp(`^${FINGERPRINT} -> ${FINGERPRINT}$`)

function schemaStep(line: HeaderLine | undefined, majorLine: HeaderLine | undefined): SchemaStep | null {
  if (majorLine && !/^[1-9]\d$/.test(majorLine.value))
    throw new RevisionError(`"postgresql" is a major version like 18, not "${majorLine.value}".`, majorLine)
  if (!line) return null
  const [, before, after] = STEP.exec(line.value) ?? []
  if (before === undefined || after === undefined)
    throw new RevisionError(
      '"schema" is sha256:<64 hexadecimal digits> -> sha256:<64>. Remove the line, or let `trueup verify` write it anew.',
      line,
    )
  if (!majorLine)
    throw new RevisionError(
      '"schema" needs "-- postgresql: <major>" beside it. Remove it, or let `trueup verify` write both anew.',
      line,
    )
  return { before, after, major: Number(majorLine.value) }
}

export type HeaderChanges = Partial<Omit<RevisionHeader, 'id'>> & { readonly losesData?: string | null }

const list = (values: readonly string[]): string | null => (values.length > 0 ? values.join(', ') : null)
const line = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

/** What is written for each key; null: no line. Keys of what is left unsaid are not there. */
export function headerValues(changes: HeaderChanges & { readonly id?: string }): ReadonlyMap<string, string | null> {
  const { id, parents, dependsOn, labels, message, transactional: inOne, lockTimeoutMs } = changes
  const { schema, irreversible, replaces, losesData } = changes
  const values: Record<string, string | null | undefined> = {
    revision: id,
    parents: parents && (list(parents) ?? 'none'),
    'depends-on': dependsOn && list(dependsOn),
    labels: labels && list(labels),
    message: message === undefined ? undefined : line(message) || null,
    transaction: inOne === undefined ? undefined : inOne ? null : 'none',
    'lock-timeout': lockTimeoutMs === undefined || lockTimeoutMs === null ? lockTimeoutMs : `${lockTimeoutMs}ms`,
    schema: schema && `sha256:${schema.before} -> sha256:${schema.after}`,
    postgresql: schema && String(schema.major),
    irreversible: irreversible && line(irreversible),
    replaces: replaces && list(replaces),
    'loses-data': losesData && line(losesData),
  }
  return new Map(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}

/** The header as text, each line with its end. */
export const headerText = (values: ReadonlyMap<string, string | null>, kind: 'up' | 'down'): string =>
  KEYS[kind]
    .flatMap((key) => {
      const value = values.get(key)
      return value === undefined || value === null ? [] : [`-- ${key}: ${value}\n`]
    })
    .join('')

/** The same file with some lines of its header changed, added or gone; all else to the byte. */
export function withHeader(raw: string, values: ReadonlyMap<string, string | null>, kind: 'up' | 'down'): string {
  const mark = raw.startsWith('\ufeff') ? '\ufeff' : ''
  const lines = raw.slice(mark.length).split('\n')
  const end = lines.findIndex((one) => !partsOf(one.replace(/\r$/, '')))
  const header = lines.slice(0, end < 0 ? lines.length : end)
  const ending = header[0]?.endsWith('\r') ? '\r' : ''
  const keyOf = (one: string): string => partsOf(one.replace(/\r$/, ''))?.key ?? ''
  const order: readonly string[] = KEYS[kind]
  for (const [key, value] of values) {
    const at = header.findIndex((one) => keyOf(one) === key)
    const text = `-- ${key}: ${value}${ending}`
    if (at >= 0) header.splice(at, 1, ...(value === null ? [] : [text]))
    else if (value !== null) {
      const before = header.findLastIndex((one) => order.indexOf(keyOf(one)) < order.indexOf(key))
      header.splice(before + 1, 0, text)
    }
  }
  return mark + [...header, ...(end < 0 ? [] : lines.slice(end))].join('\n')
}
