// mergeColumns: two columns become one, with a text between them.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { dataTypeOf } from '../data-types.ts'
import { quoted } from '../values.ts'

export const mergeColumns: ChangeType = {
  name: 'mergeColumns',
  fields: {
    ...TABLE,
    column1Name: 'text',
    column2Name: 'text',
    joinString: 'text',
    finalColumnName: 'text',
    finalColumnType: 'text',
  },
  required: ['tableName', 'column1Name', 'column2Name', 'finalColumnName', 'finalColumnType'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const column = (name: string): string => names.plain(givenText(fields, name))
    const { sql } = dataTypeOf(givenText(fields, 'finalColumnType'))
    const joined = `${column('column1Name')} || ${quoted(givenText(fields, 'joinString'))} || ${column('column2Name')}`
    return [
      `ALTER TABLE ${table} ADD ${column('finalColumnName')} ${sql}`,
      `UPDATE ${table} SET ${column('finalColumnName')} = ${joined}`,
      `ALTER TABLE ${table} DROP COLUMN ${column('column1Name')}`,
      `ALTER TABLE ${table} DROP COLUMN ${column('column2Name')}`,
    ]
  },
  rollback: null,
}
