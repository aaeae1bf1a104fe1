// loadData: the rows of a CSV file, some at a time.

import type { LoadedColumn } from '../load-rows.ts'
import { loadedRows } from '../load-rows.ts'
import type { Names } from '../names.ts'
import { givenText, TABLE, textOf, type ChangeContext, type ChangeType } from './change-type.ts'

export const LOAD = {
  ...TABLE,
  file: 'text',
  columns: 'loadColumns',
  commentLineStartsWith: 'text',
  encoding: 'text',
  quotchar: 'text',
  separator: 'text',
  relativeToChangelogFile: 'boolean',
  usePreparedStatements: 'boolean',
} as const

/** As many as Liquibase puts into one INSERT. */
const ROWS_PER_INSERT = 51

export const loadData: ChangeType = {
  name: 'loadData',
  fields: LOAD,
  required: ['tableName', 'file'],
  fileField: 'file',
  steps: async (context) => {
    const { fields, names } = context
    const { columns, rows } = await rowsOf(context)
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const statements: string[] = []
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
      const values = rows.slice(start, start + ROWS_PER_INSERT).map((row) => `(${row.join(', ')})`)
      statements.push(`INSERT INTO ${table} (${columnList(columns, names)}) VALUES ${values.join(',')}`)
    }
    return statements
  },
  rollback: null,
}

export const columnList = (columns: readonly LoadedColumn[], names: Names): string =>
  columns.map(({ name }) => names.plain(name)).join(', ')

/** The file's rows, by the types that the table's columns have. */
export async function rowsOf(context: ChangeContext): Promise<ReturnType<typeof loadedRows>> {
  const { change, fields, names } = context
  return loadedRows(change, fields, await typesOf(context), names)
}

/** Of the columns of the table that a change is about. */
export function typesOf({ fields, names, rendering }: ChangeContext): ReturnType<typeof rendering.columnTypes> {
  const schema = textOf(fields, 'schemaName') ?? rendering.defaultSchema
  return rendering.columnTypes(folded(schema, names), folded(givenText(fields, 'tableName'), names))
}

/** A name that is not quoted is folded by PostgreSQL. */
function folded<Name extends string | null>(name: Name, names: Names): Name | string {
  return name === null || names.plain(name).startsWith('"') ? name : name.toLowerCase()
}
