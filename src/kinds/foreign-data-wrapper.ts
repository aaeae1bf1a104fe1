// A foreign-data wrapper that no extension brings along.

import { ident } from '../catalog/identifier.ts'
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

interface ForeignDataWrapper {
  /** Qualified and quoted. */
  handler: string | null
  validator: string | null
  options: ForeignOptions
}

export const foreignDataWrapper = defineKind<ForeignDataWrapper>({
  type: 'foreign-data wrapper',
  keyword: 'FOREIGN DATA WRAPPER',
  catalog: 'pg_foreign_data_wrapper',
  parentCatalog: null,
  priority: 15,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select oid::int8 as objid, 0 as objsubid, fdwname as name,
           nullif(fdwhandler, 0)::regproc::text as handler, nullif(fdwvalidator, 0)::regproc::text as validator,
           ${optionsOf('fdwoptions')} as options
      from pg_foreign_data_wrapper
     where oid >= 16384`,

  create: (w) => ({
    sql: [
      `CREATE FOREIGN DATA WRAPPER ${w.identity}`,
      w.shape.handler === null ? '' : ` HANDLER ${w.shape.handler}`,
      w.shape.validator === null ? '' : ` VALIDATOR ${w.shape.validator}`,
      withForeignOptions(w.shape.options),
    ].join(''),
    lock: 'none',
    ...lacksSecrets(w.shape.options, `ALTER FOREIGN DATA WRAPPER ${w.identity}`),
  }),
  drop: (w) => ({
    sql: `DROP FOREIGN DATA WRAPPER ${w.identity}`,
    lock: 'none',
    ...losesSecrets(w.shape.options, `foreign-data wrapper ${w.identity}`),
  }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  occupies: (w) => [`foreign-data wrapper ${w.identity}`],
  uncovered: (w) => uncoveredSecrets(w.shape.options),

  attributes: {
    handler: (w, _from, to) => alter(w, to === null ? 'NO HANDLER' : `HANDLER ${to}`),
    validator: (w, _from, to) => alter(w, to === null ? 'NO VALIDATOR' : `VALIDATOR ${to}`),
    options: {
      alter: (w, from, to) => alter(w, changeForeignOptions(from, to)),
      ...FOREIGN_OPTIONS,
    },
  },
})

const alter = (w: CatalogObject<ForeignDataWrapper>, clause: string): Statement => ({
  sql: `ALTER FOREIGN DATA WRAPPER ${w.identity} ${clause}`,
  lock: 'none',
})
