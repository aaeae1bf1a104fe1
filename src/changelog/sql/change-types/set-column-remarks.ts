// setColumnRemarks.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { commentOnColumn } from '../column-definition.ts'

export const setColumnRemarks: ChangeType = {
  name: 'setColumnRemarks',
  fields: { ...TABLE, columnName: 'text', columnDataType: 'text', columnParentType: 'text', remarks: 'text' },
  required: ['tableName', 'columnName'],
  steps: ({ fields, names }) => [
    commentOnColumn(
      names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName')),
      names.plain(givenText(fields, 'columnName')),
      givenText(fields, 'remarks'),
    ),
  ],
  rollback: null,
}
