// The text of an SQL file from its bytes: compressed or not, in UTF-8 or in what a byte order mark or the dump itself names.

import { gunzipSync } from 'node:zlib'
import { SourceError } from './source-error.ts'

const UTF_8 = new TextDecoder('utf-8', { fatal: true })
const CLIENT_ENCODING = /^\s*(?:set\s+client_encoding\s*(?:=|to)\s*|\\encoding\s+)'?([\w-]+)'?/im

/** PostgreSQL's names of encodings, and what the Encoding standard calls them. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['latin1', 'iso-8859-1'],
  ['latin2', 'iso-8859-2'],
  ['latin5', 'iso-8859-9'],
  ['latin9', 'iso-8859-15'],
  ['iso88591', 'iso-8859-1'],
  ['win1250', 'windows-1250'],
  ['win1251', 'windows-1251'],
  ['win1252', 'windows-1252'],
  ['koi8r', 'koi8-r'],
  ['eucjp', 'euc-jp'],
  ['sjis', 'shift_jis'],
  ['gbk', 'gbk'],
  ['big5', 'big5'],
])

/** @param name for messages, and for what it ends in */
export function decodeSql(bytes: Buffer, name: string): string {
  const plain = name.endsWith('.gz') ? unzip(bytes, name) : bytes
  if (plain[0] === 0xff && plain[1] === 0xfe) return new TextDecoder('utf-16le').decode(plain)
  try {
    return UTF_8.decode(plain)
  } catch (cause) {
    const named = CLIENT_ENCODING.exec(plain.toString('latin1'))?.[1]
    const encoding = named && ENCODINGS.get(named.toLowerCase().replaceAll(/[-_]/g, ''))
    if (encoding) return new TextDecoder(encoding).decode(plain)
    throw new SourceError(
      `is not in UTF-8. Convert it (iconv -f latin1 -t utf-8), or let it begin with SET client_encoding = '…'.`,
      { file: name, line: lineOfBadByte(plain) },
      { cause },
    )
  }
}

function unzip(bytes: Buffer, name: string): Buffer {
  try {
    return gunzipSync(bytes)
  } catch (cause) {
    throw new SourceError(`${name} is not a gzip file.`, null, { cause })
  }
}

export function lineOfBadByte(bytes: Buffer): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline + 1
    try {
      UTF_8.decode(bytes.subarray(start, end))
    } catch {
      return line
    }
    start = end
  }
  return line
}
