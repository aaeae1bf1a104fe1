// A CHECK constraint of a domain.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind } from './kind.ts'

interface DomainConstraint {
  /** `CHECK ((VALUE > 0))`, without NOT VALID. */
  readonly definition: string
  readonly validated: boolean
}

/** Adding and validating scan every table that has a column of the domain, both under the same lock, so that two steps gain nothing. */
const scan = { lock: 'ShareLock', scansTable: true, risk: 'fails where rows violate it' } as const

const alterDomain = (c: CatalogObject, action: string) => `ALTER DOMAIN ${c.parent!.identity} ${action}`

const constraint = (c: CatalogObject<DomainConstraint>) => `CONSTRAINT ${ident(c.name)} ${c.shape.definition}`

export const domainConstraint = defineKind<DomainConstraint>({
  type: 'domain constraint',
  keyword: 'CONSTRAINT',
  catalog: 'pg_constraint',
  parentCatalog: 'pg_type',
  priority: 17,
  rebuildable: true,
  partOfParent: true,
  present: { typtype: ['d'] },
  query: () => `
    select oid::int8 as objid, 0 as objsubid, conname as name, contypid::int8 as parent,
           regexp_replace(pg_get_constraintdef(oid), ' NOT VALID$', '') as definition,
           convalidated as validated
      from pg_constraint
     where contypid <> 0 and contype = 'c' and oid >= 16384`,
  identity: (name, parent) => `${ident(name)} ON DOMAIN ${parent!.identity}`,
  definitions: ['definition'],
  inline: (c) => (c.shape.validated ? constraint(c) : null),
  create: (c) =>
    c.shape.validated
      ? { sql: alterDomain(c, `ADD ${constraint(c)}`), ...scan }
      : { sql: alterDomain(c, `ADD ${constraint(c)} NOT VALID`), lock: 'none' },
  drop: (c) => ({ sql: alterDomain(c, `DROP CONSTRAINT ${ident(c.name)}`), lock: 'none' }),
  rename: (from, to) => ({
    sql: alterDomain(from, `RENAME CONSTRAINT ${ident(from.name)} TO ${ident(to)}`),
    lock: 'none',
  }),
  attributes: {
    definition: 'replace',
    validated: {
      alter: (c) => ({ sql: alterDomain(c, `VALIDATE CONSTRAINT ${ident(c.name)}`), ...scan }),
      replaceWhen: (_from, to) => !to,
    },
  },
})
