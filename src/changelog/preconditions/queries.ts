// The catalog queries of preconditions. Names match as they are written or in lower case: PostgreSQL folds what is not quoted.

import { ident, literal } from '../../catalog/identifier.ts'
import type { Precondition } from '../changelog.ts'
import { normalizedPath } from '../read/files.ts'
import { storedPath } from '../tracking/ran.ts'
import { changelogTable, type TrackingTables } from '../tracking/tables.ts'

type Of<Type extends string> = Extract<Precondition, { readonly type: Type }>

export type RowsTest = Of<'tableIsEmpty'> | Of<'rowCount'>
export type ObjectTest =
  | Of<'tableExists'>
  | Of<'viewExists'>
  | Of<'sequenceExists'>
  | Of<'columnExists'>
  | Of<'indexExists'>
  | Of<'primaryKeyExists'>
  | Of<'foreignKeyConstraintExists'>
  | Of<'uniqueConstraintExists'>

interface Question {
  /** For people. */
  readonly what: string
  /** Gives a row where it is there. */
  readonly sql: string
}

const named = (column: string, name: string): string =>
  `${column} in (${literal(name)}, ${literal(name.toLowerCase())})`

const inSchema = (alias: string, schema: string | null, otherwise: string): string =>
  `${alias}.relnamespace in (select oid from pg_catalog.pg_namespace where ${named('nspname', schema ?? otherwise)})`

const relation = (kinds: string, name: string, schema: string | null, otherwise: string): string =>
  `select 1 from pg_catalog.pg_class c
    where c.relkind in (${kinds}) and ${named('c.relname', name)} and ${inSchema('c', schema, otherwise)}`

export function objectQuery(test: ObjectTest, otherwise: string): Question {
  const where = (name: string): string => `${test.schema ?? otherwise}.${name}`
  switch (test.type) {
    case 'tableExists':
      return { what: `table ${where(test.table)}`, sql: relation(`'r', 'p', 'f'`, test.table, test.schema, otherwise) }
    case 'viewExists':
      return { what: `view ${where(test.view)}`, sql: relation(`'v', 'm'`, test.view, test.schema, otherwise) }
    case 'sequenceExists':
      return { what: `sequence ${where(test.sequence)}`, sql: relation(`'S'`, test.sequence, test.schema, otherwise) }
    case 'columnExists':
      return {
        what: `column ${where(test.table)}.${test.column}`,
        sql: `select 1 from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
               where ${named('c.relname', test.table)} and ${inSchema('c', test.schema, otherwise)}
                 and ${named('a.attname', test.column)} and a.attnum > 0 and not a.attisdropped`,
      }
    case 'indexExists':
      return {
        what: `index ${where(test.index ?? `on ${test.table}(${test.columns.join(', ')})`)}`,
        sql: indexQuery(test, otherwise),
      }
    case 'primaryKeyExists':
      return {
        what: `primary key ${where(test.name ?? `of ${test.table}`)}`,
        sql: constraintQuery('p', test, [], otherwise),
      }
    case 'foreignKeyConstraintExists':
      return {
        what: `foreign key ${where(test.name ?? `of ${test.table}`)}`,
        sql: constraintQuery('f', test, [], otherwise),
      }
    case 'uniqueConstraintExists':
      return {
        what: `unique constraint ${where(test.name ?? `of ${test.table}(${test.columns.join(', ')})`)}`,
        sql: constraintQuery('u', test, test.columns, otherwise),
      }
  }
}

function indexQuery({ schema, table, index, columns }: Of<'indexExists'>, otherwise: string): string {
  return `select 1 from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
      join pg_catalog.pg_class t on t.oid = i.indrelid
     where ${inSchema('t', schema, otherwise)}
       ${index === null ? '' : `and ${named('c.relname', index)}`}
       ${table === null ? '' : `and ${named('t.relname', table)}`}
       ${columns.length === 0 ? '' : `and ${columnList('i.indrelid', 'i.indkey')} = ${nameList(columns)}`}`
}

interface ConstraintTest {
  readonly schema: string | null
  readonly table: string | null
  readonly name: string | null
}

function constraintQuery(
  type: 'p' | 'f' | 'u',
  { schema, table, name }: ConstraintTest,
  columns: readonly string[],
  otherwise: string,
): string {
  return `select 1 from pg_catalog.pg_constraint k join pg_catalog.pg_class t on t.oid = k.conrelid
     where k.contype = '${type}' and ${inSchema('t', schema, otherwise)}
       ${name === null ? '' : `and ${named('k.conname', name)}`}
       ${table === null ? '' : `and ${named('t.relname', table)}`}
       ${columns.length === 0 ? '' : `and ${columnList('k.conrelid', 'k.conkey')} = ${nameList(columns)}`}`
}

const columnList = (table: string, numbers: string): string =>
  `array(select lower(a.attname) from unnest(${numbers}::int2[]) with ordinality n(num, ord)
          join pg_catalog.pg_attribute a on a.attrelid = ${table} and a.attnum = n.num order by n.ord)`

const nameList = (columns: readonly string[]): string =>
  `array[${columns.map((column) => literal(column.trim().toLowerCase())).join(', ')}]`

export function rowsQuery({ schema, table }: RowsTest, otherwise: string): { table: string; sql: string } {
  const name = `${ident(schema ?? otherwise)}.${ident(/[A-Z]/.test(table) && /[a-z]/.test(table) ? table : table.toLowerCase())}`
  return { table: name, sql: `select count(*) as count from ${name}` }
}

export const changesetExecuted = (
  tables: TrackingTables,
  { id, author, path }: { readonly id: string; readonly author: string; readonly path: string },
): string =>
  `select 1 from ${changelogTable(tables)} where lower(id) = lower(${literal(id)}) and lower(author) = lower(${literal(author)})
    and lower(filename) in (${[path, normalizedPath(path), storedPath(path), `classpath:${storedPath(path)}`]
      .map((one) => `lower(${literal(one)})`)
      .join(', ')})`
