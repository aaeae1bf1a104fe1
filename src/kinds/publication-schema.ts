// A schema's membership in a publication: FOR TABLES IN SCHEMA, PostgreSQL 15 and later.

import { ident } from '../catalog/identifier.ts'
import { keyOf } from '../catalog/object.ts'
import { defineKind } from './kind.ts'

type PublicationSchema = Record<never, never>

export const publicationSchema = defineKind<PublicationSchema>({
  type: 'publication schema',
  keyword: null,
  // Its rows have oids, but no other object ever refers to them; 14 does not have the catalog.
  catalog: null,
  parentCatalog: 'pg_publication',
  priority: 72,
  rebuildable: true,
  partOfParent: true,
  query: ({ major }) =>
    major >= 15
      ? `
    select null::int8 as objid, 0 as objsubid, pnpubid::int8 as parent, nspname as name
      from pg_publication_namespace s
      join pg_namespace n on n.oid = pnnspid`
      : `
    select null::int8 as objid, 0 as objsubid, 0::int8 as parent, ''::name as name
     where false`,
  identity: (name, parent) => `${ident(name)} IN ${parent?.identity}`,

  inline: (s) => ident(s.name),
  create: (s) => ({
    sql: `ALTER PUBLICATION ${s.parent?.identity} ADD TABLES IN SCHEMA ${ident(s.name)}`,
    lock: 'none',
  }),
  drop: (s) => ({
    sql: `ALTER PUBLICATION ${s.parent?.identity} DROP TABLES IN SCHEMA ${ident(s.name)}`,
    lock: 'none',
  }),
  requires: (s) => [keyOf('schema', ident(s.name))],
  dropsWith: (s) => [keyOf('schema', ident(s.name))],
  attributes: {},
})
