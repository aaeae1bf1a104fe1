// update: of the rows that where names, all where it names none.

import { givenText, listOf, TABLE, textOf, type ChangeType } from './change-type.ts'
import { whereSql } from '../where.ts'
import { valueSql } from '../values.ts'

export const update: ChangeType = {
  name: 'update',
  fields: { ...TABLE, columns: 'columns', where: 'text', whereParams: 'params' },
  required: ['tableName'],
  columnsNeed: ['name'],
  unhashed: ['whereParams'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    // in the order of their names, as Liquibase has them
    const set = listOf(fields, 'columns')
      .map((column) => ({ name: givenText(column, 'name'), value: valueSql(column, names) ?? 'NULL' }))
      .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .map(({ name, value }) => `${names.plain(name)} = ${value}`)
    return [`UPDATE ${table} SET ${set.join(', ')}${whereSql(fields, names)}`]
  },
  rollback: null,
}
