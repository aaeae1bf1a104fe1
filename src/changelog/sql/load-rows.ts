// The rows of a CSV file as SQL values, by what the changelog says of its columns, or by the types that the table's columns have.

import { parse } from 'csv-parse/sync'
import { placeText } from '../../source/source-error.ts'
import type { Change, Fields } from '../changelog.ts'
import { isSet, listOf, textOf } from './change-types/change-type.ts'
import { dataTypeOf, type Family } from './data-types.ts'
import { UnreadableValueError } from './errors.ts'
import type { Names } from './names.ts'
import { bytesBeside, bytesSql, isLargeObject, textSql } from './value-files.ts'
import { defaultSql, expression, quoted } from './values.ts'

export interface LoadedColumn {
  readonly name: string
  readonly isUpdated: boolean
}

export interface LoadedRows {
  readonly columns: readonly LoadedColumn[]
  /** SQL of each value, in the columns' order. */
  readonly rows: readonly (readonly string[])[]
}

interface Row {
  /** Where it ends. */
  readonly line: number
  readonly values: readonly string[]
}

interface Reader {
  readonly name: string
  readonly index: number
  readonly isUpdated: boolean
  readonly read: (text: string) => string
}

export function loadedRows(
  change: Change,
  fields: Fields,
  types: ReadonlyMap<string, string>,
  names: Names,
): LoadedRows {
  const [top, ...records] = recordsOf(change, fields)
  const header = top?.values
  if (!header) throw new UnreadableValueError(`${change.content?.file ?? 'the file'} has no header line.`, change)
  const readers = header.flatMap((name, index) => readerOf(change, name.trim(), index, fields, types, names))
  const isBlank = ({ values: [first = '', ...others] }: Row): boolean =>
    header.length > 1 && others.length === 0 && first.trim() === ''
  const rows = records
    .filter((row) => !isBlank(row))
    .map(({ line, values }) => {
      if (values.length !== header.length)
        throw new UnreadableValueError(
          `this row has ${values.length} values, and the header ${header.length} names, so ${placeText(change)} cannot load it. Write a value for each name.`,
          { file: change.content?.file ?? change.file, line },
        )
      return readers.map(({ index, read }) => read(values[index] ?? ''))
    })
  return { columns: readers.map(({ name, isUpdated }) => ({ name, isUpdated })), rows }
}

/** Lines that begin with the comment's sign are none; neither are empty ones. */
function recordsOf(change: Change, fields: Fields): Row[] {
  const comment = textOf(fields, 'commentLineStartsWith') ?? '#'
  const separator = textOf(fields, 'separator') ?? ','
  try {
    const ends: number[] = []
    const records: string[][] = parse((change.content?.raw ?? '').replaceAll('\r\n', '\n'), {
      delimiter: /^(?:\\t|tab)$/i.test(separator) ? '\t' : separator,
      quote: textOf(fields, 'quotchar') ?? '"',
      escape: textOf(fields, 'quotchar') ?? '"',
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      bom: true,
      on_record: (values: string[], { lines }) => {
        ends.push(lines)
        return values
      },
    })
    return records
      .map((values, i) => ({ line: ends[i] ?? 1, values }))
      .filter(({ values: [first] }) => comment === '' || !first?.startsWith(comment))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UnreadableValueError(`${change.content?.file} is no CSV: ${reason}`, change, { cause })
  }
}

function readerOf(
  change: Change,
  header: string,
  index: number,
  fields: Fields,
  types: ReadonlyMap<string, string>,
  names: Names,
): Reader[] {
  const said = listOf(fields, 'columns').find(
    (column) =>
      textOf(column, 'header') === header ||
      textOf(column, 'index') === String(index) ||
      (textOf(column, 'header') === null && textOf(column, 'name')?.toLowerCase() === header.toLowerCase()),
  )
  const type = said === undefined ? null : textOf(said, 'type')
  if (header === '' || type?.toUpperCase() === 'SKIP') return []
  const name = (said && textOf(said, 'name')) ?? header
  const known = types.get(name) ?? types.get(name.toLowerCase())
  const missing = said === undefined ? null : defaultSql(said, names)
  const placeholder = (said && textOf(said, 'nullPlaceholder')) ?? 'NULL'
  const typed = fromFiles(change, said ?? {}, type, known) ?? (type === null ? byType(known) : byLoadType(type, names))
  const keepsEmpty = type === null ? isText(known) : /^STRING$/i.test(type)
  const read = (text: string): string => {
    if (text.toUpperCase() === placeholder.toUpperCase()) return 'NULL'
    if (text === '') return missing ?? (keepsEmpty ? "''" : 'NULL')
    return typed(text)
  }
  return [
    { name, index, isUpdated: said === undefined || !('allowUpdate' in said) || isSet(said, 'allowUpdate'), read },
  ]
}

/** Where Liquibase stores an empty text as it is; in every other column it is NULL. */
const isText = (known: string | undefined): boolean =>
  known !== undefined && (known === 'citext' || dataTypeOf(known).family === 'text')

/** CLOB and BLOB, and columns of the types text, bytea and oid: a value that names a file stands for what is in it. */
function fromFiles(
  change: Change,
  column: Fields,
  type: string | null,
  known: string | undefined,
): ((text: string) => string) | null {
  const kind = type?.toUpperCase() ?? KINDS[known ?? '']
  if (kind !== 'CLOB' && kind !== 'BLOB') return null
  const isLarge = kind === 'BLOB' && known !== undefined && isLargeObject(known)
  return (text) => {
    const bytes = bytesBeside(change, text)
    if (bytes !== null)
      return kind === 'CLOB' ? textSql(change, bytes, textOf(column, 'encoding')) : bytesSql(bytes, known ?? null)
    const isEncoded = isLarge && type !== null && /^(?:[\w+/]{4})+$|^(?:[\w+/]{4})*[\w+/]{2,3}={1,2}$/.test(text)
    return isEncoded ? bytesSql(Buffer.from(text, 'base64'), known ?? null) : quoted(text)
  }
}

const KINDS: Readonly<Record<string, string>> = { text: 'CLOB', bytea: 'BLOB', oid: 'BLOB' }

/** What a column's type in the table makes of a text: numbers and truth values plain, the rest is for PostgreSQL to convert. */
function byType(type: string | undefined): (text: string) => string {
  const family: Family = type === undefined ? 'other' : dataTypeOf(type).family
  if (family === 'integer' || family === 'number' || type === 'real') return number
  return family === 'boolean' ? truth : quoted
}

/** The words of loadData's columns, or an SQL type. */
function byLoadType(type: string, names: Names): (text: string) => string {
  switch (type.toUpperCase().replace(/\(.*$/, '')) {
    case 'NUMERIC':
      return number
    case 'BOOLEAN':
      return truth
    case 'DATE':
      return (text) => (/^now\(\)$/i.test(text) ? 'NOW()' : quoted(text.replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ')))
    case 'COMPUTED':
      return expression
    case 'SEQUENCE':
      return (text) => `nextval(${quoted(names.qualified(null, text))})`
    case 'STRING':
    case 'UUID':
    case 'OTHER':
    case 'CLOB':
    case 'BLOB':
      return quoted
    default:
      return byType(type)
  }
}

const number = (text: string): string =>
  /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text) ? text.trim() : quoted(text)

const truth = (text: string): string => {
  if (/^(?:true|t|1|yes|y|on)$/i.test(text.trim())) return 'TRUE'
  return /^(?:false|f|0|no|n|off)$/i.test(text.trim()) ? 'FALSE' : quoted(text)
}
