// A changeset of formatted SQL, once all its lines are there: its SQL, its rollback, and what is strange about them.

import type { Place } from '../../../source/source-error.ts'
import type { Change, Changeset, Compatibility, Content, Fields } from '../../changelog.ts'
import { identity } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import { trimmed } from '../../trimmed.ts'
import { logicalPath, resolvedPath } from '../files.ts'
import { expand } from '../properties.ts'
import { report, type ChangelogFile, type ChangesetReference, type Draft, type Reading } from '../reading.ts'
import { resourceText } from '../resource.ts'
import { remarkSql } from '../sql-remarks.ts'
import { remarkDirectives, remarkRollbackBlock } from './body-remarks.ts'
import type { ChangesetAttributes } from './changeset-line.ts'
import { attributeOf } from './directives.ts'
import type { Line, OpenChangeset } from './state.ts'

interface Context {
  readonly reading: Reading
  readonly file: ChangelogFile
  readonly previous: Change | null
}

export function finishChangeset(context: Context, open: OpenChangeset, isLast: boolean): Draft {
  const { reading, file } = context
  const { attributes } = open
  const fill = (text: string, line = open.line): string =>
    expand(reading.properties, { file: file.display, line, path: file.path }, text, reading.problems)
  const own = logicalPath(attributes.logicalFilePath)
  const path = own ?? file.inherited.logicalFilePath ?? file.path
  const place = { file: file.display, line: open.line }
  const named = { ...place, id: open.id, author: open.author, path }
  if (named.id === '') throw new ChangelogError('The change set ID cannot be empty.', place)
  const rollback = rollbackOf(context, open, fill)
  const optional = (text: string | null): string[] => (text === null || text === '' ? [] : [text])
  const changeset: Changeset = {
    ...named,
    inheritedPath: own === null ? file.inherited.inheritedPath : null,
    comments: open.comments ?? '',
    contexts: [...file.inherited.contexts, ...optional(attributes.contexts)],
    labels: [...file.inherited.labels, ...optional(attributes.labels)],
    dbms: optional(attributes.dbms),
    ignore: attributes.ignore || file.inherited.ignore,
    runOnChange: attributes.runOnChange,
    runAlways: attributes.runAlways,
    runInTransaction: attributes.runInTransaction,
    failOnError: attributes.failOnError,
    onValidationFail: 'HALT',
    runOrder: null,
    runWith: attributes.runWith ?? file.inherited.runWith,
    quoting: 'LEGACY',
    validChecksums: open.validChecksums,
    preconditions: open.preconditions,
    changes: changesOf(context, open, identity(named), isLast),
    rollback: rollback.changes,
    modifySql: [],
    tag: open.tag?.tag ?? null,
  }
  remarkDirectives(reading, open)
  return { changeset, rollbackOf: rollback.reference }
}

function changesOf(context: Context, open: OpenChangeset, name: string, isLast: boolean): Change[] {
  const { reading, file, previous } = context
  const place = { file: file.display, line: open.line }
  const content = contentOf(reading, file, open.body)
  const tag: Change[] = open.tag
    ? [{ file: open.tag.file, line: open.tag.line, type: 'tagDatabase', fields: { tag: open.tag.tag }, content: null }]
    : []
  if (content.raw === '') {
    if (tag.length > 0) return tag
    if (!isLast) throw new ChangelogError(`No SQL for changeset ${name}. Write its SQL, or delete it.`, place)
    // a line of white space is SQL to Liquibase, and no line at all leaves it with what it had
    const repeated = open.body.length === 0 ? previous : null
    const message = repeated
      ? 'this last changeset has no SQL, so Liquibase runs that of the changeset before it once more. Write its SQL, or delete it.'
      : 'this changeset has no SQL. Write its SQL, or delete it.'
    report(reading, 'error', 'empty-changeset', place, message)
    if (repeated) return [{ ...repeated, fields: sqlFields(open.attributes, '', reading.compatibility) }]
  }
  const fields = sqlFields(open.attributes, isLast ? content.raw : '', reading.compatibility)
  const change: Change = { file: file.display, line: content.lines[0] ?? open.line, type: 'sql', fields, content }
  remarkSql(reading, change)
  return [change, ...tag]
}

