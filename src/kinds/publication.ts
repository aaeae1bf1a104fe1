// A publication, without its tables and schemas: those are objects of their own.

import { ident, literal } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Part, type Statement } from './kind.ts'

interface Publication {
  allTables: boolean
  /** `insert, update, delete, truncate`. */
  publish: string
  viaPartitionRoot: boolean
  /** `none` or `stored`; null before 18. */
  generatedColumns: string | null
}

const ALL_OPERATIONS = 'insert, update, delete, truncate'

export const publication = defineKind<Publication>({
  type: 'publication',
  keyword: 'PUBLICATION',
  catalog: 'pg_publication',
  parentCatalog: null,
  priority: 70,
  rebuildable: true,
  partOfParent: false,
  query: ({ major }) => `
    select oid::int8 as objid, 0 as objsubid, pubname as name, puballtables as "allTables",
           concat_ws(', ', case when pubinsert then 'insert' end, case when pubupdate then 'update' end,
                     case when pubdelete then 'delete' end, case when pubtruncate then 'truncate' end) as publish,
           pubviaroot as "viaPartitionRoot",
           ${major >= 18 ? `case pubgencols when 's' then 'stored' else 'none' end` : 'null::text'} as "generatedColumns"
      from pg_publication
     where oid >= 16384`,

  create: (p, parts) => ({
    sql: `CREATE PUBLICATION ${p.identity}${members(p, parts)}${withOptions(p.shape)}`,
    lock: parts.some(isTable) ? 'ShareUpdateExclusiveLock' : 'none',
  }),
  drop: (p) => ({
    sql: `DROP PUBLICATION ${p.identity}`,
    lock: 'none',
    risk: 'what subscribes to it fails from then on',
  }),
  rename: (from, to) =>
    alter(from, `RENAME TO ${ident(to)}`, 'what subscribes to it by its old name fails from then on'),
  occupies: (p) => [`publication ${p.identity}`],

  attributes: {
    allTables: 'replace',
    publish: (p, _from, to) => alter(p, `SET (publish = ${literal(to)})`),
    viaPartitionRoot: (p, _from, to) => alter(p, `SET (publish_via_partition_root = ${to})`),
    generatedColumns: (p, _from, to) => (to === null ? [] : alter(p, `SET (publish_generated_columns = ${to})`)),
  },
})

const isTable = (part: Part) => part.object.kind === 'publication table'

function members(p: CatalogObject<Publication>, parts: readonly Part[]): string {
  if (p.shape.allTables) return ' FOR ALL TABLES'
  const tables = parts.filter(isTable).map((part) => part.sql)
  const schemas = parts.filter((part) => !isTable(part)).map((part) => part.sql)
  const lists = [
    ...(tables.length ? [`TABLE ${tables.join(', ')}`] : []),
    ...(schemas.length ? [`TABLES IN SCHEMA ${schemas.join(', ')}`] : []),
  ]
  return lists.length ? ` FOR ${lists.join(', ')}` : ''
}

/** What differs from CREATE PUBLICATION's defaults. */
function withOptions({ publish, viaPartitionRoot, generatedColumns }: Publication): string {
  const options = [
    ...(publish === ALL_OPERATIONS ? [] : [`publish = ${literal(publish)}`]),
    ...(viaPartitionRoot ? ['publish_via_partition_root = true'] : []),
    ...(generatedColumns === 'stored' ? ['publish_generated_columns = stored'] : []),
  ]
  return options.length ? ` WITH (${options.join(', ')})` : ''
}

const alter = (p: CatalogObject<Publication>, clause: string, risk?: string): Statement => ({
  sql: `ALTER PUBLICATION ${p.identity} ${clause}`,
  lock: 'none',
  ...(risk !== undefined && { risk }),
})
