// What one role is granted on objects that another will make: ALTER DEFAULT PRIVILEGES. For the reading role itself
// FOR ROLE is left out: whoever applies is meant.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { grantChanges, grantees, OWNER } from './privilege.ts'

export interface DefaultPrivilege {
  granted: string[]
  usual: string[]
  /** Who makes the objects, quoted; null: the reading role. */
  forRole: string | null
  schema: string | null
  /** TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS, LARGE OBJECTS. */
  objects: string
  /** As GRANT names it. */
  role: string
}

export const defaultPrivilege = defineKind<DefaultPrivilege>({
  type: 'default privilege',
  keyword: null,
  catalog: null,
  parentCatalog: null,
  priority: 100,
  rebuildable: true,
  partOfParent: false,
  dropsLate: true,

  query: () => `
    select null::int8 as objid, 0 as objsubid, g.grantee as name, g.granted, g.usual,
           case when d.defaclrole <> current_user::regrole then quote_ident(owner.rolname) end as "forRole",
           (select quote_ident(nspname) from pg_namespace where oid = d.defaclnamespace) as schema,
           case d.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS' when 'T' then 'TYPES'
                                when 'n' then 'SCHEMAS' else 'LARGE OBJECTS' end as objects,
           case g.grantee when '${OWNER}' then
                case when d.defaclrole = current_user::regrole then 'CURRENT_USER' else quote_ident(owner.rolname) end
                else g.grantee end as role
      from pg_default_acl d
      join pg_roles owner on owner.oid = d.defaclrole
      cross join lateral (
        select grantee, coalesce(now.granted, '{}') as granted, coalesce(usual.granted, '{}') as usual
          from (${grantees('d.defaclacl', 'd.defaclrole')}) now
          full join (${grantees(
            `case when d.defaclnamespace = 0 then acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, d.defaclrole) else '{}' end`,
            'd.defaclrole',
          )}) usual using (grantee)) g
     where g.granted <> g.usual
     order by 7, 6, 8, g.grantee`,

  identity: (name, _parent, shape) => identityOf(name, shape),
  appliedBy(current, desired) {
    if (current.some(({ shape }) => shape.forRole === null)) return null
    const unsaid = new Set(desired.filter(({ shape }) => shape.forRole === null).map(grantOf))
    const said = new Set(desired.map(({ shape }) => shape.forRole))
    const others = new Set(
      current.flatMap((d) => (unsaid.has(grantOf(d)) && !said.has(d.shape.forRole) ? (d.shape.forRole ?? []) : [])),
    )
    const [only = null] = others
    return others.size === 1 ? only : null
  },
  forUser: (d, { user, loader, appliedBy }) => {
    if (d.shape.forRole === null && appliedBy !== null) {
      const shape = { ...d.shape, forRole: appliedBy, role: d.name === OWNER ? appliedBy : d.shape.role }
      return { name: d.name, identity: identityOf(d.name, shape), shape }
    }
    const grantee = d.name === ident(loader) ? ident(user) : d.name
    const forRole = d.shape.forRole === ident(user) ? null : d.shape.forRole
    if (grantee === d.name && forRole === d.shape.forRole)
      return forRole === null && grantee === ident(user) ? 'nothing' : null
    const shape = { ...d.shape, forRole, role: grantee === OWNER ? 'CURRENT_USER' : grantee }
    return { name: grantee, identity: identityOf(grantee, shape), shape }
  },
  requires: (d) => [
    keyOf('role', d.shape.role),
    ...(d.shape.forRole === null ? [] : [keyOf('role', d.shape.forRole)]),
    ...(d.shape.schema === null ? [] : [keyOf('schema', d.shape.schema)]),
  ],
  create: (d) => change(d, d.shape.usual, d.shape.granted),
  drop: (d) => change(d, d.shape.granted, d.shape.usual),
  attributes: {
    granted: (d, from, to) => change(d, from, to),
    usual: 'rendered',
    forRole: 'rendered',
    schema: 'rendered',
    objects: 'rendered',
    role: 'rendered',
  },
})

/** What is granted on what to whom, whoever makes it. */
const grantOf = ({ name, shape }: Pick<CatalogObject<DefaultPrivilege>, 'name' | 'shape'>): string =>
  identityOf(name, { ...shape, forRole: null })

const identityOf = (name: string, { forRole, schema, objects }: DefaultPrivilege): string =>
  `on ${objects}${schema === null ? '' : ` in schema ${schema}`} for role ${forRole ?? 'CURRENT_USER'} to ${name}`

function change(d: CatalogObject<DefaultPrivilege>, from: readonly string[], to: readonly string[]): Statement[] {
  const { forRole, schema, objects, role } = d.shape
  const { revoked, options, granted, withOption } = grantChanges(from, to)
  const forWhat = `${forRole === null ? '' : ` FOR ROLE ${forRole}`}${schema === null ? '' : ` IN SCHEMA ${schema}`}`
  const statement = (sql: string): Statement => ({ sql: `ALTER DEFAULT PRIVILEGES${forWhat} ${sql}`, lock: 'none' })
  return [
    ...(options.length ? [statement(`REVOKE GRANT OPTION FOR ${options.join(', ')} ON ${objects} FROM ${role}`)] : []),
    ...(revoked.length ? [statement(`REVOKE ${revoked.join(', ')} ON ${objects} FROM ${role}`)] : []),
    ...(granted.length ? [statement(`GRANT ${granted.join(', ')} ON ${objects} TO ${role}`)] : []),
    ...(withOption.length
      ? [statement(`GRANT ${withOption.join(', ')} ON ${objects} TO ${role} WITH GRANT OPTION`)]
      : []),
  ]
}
