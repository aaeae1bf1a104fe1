// A collation. The version of the library behind it is the server's affair, and not compared.

import { ident, literal } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'
import { beside } from './type-commands.ts'

interface Collation {
  readonly provider: 'libc' | 'icu' | 'builtin'
  /** Of ICU and the builtin provider. */
  readonly locale: string | null
  readonly lcCollate: string | null
  readonly lcCtype: string | null
  readonly rules: string | null
  readonly deterministic: boolean
}

/** Where the locale of ICU is kept: in collcollate up to 14, in colliculocale up to 16, in colllocale since. */
const localeColumn = (major: number): string => {
  if (major < 15) return `case when collprovider = 'i' then collcollate end`
  return major < 17 ? 'colliculocale' : 'colllocale'
}

export const collation = defineKind<Collation>({
  type: 'collation',
  keyword: 'COLLATION',
  catalog: 'pg_collation',
  parentCatalog: 'pg_namespace',
  priority: 12,
  rebuildable: true,
  partOfParent: false,
  query: ({ major }) => `
    select oid::int8 as objid, 0 as objsubid, collname as name, collnamespace::int8 as parent,
           case collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end as provider,
           ${localeColumn(major)} as locale,
           case when collprovider = 'c' then collcollate end as "lcCollate",
           case when collprovider = 'c' then collctype end as "lcCtype",
           ${major < 16 ? 'null::text' : 'collicurules'} as rules,
           collisdeterministic as deterministic
      from pg_collation
     where oid >= 16384
       and collencoding in (-1, (select encoding from pg_database where datname = current_database()))`,
  create(c) {
    const { provider, locale, lcCollate, lcCtype, rules, deterministic } = c.shape
    const options = [
      `PROVIDER = ${provider}`,
      ...(locale === null ? [] : [`LOCALE = ${literal(locale)}`]),
      ...(lcCollate !== null && lcCollate === lcCtype ? [`LOCALE = ${literal(lcCollate)}`] : []),
      ...(lcCollate !== null && lcCtype !== null && lcCollate !== lcCtype
        ? [`LC_COLLATE = ${literal(lcCollate)}`, `LC_CTYPE = ${literal(lcCtype)}`]
        : []),
      ...(rules === null ? [] : [`RULES = ${literal(rules)}`]),
      ...(deterministic ? [] : ['DETERMINISTIC = false']),
    ]
    return { sql: `CREATE COLLATION ${c.identity} (${options.join(', ')})`, lock: 'none' }
  },
  drop: (c) => ({ sql: `DROP COLLATION ${c.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER COLLATION ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({ sql: `ALTER COLLATION ${from.identity} SET SCHEMA ${ident(schema)}`, lock: 'none' }),
  occupies: (c) => [`collation ${c.identity}`],
  aside: (was, temporaryName) => ({
    rename: { sql: `ALTER COLLATION ${was.identity} RENAME TO ${ident(temporaryName)}`, lock: 'none' },
    drop: { sql: `DROP COLLATION ${beside(was, temporaryName)}`, lock: 'none' },
  }),
  attributes: {
    provider: 'replace',
    locale: 'replace',
    lcCollate: 'replace',
    lcCtype: 'replace',
    rules: 'replace',
    deterministic: 'replace',
  },
})
