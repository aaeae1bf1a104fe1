// loadUpdateData: each row of a CSV file updates the row with its key, or becomes one.

import type { LoadedRows } from '../load-rows.ts'
import type { Names } from '../names.ts'
import { givenText, isSet, namesIn, textOf, type ChangeContext, type ChangeType } from './change-type.ts'
import { columnList, LOAD, rowsOf } from './load-data.ts'

export const loadUpdateData: ChangeType = {
  name: 'loadUpdateData',
  fields: { ...LOAD, primaryKey: 'text', onlyUpdate: 'boolean' },
  required: ['tableName', 'file', 'primaryKey'],
  fileField: 'file',
  steps: async (context) => {
    const loaded = await rowsOf(context)
    const { fields, names } = context
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const isKey = keyOf(context)
    return loaded.rows.map((row) => {
      const update = updateSql(table, loaded, row, isKey, names)
      const insert = `INSERT INTO ${table} (${columnList(loaded.columns, names)}) VALUES (${row.join(', ')})`
      const body = isSet(fields, 'onlyUpdate') ? update : `${update}\nIF not found THEN\n${insert};\nEND IF;`
      const tag = body.includes('$$') ? '$row$' : '$$'
      return `DO\n${tag}\nBEGIN\n${body}\nEND;\n${tag}\nLANGUAGE plpgsql;`
    })
  },
  rollback: async (context) => {
    const loaded = await rowsOf(context)
    const { fields, names } = context
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    return loaded.rows.map((row) => `DELETE FROM ${table}${whereSql(loaded, row, keyOf(context), names)}`)
  },
}

const keyOf = ({ fields }: ChangeContext): ((name: string) => boolean) => {
  const keys = new Set(namesIn(givenText(fields, 'primaryKey')).map((name) => name.toLowerCase()))
  return (name) => keys.has(name.toLowerCase())
}

/** Columns in the order of their names, as Liquibase has them. */
function updateSql(
  table: string,
  { columns }: Pick<LoadedRows, 'columns'>,
  row: readonly string[],
  isKey: (name: string) => boolean,
  names: Names,
): string {
  const set = columns
    .map(({ name, isUpdated }, i) => ({ name, isUpdated, value: row[i] ?? 'NULL' }))
    .filter(({ name, isUpdated }) => !isKey(name) && isUpdated)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value }) => `${names.plain(name)} = ${value}`)
  const where = whereSql({ columns }, row, isKey, names)
  return set.length === 0 ? `perform * from ${table}${where};` : `UPDATE ${table} SET ${set.join(', ')}${where};`
}

const whereSql = (
  { columns }: Pick<LoadedRows, 'columns'>,
  row: readonly string[],
  isKey: (name: string) => boolean,
  names: Names,
): string =>
  ` WHERE ${columns
    .map(({ name }, i) => ({ name, value: row[i] ?? 'NULL' }))
    .filter(({ name }) => isKey(name))
    .map(({ name, value }) => (value === 'NULL' ? `${names.plain(name)} is NULL` : `${names.plain(name)} = ${value}`))
    .join(' AND ')}`
