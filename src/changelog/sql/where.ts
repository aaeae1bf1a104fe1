// The condition of update and delete: each `:name` and each `:value` stands for the next parameter's.

import type { Fields } from '../changelog.ts'
import { listOf, textOf } from './change-types/change-type.ts'
import type { Names } from './names.ts'
import { valueSql } from './values.ts'

/** ` WHERE …`, or ''. */
export function whereSql(fields: Fields, names: Names): string {
  const where = textOf(fields, 'where')
  if (where === null || where.trim() === '') return ''
  const parameters = listOf(fields, 'whereParams')
  const left = {
    name: parameters.flatMap((parameter) => {
      const name = textOf(parameter, 'name')
      return name === null ? [] : [names.plain(name)]
    }),
    value: parameters.map((parameter) => valueSql(parameter, names) ?? 'NULL'),
  }
  const filled = where.replaceAll(/:(name|value)\b/g, (whole, kind: string) => {
    const next = kind === 'name' ? left.name.shift() : left.value.shift()
    return next ?? whole
  })
  return ` WHERE ${filled}`
}
