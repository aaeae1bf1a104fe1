// A changelog in formatted SQL: its changesets, with their attributes, SQL and rollback. Knows the format; knows no database.

import { RevisionError } from '../errors.ts'
import type { ForeignFile } from './linear.ts'
import { DOLLAR_BRACES, filledIn } from './placeholders.ts'
import type { ForeignScript } from './tool.ts'

export interface FormattedChangeset {
  readonly id: string
  readonly author: string
  /** Of its file, relative to the folder. */
  readonly path: string
  readonly logicalPath: string | null
  readonly comment: string | null
  readonly dbms: string | null
  readonly runsAgain: boolean
  readonly conditional: boolean
  readonly up: ForeignScript
  readonly down: ForeignScript | null
}

const CHANGESET = /^[ \t]*--[ \t]*changeset[ \t]+(?:"([^"]*)"|([^:\s]+)):(?:"([^"]*)"|([^\s:]+))(.*)$/i
const ROLLBACK = /^[ \t]*--[ \t]*rollback(?:[ \t]+(.*))?$/i
const PROPERTY = /^[ \t]*--[ \t]*property[ \t]+(.*)$/i
const ATTRIBUTE = /([A-Za-z]+):(?:"([^"]*)"|(\S+))/g
const INSTRUCTION =
  /^[ \t]*--[ \t]*(?:liquibase formatted|changeset|rollback|preconditions?\b|precondition-|comment:|property|validCheckSum|ignoreLines|ignore:)/i

interface Pending {
  readonly id: string
  readonly author: string
  readonly attributes: ReadonlyMap<string, string>
  readonly line: number
  readonly lines: string[]
}

export function changesetsOf(
  file: ForeignFile,
  path: string,
  replacements: ReadonlyMap<string, string>,
): readonly FormattedChangeset[] {
  const lines = file.text.split('\n')
  const filled = new Map(replacements)
  for (const line of lines) {
    const attributes = attributesOf(PROPERTY.exec(line)?.[1] ?? '')
    const [name, value] = [attributes.get('name'), attributes.get('value')]
    if (name !== undefined && value !== undefined && !filled.has(`\${${name}}`)) filled.set(`\${${name}}`, value)
  }
  const logical =
    attributesOf(lines.find((line) => /liquibase\s+formatted\s+sql/i.test(line)) ?? '').get('logicalfilepath') ?? null
  const pending: Pending[] = []
  filledIn(file, DOLLAR_BRACES, filled)
    .split('\n')
    .forEach((line, i) => {
      const [, author1, author2, id1, id2, rest = ''] = CHANGESET.exec(line) ?? []
      const [author, id] = [author1 ?? author2, id1 ?? id2]
      if (author !== undefined && id !== undefined)
        pending.push({ id, author, attributes: attributesOf(rest), line: i + 2, lines: [] })
      else if (/^[ \t]*--[ \t]*changeset\b/i.test(line))
        throw new RevisionError('a changeset is "--changeset author:id".', { file: file.shown, line: i + 1 })
      else pending.at(-1)?.lines.push(line)
    })
  return pending.map((one) => changeset(one, file, path, logical))
}

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, key = '', quoted, plain]) => [key.toLowerCase(), quoted ?? plain ?? '']),
  )

function changeset(pending: Pending, file: ForeignFile, path: string, logical: string | null): FormattedChangeset {
  const { id, author, attributes, line } = pending
  const { sql, rollback, comment, conditional } = sections(pending.lines)
  const runs = attributes.get('runintransaction') === 'false' ? 'none' : 'transaction'
  const isTrue = (key: string): boolean => attributes.get(key) === 'true'
  return {
    id,
    author,
    path,
    logicalPath: attributes.get('logicalfilepath') ?? logical,
    comment,
    dbms: attributes.get('dbms') ?? null,
    runsAgain: isTrue('runonchange') || isTrue('runalways'),
    conditional: conditional || attributes.has('context') || attributes.has('contextfilter'),
    up: { file: file.shown, line, sql: delimited(sql, attributes.get('enddelimiter')), runs },
    down:
      rollback === null
        ? null
        : { file: file.shown, line, sql: delimited(rollback, attributes.get('rollbackenddelimiter')), runs },
  }
}

interface Sections {
  readonly sql: string
  readonly rollback: string | null
  readonly comment: string | null
  readonly conditional: boolean
}

function sections(lines: readonly string[]): Sections {
  const text = lines.join('\n')
  const block = /\/\*[ \t]*liquibase[ \t]+rollback\b([\s\S]*?)\*\//i.exec(text)
  const rest = block ? text.replace(block[0], block[0].replaceAll(/[^\n]/g, '')) : text
  const rollbacks = rest.split('\n').flatMap((line) => {
    const match = ROLLBACK.exec(line)
    return match ? [match[1] ?? ''] : []
  })
  const said = [...(block?.[1] === undefined ? [] : [block[1]]), ...rollbacks].join('\n').trim()
  // `empty` and `not required` say that nothing need be done.
  const rollback = /^(?:empty|not required)$/i.test(said) ? '' : said
  return {
    // The lines stay, so that they can be counted.
    sql: rest
      .split('\n')
      .map((line) => (INSTRUCTION.test(line) ? '' : line))
      .join('\n'),
    rollback: block || rollbacks.length > 0 ? rollback : null,
    comment: /^[ \t]*--[ \t]*comment:?[ \t]+(.+)$/im.exec(rest)?.[1]?.trim() ?? null,
    conditional: /^[ \t]*--[ \t]*preconditions?\b/im.test(rest),
  }
}

/** A delimiter of the changeset's own, at the end of a line, becomes the semicolon that it stands for. */
function delimited(sql: string, delimiter: string | undefined): string {
  if (delimiter === undefined || delimiter === ';') return sql
  const literal = delimiter
    .replaceAll('\\n', '\n')
    .trim()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pieces = sql.split(new RegExp(`${literal}[ \\t]*(?:\\n|$)`))
  return pieces
    .map((piece) => (piece.trim() === '' || piece.trimEnd().endsWith(';') ? piece : `${piece.trimEnd()};\n`))
    .join('\n')
}
