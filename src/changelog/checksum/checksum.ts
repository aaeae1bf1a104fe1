// MD5SUM of a changeset: version 9 as Liquibase 4.22 and later write it, version 8 as those before did. Equal to theirs to the
// letter, or deployed databases would be told that their changesets were edited.

import type { Change, Changeset, Fields, SqlVisitor } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { changeTypeOf } from '../sql/change-types/all.ts'
import { isForPostgresql } from '../sql/steps.ts'
import { md5, md5OfText } from './digest.ts'
import { serialized } from './serialized.ts'
import { CURRENT_VERSION, type ChecksumVersion } from './version.ts'

const CACHE = new WeakMap<Changeset, string>()

/** `9:` or `8:`, and 32 hexadecimal digits. */
export function checksum(changeset: Changeset, version: ChecksumVersion): string {
  if (version !== CURRENT_VERSION) return computed(changeset, version)
  const known = CACHE.get(changeset) ?? computed(changeset, version)
  CACHE.set(changeset, known)
  return known
}

function computed({ changes, modifySql }: Changeset, version: ChecksumVersion): string {
  const counted = version === 9 ? changes.filter(isForPostgresql) : changes
  const parts = [
    ...counted.map((change) => `${version}:${changeDigest(change, version)}:`),
    ...modifySql.map((visitor) => `${version}:${visitorDigest(visitor, version)};`),
  ]
  return `${version}:${md5OfText(parts.join(''))}`
}

function changeDigest(change: Change, version: ChecksumVersion): string {
  if (change.missing !== undefined) throw new ChangelogError(change.missing, change)
  switch (change.type) {
    case 'sql':
      return sqlDigest(change, change.content?.text ?? '', version)
    case 'sqlFile':
      return version === 9 ? sqlDigest(change, change.content?.raw ?? '', 9) : sqlDigest(change, bytesOf(change), 8)
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

/** Which databases it is for counts in version 8 alone. */
function visitorDigest(visitor: SqlVisitor, version: ChecksumVersion): string {
  const { type, applyToRollback, contexts, labels, dbms } = visitor
  const fields: Fields = { ...visitor.fields, applyToRollback }
  if (version === 9) return md5OfText(serialized(type, fields))
  const names = dbms?.split(',').map((name) => name.trim())
  return md5OfText(
    serialized(type, {
      ...fields,
      applicableDbms: names,
      contextFilter: contexts ?? undefined,
      labels: labels ?? undefined,
    }),
  )
}

function serializedChange({ type, fields }: Change): string {
  const known = changeTypeOf(type)
  return serialized(type, { ...known?.defaults, ...fields }, known?.unhashed)
}

function sqlDigest(change: Change, text: string, version: ChecksumVersion): string {
  if (version === 9) return md5(withoutSpace(text))
  const fields = { ...changeTypeOf(change.type)?.defaults, ...change.fields }
  const said = (name: string, hashed: string): string => String(fields[hashed] ?? fields[name] ?? null)
  const split = said('splitStatements', 'hashedSplitStatements')
  const strip = String(fields['stripComments'] ?? null)
  const settings = `${said('endDelimiter', 'hashedEndDelimiter')}:${split}:${strip}:`
  return change.content?.bytes ? md5OfBytes(settings + collapsed(text)) : md5(settings + collapsed(text))
}

/** The file as it is, a character for each byte: where its encoding does not count. */
const bytesOf = ({ content }: Change): string => Buffer.from(content?.bytes ?? []).toString('latin1')
const md5OfBytes = (text: string): string => md5(Buffer.from(text, 'latin1'))

/** Within literals too. */
const withoutSpace = (text: string): string => text.replaceAll(/[ \n\r\t]/g, '')

const collapsed = (text: string): string => text.replaceAll(/[ \n\r\t]+/g, ' ').replace(/^ | $/g, '')

const NOT_HASHED = ['path', 'selectQuery', 'procedureText', 'encoding', 'dbms', 'comments', 'relativeToChangelogFile']

/** Of a view or a routine: what it says of itself, and its text. */
function definitionDigest(change: Change, version: ChecksumVersion): string {
  const { type, fields, content } = change
  // a file is taken for UTF-8, whatever encoding is named
  const text = content?.bytes
    ? Buffer.from(content.bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, '')
    : (content?.text ?? '')
  if (version === 9) {
    const own = md5OfText(serialized(type, fields, NOT_HASHED))
    return md5OfText(`9:${own}:9:${md5(withoutSpace(text))}`)
  }
  // version 8 knows procedureText by its older name
  const { procedureText, ...others } = fields
  const own = md5OfText(serialized(type, { ...others, procedureBody: procedureText }))
  if (!content?.bytes) return own
  return md5OfText(`8:${own}:8:${md5OfBytes(`;:false:false:${collapsed(bytesOf(change))}`)}`)
}

/** Of the file's rows: line ends, empty lines and comments do not count. */
function rowsDigest(change: Change, version: ChecksumVersion): string {
  const { fields } = change
  const comment = typeof fields['commentLineStartsWith'] === 'string' ? fields['commentLineStartsWith'] : '#'
  const lines = bytesOf(change)
    .replaceAll('\r', '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(comment))
  const table = typeof fields['tableName'] === 'string' ? fields['tableName'] : ''
  return md5OfText(`${table}:${version}:${md5OfBytes(lines.join('\n'))}`)
}
