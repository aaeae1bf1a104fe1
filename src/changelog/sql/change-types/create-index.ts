// createIndex.

import type { Fields } from '../../changelog.ts'
import { givenText, isSet, listOf, TABLE, textOf, type ChangeType } from './change-type.ts'
import { ChangelogError } from '../../errors.ts'
import type { Names } from '../names.ts'

const OF_TABLES = [
  'autoIncrement',
  'constraints',
  'defaultValue',
  'encoding',
  'incrementBy',
  'remarks',
  'startWith',
  'type',
  'value',
]

export const createIndex: ChangeType = {
  name: 'createIndex',
  fields: {
    ...TABLE,
    indexName: 'text',
    columns: 'columns',
    unique: 'boolean',
    clustered: 'boolean',
    tablespace: 'text',
    associatedWith: 'text',
    using: 'text',
  },
  required: ['tableName'],
  columnsNeed: ['name'],
  unhashed: ['associatedWith', 'using'],
  // what only a column of a table has does not count
  normalized: (fields) => ({
    ...fields,
    columns: listOf(fields, 'columns').map((column) =>
      Object.fromEntries(Object.entries(column).filter(([name]) => !OF_TABLES.includes(name))),
    ),
  }),
  steps: ({ fields, names }) => {
    // PostgreSQL makes the indexes of keys itself, and Liquibase none for foreign keys
    if (/primaryKey|foreignKey|uniqueConstraint/.test(textOf(fields, 'associatedWith') ?? '')) return []
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const name = textOf(fields, 'indexName')
    const tablespace = textOf(fields, 'tablespace')
    const using = textOf(fields, 'using')
    const columns = listOf(fields, 'columns')
    const key = columns.filter((column) => !isSet(column, 'included')).map((column) => indexed(column, names))
    const included = columns.filter((column) => isSet(column, 'included')).map((column) => indexed(column, names))
    const create = [
      `CREATE ${isSet(fields, 'unique') ? 'UNIQUE ' : ''}INDEX`,
      ...(name === null ? [] : [names.plain(name)]),
      `ON ${table}${using === null ? '' : ` USING ${using} `}(${key.join(', ')})`,
      ...(included.length === 0 ? [] : [`INCLUDE (${included.join(', ')})`]),
      ...(tablespace === null ? [] : [`TABLESPACE ${tablespace}`]),
    ].join(' ')
    return [
      create,
      ...(isSet(fields, 'clustered') && name !== null ? [`CLUSTER ${table} USING ${names.plain(name)}`] : []),
    ]
  },
  rollback: ({ change, fields, names }) => {
    const name = textOf(fields, 'indexName')
    if (name === null)
      throw new ChangelogError(
        'an index without a name cannot be dropped: give it indexName, or write a rollback.',
        change,
      )
    return [`DROP INDEX ${names.qualified(textOf(fields, 'schemaName'), name)}`]
  },
}

/** A column, or what is no name: an expression, `b DESC`. */
function indexed(column: Fields, names: Names): string {
  const name = givenText(column, 'name')
  const isExpression = isSet(column, 'computed') || /[()]|\s(?:asc|desc|nulls\s)/i.test(name)
  return `${isExpression ? name : names.plain(name)}${isSet(column, 'descending') ? ' DESC' : ''}`
}
