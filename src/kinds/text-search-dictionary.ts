// A text search dictionary: a template and its options.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'

interface TextSearchDictionary {
  readonly template: string
  /** As PostgreSQL keeps them: `language = 'english', stopwords = 'english'`. */
  readonly options: string | null
}

const optionNames = (options: string | null): string[] =>
  [...(options ?? '').matchAll(/("(?:[^"]|"")*"|[^\s,="']+)\s*=\s*(?:E?'(?:[^']|'')*'|[^,']+)/g)].map(
    (match) => match[1]!,
  )

export const textSearchDictionary = defineKind<TextSearchDictionary>({
  type: 'text search dictionary',
  keyword: 'TEXT SEARCH DICTIONARY',
  catalog: 'pg_ts_dict',
  parentCatalog: 'pg_namespace',
  priority: 25,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select d.oid::int8 as objid, 0 as objsubid, dictname as name, dictnamespace::int8 as parent,
           (select format('%I.%I', n.nspname, tmplname) from pg_ts_template t join pg_namespace n on n.oid = tmplnamespace
             where t.oid = dicttemplate) as template,
           dictinitoption as options
      from pg_ts_dict d
     where d.oid >= 16384`,
  create: ({ identity, shape: { template, options } }) => ({
    sql: `CREATE TEXT SEARCH DICTIONARY ${identity} (TEMPLATE = ${template}${options === null ? '' : `, ${options}`})`,
    lock: 'none',
  }),
  drop: (d) => ({ sql: `DROP TEXT SEARCH DICTIONARY ${d.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER TEXT SEARCH DICTIONARY ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({
    sql: `ALTER TEXT SEARCH DICTIONARY ${from.identity} SET SCHEMA ${ident(schema)}`,
    lock: 'none',
  }),
  attributes: {
    template: 'replace',
    // An option without a value is removed.
    options(d, from, to) {
      const kept = optionNames(to)
      const removed = optionNames(from).filter((name) => !kept.includes(name))
      const options = [...removed, ...(to === null ? [] : [to])].join(', ')
      return { sql: `ALTER TEXT SEARCH DICTIONARY ${d.identity} (${options})`, lock: 'none' }
    },
  },
})
