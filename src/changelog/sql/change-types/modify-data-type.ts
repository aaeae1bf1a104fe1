// modifyDataType: values are cast.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { dataTypeOf } from '../data-types.ts'

export const modifyDataType: ChangeType = {
  name: 'modifyDataType',
  fields: { ...TABLE, columnName: 'text', newDataType: 'text' },
  required: ['tableName', 'columnName', 'newDataType'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const column = names.plain(givenText(fields, 'columnName'))
    const { sql } = dataTypeOf(givenText(fields, 'newDataType'))
    return [`ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${sql} USING (${column}::${sql})`]
  },
  rollback: null,
}
