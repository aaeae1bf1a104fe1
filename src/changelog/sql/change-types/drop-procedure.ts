// dropProcedure.

import { givenText, textOf, type ChangeType } from './change-type.ts'

export const dropProcedure: ChangeType = {
  name: 'dropProcedure',
  fields: { catalogName: 'text', schemaName: 'text', procedureName: 'text' },
  required: ['procedureName'],
  steps: ({ fields, names }) => [
    `DROP PROCEDURE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'procedureName'))}`,
  ],
  rollback: null,
}
