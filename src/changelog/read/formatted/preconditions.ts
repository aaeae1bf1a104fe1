// Preconditions as formatted SQL writes them: `--preconditions onFail:…`, and `--precondition-<type> …` for each, which all must
// hold. Beyond Liquibase: every type, `not-<type>`, groups `--precondition-or (table-exists table:a) (view-exists view:b)`.

import { nearest } from '../../../config/nearest.ts'
import type { Place } from '../../../source/source-error.ts'
import type { Precondition, Preconditions } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import {
  onFailOf,
  onSqlOutputOf,
  preconditionAttributes,
  preconditionOf,
  preconditionTypes,
  type PreconditionScope,
} from '../precondition-types.ts'
import { attributeOf } from './directives.ts'

const MESSAGE = '"[^"]*"|\'[^\']*\'|\\S+'

/** The line `--preconditions`, without the preconditions that follow it. */
export function preconditionsLine(text: string, place: Place): Omit<Preconditions, 'all'> {
  const value = (name: string, pattern = '\\w+'): string | null => attributeOf(` ${text}`, name, pattern)
  const onSqlOutput = value('onSqlOutput')
  const onUpdateSql = value('onUpdateSQL')
  if (onSqlOutput !== null && onUpdateSql !== null)
    throw new ChangelogError('onSqlOutput and onUpdateSQL are the same: write one of them.', place)
  return {
    ...place,
    onFail: onFailOf('onFail', value('onFail'), place),
    onError: onFailOf('onError', value('onError'), place),
    onSqlOutput: onSqlOutputOf('onSqlOutput', onSqlOutput ?? onUpdateSql, place),
    onFailMessage: plainMessage(value('onFailMessage', MESSAGE)),
    onErrorMessage: plainMessage(value('onErrorMessage', MESSAGE)),
  }
}

const plainMessage = (text: string | null): string | null => text?.replace(/^'(.*)'$/, '$1') ?? null

/** What an attribute is called in a line, where that is not its name: `table:x` for tableName. */
const SHORT: Readonly<Record<string, string>> = {
  tableName: 'table',
  schemaName: 'schema',
  viewName: 'view',
  columnName: 'column',
  sequenceName: 'sequence',
  indexName: 'index',
  columnNames: 'columns',
  foreignKeyTableName: 'table',
  foreignKeyName: 'name',
  primaryKeyName: 'name',
  constraintName: 'name',
}

/** `sql-check` and `table-exists` by their own names: `tableExists`. */
const KEBAB: ReadonlyMap<string, string> = new Map(
  preconditionTypes.map((type) => [type.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), type]),
)
const GROUPS = ['and', 'or', 'not']
const OWN_NAMES: ReadonlyMap<string, string> = new Map([['changeset-executed', 'changeSetExecuted']])

export function preconditionLine(name: string, text: string, scope: PreconditionScope): Precondition {
  const { place } = scope
  if (name === 'and' || name === 'or' || name === 'not') {
    const of = groups(text, place).map((group) => {
      const [, inner = '', rest = ''] = /^\s*(\S+)\s*(.*)$/s.exec(group) ?? []
      return preconditionLine(inner.toLowerCase(), rest, scope)
    })
    return { ...place, type: name, of }
  }
  if (name.startsWith('not-')) return { ...place, type: 'not', of: [preconditionLine(name.slice(4), text, scope)] }
  const type = OWN_NAMES.get(name) ?? KEBAB.get(name)
  if (type === undefined) throw unknownType(name, place)
  if (type === 'sqlCheck') return sqlCheck(text, place)
  const value = (attribute: string): string | null =>
    namedValue(text, attribute) ?? namedValue(text, SHORT[attribute] ?? attribute)
  remarkUnread(type, text, place)
  const read = preconditionOf(type, value, scope)
  if (read === null) throw unknownType(name, place)
  return read
}

function unknownType(name: string, place: Place): ChangelogError {
  const meant = nearest(name, [...KEBAB.keys(), ...GROUPS])
  const hint = meant ? ` Did you mean ${meant}?` : ''
  return new ChangelogError(`The '${name}' precondition type is not supported.${hint}`, place)
}

function namedValue(text: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}:("[^"]*"|'[^']*'|\\S+)`, 'i').exec(text)?.[1]
  return found === undefined ? null : found.replace(/^(["'])(.*)\1$/, '$2')
}

function remarkUnread(type: string, text: string, place: Place): void {
  const attributes = preconditionAttributes(type)
  const names = new Set(attributes.flatMap((name) => [name, SHORT[name] ?? name]).map((name) => name.toLowerCase()))
  for (const [, name = ''] of text.replaceAll(/"[^"]*"|'[^']*'/g, '""').matchAll(/(?:^|\s)(\w+):/g)) {
    if (names.has(name.toLowerCase())) continue
    const known = attributes.map((attribute) => SHORT[attribute] ?? attribute).join(', ')
    throw new ChangelogError(`the precondition ${type} has no attribute ${name}. It has ${known}.`, place)
  }
}

const SQL_CHECK = /^\s*(?:expectedResult:)?("[^"]*"|'[^']*'|\S+)\s+(\S.*)$/is

function sqlCheck(text: string, place: Place): Precondition {
  const [, expected, sql] = SQL_CHECK.exec(text) ?? []
  if (expected === undefined || sql === undefined)
    throw new ChangelogError(
      `a sql-check needs a result and SQL: --precondition-sql-check expectedResult:0 SELECT count(*) FROM t`,
      place,
    )
  return {
    ...place,
    type: 'sqlCheck',
    expectedResult: expected.replace(/^(["'])(.*)\1$/, '$2'),
    sql: sql.trim().replace(/;$/, ''),
  }
}

/** What stands in each pair of outer parentheses. */
function groups(text: string, place: Place): string[] {
  const found: string[] = []
  let depth = 0
  let start = 0
  let quote: string | null = null
  for (const [i, character] of [...text].entries()) {
    if (quote !== null) {
      if (character === quote) quote = null
    } else if (character === "'" || character === '"') quote = character
    else if (character === '(' && depth++ === 0) start = i + 1
    else if (character === ')' && --depth === 0) found.push([...text].slice(start, i).join(''))
  }
  if (depth !== 0 || found.length === 0)
    throw new ChangelogError('a group is written (table-exists table:a) (view-exists view:b).', place)
  return found
}
