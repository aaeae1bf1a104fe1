// dropForeignKeyConstraint.

import { givenText, textOf, type ChangeType } from './change-type.ts'

export const dropForeignKeyConstraint: ChangeType = {
  name: 'dropForeignKeyConstraint',
  fields: { baseTableCatalogName: 'text', baseTableSchemaName: 'text', baseTableName: 'text', constraintName: 'text' },
  required: ['baseTableName', 'constraintName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'baseTableSchemaName'), givenText(fields, 'baseTableName'))
    return [`ALTER TABLE ${table} DROP CONSTRAINT ${names.plain(givenText(fields, 'constraintName'))}`]
  },
  rollback: null,
}
