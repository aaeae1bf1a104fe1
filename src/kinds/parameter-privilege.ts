// What a role may do with a configuration parameter of the cluster: GRANT … ON PARAMETER, PostgreSQL 15 and later.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { grantChanges } from './privilege.ts'
import { roleKey } from './role.ts'
import { parameterName } from './setting-value.ts'

interface ParameterPrivilege {
  /** Unquoted; null: PUBLIC. */
  grantee: string | null
  /** `SET`, `ALTER SYSTEM`; with grant option `SET*`; sorted. */
  granted: string[]
}

export const parameterPrivilege = defineKind<ParameterPrivilege>({
  type: 'parameter privilege',
  keyword: null,
  catalog: null,
  parentCatalog: null,
  priority: 92,
  rebuildable: true,
  partOfParent: false,
  // Several grantors are taken as one. Parameters are owned by the bootstrap superuser, 10.
  query: ({ major }) =>
    major >= 15
      ? `
    select null::int8 as objid, 0 as objsubid, parname as name, rolname as grantee,
           array_agg(privilege_type || case when is_grantable then '*' else '' end order by privilege_type) as granted
      from (select parname, grantee, privilege_type, bool_or(is_grantable) as is_grantable
              from pg_parameter_acl, aclexplode(paracl)
             where grantee <> 10
             group by parname, grantee, privilege_type) a
      left join pg_roles r on r.oid = grantee
     where grantee = 0 or r.oid is not null
     group by parname, grantee, rolname`
      : `
    select null::int8 as objid, 0 as objsubid, null::text as name, null::name as grantee, '{}'::text[] as granted
     where false`,
  identity: (name, _parent, shape) => identityOf(name, shape),
  forUser: (p, { user, loader }) => {
    if (p.shape.grantee !== loader || loader === user) return null
    const shape = { ...p.shape, grantee: user }
    return { identity: identityOf(p.name, shape), shape }
  },

  create: (p) => change(p, [], p.shape.granted),
  drop: (p) => change(p, p.shape.granted, []),
  requires: (p) => (p.shape.grantee === null ? [] : [roleKey(p.shape.grantee)]),
  attributes: {
    grantee: 'rendered',
    granted: (p, from, to) => change(p, from, to),
  },
})

const identityOf = (name: string, shape: ParameterPrivilege) => `${parameterName(name)} TO ${granteeOf(shape)}`

const granteeOf = ({ grantee }: ParameterPrivilege) => (grantee === null ? 'PUBLIC' : ident(grantee))

function change(p: CatalogObject<ParameterPrivilege>, from: readonly string[], to: readonly string[]): Statement[] {
  const { revoked, options, granted, withOption } = grantChanges(from, to)
  const on = `ON PARAMETER ${parameterName(p.name)}`
  const grantee = granteeOf(p.shape)
  const statement = (sql: string): Statement => ({ sql, lock: 'none' })
  return [
    ...(options.length ? [statement(`REVOKE GRANT OPTION FOR ${options.join(', ')} ${on} FROM ${grantee}`)] : []),
    ...(revoked.length ? [statement(`REVOKE ${revoked.join(', ')} ${on} FROM ${grantee}`)] : []),
    ...(granted.length ? [statement(`GRANT ${granted.join(', ')} ${on} TO ${grantee}`)] : []),
    ...(withOption.length ? [statement(`GRANT ${withOption.join(', ')} ${on} TO ${grantee} WITH GRANT OPTION`)] : []),
  ]
}
