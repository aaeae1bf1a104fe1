// A schema (namespace).

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'

type Schema = Record<never, never>

export const schema = defineKind<Schema>({
  type: 'schema',
  keyword: 'SCHEMA',
  catalog: 'pg_namespace',
  parentCatalog: null,
  priority: 10,
  rebuildable: false,
  partOfParent: false,
  query: () => `
    select oid as objid, 0 as objsubid, nspname as name
      from pg_namespace
     where nspname !~ '^pg_' and nspname <> 'information_schema'`,
  create: (s) => ({ sql: `CREATE SCHEMA ${s.identity}`, lock: 'none' }),
  drop: (s) => ({ sql: `DROP SCHEMA ${s.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER SCHEMA ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  occupies: (s) => [`schema ${s.identity}`],
  attributes: {},
})
