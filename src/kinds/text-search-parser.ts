// A text search parser: five functions in C.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'

interface TextSearchParser {
  readonly start: string
  readonly token: string
  readonly end: string
  readonly lexTypes: string
  readonly headline: string | null
}

export const textSearchParser = defineKind<TextSearchParser>({
  type: 'text search parser',
  keyword: 'TEXT SEARCH PARSER',
  catalog: 'pg_ts_parser',
  parentCatalog: 'pg_namespace',
  priority: 24,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select oid::int8 as objid, 0 as objsubid, prsname as name, prsnamespace::int8 as parent,
           prsstart::regproc::text as start, prstoken::regproc::text as token, prsend::regproc::text as end,
           prslextype::regproc::text as "lexTypes", nullif(prsheadline, 0)::regproc::text as headline
      from pg_ts_parser
     where oid >= 16384`,
  create({ identity, shape: p }) {
    const headline = p.headline === null ? '' : `, HEADLINE = ${p.headline}`
    const functions = `START = ${p.start}, GETTOKEN = ${p.token}, END = ${p.end}, LEXTYPES = ${p.lexTypes}${headline}`
    return { sql: `CREATE TEXT SEARCH PARSER ${identity} (${functions})`, lock: 'none' }
  },
  drop: (p) => ({ sql: `DROP TEXT SEARCH PARSER ${p.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER TEXT SEARCH PARSER ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({
    sql: `ALTER TEXT SEARCH PARSER ${from.identity} SET SCHEMA ${ident(schema)}`,
    lock: 'none',
  }),
  attributes: {
    start: 'replace',
    token: 'replace',
    end: 'replace',
    lexTypes: 'replace',
    headline: 'replace',
  },
})
