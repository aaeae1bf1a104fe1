// The index behind a PRIMARY KEY, UNIQUE or EXCLUDE constraint: it comes and goes with the constraint, but comments,
// partition links and replica identities name it.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'

export const constraintIndex = defineKind<Record<never, never>>({
  type: 'constraint index',
  keyword: 'INDEX',
  catalog: 'pg_class',
  parentCatalog: 'pg_constraint',
  priority: 53,
  rebuildable: true,
  partOfParent: true,
  query: () => `
    select k.conindid::int8 as objid, 0 as objsubid, k.conname as name, k.oid::int8 as parent
      from pg_constraint k
     where k.contype in ('p', 'u', 'x') and k.oid >= 16384`,
  identity: (name, parent) => `${parent?.parent?.parent?.identity}.${ident(name)}`,
  create: () => [],
  inline: () => '',
  drop: () => [],
  attributes: {},
})
