// A table or index access method that no extension brings along.

import { defineKind } from './kind.ts'

interface AccessMethod {
  /** `TABLE` or `INDEX`. */
  use: string
  /** Qualified and quoted. */
  handler: string
}

export const accessMethod = defineKind<AccessMethod>({
  type: 'access method',
  keyword: 'ACCESS METHOD',
  catalog: 'pg_am',
  parentCatalog: null,
  priority: 13,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select oid::int8 as objid, 0 as objsubid, amname as name, case amtype when 't' then 'TABLE' else 'INDEX' end as use,
           amhandler::regproc::text as handler
      from pg_am
     where oid >= 16384`,
  create: (m) => ({
    sql: `CREATE ACCESS METHOD ${m.identity} TYPE ${m.shape.use} HANDLER ${m.shape.handler}`,
    lock: 'none',
  }),
  drop: (m) => ({ sql: `DROP ACCESS METHOD ${m.identity}`, lock: 'none' }),
  occupies: (m) => [`access method ${m.identity}`],
  attributes: { use: 'replace', handler: 'replace' },
})
