// A conversion between two encodings.

import { ident, literal } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'

interface Conversion {
  readonly source: string
  readonly target: string
  readonly function: string
  readonly byDefault: boolean
}

export const conversion = defineKind<Conversion>({
  type: 'conversion',
  keyword: 'CONVERSION',
  catalog: 'pg_conversion',
  parentCatalog: 'pg_namespace',
  priority: 24,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select oid::int8 as objid, 0 as objsubid, conname as name, connamespace::int8 as parent,
           pg_encoding_to_char(conforencoding) as source, pg_encoding_to_char(contoencoding) as target,
           conproc::regproc::text as function, condefault as "byDefault"
      from pg_conversion
     where oid >= 16384`,
  create: ({ identity, shape: c }) => ({
    sql: `CREATE ${c.byDefault ? 'DEFAULT ' : ''}CONVERSION ${identity} FOR ${literal(c.source)} TO ${literal(c.target)} FROM ${c.function}`,
    lock: 'none',
  }),
  drop: (c) => ({ sql: `DROP CONVERSION ${c.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER CONVERSION ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({ sql: `ALTER CONVERSION ${from.identity} SET SCHEMA ${ident(schema)}`, lock: 'none' }),
  attributes: {
    source: 'replace',
    target: 'replace',
    function: 'replace',
    byDefault: 'replace',
  },
})
