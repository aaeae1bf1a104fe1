// A role's membership in another: GRANT role TO member. One object for each pair, whoever granted it.
// What CREATEROLE gives a role's creator by itself (16+) depends on who ran CREATE ROLE and is left out.

import { ident } from '../catalog/identifier.ts'
import { type CatalogObject, keyOf } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { roleKey } from './role.ts'

interface RoleMembership {
  member: string
  admin: boolean
  /** null before 16, where the member's INHERIT alone decides. */
  inherit: boolean | null
  /** May SET ROLE; null before 16. */
  set: boolean | null
  /** Each grantor's grant is revoked on its own. null: the bootstrap superuser, or anyone before 16: REVOKE's own choice. */
  grantors: readonly (string | null)[]
}

export const roleMembership = defineKind<RoleMembership>({
  type: 'role membership',
  keyword: null,
  catalog: null,
  parentCatalog: null,
  priority: 4,
  rebuildable: true,
  partOfParent: false,
  query: ({ major, definition, superuser }) =>
    (major >= 16 ? perGrantor : perPair)(definition && !superuser ? 'm.rolname <> current_user' : 'true'),
  identity: (name, _parent, shape) => identityOf(name, shape),
  forUser: (m, { user, loader }) => {
    const meant = (role: string) => (role === loader ? user : role)
    if (loader === user || (m.name !== loader && m.shape.member !== loader)) return null
    const name = meant(m.name)
    const shape = { ...m.shape, member: meant(m.shape.member) }
    return { name, identity: identityOf(name, shape), shape }
  },

  create: (m) =>
    grant(m, [...(m.shape.admin ? ['ADMIN OPTION'] : []), ...inheritOption(m.shape), ...setOption(m.shape)]),
  drop: (m) => revoke(m, ''),
  requires: (m) => [roleKey(m.name), roleKey(m.shape.member), ...grantorsMembership(m)],
  dropsWith: (m) => [roleKey(m.name), roleKey(m.shape.member)],

  attributes: {
    member: 'replace',
    admin: (m, _from, to, was) => (to ? grant(m, ['ADMIN OPTION']) : revoke(was, 'ADMIN OPTION FOR ')),
    inherit: (m, _from, to, was) =>
      to === null ? [] : to ? grant(m, ['INHERIT TRUE']) : revoke(was, 'INHERIT OPTION FOR '),
    set: (m, _from, to, was) => (to === null ? [] : to ? grant(m, ['SET TRUE']) : revoke(was, 'SET OPTION FOR ')),
    grantors: 'rendered',
  },
})

const identityOf = (name: string, shape: RoleMembership) => `${ident(name)} TO ${ident(shape.member)}`

/** @param members which of them count: a role that may create roles is made a member of those that it creates, and is no superuser */
const perPair = (members: string) => `
    select 0 as objid, 0 as objsubid, r.rolname as name, m.rolname as member, bool_or(admin_option) as admin,
           null::bool as inherit, null::bool as set, '{null}'::text[] as grantors
      from pg_auth_members a
      join pg_roles r on r.oid = roleid
      join pg_roles m on m.oid = a.member
     where (r.oid >= 16384 or m.oid >= 16384) and ${members}
     group by r.rolname, m.rolname`

// 10 is BOOTSTRAP_SUPERUSERID, which stands as the grantor of what CREATE ROLE gives a CREATEROLE creator;
// createrole_self_grant adds a grant by the creator to itself.
const perGrantor = (members: string) => `
    select 0 as objid, 0 as objsubid, r.rolname as name, m.rolname as member, bool_or(admin_option) as admin,
           bool_or(inherit_option) as inherit, bool_or(set_option) as set,
           array_agg(case when g.oid <> 10 then g.rolname::text end order by g.oid <> 10, g.rolname) as grantors
      from pg_auth_members a
      join pg_roles r on r.oid = roleid
      join pg_roles m on m.oid = a.member
      join pg_roles g on g.oid = grantor
     where (r.oid >= 16384 or m.oid >= 16384) and ${members} and g.oid <> m.oid
       and not (g.oid = 10 and admin_option and not inherit_option and not set_option and m.rolcreaterole and not m.rolsuper)
     group by r.rolname, m.rolname`

const grant = (m: CatalogObject<RoleMembership>, options: readonly string[]): Statement => ({
  sql: `GRANT ${ident(m.name)} TO ${ident(m.shape.member)}${options.length ? ` WITH ${options.join(', ')}` : ''}`,
  lock: 'none',
})

// Said even where it is the default, which is the member's own INHERIT.
const inheritOption = ({ inherit }: RoleMembership) =>
  inherit === null ? [] : [`INHERIT ${inherit ? 'TRUE' : 'FALSE'}`]
const setOption = ({ set }: RoleMembership) => (set === false ? ['SET FALSE'] : [])

const revoke = (m: CatalogObject<RoleMembership>, what: string): Statement[] =>
  m.shape.grantors.map((grantor) => ({
    sql: `REVOKE ${what}${ident(m.name)} FROM ${ident(m.shape.member)}${grantor === null ? '' : ` GRANTED BY ${ident(grantor)}`}`,
    lock: 'none',
  }))

/** A grant falls with its grantor's own ADMIN OPTION (SQLSTATE 2BP01), so it goes first. Several grantors could form a cycle. */
const grantorsMembership = ({ name, shape: { grantors } }: CatalogObject<RoleMembership>) => {
  const [grantor] = grantors
  return grantors.length === 1 && typeof grantor === 'string'
    ? [keyOf('role membership', `${ident(name)} TO ${ident(grantor)}`)]
    : []
}
