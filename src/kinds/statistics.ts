// An extended statistics object: CREATE STATISTICS. The statistics that ANALYZE gathers in it are data.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Statistics {
  /** pg_get_statisticsobjdef() */
  definition: string
  /** null: the default. */
  target: number | null
  /** Qualified and quoted. */
  table: string
  /** Quoted; those in expressions too. */
  columns: readonly string[]
}

export const statistics = defineKind<Statistics>({
  type: 'statistics',
  keyword: 'STATISTICS',
  catalog: 'pg_statistic_ext',
  parentCatalog: 'pg_namespace',
  priority: 51,
  rebuildable: true,
  partOfParent: false,
  definitions: ['definition'],
  query: () => `
    select s.oid::int8 as objid, 0 as objsubid, stxname as name, stxnamespace::int8 as parent,
           pg_get_statisticsobjdef(s.oid) as definition, nullif(stxstattarget, -1) as target,
           quote_ident(nspname) || '.' || quote_ident(relname) as table,
           array(select quote_ident(attname) from pg_depend
                   join pg_attribute on attrelid = refobjid and attnum = refobjsubid
                  where classid = 'pg_statistic_ext'::regclass and objid = s.oid
                    and refclassid = 'pg_class'::regclass and refobjid = stxrelid
                  order by attnum) as columns
      from pg_statistic_ext s
      join pg_class c on c.oid = stxrelid
      join pg_namespace n on n.oid = relnamespace
     where s.oid >= 16384`,

  create: (s) => [
    { sql: s.shape.definition, lock: 'ShareUpdateExclusiveLock', risk: 'holds nothing until the next ANALYZE' },
    ...(s.shape.target === null ? [] : [setTarget(s, s.shape.target)]),
  ],
  drop: (s) => ({ sql: `DROP STATISTICS ${s.identity}`, lock: 'ShareUpdateExclusiveLock' }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  setSchema: (from, schema) => alter(from, `SET SCHEMA ${ident(schema)}`),
  occupies: (s) => [`statistics ${s.identity}`],
  dropsWith: (s) => [
    ...['table', 'foreign table', 'materialized view'].map((kind) => keyOf(kind, s.shape.table)),
    ...s.shape.columns.map((column) => keyOf('column', `${s.shape.table}.${column}`)),
  ],

  attributes: {
    definition: 'replace',
    target: (s, _from, to) => setTarget(s, to),
    table: 'rendered',
    columns: 'rendered',
  },
})

const setTarget = (s: CatalogObject<Statistics>, target: number | null) => alter(s, `SET STATISTICS ${target ?? -1}`)

const alter = (s: CatalogObject<Statistics>, clause: string): Statement => ({
  sql: `ALTER STATISTICS ${s.identity} ${clause}`,
  lock: 'none',
})
