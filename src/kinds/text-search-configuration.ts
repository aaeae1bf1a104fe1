// A text search configuration: a parser, and the dictionaries that each of its token types goes through.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

/** The dictionaries of each token type, in order. */
type Mappings = Readonly<Record<string, readonly string[]>>

interface TextSearchConfiguration {
  readonly parser: string
  readonly mappings: Mappings
}

const alter = (c: CatalogObject, action: string): Statement => ({
  sql: `ALTER TEXT SEARCH CONFIGURATION ${c.identity} ${action}`,
  lock: 'none',
})

/** One statement for all token types that go through the same dictionaries. */
function changeMappings(c: CatalogObject, from: Mappings, to: Mappings): Statement[] {
  const dropped = Object.keys(from).filter((token) => !(token in to))
  const changed = new Map<string, string[]>()
  for (const [token, dictionaries] of Object.entries(to)) {
    const chain = dictionaries.join(', ')
    if (from[token]?.join(', ') === chain) continue
    const action = `${from[token] ? 'ALTER' : 'ADD'} MAPPING FOR \n WITH ${chain}`
    changed.set(action, [...(changed.get(action) ?? []), ident(token)])
  }
  return [
    ...(dropped.length > 0 ? [alter(c, `DROP MAPPING FOR ${dropped.map(ident).join(', ')}`)] : []),
    ...[...changed].map(([action, tokens]) =>
      alter(
        c,
        action.replace('\n', () => tokens.join(', ')),
      ),
    ),
  ]
}

export const textSearchConfiguration = defineKind<TextSearchConfiguration>({
  type: 'text search configuration',
  keyword: 'TEXT SEARCH CONFIGURATION',
  catalog: 'pg_ts_config',
  parentCatalog: 'pg_namespace',
  priority: 26,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select c.oid::int8 as objid, 0 as objsubid, cfgname as name, cfgnamespace::int8 as parent,
           (select format('%I.%I', n.nspname, prsname) from pg_ts_parser p join pg_namespace n on n.oid = prsnamespace
             where p.oid = cfgparser) as parser,
           (select coalesce(json_object_agg(alias, dictionaries order by alias), '{}')
              from (select alias, json_agg(format('%I.%I', n.nspname, dictname) order by mapseqno) as dictionaries
                      from pg_ts_config_map
                      join ts_token_type(c.cfgparser) on tokid = maptokentype
                      join pg_ts_dict d on d.oid = mapdict
                      join pg_namespace n on n.oid = dictnamespace
                     where mapcfg = c.oid
                     group by alias) m) as mappings
      from pg_ts_config c
     where c.oid >= 16384`,
  create: (c) => [
    { sql: `CREATE TEXT SEARCH CONFIGURATION ${c.identity} (PARSER = ${c.shape.parser})`, lock: 'none' },
    ...changeMappings(c, {}, c.shape.mappings),
  ],
  drop: (c) => ({ sql: `DROP TEXT SEARCH CONFIGURATION ${c.identity}`, lock: 'none' }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  setSchema: (from, schema) => alter(from, `SET SCHEMA ${ident(schema)}`),
  attributes: {
    parser: 'replace',
    mappings: (c, from, to) => changeMappings(c, from, to),
  },
})
