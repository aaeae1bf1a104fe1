// Values of columns as SQL: literals by the column's type, expressions as they stand, sequences' next values.

import type { Fields } from '../changelog.ts'
import { textOf } from './change-types/change-type.ts'
import { dataTypeOf, type Family } from './data-types.ts'
import type { Names } from './names.ts'

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The value that a column is given by insert, update and addColumn; null: none is written. */
export function valueSql(column: Fields, names: Names): string | null {
  const numeric = textOf(column, 'valueNumeric')
  if (numeric !== null) return javaNumber(numeric)
  const flag = column['valueBoolean']
  if (typeof flag === 'boolean') return flag ? 'TRUE' : 'FALSE'
  const date = textOf(column, 'valueDate')
  if (date !== null) return quoted(date.replace('T', ' '))
  const computed = textOf(column, 'valueComputed')
  if (computed !== null) return expression(computed)
  const next = textOf(column, 'valueSequenceNext')
  if (next !== null) return `nextval(${sequence(next, names)})`
  const current = textOf(column, 'valueSequenceCurrent')
  if (current !== null) return `currval(${sequence(current, names)})`
  const value = textOf(column, 'value')
  return value === null ? null : value.toUpperCase() === 'NULL' ? 'NULL' : quoted(value)
}

/** What DEFAULT takes; null: no default is written. */
export function defaultSql(column: Fields, names: Names): string | null {
  const { family } = dataTypeOf(textOf(column, 'type') ?? textOf(column, 'columnDataType') ?? 'other')
  const numeric = textOf(column, 'defaultValueNumeric')
  if (numeric !== null) return numericDefault(javaNumber(numeric), family)
  const flag = column['defaultValueBoolean']
  if (typeof flag === 'boolean') return isText(family) ? quoted(String(flag)) : flag ? 'TRUE' : 'FALSE'
  const date = textOf(column, 'defaultValueDate')
  if (date !== null) return dateSql(date)
  const computed = textOf(column, 'defaultValueComputed')
  if (computed !== null) return expression(computed)
  const next = textOf(column, 'defaultValueSequenceNext')
  if (next !== null) return `nextval(${sequence(next, names)})`
  const value = textOf(column, 'defaultValue')
  return value === null ? null : textDefault(value, family)
}

/** What is no date is an expression. */
const dateSql = (text: string): string =>
  /^\d/.test(text) ? quoted(text.replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ')) : expression(text)

/** As changelogs for several databases write truth values. */
function numericDefault(number: string, family: Family): string {
  if (family === 'boolean' && /^[01]$/.test(number)) return number === '1' ? 'TRUE' : 'FALSE'
  return isText(family) ? quoted(number) : number
}

const isText = (family: Family): boolean => family === 'text' || family === 'clob'

function textDefault(value: string, family: Family): string {
  if (value.toUpperCase() === 'NULL') return 'null'
  switch (family) {
    case 'integer':
    case 'number':
      return value
    case 'boolean':
      return /^(?:true|t|1)$/i.test(value) ? 'TRUE' : /^(?:false|f|0)$/i.test(value) ? 'FALSE' : value
    case 'timestamp':
      return /^now\(\)$/i.test(value) ? value : quoted(value)
    case 'xml':
      return `xml ${quoted(value)}`
    default:
      return quoted(value)
  }
}

/** A moment with its zone, also as Java prints it: Liquibase takes it for an expression, and leaves it without quotes. */
const MOMENT =
  /^(?:\d{4}-\d\d-\d\d[Tt ]+\d\d:\d\d:\d\d(?:\.\d*)?\s*(?:Z|[-+]\d\d?(?::?\d\d)?)|[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \S+ \d{4})$/

/** now() and its like have one name, MySQL's current_timestamp() too. */
export function expression(text: string): string {
  if (MOMENT.test(text)) return quoted(text)
  const isNow = /^(?:current_timestamp(?:\s*\(\s*\))?|current_datetime|now\(\))$/i.test(text.trim())
  return isNow ? 'NOW()' : text
}

/** A sequence, perhaps with its schema, as nextval() takes it. */
const sequence = (name: string, names: Names): string => {
  const [schema, own] = name.includes('.') ? name.split('.') : [null, name]
  return quoted(names.qualified(schema ?? null, own ?? name))
}

const javaNumber = (text: string): string => text.replace(/^\+/, '')
