// How Liquibase digests text. Knows no changeset.

import { createHash } from 'node:crypto'

/** Lower-case hexadecimal. */
export const md5 = (data: string | Uint8Array): string => createHash('md5').update(data).digest('hex')

/** Of a text in which line ends and forms of letters make no difference. */
export const md5OfText = (text: string): string =>
  md5(text.replaceAll(/\r\n?/g, '\n').replaceAll('\uFFFD', '').normalize('NFC'))
