// dropNotNullConstraint.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { setNotNull } from './add-not-null-constraint.ts'

export const dropNotNullConstraint: ChangeType = {
  name: 'dropNotNullConstraint',
  fields: { ...TABLE, columnName: 'text', columnDataType: 'text', constraintName: 'text' },
  required: ['tableName', 'columnName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    return [`ALTER TABLE ${table} ALTER COLUMN  ${names.plain(givenText(fields, 'columnName'))} DROP NOT NULL`]
  },
  rollback: ({ fields, names }) => [
    setNotNull(
      names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName')),
      names.plain(givenText(fields, 'columnName')),
    ),
  ],
}
