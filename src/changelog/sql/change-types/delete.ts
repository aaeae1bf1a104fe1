// delete: the rows that where names, all where it names none.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { whereSql } from '../where.ts'

export const deleteRows: ChangeType = {
  name: 'delete',
  fields: { ...TABLE, where: 'text', whereParams: 'params' },
  required: ['tableName'],
  unhashed: ['whereParams'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    return [`DELETE FROM ${table}${whereSql(fields, names)}`]
  },
  rollback: null,
}
