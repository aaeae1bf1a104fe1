// MD5SUM of a changeset: version 9 as Liquibase 4.22 and later write it, version 8 as those before did. Equal to theirs to the
// letter, or deployed databases would be told that their changesets were edited.

import type { Change, Changeset } from '../changelog.ts'
import { changeTypeOf } from '../sql/change-types/all.ts'
import { isForPostgresql } from '../sql/steps.ts'
import { md5, md5OfText } from './digest.ts'
import { serialized } from './serialized.ts'

export type ChecksumVersion = 9 | 8

/** `9:` and 32 hexadecimal digits. */
export function checksum({ changes, modifySql }: Changeset, version: ChecksumVersion): string {
  const counted = version === 9 ? changes.filter(isForPostgresql) : changes
  const parts = [
    ...counted.map((change) => `${version}:${changeDigest(change, version)}:`),
    ...modifySql.map(({ type, fields }) => `${version}:${md5OfText(serialized(type, fields))};`),
  ]
  return `${version}:${md5OfText(parts.join(''))}`
}

function changeDigest(change: Change, version: ChecksumVersion): string {
  switch (change.type) {
    case 'sql':
      return sqlDigest(change, change.content?.text ?? '', version)
    case 'sqlFile':
      return sqlDigest(change, change.content?.raw ?? '', version)
    case 'createView':
    case 'createProcedure':
      return definitionDigest(change, version)
    case 'loadData':
    case 'loadUpdateData':
      return rowsDigest(change, version)
    default:
      return md5OfText(serializedChange(change))
  }
}

function serializedChange({ type, fields }: Change): string {
  const known = changeTypeOf(type)
  return serialized(type, { ...known?.defaults, ...fields }, known?.unhashed)
}

function sqlDigest({ fields }: Change, text: string, version: ChecksumVersion): string {
  if (version === 9) return md5(withoutSpace(text))
  const said = (name: string, hashed: string): string => String(fields[hashed] ?? fields[name] ?? null)
  const split = said('splitStatements', 'hashedSplitStatements')
  const strip = String(fields['stripComments'] ?? null)
  return md5(`${said('endDelimiter', 'hashedEndDelimiter')}:${split}:${strip}:${collapsed(text)}`)
}

/** Within literals too. */
const withoutSpace = (text: string): string => text.replaceAll(/[ \n\r\t]/g, '')

const collapsed = (text: string): string => text.replaceAll(/[ \n\r\t]+/g, ' ').replace(/^ | $/g, '')

/** Of a view or a routine: what it says of itself, and its text. */
function definitionDigest(change: Change, version: ChecksumVersion): string {
  const { content, fields } = change
  const text = content?.raw ?? ''
  const leftOut = [
    'path',
    'selectQuery',
    'procedureText',
    'procedureBody',
    'encoding',
    'dbms',
    'comments',
    'relativeToChangelogFile',
  ]
  const own = md5OfText(serialized(change.type, fields, leftOut))
  const body = version === 9 ? md5(withoutSpace(text)) : md5(`null:null:null:${collapsed(text)}`)
  return md5OfText(`${version}:${own}:${version}:${body}`)
}

/** Of the file's rows: line ends, empty lines and comments do not count. */
function rowsDigest({ content, fields }: Change, version: ChecksumVersion): string {
  const comment = typeof fields['commentLineStartsWith'] === 'string' ? fields['commentLineStartsWith'] : '#'
  const lines = (content?.raw ?? '')
    .replaceAll('\r', '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(comment))
  const table = typeof fields['tableName'] === 'string' ? fields['tableName'] : ''
  return md5OfText(`${table}:${version}:${md5(lines.join('\n'))}`)
}

/** What is compared first where a stored checksum says no version that is known. */
export const versionOf = (stored: string): ChecksumVersion | null =>
  stored.startsWith('9:') ? 9 : stored.startsWith('8:') ? 8 : null
