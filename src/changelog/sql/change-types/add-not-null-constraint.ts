// addNotNullConstraint: what is null may be given a value first.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { quoted } from '../values.ts'

export const addNotNullConstraint: ChangeType = {
  name: 'addNotNullConstraint',
  fields: {
    ...TABLE,
    columnName: 'text',
    columnDataType: 'text',
    constraintName: 'text',
    defaultNullValue: 'text',
    validate: 'boolean',
  },
  required: ['tableName', 'columnName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const column = names.plain(givenText(fields, 'columnName'))
    const value = textOf(fields, 'defaultNullValue')
    const filled = value === null ? [] : [`UPDATE ${table} SET ${column} = ${valueOf(value)} WHERE ${column} IS NULL`]
    return [...filled, setNotNull(table, column)]
  },
  rollback: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    return [`ALTER TABLE ${table} ALTER COLUMN  ${names.plain(givenText(fields, 'columnName'))} DROP NOT NULL`]
  },
}

/** A call stands as it is; words for true and false in capitals. */
const valueOf = (value: string): string => {
  if (/^\w+\(.*\)$/s.test(value)) return value
  return quoted(/^(?:true|false)$/i.test(value) ? value.toUpperCase() : value)
}

export const setNotNull = (table: string, column: string): string =>
  `ALTER TABLE ${table} ALTER COLUMN  ${column} SET NOT NULL`
