// A revision's file as text: UTF-8 without a byte order mark, line ends as LF, so that no editor or git setting changes it.
// Knows bytes and lines; knows neither header nor SQL.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { lineOfBadByte } from '../../source/decode.ts'
import { RevisionError } from '../errors.ts'

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** How a person finds it from where they stand. */
export const shownPath = (path: string): string => {
  const shown = relative(process.cwd(), path)
  return shown === '' || shown.startsWith('../..') ? path : shown
}

/** The first of them, and how many more there are. */
export const shownNames = (names: readonly string[], most: number): string =>
  `${names.slice(0, most).join(', ')}${names.length > most ? `, and ${names.length - most} more` : ''}`

/** As it stands in the file, to the byte. */
export function readBytes(path: string): string {
  const file = shownPath(path)
  const bytes = reading(path, () => readFileSync(path))
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new RevisionError('is in UTF-16. Save it as UTF-8.', { file, line: 1 })
  const nul = bytes.indexOf(0)
  if (nul >= 0)
    throw new RevisionError(
      'holds a NUL character, which SQL cannot. Remove it; or save the file as UTF-8, if it is in UTF-16.',
      {
        file,
        line: bytes.subarray(0, nul).toString('latin1').split('\n').length,
      },
    )
  try {
    return UTF_8.decode(bytes)
  } catch (cause) {
    const place = { file, line: lineOfBadByte(bytes) }
    throw new RevisionError('is not in UTF-8. Convert it: iconv -f latin1 -t utf-8.', place, { cause })
  }
}

const said = <T>(path: string, what: 'read' | 'written', act: () => T): T => {
  try {
    return act()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new RevisionError(`${shownPath(path)} cannot be ${what}: ${why}.`, null, { cause })
  }
}

export const reading = <T>(path: string, read: () => T): T => said(path, 'read', read)
export const writing = <T>(path: string, write: () => T): T => said(path, 'written', write)

export const normalised = (text: string): string => text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')

/** Markers of all three kinds: any one alone may be part of a text. */
export function refuseConflict(text: string, file: string): void {
  if (!hasConflict(text)) return
  const line = text.slice(0, text.search(/^<<<<<<< /m)).split('\n').length
  throw new RevisionError(
    'git left a merge conflict here. Settle it, and remove the lines <<<<<<<, ======= and >>>>>>>.',
    {
      file,
      line,
    },
  )
}

export const hasConflict = (text: string): boolean =>
  /^<<<<<<< /m.test(text) && /^=======\r?$/m.test(text) && /^>>>>>>> /m.test(text)

const linesTrimmed = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')

/** Of a body: what no editor may change by accident does not count. */
export const checksumOf = (body: string): string =>
  createHash('sha256')
    .update(linesTrimmed(normalised(body)).trim())
    .digest('hex')
