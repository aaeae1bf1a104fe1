// A table's membership in a publication, with its column list and row filter.

import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind } from './kind.ts'

interface PublicationTable {
  /** Qualified and quoted. */
  table: string
  /** Quoted, by name: the order in which they are listed means nothing. null: all; always so before 15. */
  columns: readonly string[] | null
  /** The row filter; null: all rows; always so before 15. */
  where: string | null
}

export const publicationTable = defineKind<PublicationTable>({
  type: 'publication table',
  keyword: null,
  catalog: 'pg_publication_rel',
  parentCatalog: 'pg_publication',
  priority: 72,
  rebuildable: true,
  partOfParent: true,
  query: ({ major }) => `
    select r.oid::int8 as objid, 0 as objsubid, prpubid::int8 as parent, relname as name,
           quote_ident(nspname) || '.' || quote_ident(relname) as table,
           ${major >= 15 ? columnsAndFilter : 'null::text[] as columns, null::text as where'}
      from pg_publication_rel r
      join pg_class c on c.oid = prrelid
      join pg_namespace n on n.oid = relnamespace
     order by r.oid`,
  identity: (_name, parent, shape) => `${shape.table} IN ${parent?.identity}`,

  inline: (t) => published(t),
  // A member's columns and filter have no ALTER of their own: in one transaction, DROP and ADD leave no gap.
  create: (t) => ({
    sql: `ALTER PUBLICATION ${t.parent?.identity} ADD TABLE ${published(t)}`,
    lock: 'ShareUpdateExclusiveLock',
  }),
  drop: (t) => ({
    sql: `ALTER PUBLICATION ${t.parent?.identity} DROP TABLE ONLY ${t.shape.table}`,
    lock: 'ShareUpdateExclusiveLock',
  }),
  dropsWith: (t) => [keyOf('table', t.shape.table)],

  attributes: {
    table: 'rendered',
    columns: 'replace',
    where: 'replace',
  },
})

const columnsAndFilter = `
           case when prattrs is not null
                then array(select quote_ident(attname) from pg_attribute where attrelid = prrelid and attnum = any (prattrs) order by attname)
                 end as columns,
           pg_get_expr(prqual, prrelid) as where`

/** ONLY: the tables that inherit from it are members of their own. */
const published = ({ shape: { table, columns, where } }: CatalogObject<PublicationTable>) =>
  `ONLY ${table}${columns === null ? '' : ` (${columns.join(', ')})`}${where === null ? '' : ` WHERE (${where})`}`
