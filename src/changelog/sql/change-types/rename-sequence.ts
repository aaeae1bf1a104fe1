// renameSequence.

import { givenText, textOf, type ChangeType } from './change-type.ts'

export const renameSequence: ChangeType = {
  name: 'renameSequence',
  fields: { catalogName: 'text', schemaName: 'text', oldSequenceName: 'text', newSequenceName: 'text' },
  required: ['oldSequenceName', 'newSequenceName'],
  steps: ({ fields, names }) => [
    `ALTER SEQUENCE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'oldSequenceName'))} RENAME TO ${names.plain(givenText(fields, 'newSequenceName'))}`,
  ],
  rollback: ({ fields, names }) => [
    `ALTER SEQUENCE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'newSequenceName'))} RENAME TO ${names.plain(givenText(fields, 'oldSequenceName'))}`,
  ],
}
