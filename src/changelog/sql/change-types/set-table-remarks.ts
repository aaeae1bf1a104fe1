// setTableRemarks.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { commentOnTable } from '../column-definition.ts'

export const setTableRemarks: ChangeType = {
  name: 'setTableRemarks',
  fields: { ...TABLE, remarks: 'text' },
  required: ['tableName'],
  steps: ({ fields, names }) => [
    commentOnTable(
      names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName')),
      givenText(fields, 'remarks'),
    ),
  ],
  rollback: null,
}
