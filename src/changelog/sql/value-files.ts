// Values that are the contents of files: valueClobFile and valueBlobFile of columns, and what loadData's CLOB and BLOB columns
// name. Their paths begin at the folder of the changelog, whatever relativeToChangelogFile says.

import type { Change, Fields } from '../changelog.ts'
import { listOf, textOf } from './change-types/change-type.ts'
import { dataTypeOf } from './data-types.ts'
import { UnreadableValueError } from './errors.ts'
import { quoted } from './values.ts'

const FIELDS = ['valueClobFile', 'valueBlobFile'] as const
/** What no system has for a path. */
const MAX_PATH = 4096

export const namesValueFiles = ({ fields }: Change): boolean =>
  listOf(fields, 'columns').some((column) => FIELDS.some((name) => textOf(column, name) !== null))

/** The change with its files' contents in place of their names. @param types of the table's columns */
export function withValueFiles(change: Change, types: ReadonlyMap<string, string>): Fields {
  const columns = listOf(change.fields, 'columns').map((column): Fields => {
    const path = FIELDS.map((name) => textOf(column, name)).find((text) => text !== null)
    if (path === undefined || path === null) return column
    const name = textOf(column, 'name') ?? ''
    const bytes = bytesBeside(change, path)
    if (bytes === null)
      throw new UnreadableValueError(
        `the file ${path} of the column ${name} was not found: its path begins at the folder of the changelog.`,
        change,
      )
    const type = types.get(name) ?? types.get(name.toLowerCase()) ?? textOf(column, 'type')
    const isText = textOf(column, 'valueClobFile') !== null
    const sql = isText ? textSql(change, bytes, textOf(column, 'encoding')) : bytesSql(bytes, type ?? null)
    return { ...column, valueComputed: sql }
  })
  return { ...change.fields, columns }
}

/** null: there is no such file. */
export const bytesBeside = ({ fileBeside }: Change, path: string): Uint8Array | null =>
  path === '' || path.startsWith('/') || path.length > MAX_PATH || path.includes('\0')
    ? null
    : (fileBeside?.(path) ?? null)

export function textSql(change: Change, bytes: Uint8Array, encoding: string | null): string {
  try {
    return quoted(new TextDecoder(encoding ?? 'utf-8').decode(bytes))
  } catch (cause) {
    throw new UnreadableValueError(`the encoding ${encoding} is not known. Convert the file to UTF-8.`, change, {
      cause,
    })
  }
}

/** A column of the type oid has the number of a large object. */
export function bytesSql(bytes: Uint8Array, type: string | null): string {
  const hex = `'\\x${Buffer.from(bytes).toString('hex')}'`
  return type !== null && isLargeObject(type) ? `lo_from_bytea(0, ${hex})` : hex
}

export const isLargeObject = (type: string): boolean => /^oid$/i.test(type) || dataTypeOf(type).sql === 'OID'
