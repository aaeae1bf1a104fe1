// A foreign table, without what hangs on it: columns, constraints and its place as a partition are objects of their own.

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
import { defineKind, type Part, type Statement } from './kind.ts'

interface ForeignTable {
  /** Quoted. */
  server: string
  options: ForeignOptions
}

export const foreignTable = defineKind<ForeignTable>({
  type: 'foreign table',
  keyword: 'FOREIGN TABLE',
  catalog: 'pg_class',
  parentCatalog: 'pg_namespace',
  priority: 22,
  rebuildable: true,
  partOfParent: false,
  present: { relkind: ['f'] },
  query: () => `
    select c.oid::int8 as objid, 0 as objsubid, relname as name, relnamespace::int8 as parent,
           quote_ident(srvname) as server,
           ${optionsOf('ftoptions')} as options
      from pg_foreign_table
      join pg_class c on c.oid = ftrelid
      join pg_foreign_server s on s.oid = ftserver`,

  create: (t, parts) => ({
    sql: createForeignTable(t, parts),
    lock: 'none',
    ...lacksSecrets(t.shape.options, `ALTER FOREIGN TABLE ${t.identity}`),
  }),
  drop: (t) => ({
    sql: `DROP FOREIGN TABLE ${t.identity}`,
    lock: 'AccessExclusiveLock',
    ...losesSecrets(t.shape.options, `foreign table ${t.identity}`),
  }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  setSchema: (from, schema) => alter(from, `SET SCHEMA ${ident(schema)}`),
  occupies: (t) => [`relation ${t.identity}`, `type ${t.identity}`],
  uncovered: (t) => uncoveredSecrets(t.shape.options),

  attributes: {
    server: 'replace',
    options: {
      alter: (t, from, to) => alter(t, changeForeignOptions(from, to)),
      ...FOREIGN_OPTIONS,
    },
  },
})

function createForeignTable(t: CatalogObject<ForeignTable>, parts: readonly Part[]): string {
  const inherits = parts.find((part) => part.object.kind === 'inheritance')
  const lines = parts.filter((part) => part !== inherits && part.sql !== '').map((part) => `  ${part.sql}`)
  return [
    `CREATE FOREIGN TABLE ${t.identity}`,
    lines.length ? ` (\n${lines.join(',\n')}\n)` : ' ()',
    inherits ? ` ${inherits.sql}` : '',
    ` SERVER ${t.shape.server}`,
    withForeignOptions(t.shape.options),
  ].join('')
}

const alter = (t: CatalogObject<ForeignTable>, clause: string): Statement => ({
  sql: `ALTER FOREIGN TABLE ${t.identity} ${clause}`,
  lock: 'AccessExclusiveLock',
})
