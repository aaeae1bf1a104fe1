// dropUniqueConstraint.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'

export const dropUniqueConstraint: ChangeType = {
  name: 'dropUniqueConstraint',
  fields: { ...TABLE, constraintName: 'text', uniqueColumns: 'text' },
  required: ['tableName', 'constraintName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    return [`ALTER TABLE ${table} DROP CONSTRAINT ${names.plain(givenText(fields, 'constraintName'))}`]
  },
  rollback: null,
}
