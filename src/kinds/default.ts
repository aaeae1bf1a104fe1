// The default of a column, of a table or of a view. The expression of a generated column is the column's own.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Default {
  expression: string
  /** CREATE TABLE … INHERITS gives it: it is that of every parent that has one. */
  inherited: boolean
}

export const defaultValue = defineKind<Default>({
  type: 'default',
  keyword: null,
  catalog: 'pg_attrdef',
  parentCatalog: 'any',
  priority: 26,
  rebuildable: true,
  partOfParent: true,
  definitions: ['expression'],
  usual: { inherited: false },

  query: () => `
    select d.oid::int8 as objid, 0 as objsubid, '' as name,
           'pg_class'::regclass::oid::int8 as parent_class, d.adrelid::int8 as parent, d.adnum as parent_subid,
           pg_get_expr(d.adbin, d.adrelid) as expression,
           case when a.attinhcount > 0 and not c.relispartition then (
             select coalesce(bool_and(pg_get_expr(pd.adbin, pd.adrelid) = pg_get_expr(d.adbin, d.adrelid)), false)
               from pg_inherits i
               join pg_attribute pa on pa.attrelid = i.inhparent and pa.attname = a.attname
               join pg_attrdef pd on pd.adrelid = pa.attrelid and pd.adnum = pa.attnum
              where i.inhrelid = a.attrelid) else false end as inherited
      from pg_attrdef d
      join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
      join pg_class c on c.oid = d.adrelid
     where a.attgenerated = '' and d.oid >= 16384`,

  identity: (_name, parent) => `${parent?.identity}`,
  create: (d) => alter(d, `SET DEFAULT ${d.shape.expression}`),
  inline: (d) => (d.shape.inherited ? '' : `DEFAULT ${d.shape.expression}`),
  comesAlong: true,
  drop: (d) => alter(d, 'DROP DEFAULT'),
  occupies: (d) => [`value of ${d.identity}`],
  attributes: {
    expression: (d, _from, to) => alter(d, `SET DEFAULT ${to}`),
    inherited: 'rendered',
  },
})

/** ONLY: a partition's default is its own. */
function alter(d: CatalogObject<Default>, clause: string): Statement {
  const relation = d.parent?.parent
  const command =
    relation?.kind === 'view' ? 'VIEW' : relation?.kind === 'foreign table' ? 'FOREIGN TABLE ONLY' : 'TABLE ONLY'
  return {
    sql: `ALTER ${command} ${relation?.identity} ALTER COLUMN ${ident(d.parent?.name ?? '')} ${clause}`,
    lock: 'AccessExclusiveLock',
  }
}
