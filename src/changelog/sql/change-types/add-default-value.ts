// addDefaultValue.

import type { Fields } from '../../changelog.ts'
import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import { defaultSql, quoted } from '../values.ts'

export const addDefaultValue: ChangeType = {
  name: 'addDefaultValue',
  fields: {
    ...TABLE,
    columnName: 'text',
    columnDataType: 'text',
    defaultValue: 'text',
    defaultValueNumeric: 'text',
    defaultValueDate: 'text',
    defaultValueBoolean: 'boolean',
    defaultValueComputed: 'text',
    defaultValueSequenceNext: 'text',
    defaultValueConstraintName: 'text',
  },
  required: ['tableName', 'columnName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const column = names.plain(givenText(fields, 'columnName'))
    const text = textOf(fields, 'defaultValue')
    const plain = text !== null && text.toUpperCase() !== 'NULL' ? quoted(text) : null
    const value = plain ?? defaultSql({ ...fields, ...shortNumber(fields) }, names) ?? 'null'
    const sequence = textOf(fields, 'defaultValueSequenceNext')
    return [
      `ALTER TABLE ${table} ALTER COLUMN  ${column} SET DEFAULT ${value}`,
      ...(sequence === null
        ? []
        : [`ALTER SEQUENCE ${qualifiedSequence(sequence, names.qualified)} OWNED BY ${table}.${column}`]),
    ]
  },
  rollback: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    return [`ALTER TABLE ${table} ALTER COLUMN ${names.plain(givenText(fields, 'columnName'))} DROP DEFAULT`]
  },
}

/** This change alone loses the zeros at the end of a fraction. */
function shortNumber(fields: Fields): Fields {
  const number = textOf(fields, 'defaultValueNumeric')
  return number !== null && /^[-+]?\d*\.\d+$/.test(number) ? { defaultValueNumeric: number.replace(/\.?0+$/, '') } : {}
}

function qualifiedSequence(name: string, qualified: (schema: string | null, name: string) => string): string {
  const [schema, own] = name.includes('.') ? name.split('.') : [null, name]
  return qualified(schema ?? null, own ?? name)
}
