// Every precondition: its name, its attributes, and how they become a test. One table for formatted SQL, YAML, XML and JSON.
// Knows no syntax, and no database beyond that it is PostgreSQL.

import type { Place } from '../../source/source-error.ts'
import type { OnFail, Precondition, PreconditionTest } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'

/** The value of an attribute, null where it is not written. */
export type Attribute = (name: string) => string | null

export interface PreconditionScope {
  readonly place: Place
  /** Whether a property is defined, with the value if one is asked for. */
  readonly definesProperty: (name: string, value: string | null) => boolean
  readonly quoting: string
}

type Test = Exclude<PreconditionTest, { type: 'and' | 'or' | 'not' }>

interface Reader {
  readonly attributes: readonly string[]
  readonly required: readonly string[]
  /** What is required must be there, and may be an empty text. */
  readonly mayBeEmpty?: boolean
  readonly read: (value: Attribute, scope: PreconditionScope) => Test
}

const listOf = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** What `required` promises is there. */
const given = (value: Attribute, name: string): string => value(name) ?? ''

const RELATION = ['catalogName', 'schemaName', 'tableName']

const READERS = {
  dbms: {
    attributes: ['type'],
    required: ['type'],
    read: (value) => ({ type: 'dbms', names: given(value, 'type') }),
  },
  runningAs: {
    attributes: ['username'],
    required: ['username'],
    read: (value) => ({ type: 'runningAs', username: given(value, 'username') }),
  },
  changeSetExecuted: {
    attributes: ['id', 'author', 'changeLogFile'],
    required: ['id', 'author'],
    read: (value) => ({
      type: 'changeSetExecuted',
      id: given(value, 'id'),
      author: given(value, 'author'),
      changeLogFile: value('changeLogFile'),
    }),
  },
  tableExists: {
    attributes: RELATION,
    required: ['tableName'],
    read: (value) => ({ type: 'tableExists', schema: value('schemaName'), table: given(value, 'tableName') }),
  },
  viewExists: {
    attributes: ['catalogName', 'schemaName', 'viewName'],
    required: ['viewName'],
    read: (value) => ({ type: 'viewExists', schema: value('schemaName'), view: given(value, 'viewName') }),
  },
  sequenceExists: {
    attributes: ['catalogName', 'schemaName', 'sequenceName'],
    required: ['sequenceName'],
    read: (value) => ({
      type: 'sequenceExists',
      schema: value('schemaName'),
      sequence: given(value, 'sequenceName'),
    }),
  },
  columnExists: {
    attributes: [...RELATION, 'columnName'],
    required: ['tableName', 'columnName'],
    read: (value) => ({
      type: 'columnExists',
      schema: value('schemaName'),
      table: given(value, 'tableName'),
      column: given(value, 'columnName'),
    }),
  },
  indexExists: {
    attributes: [...RELATION, 'indexName', 'columnNames'],
    required: [],
    read: (value) => ({
      type: 'indexExists',
      schema: value('schemaName'),
      table: value('tableName'),
      index: value('indexName'),
      columns: listOf(value('columnNames')),
    }),
  },
  primaryKeyExists: {
    attributes: [...RELATION, 'primaryKeyName'],
    required: [],
    read: (value) => ({
      type: 'primaryKeyExists',
      schema: value('schemaName'),
      table: value('tableName'),
      name: value('primaryKeyName'),
    }),
  },
  foreignKeyConstraintExists: {
    attributes: ['catalogName', 'schemaName', 'foreignKeyTableName', 'foreignKeyName'],
    required: [],
    read: (value) => ({
      type: 'foreignKeyConstraintExists',
      schema: value('schemaName'),
      table: value('foreignKeyTableName'),
      name: value('foreignKeyName'),
    }),
  },
  uniqueConstraintExists: {
    attributes: [...RELATION, 'constraintName', 'columnNames'],
    required: ['tableName'],
    read: (value) => ({
      type: 'uniqueConstraintExists',
      schema: value('schemaName'),
      table: given(value, 'tableName'),
      name: value('constraintName'),
      columns: listOf(value('columnNames')),
    }),
  },
  tableIsEmpty: {
    attributes: RELATION,
    required: ['tableName'],
    read: (value) => ({ type: 'tableIsEmpty', schema: value('schemaName'), table: given(value, 'tableName') }),
  },
  rowCount: {
    attributes: [...RELATION, 'expectedRows'],
    required: ['tableName', 'expectedRows'],
    read: (value, { place }) => ({
      type: 'rowCount',
      schema: value('schemaName'),
      table: given(value, 'tableName'),
      expectedRows: wholeNumber(given(value, 'expectedRows'), place),
    }),
  },
  sqlCheck: {
    attributes: ['expectedResult', 'sql'],
    required: ['expectedResult', 'sql'],
    mayBeEmpty: true,
    read: (value) => ({
      type: 'sqlCheck',
      expectedResult: given(value, 'expectedResult'),
      sql: given(value, 'sql').trim().replace(/;$/, ''),
    }),
  },
  changeLogPropertyDefined: {
    attributes: ['property', 'value'],
    required: ['property'],
    read: (value, { definesProperty }) => ({
      type: 'changeLogPropertyDefined',
      property: given(value, 'property'),
      holds: definesProperty(given(value, 'property'), value('value')),
    }),
  },
  expectedQuotingStrategy: {
    attributes: ['strategy'],
    required: ['strategy'],
    read: (value, { quoting }) => ({
      type: 'expectedQuotingStrategy',
      strategy: given(value, 'strategy'),
      holds: given(value, 'strategy') === quoting,
    }),
  },
} satisfies { [Type in Test['type']]: Reader }

type ReadableType = keyof typeof READERS

const isReadable = (type: string): type is ReadableType => Object.hasOwn(READERS, type)

export const preconditionTypes: readonly string[] = Object.keys(READERS)

export const preconditionAttributes = (type: string): readonly string[] =>
  isReadable(type) ? READERS[type].attributes : []

/** null: no precondition is called that. */
export function preconditionOf(type: string, value: Attribute, scope: PreconditionScope): Precondition | null {
  if (!isReadable(type)) return null
  const reader: Reader = READERS[type]
  for (const name of reader.required)
    if (reader.mayBeEmpty ? value(name) === null : (value(name) ?? '') === '')
      throw new ChangelogError(`the precondition ${type} needs ${name}.`, scope.place)
  return { ...scope.place, ...reader.read(value, scope) }
}

function wholeNumber(text: string, place: Place): number {
  if (/^\d+$/.test(text.trim())) return Number(text)
  throw new ChangelogError(`expectedRows must be a whole number, not ${text}.`, place)
}

const ON_FAIL: readonly OnFail[] = ['HALT', 'CONTINUE', 'MARK_RAN', 'WARN']
const ON_SQL_OUTPUT = ['IGNORE', 'TEST', 'FAIL'] as const

export const onFailOf = (name: string, text: string | null, place: Place): OnFail =>
  oneOf(name, text, ON_FAIL, 'HALT', place)

export const onSqlOutputOf = (name: string, text: string | null, place: Place): (typeof ON_SQL_OUTPUT)[number] =>
  oneOf(name, text, ON_SQL_OUTPUT, 'IGNORE', place)

function oneOf<Value extends string>(
  name: string,
  text: string | null,
  values: readonly Value[],
  otherwise: Value,
  place: Place,
): Value {
  if (text === null) return otherwise
  const found = values.find((value) => value === text.toUpperCase())
  if (found !== undefined) return found
  throw new ChangelogError(`${name} has no value '${text}'. Possible values: ${values.join(', ')}.`, place)
}
