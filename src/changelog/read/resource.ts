// A file that a change names: SQL, a view's query, CSV. Its text as the file has it, and with properties filled in.

import { isUtf8 } from 'node:buffer'
import type { Place } from '../../source/source-error.ts'
import type { Content } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { expand } from './properties.ts'
import { report, type ChangelogFile, type Reading } from './reading.ts'

/** What a change names: it matters where that change runs. */
export class MissingFileError extends ChangelogError {
  /** Without its place. */
  readonly reason: string

  constructor(reason: string, place: Place) {
    super(reason, place)
    this.reason = reason
  }
}

/** A file that a change or a property names. */
export function resource(reading: Reading, path: string, place: Place): { bytes: Buffer; display: string } {
  const bytes = reading.files.read(path)
  if (bytes === null)
    throw new MissingFileError(
      `The file ${path} was not found in the configured search path (${reading.files.description}).`,
      place,
    )
  reading.resources.add(path)
  return { bytes, display: reading.files.display(path) }
}

/** @param encoding as the changelog names it; null: UTF-8 */
export function resourceText(
  reading: Reading,
  file: ChangelogFile,
  path: string,
  place: Place,
  encoding: string | null,
): Content {
  const { bytes, display } = resource(reading, path, place)
  if (encoding === null) remarkEncoding(reading, bytes, display)
  const raw = decoded(bytes, encoding, { file: display, line: 1 })
  const unix = raw.replaceAll(/\r\n?/g, '\n')
  const text = expand(reading.properties, { file: display, line: 1, path: file.path }, unix, reading.problems)
  return { file: display, bytes, lines: [], raw, text }
}

/** Without its byte order mark, which counts for more than what the changelog says. */
export function decoded(bytes: Buffer, encoding: string | null, place: Place): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  const isUtf8 = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  try {
    return new TextDecoder(marked ?? (isUtf8 ? 'utf-8' : (encoding ?? 'utf-8'))).decode(bytes)
  } catch (cause) {
    throw new ChangelogError(`the encoding ${encoding} is not known. Convert the file to UTF-8.`, place, { cause })
  }
}

/** What is not UTF-8 is read with a question mark for each byte, as Liquibase does. */
export function remarkEncoding(reading: Reading, bytes: Buffer, file: string): void {
  if (isUtf8(bytes) || (bytes[0] ?? 0) >= 0xfe) return
  const start = [...lineStarts(bytes)].findIndex(([from, to]) => !isUtf8(bytes.subarray(from, to)))
  const message =
    'this line is not UTF-8, so its letters are lost, in Liquibase too. Convert the file (iconv -t utf-8).'
  report(reading, 'error', 'not-utf8', { file, line: start + 1 }, message)
}

function* lineStarts(bytes: Buffer): Generator<[number, number]> {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline + 1
    yield [start, end]
    start = end
  }
}
