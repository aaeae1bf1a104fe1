// A materialized view. What it holds follows from its query, so it is rebuilt rather than protected; whether it holds anything,
// its indexes and its columns are objects of their own.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Part, type Statement } from './kind.ts'
import { changeOptions, OPTIONS, withOptions } from './options.ts'
import { relationColumns } from './view.ts'

interface MaterializedView {
  columns: string[]
  query: string
  options: string[]
  /** Null: default_table_access_method. */
  accessMethod: string | null
  /** SET ACCESS METHOD exists from PostgreSQL 15 on. */
  canSetAccessMethod: boolean
  /** Null: the database's default. */
  tablespace: string | null
}

export const materializedView = defineKind<MaterializedView>({
  type: 'materialized view',
  keyword: 'MATERIALIZED VIEW',
  catalog: 'pg_class',
  parentCatalog: 'pg_namespace',
  // Creating it runs user code: after all that only defines.
  priority: 60,
  rebuildable: true,
  partOfParent: false,
  present: { relkind: ['m'] },
  runsCode: true,
  definitions: ['query'],

  query: (server) => `
    select c.oid::int8 as objid, 0 as objsubid, c.relname as name, c.relnamespace::int8 as parent,
           ${relationColumns} as columns,
           rtrim(pg_get_viewdef(c.oid), ';') as query,
           coalesce(c.reloptions, '{}') || array(
             select 'toast.' || o from unnest(toast.reloptions) with ordinality u(o, i) order by i) as options,
           case when am.amname <> current_setting('default_table_access_method') then am.amname end as "accessMethod",
           ${server.major >= 15} as "canSetAccessMethod",
           s.spcname as tablespace
      from pg_class c
      join pg_am am on am.oid = c.relam
      left join pg_class toast on toast.oid = c.reltoastrelid
      left join pg_tablespace s on s.oid = c.reltablespace
     where c.relkind = 'm' and c.oid >= 16384`,

  create: definition,
  drop: (m) => ({ sql: `DROP MATERIALIZED VIEW ${m.identity}`, lock: 'AccessExclusiveLock' }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  setSchema: (from, schema) => alter(from, `SET SCHEMA ${ident(schema)}`),
  occupies: (m) => [`relation ${m.identity}`, `type ${m.identity}`],

  onOlder: (m, major) => (major < 15 ? { ...m, shape: { ...m.shape, canSetAccessMethod: false } } : null),

  attributes: {
    columns: 'replace',
    query: 'replace',
    options: {
      alter: (m, from, to) =>
        changeOptions(from, to).map((clause) => ({ ...alter(m, clause), lock: 'ShareUpdateExclusiveLock' })),
      ...OPTIONS,
    },
    accessMethod: {
      alter: (m, _from, to) => ({ ...alter(m, `SET ACCESS METHOD ${ident(to ?? 'heap')}`), rewritesTable: true }),
      replaceWhen: (_from, _to, m) => !m.shape.canSetAccessMethod,
    },
    canSetAccessMethod: 'rendered',
    tablespace: (m, _from, to) => ({ ...alter(m, `SET TABLESPACE ${ident(to ?? 'pg_default')}`), rewritesTable: true }),
  },
})

const alter = (m: CatalogObject<MaterializedView>, clause: string): Statement => ({
  sql: `ALTER MATERIALIZED VIEW ${m.identity} ${clause}`,
  lock: 'AccessExclusiveLock',
})

function definition(m: CatalogObject<MaterializedView>, parts: readonly Part[]): Statement {
  const { options, accessMethod, tablespace, query } = m.shape
  const clauses = [
    accessMethod === null ? '' : ` USING ${ident(accessMethod)}`,
    withOptions(options),
    tablespace === null ? '' : ` TABLESPACE ${ident(tablespace)}`,
  ]
  const sql = `CREATE MATERIALIZED VIEW ${m.identity}${clauses.join('')} AS\n${query}`
  return parts.some((part) => part.object.kind === 'materialized view data')
    ? { sql, lock: 'AccessShareLock', risk: 'runs its query to fill it' }
    : { sql: `${sql}\nWITH NO DATA`, lock: 'AccessShareLock' }
}
