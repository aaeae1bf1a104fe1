// dropDefaultValue.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'

export const dropDefaultValue: ChangeType = {
  name: 'dropDefaultValue',
  fields: { ...TABLE, columnName: 'text', columnDataType: 'text' },
  required: ['tableName', 'columnName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    return [`ALTER TABLE ${table} ALTER COLUMN ${names.plain(givenText(fields, 'columnName'))} DROP DEFAULT`]
  },
  rollback: null,
}
