// An extended statistics object: CREATE STATISTICS. The statistics that ANALYZE gathers in it are data.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Statistics {
  /** `dependencies`, `mcv`, `ndistinct`, sorted; empty: all, or not to be said since it is about one expression. */
  kinds: readonly string[]
  /** Columns, then expressions in parentheses, as they are printed; their order means nothing. */
  on: readonly string[]
  /** Qualified and quoted. */
  table: string
  /** null: the default. */
  target: number | null
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
  // Expressions that vanished while they were read leave no columns: then `on` is null.
  definitions: ['on'],
  query: () => `
    select s.oid::int8 as objid, 0 as objsubid, stxname as name, stxnamespace::int8 as parent,
           case when stxkind @> '{d,f,m}' or cardinality(stxkind) = 1 and stxkind = '{e}' then '{}'::text[]
                else array(select kind from unnest('{d,f,m}'::"char"[], '{ndistinct,dependencies,mcv}'::text[]) known(letter, kind)
                            where letter = any (stxkind) order by kind collate "C") end as kinds,
           (select array_agg(part order by attnum, i)
              from (select quote_ident(attname), attnum, 0 from pg_attribute where attrelid = stxrelid and attnum = any (stxkeys)
                    union all
                    select '(' || expression || ')', 2000, i
                      from unnest(pg_get_statisticsobjdef_expressions(s.oid)) with ordinality u(expression, i)) parts(part, attnum, i)) as on,
           quote_ident(nspname) || '.' || quote_ident(relname) as table, nullif(stxstattarget, -1) as target,
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
    { sql: createStatistics(s), lock: 'ShareUpdateExclusiveLock', risk: 'holds nothing until the next ANALYZE' },
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
    kinds: 'replace',
    on: {
      alter: () => [],
      replaceWhen: () => true,
      same: (from, to) => from.length === to.length && from.every((part) => to.includes(part)),
      state: (on) => on.toSorted(),
    },
    table: 'replace',
    target: (s, _from, to) => setTarget(s, to),
    columns: 'rendered',
  },
})

const createStatistics = ({ identity, shape: { kinds, on, table } }: CatalogObject<Statistics>): string =>
  `CREATE STATISTICS ${identity}${kinds.length ? ` (${kinds.join(', ')})` : ''} ON ${on.join(', ')} FROM ${table}`

const setTarget = (s: CatalogObject<Statistics>, target: number | null) => alter(s, `SET STATISTICS ${target ?? -1}`)

const alter = (s: CatalogObject<Statistics>, clause: string): Statement => ({
  sql: `ALTER STATISTICS ${s.identity} ${clause}`,
  lock: 'none',
})
