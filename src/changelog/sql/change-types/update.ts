// update: of the rows that where names, all where it names none.

import { givenText, listOf, TABLE, textOf, type ChangeType } from './change-type.ts'
import { whereSql } from '../where.ts'
import { valueSql } from '../values.ts'

export const update: ChangeType = {
  name: 'update',
  fields: { ...TABLE, columns: 'columns', where: 'text', whereParams: 'params' },
  required: ['tableName'],
  columnsNeed: ['name'],
  unhashed: ['whereParams'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const set = listOf(fields, 'columns').map(
      (column) => `${names.plain(givenText(column, 'name'))} = ${valueSql(column, names) ?? 'NULL'}`,
    )
    return [`UPDATE ${table} SET ${set.join(', ')}${whereSql(fields, names)}`]
  },
  rollback: null,
}
