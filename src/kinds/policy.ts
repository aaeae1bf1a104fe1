// A row-level security policy. Whether a table's policies are in force is the table's own attribute.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { roleKey } from './role.ts'

interface Policy {
  command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'
  permissive: boolean
  /** Empty: PUBLIC. */
  roles: string[]
  using: string | null
  check: string | null
}

export const policy = defineKind<Policy>({
  type: 'policy',
  keyword: 'POLICY',
  catalog: 'pg_policy',
  parentCatalog: 'pg_class',
  priority: 62,
  rebuildable: true,
  partOfParent: true,

  query: () => `
    select p.oid::int8 as objid, 0 as objsubid, p.polname as name, p.polrelid::int8 as parent,
           case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT'
                         when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end as command,
           p.polpermissive as permissive,
           array(select rolname::text from pg_roles where oid = any (p.polroles) order by rolname) as roles,
           pg_get_expr(p.polqual, p.polrelid) as using,
           pg_get_expr(p.polwithcheck, p.polrelid) as check
      from pg_policy p`,

  create: (p) => ({ sql: definition(p), lock: 'AccessExclusiveLock' }),
  drop: (p) => ({ sql: `DROP POLICY ${p.identity}`, lock: 'AccessExclusiveLock' }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  requires: (p) => p.shape.roles.map(roleKey),
  forUser: (p, { user, loader }) => {
    if (loader === user || !p.shape.roles.includes(loader)) return null
    const roles = [...new Set(p.shape.roles.map((role) => (role === loader ? user : role)))].sort()
    return { identity: p.identity, shape: { ...p.shape, roles } }
  },

  attributes: {
    command: 'replace',
    permissive: 'replace',
    // One ALTER POLICY for all that differs; it can change a clause but cannot remove one.
    roles: (p, _from, _to, was) => alter(p, changes(p, was)),
    using: {
      alter: (p, _from, _to, was) => (sameRoles(p, was) ? alter(p, changes(p, was)) : []),
      replaceWhen: (_from, to) => to === null,
    },
    check: {
      alter: (p, _from, _to, was) =>
        sameRoles(p, was) && p.shape.using === was.shape.using ? alter(p, changes(p, was)) : [],
      replaceWhen: (_from, to) => to === null,
    },
  },
})

const alter = (p: CatalogObject<Policy>, clause: string): Statement => ({
  sql: `ALTER POLICY ${p.identity} ${clause}`,
  lock: 'AccessExclusiveLock',
})

const roleList = (roles: readonly string[]): string => (roles.length > 0 ? roles.map(ident).join(', ') : 'PUBLIC')

const sameRoles = (p: CatalogObject<Policy>, was: CatalogObject<Policy>): boolean =>
  roleList(p.shape.roles) === roleList(was.shape.roles)

function changes(p: CatalogObject<Policy>, was: CatalogObject<Policy>): string {
  const { roles, using, check } = p.shape
  return [
    ...(sameRoles(p, was) ? [] : [`TO ${roleList(roles)}`]),
    ...(using === was.shape.using ? [] : [`USING (${using})`]),
    ...(check === was.shape.check ? [] : [`WITH CHECK (${check})`]),
  ].join(' ')
}

function definition(p: CatalogObject<Policy>): string {
  const { permissive, command, roles, using, check } = p.shape
  const clauses = [
    permissive ? '' : ' AS RESTRICTIVE',
    command === 'ALL' ? '' : ` FOR ${command}`,
    roles.length > 0 ? ` TO ${roleList(roles)}` : '',
    using === null ? '' : ` USING (${using})`,
    check === null ? '' : ` WITH CHECK (${check})`,
  ]
  return `CREATE POLICY ${p.identity}${clauses.join('')}`
}
