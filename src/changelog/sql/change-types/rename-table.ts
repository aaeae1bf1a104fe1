// renameTable.

import { givenText, textOf, type ChangeType } from './change-type.ts'

export const renameTable: ChangeType = {
  name: 'renameTable',
  fields: { catalogName: 'text', schemaName: 'text', oldTableName: 'text', newTableName: 'text' },
  required: ['oldTableName', 'newTableName'],
  steps: ({ fields, names }) => [
    `ALTER TABLE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'oldTableName'))} RENAME TO ${names.plain(givenText(fields, 'newTableName'))}`,
  ],
  rollback: ({ fields, names }) => [
    `ALTER TABLE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'newTableName'))} RENAME TO ${names.plain(givenText(fields, 'oldTableName'))}`,
  ],
}
