// A column of a view or a materialized view: it comes and goes with the view, and comments, grants and defaults hang on it.
// Of a materialized view it also has what ANALYZE and storage need to know.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type LockMode, type Part, type Statement } from './kind.ts'
import { changeOptions, OPTIONS } from './options.ts'
import { storageName } from './storage-name.ts'

interface ViewColumn {
  /** The statistics target; null: the server's default. */
  statistics: number | null
  storage: string
  /** The storage that its type has by itself. */
  typeStorage: string
  compression: string | null
  /** n_distinct */
  options: string[]
}

export const viewColumn = defineKind<ViewColumn>({
  type: 'view column',
  keyword: 'COLUMN',
  catalog: 'pg_class',
  parentCatalog: 'pg_class',
  priority: 33,
  rebuildable: true,
  partOfParent: true,
  present: { relkind: ['v', 'm'] },

  query: () => `
    select a.attrelid::int8 as objid, a.attnum as objsubid, a.attname as name, a.attrelid::int8 as parent,
           nullif(a.attstattarget, -1) as statistics,
           ${storageName('a.attstorage')} as storage,
           ${storageName('t.typstorage')} as "typeStorage",
           case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression,
           coalesce(a.attoptions, '{}') as options
      from pg_class c
      cross join lateral (select * from pg_attribute where attrelid = c.oid and attnum > 0 offset 0) a
      join pg_type t on t.oid = a.atttypid
     where c.relkind in ('v', 'm') and c.oid >= 16384`,

  identity: (name, parent) => `${parent ? `${parent.identity}.` : ''}${ident(name)}`,
  create: settings,
  inline: (c, parts) => ({ sql: '', then: settings(c, parts) }),
  drop: () => [],
  rename: (from, to) => ({
    sql: `${alterView(from)} RENAME COLUMN ${ident(from.name)} TO ${ident(to)}`,
    lock: 'AccessExclusiveLock',
  }),

  attributes: {
    statistics: (c) => alterColumn(c, statisticsClause(c), 'ShareUpdateExclusiveLock'),
    storage: (c) => alterColumn(c, `SET STORAGE ${c.shape.storage}`, 'AccessExclusiveLock'),
    typeStorage: 'rendered',
    compression: (c) => alterColumn(c, compressionClause(c), 'AccessExclusiveLock'),
    options: {
      alter: (c, from, to) =>
        changeOptions(from, to).map((clause) => alterColumn(c, clause, 'ShareUpdateExclusiveLock')),
      ...OPTIONS,
    },
  },
})

/** What CREATE has no word for, a default among the parts included. */
function settings(c: CatalogObject<ViewColumn>, parts: readonly Part[]): Statement[] {
  const { statistics, storage, typeStorage, compression, options } = c.shape
  return [
    ...(statistics === null ? [] : [alterColumn(c, statisticsClause(c), 'ShareUpdateExclusiveLock')]),
    ...(storage === typeStorage ? [] : [alterColumn(c, `SET STORAGE ${storage}`, 'AccessExclusiveLock')]),
    ...(compression === null ? [] : [alterColumn(c, compressionClause(c), 'AccessExclusiveLock')]),
    ...changeOptions([], options).map((clause) => alterColumn(c, clause, 'ShareUpdateExclusiveLock')),
    ...parts.map((part) => alterColumn(c, `SET ${part.sql}`, 'AccessExclusiveLock')),
  ]
}

const statisticsClause = (c: CatalogObject<ViewColumn>): string => `SET STATISTICS ${c.shape.statistics ?? -1}`

const compressionClause = (c: CatalogObject<ViewColumn>): string =>
  `SET COMPRESSION ${c.shape.compression ?? 'default'}`

const alterView = (c: CatalogObject<ViewColumn>): string =>
  c.parent?.kind === 'view' ? `ALTER VIEW ${c.parent.identity}` : `ALTER MATERIALIZED VIEW ${c.parent?.identity}`

const alterColumn = (c: CatalogObject<ViewColumn>, clause: string, lock: LockMode): Statement => ({
  sql: `${alterView(c)} ALTER COLUMN ${ident(c.name)} ${clause}`,
  lock,
})
