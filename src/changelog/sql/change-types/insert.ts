// insert: one row; a column without a value is NULL.

import type { Fields } from '../../changelog.ts'
import { givenText, listOf, TABLE, textOf, type ChangeType } from './change-type.ts'
import type { Names } from '../names.ts'
import { valueSql } from '../values.ts'

export const insert: ChangeType = {
  name: 'insert',
  fields: { ...TABLE, columns: 'columns', dbms: 'text' },
  required: ['tableName'],
  columnsNeed: ['name'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const columns = listOf(fields, 'columns')
    return [`INSERT INTO ${table} (${columnList(columns, names)}) VALUES (${values(columns, names)})`]
  },
  rollback: null,
}

const columnList = (columns: readonly Fields[], names: Names): string =>
  columns.map((column) => names.plain(givenText(column, 'name'))).join(', ')

const values = (columns: readonly Fields[], names: Names): string =>
  columns.map((column) => valueSql(column, names) ?? 'NULL').join(', ')
