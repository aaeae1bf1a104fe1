// dropColumn: one, or several.

import { givenText, listOf, TABLE, textOf, type ChangeType } from './change-type.ts'

export const dropColumn: ChangeType = {
  name: 'dropColumn',
  fields: { ...TABLE, columnName: 'text', columns: 'columns' },
  required: ['tableName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const listed = listOf(fields, 'columns').map((column) => givenText(column, 'name'))
    const own = textOf(fields, 'columnName')
    const columns = listed.length > 0 || own === null ? listed : [own]
    return columns.map((column) => `ALTER TABLE ${table} DROP COLUMN ${names.plain(column)}`)
  },
  rollback: null,
}
