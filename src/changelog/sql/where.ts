// The condition of update and delete: `:name` and `:value` stand for the parameters, one after the other.

import type { Fields } from '../changelog.ts'
import { listOf, textOf } from './change-types/change-type.ts'
import type { Names } from './names.ts'
import { valueSql } from './values.ts'

/** ` WHERE …`, or ''. */
export function whereSql(fields: Fields, names: Names): string {
  const where = textOf(fields, 'where')
  if (where === null || where.trim() === '') return ''
  const parameters = listOf(fields, 'whereParams')
  let next = 0
  // a parameter that has a name and a value gives :name, and :value after it
  const filled = where.replaceAll(/:(name|value)\b/g, (whole, kind: string) => {
    const parameter = parameters[next]
    if (!parameter) return whole
    const value = valueSql(parameter, names)
    const name = textOf(parameter, 'name')
    if (kind === 'value' || name === null) next++
    return kind === 'name' ? (name === null ? whole : names.plain(name)) : (value ?? 'NULL')
  })
  return ` WHERE ${filled}`
}
