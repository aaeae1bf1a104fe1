// renameColumn.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { commentOnColumn } from '../column-definition.ts'

export const renameColumn: ChangeType = {
  name: 'renameColumn',
  fields: { ...TABLE, oldColumnName: 'text', newColumnName: 'text', columnDataType: 'text', remarks: 'text' },
  required: ['tableName', 'oldColumnName', 'newColumnName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const name = names.plain(givenText(fields, 'newColumnName'))
    const remarks = textOf(fields, 'remarks')
    return [
      `ALTER TABLE ${table} RENAME COLUMN ${names.plain(givenText(fields, 'oldColumnName'))} TO ${name}`,
      ...(remarks === null ? [] : [commentOnColumn(table, name, remarks)]),
    ]
  },
  rollback: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const [from, to] = [givenText(fields, 'newColumnName'), givenText(fields, 'oldColumnName')]
    return [`ALTER TABLE ${table} RENAME COLUMN ${names.plain(from)} TO ${names.plain(to)}`]
  },
}
