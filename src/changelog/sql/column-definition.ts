// A column and the constraints that its definition names, as CREATE TABLE and ALTER TABLE … ADD write them.

import type { Fields } from '../changelog.ts'
import { givenText, isSet, namesIn, nestedOf, textOf } from './change-types/change-type.ts'
import { dataTypeOf } from './data-types.ts'
import type { Names } from './names.ts'
import { defaultSql, quoted } from './values.ts'

export const constraintsOf = (column: Fields): Fields => nestedOf(column, 'constraints')

export const isPrimaryKey = (column: Fields): boolean => isSet(constraintsOf(column), 'primaryKey')

/** autoIncrement, or a type that counts by itself. */
const isAutoIncrement = (column: Fields): boolean =>
  isSet(column, 'autoIncrement') || dataTypeOf(givenText(column, 'type')).isSerial

/** Its name, type, default and identity; without NOT NULL. */
export function columnSql(column: Fields, names: Names): string {
  const value = isAutoIncrement(column) ? null : defaultSql(column, names)
  return [
    names.plain(givenText(column, 'name')),
    dataTypeOf(givenText(column, 'type')).sql,
    ...(value === null ? [] : [`DEFAULT ${value}`]),
    ...(isAutoIncrement(column) ? [identitySql(column)] : []),
  ].join(' ')
}

function identitySql(column: Fields): string {
  const kind = textOf(column, 'generationType') ?? 'BY DEFAULT'
  const start = textOf(column, 'startWith')
  const increment = textOf(column, 'incrementBy')
  const options = [
    ...(start === null ? [] : [`START WITH ${start}`]),
    ...(increment === null ? [] : [`INCREMENT BY ${increment}`]),
  ].join(' ')
  return `GENERATED ${kind.toUpperCase()} AS IDENTITY${options === '' ? '' : ` (${options})`}`
}

/** ` NOT NULL`, perhaps with its name; '' where NULL is allowed. */
export function notNullSql(column: Fields, names: Names): string {
  const constraints = constraintsOf(column)
  if (constraints['nullable'] !== false && !isPrimaryKey(column)) return ''
  const name = textOf(constraints, 'notNullConstraintName')
  return name === null ? ' NOT NULL' : ` CONSTRAINT ${names.plain(name)} NOT NULL`
}

export interface Reference {
  readonly name: string
  readonly target: string
  readonly schema: string | null
  readonly table: string
  readonly columns: readonly string[]
  readonly deleteCascade: boolean
  readonly deferrable: boolean
  readonly initiallyDeferred: boolean
}

const REFERENCES = /^\s*(?:([^.(\s]+)\s*\.\s*)?([^(\s]+)\s*\(([^)]*)\)\s*$/

/** What foreignKeyName with references, or with referencedTableName, says; null: it refers to nothing. */
export function referenceOf(column: Fields): Reference | null {
  const constraints = constraintsOf(column)
  const references = textOf(constraints, 'references')
  const named = textOf(constraints, 'referencedTableName')
  if (references === null && named === null) return null
  const [, schema, table, columns] = references === null ? [] : (REFERENCES.exec(references) ?? [])
  return {
    name: textOf(constraints, 'foreignKeyName') ?? '',
    target: references ?? named ?? '',
    schema: schema ?? textOf(constraints, 'referencedTableSchemaName'),
    table: table ?? named ?? references ?? '',
    columns: namesIn(columns ?? textOf(constraints, 'referencedColumnNames') ?? ''),
    deleteCascade: isSet(constraints, 'deleteCascade'),
    deferrable: isSet(constraints, 'deferrable'),
    initiallyDeferred: isSet(constraints, 'initiallyDeferred'),
  }
}

export const commentOnColumn = (table: string, column: string, remarks: string): string =>
  `COMMENT ON COLUMN ${table}.${column} IS ${quoted(remarks)}`

export const commentOnTable = (table: string, remarks: string): string =>
  `COMMENT ON TABLE ${table} IS ${quoted(remarks)}`
