// addColumn: one ALTER TABLE for each column, its constraints, the values of the rows that are there.

import type { Fields } from '../../changelog.ts'
import { givenText, isSet, listOf, TABLE, textOf, type ChangeType } from './change-type.ts'
import {
  columnSql,
  commentOnColumn,
  constraintsOf,
  isPrimaryKey,
  notNullSql,
  referenceOf,
} from '../column-definition.ts'
import { setNotNull } from './add-not-null-constraint.ts'
import type { Names } from '../names.ts'
import { defaultSql, valueSql } from '../values.ts'

export const addColumn: ChangeType = {
  name: 'addColumn',
  fields: { ...TABLE, columns: 'columns' },
  required: ['tableName'],
  columnsNeed: ['name', 'type'],
  steps: ({ fields, names }) => {
    const columns = listOf(fields, 'columns')
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const name = (column: Fields): string => names.plain(givenText(column, 'name'))
    const filled = columns.flatMap((column) => {
      const value = valueSql(column, names)
      return value === null ? [] : [{ column, value }]
    })
    return [
      ...columns.flatMap((column) => [added(table, column, names), ...constraints(table, column, names)]),
      ...filled.map(({ column, value }) => `UPDATE ${table} SET ${name(column)} = ${value}`),
      ...filled
        .filter(({ column }) => notNullSql(column, names) !== '')
        .map(({ column }) => setNotNull(table, name(column))),
      ...columns.flatMap((column) => {
        const remarks = textOf(column, 'remarks')
        return remarks === null ? [] : [commentOnColumn(table, name(column), remarks)]
      }),
    ]
  },
  rollback: ({ fields, names }) => {
    const columns = listOf(fields, 'columns')
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const name = (column: Fields): string => names.plain(givenText(column, 'name'))
    return [
      ...columns
        .filter((column) => defaultSql(column, names) !== null)
        .map((column) => `ALTER TABLE ${table} ALTER COLUMN ${name(column)} DROP DEFAULT`),
      ...columns.map((column) => `ALTER TABLE ${table} DROP COLUMN ${name(column)}`),
    ]
  },
}

/** A column that is filled in first becomes NOT NULL after that. */
function added(table: string, column: Fields, names: Names): string {
  const notNull = valueSql(column, names) === null ? notNullSql(column, names) : ''
  return `ALTER TABLE ${table} ADD ${columnSql(column, names)}${notNull}${isPrimaryKey(column) ? ' PRIMARY KEY' : ''}`
}

function constraints(table: string, column: Fields, names: Names): string[] {
  const own = names.plain(givenText(column, 'name'))
  const reference = referenceOf(column)
  const unique = textOf(constraintsOf(column), 'uniqueConstraintName')
  const references = reference
    ? [
        [
          `ALTER TABLE ${table} ADD`,
          ...(reference.name === '' ? [] : [`CONSTRAINT ${names.plain(reference.name)}`]),
          `FOREIGN KEY (${own}) REFERENCES ${names.qualified(reference.schema, reference.table)} (${reference.columns.map(names.plain).join(', ')})`,
          ...(reference.deleteCascade ? ['ON DELETE CASCADE'] : []),
          ...(reference.deferrable ? ['DEFERRABLE'] : []),
          ...(reference.initiallyDeferred ? ['INITIALLY DEFERRED'] : []),
        ].join(' '),
      ]
    : []
  const uniques = isSet(constraintsOf(column), 'unique')
    ? [`ALTER TABLE ${table} ADD ${unique === null ? '' : `CONSTRAINT ${names.plain(unique)} `}UNIQUE (${own})`]
    : []
  return [...uniques, ...references]
}
