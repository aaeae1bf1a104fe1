// One change of YAML, JSON or XML: its fields by the change type's own list, and the text that it is about.

import { nearest } from '../../../config/nearest.ts'
import type { Change, Content, Fields, FieldValue, Invalid } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import { changeTypeNames, changeTypeOf } from '../../sql/change-types/all.ts'
import type { ChangeType } from '../../sql/change-types/change-type.ts'
import { trimmed } from '../../trimmed.ts'
import { resolvedPath } from '../files.ts'
import { report, type ChangelogFile, type Reading } from '../reading.ts'
import { MissingFileError, resourceText } from '../resource.ts'
import { remarkDbms } from '../value-remarks.ts'
import { columnFields, loadColumnFields, parameterFields, scalar, truthValues } from './column-fields.ts'
import { entriesOf, itemsOf, type Node } from './node.ts'

/** Fields of every change type that nothing here reads, for what other databases make of them. */
const READ_ELSEWHERE = new Set(['relativeToChangelogFile', 'catalogName', 'encoding', 'dbms'])

/** @param raw the same node with its properties not filled in */
export function readChange(reading: Reading, file: ChangelogFile, node: Node, raw: Node): Change {
  const type = changeTypeOf(node.name)
  if (!type) {
    const meant = nearest(node.name, changeTypeNames)
    throw new ChangelogError(
      `Unknown change type '${node.name}'. ${meant ? `Did you mean ${meant}?` : 'Check for spelling or capitalization errors and missing extensions.'}`,
      node,
    )
  }
  const fields = fieldsOf(reading, type, node)
  remarkTruth(reading, type, node)
  const dbms = fields['dbms']
  if (typeof dbms === 'string') remarkDbms(reading, node, dbms)
  const found = contentOrMissing(() => contentOf(reading, file, type, node, raw, fields))
  const { content } = found
  const place = { file: node.file, line: node.line }
  const missing = type.required.filter(
    (name) => fields[name] === undefined && !(name === type.bare && content !== null),
  )
  const invalid: Invalid[] = [
    ...missing.map((name) => ({ ...place, message: `${name} is required for ${type.name} on postgresql.` })),
    ...lackingColumns(type, node),
  ]
  const change: Change = { ...place, type: type.name, fields, ...found, ...(invalid.length > 0 ? { invalid } : {}) }
  return type.fields['columns'] === undefined ? change : { ...change, fileBeside: filesBeside(reading, file) }
}

/** A file may be left out where its changeset never runs: data for tests, scripts for another database. */
function contentOrMissing(read: () => Content | null): { content: Content | null; missing?: string } {
  try {
    return { content: read() }
  } catch (error) {
    if (error instanceof MissingFileError) return { content: null, missing: error.reason }
    throw error
  }
}

/** Read when the change runs: what ran long ago may name files that are gone. */
const filesBeside =
  (reading: Reading, file: ChangelogFile) =>
  (path: string): Uint8Array | null =>
    reading.files.read(resolvedPath(path, file.path, true))

const lackingColumns = ({ name, columnsNeed }: ChangeType, node: Node): Invalid[] =>
  itemsOf(node, 'columns', 'column').flatMap((column) =>
    (columnsNeed ?? [])
      .filter((needed) => entriesOf(column).every((entry) => entry.name !== needed || entry.value === null))
      .map((needed) => ({
        file: column.file,
        line: column.line,
        message: `column '${needed}' is required for all columns of ${name}.`,
      })),
  )

