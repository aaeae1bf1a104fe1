// A foreign server: what CREATE SERVER makes.

import { ident, literal } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import {
  changeForeignOptions,
  type ForeignOptions,
  lacksSecrets,
  losesSecrets,
  optionsOf,
  FOREIGN_OPTIONS,
  uncoveredSecrets,
  withForeignOptions,
} from './foreign-options.ts'
import { defineKind, type Statement } from './kind.ts'

interface ForeignServer {
  /** Quoted. */
  wrapper: string
  serverType: string | null
  version: string | null
  options: ForeignOptions
}

export const foreignServer = defineKind<ForeignServer>({
  type: 'foreign server',
  keyword: 'SERVER',
  catalog: 'pg_foreign_server',
  // Not the wrapper: most wrappers are members of an extension, their servers are not.
  parentCatalog: null,
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select s.oid::int8 as objid, 0 as objsubid, srvname as name, quote_ident(fdwname) as wrapper,
           nullif(srvtype, '') as "serverType", nullif(srvversion, '') as version,
           ${optionsOf('srvoptions')} as options
      from pg_foreign_server s
      join pg_foreign_data_wrapper w on w.oid = srvfdw
     where s.oid >= 16384`,

  create: (s) => ({
    sql: [
      `CREATE SERVER ${s.identity}`,
      s.shape.serverType === null ? '' : ` TYPE ${literal(s.shape.serverType)}`,
      s.shape.version === null ? '' : ` VERSION ${literal(s.shape.version)}`,
      ` FOREIGN DATA WRAPPER ${s.shape.wrapper}`,
      withForeignOptions(s.shape.options),
    ].join(''),
    lock: 'none',
    ...lacksSecrets(s.shape.options, `ALTER SERVER ${s.identity}`),
  }),
  drop: (s) => ({
    sql: `DROP SERVER ${s.identity}`,
    lock: 'none',
    ...losesSecrets(s.shape.options, `server ${s.identity}`),
  }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  occupies: (s) => [`foreign server ${s.identity}`],
  uncovered: (s) => uncoveredSecrets(s.shape.options),

  attributes: {
    wrapper: 'replace',
    serverType: 'replace',
    // There is no way back to NULL; the empty version means the same.
    version: (s, _from, to) => alter(s, `VERSION ${literal(to ?? '')}`),
    options: {
      alter: (s, from, to) => alter(s, changeForeignOptions(from, to)),
      ...FOREIGN_OPTIONS,
    },
  },
})

const alter = (s: CatalogObject<ForeignServer>, clause: string): Statement => ({
  sql: `ALTER SERVER ${s.identity} ${clause}`,
  lock: 'none',
})
