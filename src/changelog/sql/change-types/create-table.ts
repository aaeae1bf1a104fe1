// createTable: columns and the constraints that they name; remarks become comments.

import type { Fields } from '../../changelog.ts'
import { givenText, isSet, listOf, TABLE, textOf, type ChangeType } from './change-type.ts'
import {
  columnSql,
  commentOnColumn,
  commentOnTable,
  constraintsOf,
  isPrimaryKey,
  notNullSql,
  referenceOf,
} from '../column-definition.ts'
import type { Names } from '../names.ts'
import { ident } from '../../../catalog/identifier.ts'

export const createTable: ChangeType = {
  name: 'createTable',
  fields: {
    ...TABLE,
    columns: 'columns',
    ifNotExists: 'boolean',
    remarks: 'text',
    tableType: 'text',
    tablespace: 'text',
    rowDependencies: 'boolean',
  },
  required: ['tableName'],
  columnsNeed: ['name', 'type'],
  unhashed: ['ifNotExists', 'rowDependencies'],
  steps: ({ fields, names }) => {
    const columns = listOf(fields, 'columns')
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const parts = [
      ...columns.map((column) => `${columnSql(column, names)}${notNullSql(column, names)}${checkSql(column)}`),
      ...primaryKey(fields, columns, names),
      ...foreignKeys(columns, names),
      ...uniques(columns, names),
    ]
    const tablespace = textOf(fields, 'tablespace')
    const kind = textOf(fields, 'tableType')
    const create = `CREATE ${kind === null ? '' : `${kind.toUpperCase()} `}TABLE${isSet(fields, 'ifNotExists') ? ' IF NOT EXISTS' : ''}`
    const remarks = textOf(fields, 'remarks')
    return [
      `${create} ${table} (${parts.join(', ')})${tablespace === null ? '' : ` TABLESPACE ${tablespace}`}`,
      ...(remarks === null ? [] : [commentOnTable(table, remarks)]),
      ...columns.flatMap((column) => {
        const said = textOf(column, 'remarks')
        return said === null ? [] : [commentOnColumn(table, names.plain(givenText(column, 'name')), said)]
      }),
    ]
  },
  rollback: ({ fields, names }) => [
    `DROP TABLE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))}`,
  ],
}

/** Liquibase leaves it out. */
function checkSql(column: Fields): string {
  const check = textOf(constraintsOf(column), 'checkConstraint')
  return check === null ? '' : ` CHECK (${check.replace(/^\s*CHECK\s*\((.*)\)\s*$/is, '$1')})`
}

function primaryKey(fields: Fields, columns: readonly Fields[], names: Names): string[] {
  const keys = columns.filter(isPrimaryKey)
  if (keys.length === 0) return []
  const said = (name: string): string | null =>
    keys.map((column) => textOf(constraintsOf(column), name)).find((text) => text !== null) ?? null
  const table = givenText(fields, 'tableName')
  const name = names.plain(said('primaryKeyName') ?? `${table}_pkey`)
  const tablespace = said('primaryKeyTablespace')
  const list = keys.map((column) => names.plain(givenText(column, 'name'))).join(', ')
  return [
    `CONSTRAINT ${name} PRIMARY KEY (${list})${tablespace === null ? '' : ` USING INDEX TABLESPACE ${ident(tablespace)}`}`,
  ]
}

function foreignKeys(columns: readonly Fields[], names: Names): string[] {
  const found = columns.flatMap((column) => {
    const reference = referenceOf(column)
    return reference ? [{ column: names.plain(givenText(column, 'name')), reference }] : []
  })
  return found.map(({ column, reference }) => {
    const { schema, table, deleteCascade, deferrable, initiallyDeferred } = reference
    const list = reference.columns.map(names.plain).join(', ')
    const target = `${names.qualified(schema, table)}${list === '' ? '' : `(${list})`}`
    return [
      ...(reference.name === '' ? [] : [`CONSTRAINT ${names.plain(reference.name)}`]),
      `FOREIGN KEY (${column}) REFERENCES ${target}`,
      ...(deleteCascade ? ['ON DELETE CASCADE'] : []),
      ...(initiallyDeferred ? ['INITIALLY DEFERRED'] : []),
      ...(deferrable ? ['DEFERRABLE'] : []),
    ].join(' ')
  })
}

/** Columns whose constraints have the same name make up one. */
function uniques(columns: readonly Fields[], names: Names): string[] {
  const groups = new Map<string, string[]>()
  const alone: string[][] = []
  for (const column of columns.filter((each) => isSet(constraintsOf(each), 'unique'))) {
    const name = textOf(constraintsOf(column), 'uniqueConstraintName')
    const own = names.plain(givenText(column, 'name'))
    if (name === null) alone.push([own])
    else groups.set(name, [...(groups.get(name) ?? []), own])
  }
  return [
    ...[...groups].map(([name, list]) => `CONSTRAINT ${names.plain(name)} UNIQUE (${list.join(', ')})`),
    ...alone.map((list) => `UNIQUE (${list.join(', ')})`),
  ]
}
