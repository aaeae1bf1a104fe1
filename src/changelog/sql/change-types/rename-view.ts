// renameView.

import { givenText, textOf, type ChangeType } from './change-type.ts'

export const renameView: ChangeType = {
  name: 'renameView',
  fields: { catalogName: 'text', schemaName: 'text', oldViewName: 'text', newViewName: 'text' },
  required: ['oldViewName', 'newViewName'],
  steps: ({ fields, names }) => [
    `ALTER TABLE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'oldViewName'))} RENAME TO ${names.plain(givenText(fields, 'newViewName'))}`,
  ],
  rollback: ({ fields, names }) => [
    `ALTER TABLE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'newViewName'))} RENAME TO ${names.plain(givenText(fields, 'oldViewName'))}`,
  ],
}
