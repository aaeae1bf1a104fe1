// That a materialized view holds data. WITH NO DATA says how a view begins, not that it must stay so: a view that was refreshed since
// stays as it is, and one that is made anew is filled again.

import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface MaterializedViewData {
  /** The materialized views that its query reads, through views too: these must hold data before. */
  reads: string[]
}

export const materializedViewData = defineKind<MaterializedViewData>({
  type: 'materialized view data',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_class',
  priority: 61,
  rebuildable: true,
  partOfParent: true,
  present: { relkind: ['m'] },
  unsaid: true,
  runsCode: true,

  query: () => `
    with recursive reads as (
      select oid as reader, oid as relation from pg_class where relkind = 'm' and relispopulated and oid >= 16384
       union
      select reader, d.refobjid
        from reads
        join pg_rewrite r on r.ev_class = relation
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
    )
    select null::int8 as objid, 0 as objsubid, '' as name, reader::int8 as parent,
           coalesce(array_agg(format('%I.%I', n.nspname, c.relname) order by n.nspname, c.relname)
                      filter (where c.relkind = 'm' and c.oid <> reader), '{}') as reads
      from reads
      join pg_class c on c.oid = relation
      join pg_namespace n on n.oid = c.relnamespace
     group by reader`,

  identity: (_name, parent) => `${parent?.identity}`,
  create: (d) => refresh(d, ''),
  inline: () => '',
  drop: (d) => refresh(d, ' WITH NO DATA'),
  requires: (d) => d.shape.reads.map((view) => keyOf('materialized view data', view)),
  attributes: { reads: 'rendered' },
})

const refresh = (d: CatalogObject<MaterializedViewData>, how: string): Statement => ({
  sql: `REFRESH MATERIALIZED VIEW ${d.identity}${how}`,
  lock: 'AccessExclusiveLock',
  rewritesTable: true,
  risk: 'runs its query; reading it waits that long',
})