function fieldsOf(reading: Reading, type: ChangeType, node: Node): Fields {
  const fields: Record<string, FieldValue> = {}
  const lists = ['columns', 'column', 'whereParams', 'param', 'args', 'arg']
  for (const child of entriesOf(node)) {
    const name = type.aliases?.[child.name] ?? child.name
    const fieldType = type.fields[name]
    if (lists.includes(name)) continue
    if (fieldType === undefined) {
      if (!READ_ELSEWHERE.has(name)) remarkUnknown(reading, type, child)
      else if (child.value !== null) fields[name] = child.value
      continue
    }
    if (child.value === null) continue
    if (fieldType !== 'columns' && fieldType !== 'loadColumns' && fieldType !== 'params')
      Object.assign(fields, scalar(name, fieldType, child))
  }
  if (type.bare !== undefined && node.value !== null && fields[type.bare] === undefined) fields[type.bare] = node.value
  const columns = itemsOf(node, 'columns', 'column')
  if (type.fields['columns'] === 'columns' && columns.length > 0) fields['columns'] = columns.map(columnFields)
  if (type.fields['columns'] === 'loadColumns') fields['columns'] = columns.map(loadColumnFields)
  if (type.fields['whereParams'] !== undefined)
    fields['whereParams'] = itemsOf(node, 'whereParams', 'param').map(parameterFields)
  remarkConflicts(reading, type, node, fields)
  return type.normalized?.(fields) ?? fields
}

/** `1` and `yes` mean false, in Liquibase too. */
function remarkTruth(reading: Reading, type: ChangeType, node: Node): void {
  const isTruth = ({ name }: Node): boolean => type.fields[type.aliases?.[name] ?? name] === 'boolean'
  const said = [
    ...entriesOf(node).filter(isTruth),
    ...itemsOf(node, 'columns', 'column').flatMap((column) => truthValues(column)),
  ]
  for (const child of said) {
    if (child.value === null || /^\s*(?:true|false)\s*$/i.test(child.value)) continue
    const message = `${child.name}: ${child.value} means false: only true and false are understood. Write false where that is meant, which keeps the checksum.`
    report(reading, 'warning', 'bad-value', child, message)
  }
}

/** Both as they were written, before one undoes the other. */
function remarkConflicts(reading: Reading, type: ChangeType, node: Node, fields: Fields): void {
  for (const [a, b] of type.conflicting ?? []) {
    if (fields[a] === undefined || fields[b] === undefined) continue
    const message = `${type.name} says ${a} and ${b}, of which neither counts, as in Liquibase. Write one of them.`
    report(reading, 'error', 'bad-value', node, message)
  }
}

function remarkUnknown(reading: Reading, type: ChangeType, child: Node): void {
  const meant = nearest(child.name, Object.keys(type.fields))
  const hint = meant ? ` Did you mean ${meant}?` : ''
  report(
    reading,
    meant ? 'error' : 'warning',
    'unknown-field',
    child,
    `${type.name} has no ${child.name}, so it is not read.${hint}`,
  )
}

function contentOf(
  reading: Reading,
  file: ChangelogFile,
  type: ChangeType,
  node: Node,
  raw: Node,
  fields: Fields,
): Content | null {
  const path = type.fileField === undefined ? undefined : fields[type.fileField]
  if (typeof path === 'string' && path !== '') {
    const relative = String(fields['relativeToChangelogFile'] ?? 'false').toLowerCase() === 'true'
    const encoding = typeof fields['encoding'] === 'string' ? fields['encoding'] : null
    return resourceText(reading, file, resolvedPath(path, file.path, relative), node, encoding)
  }
  const text = type.bare === undefined ? undefined : fields[type.bare]
  if (typeof text !== 'string' || type.bare === undefined) return null
  const at = entriesOf(node).find(({ name }) => (type.aliases?.[name] ?? name) === type.bare) ?? node
  const unfilled =
    entriesOf(raw).find(({ name }) => (type.aliases?.[name] ?? name) === type.bare)?.value ?? raw.value ?? text
  return { file: null, bytes: null, lines: [firstLine(at, text)], text: trimmed(text), raw: trimmed(unfilled) }
}

/** Where a text begins, after the line breaks before it. */
export const firstLine = (node: Node, text: string): number =>
  node.valueLine + (/^\s*/.exec(text)?.[0].split('\n').length ?? 1) - 1

/** A text in a list of changes: neither SQL nor a change. */
export function refuseBare(node: Node, what: string): void {
  const bare = node.children.find(({ name, value }) => name === '' && value !== null)
  if (!bare) return
  const meant = changeTypeNames.includes(bare.value ?? '') ? `${bare.value}: {…}` : `sql: ${bare.value}`
  throw new ChangelogError(`an entry of ${what} is a change with its fields: \`${meant}\`.`, bare)
}
