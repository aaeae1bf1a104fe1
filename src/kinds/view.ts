// A view. Its columns are objects of their own (view-column.ts), so that comments and grants can hang on them;
// here they only tell whether CREATE OR REPLACE will do.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { changeOptions, OPTIONS, withOptions } from './options.ts'

interface View {
  /** Name, type and collation of each. */
  columns: string[]
  query: string
  options: string[]
}

export const view = defineKind<View>({
  type: 'view',
  keyword: 'VIEW',
  catalog: 'pg_class',
  parentCatalog: 'pg_namespace',
  priority: 32,
  rebuildable: true,
  partOfParent: false,
  present: { relkind: ['v'] },
  definitions: ['query'],

  query: () => `
    select c.oid::int8 as objid, 0 as objsubid, c.relname as name, c.relnamespace::int8 as parent,
           ${relationColumns} as columns,
           rtrim(pg_get_viewdef(c.oid), ';') as query,
           coalesce(c.reloptions, '{}') as options
      from pg_class c
     where c.relkind = 'v' and c.oid >= 16384`,

  create: (v) => ({ sql: definition(v, 'CREATE VIEW'), lock: 'AccessShareLock' }),
  drop: (v) => ({ sql: `DROP VIEW ${v.identity}`, lock: 'AccessExclusiveLock' }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  setSchema: (from, schema) => alter(from, `SET SCHEMA ${ident(schema)}`),
  hollow: (v) => ({
    create: { sql: hollow(v, 'CREATE VIEW'), lock: 'none' },
    fill: { sql: definition(v, 'CREATE OR REPLACE VIEW'), lock: 'AccessExclusiveLock' },
    empty: { sql: hollow(v, 'CREATE OR REPLACE VIEW'), lock: 'AccessExclusiveLock' },
  }),
  occupies: (v) => [`relation ${v.identity}`, `type ${v.identity}`],

  attributes: {
    // OR REPLACE may only append columns (SQLSTATE 42P16).
    columns: { alter: () => [], replaceWhen: (from, to) => from.some((column, i) => to[i] !== column) },
    query: (v) => ({ sql: definition(v, 'CREATE OR REPLACE VIEW'), lock: 'AccessExclusiveLock' }),
    // OR REPLACE sets all options anew.
    options: {
      alter: (v, from, to, was) =>
        v.shape.query === was.shape.query ? changeOptions(from, to).map((clause) => alter(v, clause)) : [],
      ...OPTIONS,
    },
  },
})

/** Of the relation `c`, in order: `name type`, with the collation where it is not the database's (oid 100). */
export const relationColumns = `array(
             select quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
                    || case when attcollation in (0, 100) then '' else ' COLLATE ' || attcollation::regcollation end
               from pg_attribute
              where attrelid = c.oid and attnum > 0
              order by attnum)`

/** Columns as `columns` has them: `name type`, with COLLATE behind it. */
function hollow(v: CatalogObject<View>, create: string): string {
  const columns = v.shape.columns.map((column) => {
    const [, name, type] = /^("(?:[^"]|"")*"|\S+) (.*)$/s.exec(column) ?? []
    return `NULL::${type} AS ${name}`
  })
  return `${create} ${v.identity} AS\nSELECT ${columns.join(', ')}`
}

const definition = (v: CatalogObject<View>, create: string): string =>
  `${create} ${v.identity}${withOptions(v.shape.options)} AS\n${v.shape.query}`

const alter = (v: CatalogObject<View>, clause: string): Statement => ({
  sql: `ALTER VIEW ${v.identity} ${clause}`,
  lock: 'AccessExclusiveLock',
})
