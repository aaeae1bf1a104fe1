// A text search template: the functions behind dictionaries.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'

interface TextSearchTemplate {
  readonly init: string | null
  readonly lexize: string
}

export const textSearchTemplate = defineKind<TextSearchTemplate>({
  type: 'text search template',
  keyword: 'TEXT SEARCH TEMPLATE',
  catalog: 'pg_ts_template',
  parentCatalog: 'pg_namespace',
  priority: 24,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select oid::int8 as objid, 0 as objsubid, tmplname as name, tmplnamespace::int8 as parent,
           nullif(tmplinit, 0)::regproc::text as init, tmpllexize::regproc::text as lexize
      from pg_ts_template
     where oid >= 16384`,
  create({ identity, shape: { init, lexize } }) {
    const functions = [...(init === null ? [] : [`INIT = ${init}`]), `LEXIZE = ${lexize}`]
    return { sql: `CREATE TEXT SEARCH TEMPLATE ${identity} (${functions.join(', ')})`, lock: 'none' }
  },
  drop: (t) => ({ sql: `DROP TEXT SEARCH TEMPLATE ${t.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER TEXT SEARCH TEMPLATE ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({
    sql: `ALTER TEXT SEARCH TEMPLATE ${from.identity} SET SCHEMA ${ident(schema)}`,
    lock: 'none',
  }),
  attributes: {
    init: 'replace',
    lexize: 'replace',
  },
})
