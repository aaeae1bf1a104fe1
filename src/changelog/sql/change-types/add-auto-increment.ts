// addAutoIncrement: a sequence of its own that the column owns, as Liquibase makes it.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { setNotNull } from './add-not-null-constraint.ts'
import { quoted } from '../values.ts'

export const addAutoIncrement: ChangeType = {
  name: 'addAutoIncrement',
  fields: {
    ...TABLE,
    columnName: 'text',
    columnDataType: 'text',
    startWith: 'integer',
    incrementBy: 'integer',
    generationType: 'text',
    defaultOnNull: 'boolean',
  },
  required: ['tableName', 'columnName'],
  steps: ({ fields, names }) => {
    const schema = textOf(fields, 'schemaName')
    const table = names.qualified(schema, givenText(fields, 'tableName'))
    const column = names.plain(givenText(fields, 'columnName'))
    const sequence = names.qualified(schema, `${givenText(fields, 'tableName')}_${givenText(fields, 'columnName')}_seq`)
    const start = textOf(fields, 'startWith')
    const increment = textOf(fields, 'incrementBy')
    return [
      `CREATE SEQUENCE  IF NOT EXISTS ${sequence}${start === null ? '' : ` START WITH ${start}`}${increment === null ? '' : ` INCREMENT BY ${increment}`}`,
      setNotNull(table, column),
      `ALTER TABLE ${table} ALTER COLUMN  ${column} SET DEFAULT nextval(${quoted(sequence)})`,
      `ALTER SEQUENCE ${sequence} OWNED BY ${table}.${column}`,
    ]
  },
  rollback: null,
}