/** @param last the text of the last changeset of a file: one that ends in a slash on a line of its own has it for its delimiter */
function sqlFields(
  { splitStatements, stripComments, endDelimiter, hashed }: ChangesetAttributes,
  last: string,
  compatibility: Compatibility,
): Fields {
  const slash = last.endsWith('\n/') ? '\n/$' : undefined
  const taken = {
    splitStatements: hashed.splitStatements,
    stripComments,
    endDelimiter: hashed.endDelimiter ?? slash,
  }
  if (compatibility === 'liquibase') return taken
  const isSame = hashed.splitStatements === splitStatements && hashed.endDelimiter === endDelimiter
  if (isSame) return taken
  return {
    splitStatements,
    stripComments,
    endDelimiter: endDelimiter ?? slash,
    hashedSplitStatements: taken.splitStatements,
    hashedEndDelimiter: taken.endDelimiter ?? 'null',
  }
}

/** Without the white space around it; properties filled in. */
function contentOf(reading: Reading, file: ChangelogFile, body: readonly Line[]): Content {
  const first = body.findIndex(({ text }) => !isBlank(text))
  const last = body.findLastIndex(({ text }) => !isBlank(text))
  const lines = first < 0 ? [] : body.slice(first, last + 1)
  const raw = trimmed(lines.map(({ text }) => text).join('\n'))
  const place = { file: file.display, line: lines[0]?.line ?? 1, path: file.path }
  const text = trimmed(expand(reading.properties, place, raw, reading.problems))
  return { file: null, bytes: null, lines: lines.map(({ line }) => line), raw, text }
}

const isBlank = (text: string): boolean => trimmed(text) === ''

interface RollbackRead {
  readonly changes: readonly Change[] | null
  readonly reference: ChangesetReference | null
}

function rollbackOf(
  context: Context,
  open: OpenChangeset,
  fill: (text: string, line?: number) => string,
): RollbackRead {
  const { reading, file } = context
  const files = open.rollbackFiles.map((named) => rollbackFile(reading, file, named))
  const joined = joinedRollback(reading, open)
  const text = trimmed(joined)
  if (text === '') return { changes: files.length > 0 ? files : null, reference: null }
  if (/^(?:not required|empty).*$/i.test(text)) return { changes: files, reference: null }
  const place = { file: file.display, line: open.rollback[0]?.line ?? open.line }
  if (/changesetid/i.test(text)) return { changes: files, reference: referenceOf(fill(text), place) }
  const { rollbackSplitStatements, rollbackEndDelimiter } = open.attributes
  const change: Change = {
    ...place,
    type: 'sql',
    fields: {
      splitStatements: rollbackSplitStatements,
      stripComments: false,
      endDelimiter: rollbackEndDelimiter ?? undefined,
    },
    content: {
      file: null,
      bytes: null,
      lines: open.rollback.map(({ line }) => line),
      raw: text,
      text: fill(text, place.line),
    },
  }
  return { changes: [change, ...files], reference: null }
}

/** Liquibase puts nothing between the lines of a block. */
function joinedRollback(reading: Reading, { rollback }: OpenChangeset): string {
  remarkRollbackBlock(reading, rollback)
  const glue = reading.compatibility === 'liquibase' ? '' : '\n'
  return rollback.map(({ text, block }) => `${text}${block ? glue : '\n'}`).join('')
}

function referenceOf(text: string, place: Place): ChangesetReference {
  const line = text.replaceAll(/\s+/g, ' ')
  const value = (name: string): string | null => attributeOf(line, name, '"[^"]*"|\\S+')
  const id = value('changesetId')
  const author = value('changesetAuthor')
  if (id === null) throw new ChangelogError("'changesetId' not set in rollback block. Write changesetId:<id>.", place)
  if (author === null)
    throw new ChangelogError("'changesetAuthor' not set in rollback block. Write changesetAuthor:<author>.", place)
  return { ...place, id, author, path: value('changesetPath') }
}

function rollbackFile(reading: Reading, file: ChangelogFile, { text, ...place }: Place & { text: string }): Change {
  const path = attributeOf(` ${text}`, '\\spath', '"[^"]*"|\\S+') ?? ''
  const relative = attributeOf(text, 'relativeToChangelogFile')?.toLowerCase() === 'true'
  const content = resourceText(reading, file, resolvedPath(path, file.path, relative), place, null)
  const fields: Fields = { path, splitStatements: true, stripComments: false }
  return { file: place.file, line: place.line, type: 'sqlFile', fields, content }
}
