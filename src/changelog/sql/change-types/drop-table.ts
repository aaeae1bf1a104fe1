// dropTable.

import { givenText, isSet, TABLE, textOf, type ChangeType } from './change-type.ts'

export const dropTable: ChangeType = {
  name: 'dropTable',
  fields: { ...TABLE, cascadeConstraints: 'boolean' },
  required: ['tableName'],
  steps: ({ fields, names }) => [
    `DROP TABLE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))}${isSet(fields, 'cascadeConstraints') ? ' CASCADE' : ''}`,
  ],
  rollback: null,
}
