// What one role may do with one object, as far as it is not what PostgreSQL grants by itself (acldefault(), or what
// initdb and extensions granted: pg_init_privs). The owner is one such role, whichever role that is.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { ifAny } from './feature.ts'
import { defineKind, type Server, type Statement } from './kind.ts'

export interface Privilege {
  /** `SELECT`; with grant option `SELECT*`; sorted. */
  granted: string[]
  /** What the role would have if nothing had been granted or revoked. */
  usual: string[]
  /** As GRANT names it: quoted, PUBLIC, or CURRENT_USER for the reading role as the owner. */
  role: string
  /** The word after ON: TABLE, SEQUENCE, FUNCTION, … */
  objectType: string
}

/** The owner, under a name that no role can have. */
export const OWNER = 'the owner'

const OF_COLUMNS = `
  union all select 'pg_class'::regclass, attrelid, attnum, relowner, attacl, 'c', 'TABLE'
    from pg_attribute join pg_class c on c.oid = attrelid where attacl is not null and attrelid >= 16384 and not attisdropped`

/** Objects with an ACL: class, oid, subid, owner, acl, acldefault's letter, the word after ON. */
const acls = (server: Server): string => `
  select 'pg_class'::regclass as class, c.oid, 0 as subid, relowner as owner, relacl as acl,
         case relkind when 'S' then 's'::"char" else 'r' end as letter, case relkind when 'S' then 'SEQUENCE' else 'TABLE' end as word
    from pg_class c where relacl is not null and c.oid >= 16384
${ifAny(server, 'column privilege', OF_COLUMNS, '')}
  union all select 'pg_proc'::regclass, oid, 0, proowner, proacl, 'f', case prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end
    from pg_proc where proacl is not null and oid >= 16384
  union all select 'pg_namespace'::regclass, oid, 0, nspowner, nspacl, 'n', 'SCHEMA'
    from pg_namespace where nspacl is not null and (oid >= 16384 or nspname = 'public')
  union all select 'pg_type'::regclass, oid, 0, typowner, typacl, 'T', case typtype when 'd' then 'DOMAIN' else 'TYPE' end
    from pg_type where typacl is not null and oid >= 16384
  union all select 'pg_language'::regclass, oid, 0, lanowner, lanacl, 'l', 'LANGUAGE'
    from pg_language where lanacl is not null and oid >= 16384
  union all select 'pg_foreign_data_wrapper'::regclass, oid, 0, fdwowner, fdwacl, 'F', 'FOREIGN DATA WRAPPER'
    from pg_foreign_data_wrapper where fdwacl is not null
  union all select 'pg_foreign_server'::regclass, oid, 0, srvowner, srvacl, 'S', 'FOREIGN SERVER'
    from pg_foreign_server where srvacl is not null`

/** Rows (grantee, granted) of an ACL, several grantors taken as one. */
export const grantees = (acl: string, owner: string): string => `
  select grantee, array_agg(privilege || option order by privilege) as granted
    from (select case when e.grantee = ${owner} then '${OWNER}' when e.grantee = 0 then 'PUBLIC' else quote_ident(r.rolname) end as grantee,
                 e.privilege_type as privilege, case when bool_or(e.is_grantable) and e.grantee <> ${owner} then '*' else '' end as option
            from aclexplode(nullif((${acl})::aclitem[], '{}')) e left join pg_roles r on r.oid = e.grantee
           where e.grantee = 0 or r.oid is not null
           group by 1, 2, e.grantee) x
   group by 1`

export const privilege = defineKind<Privilege>({
  type: 'privilege',
  keyword: null,
  catalog: null,
  parentCatalog: 'any',
  priority: 92,
  rebuildable: true,
  partOfParent: true,
  onMembers: true,

  query: (server) => `
    select null::int8 as objid, 0 as objsubid, g.grantee as name, a.class::oid::int8 as parent_class, a.oid::int8 as parent,
           a.subid as parent_subid, g.granted, g.usual, a.word as "objectType",
           case g.grantee when '${OWNER}' then case when a.owner = current_user::regrole then 'CURRENT_USER'
                                               else quote_ident((select rolname from pg_roles where oid = a.owner)) end
                else g.grantee end as role
      from (${acls(server)}) a
      left join pg_init_privs i on i.classoid = a.class and i.objoid = a.oid and i.objsubid = a.subid
      cross join lateral (
        select grantee, coalesce(now.granted, '{}') as granted, coalesce(usual.granted, '{}') as usual
          from (${grantees('a.acl', 'a.owner')}) now
          full join (${grantees('coalesce(i.initprivs, acldefault(a.letter, a.owner))', 'a.owner')}) usual using (grantee)) g
     where g.granted <> g.usual`,

  identity: (name, parent) => identityOf(name, parent),
  forUser: (p, { user, loader, owns }) => {
    const name = p.name === ident(loader) ? ident(user) : p.name
    // To the owner, GRANT gives nothing that it has not.
    if (owns && name === ident(user)) return 'nothing'
    return name === p.name ? null : { name, identity: identityOf(name, p.parent), shape: { ...p.shape, role: name } }
  },
  // REVOKE on a table revokes the same on its columns too.
  requires: (p) => [
    keyOf('role', p.shape.role),
    ...(p.parent?.parent && isColumn(p.parent) ? [keyOf('privilege', `of ${p.name} on ${p.parent.parent.key}`)] : []),
  ],
  create: (p) => change(p, p.shape.usual, p.shape.granted),
  drop: (p) => change(p, p.shape.granted, p.shape.usual),
  attributes: {
    granted: { alter: (p, from, to) => change(p, from, to), rebuilds: ['privilege'] },
    usual: 'rendered',
    role: 'rendered',
    objectType: 'rendered',
  },
})

const identityOf = (name: string, parent: CatalogObject | null): string => `of ${name} on ${parent?.key}`

const isColumn = (target: CatalogObject): boolean => target.kind === 'column' || target.kind === 'view column'

const plain = (granted: string): string => granted.replace('*', '')

/** From one list of privileges to another: REVOKE first, since it takes the grant option along. */
export function grantChanges(from: readonly string[], to: readonly string[]) {
  const options = from.filter((p) => p.endsWith('*') && to.includes(plain(p))).map(plain)
  const revoked = from.map(plain).filter((p) => !to.map(plain).includes(p))
  const granted = to.filter((p) => !p.endsWith('*') && !from.map(plain).includes(p))
  const withOption = to.filter((p) => p.endsWith('*') && !from.includes(p)).map(plain)
  return { revoked, options, granted, withOption }
}

function change(p: CatalogObject<Privilege>, from: readonly string[], to: readonly string[]): Statement[] {
  const { revoked, options, granted, withOption } = grantChanges(from, to)
  const target = p.parent!
  const on = `ON ${p.shape.objectType} ${isColumn(target) ? target.parent?.identity : signature(target)}`
  const words = (names: readonly string[]) =>
    names.map((name) => (isColumn(target) ? `${name} (${ident(target.name)})` : name)).join(', ')
  // PostgreSQL 18 locks the relation; before, none.
  const lock = ['TABLE', 'SEQUENCE'].includes(p.shape.objectType) ? 'AccessShareLock' : 'none'
  const statement = (sql: string): Statement => ({ sql, lock })
  return [
    ...(options.length
      ? [statement(`REVOKE GRANT OPTION FOR ${words(options)} ${on} FROM ${p.shape.role} CASCADE`)]
      : []),
    ...(revoked.length
      ? [
          statement(
            `REVOKE ${words(revoked)} ${on} FROM ${p.shape.role}${from.some((f) => f.endsWith('*')) ? ' CASCADE' : ''}`,
          ),
        ]
      : []),
    ...(granted.length ? [statement(`GRANT ${words(granted)} ${on} TO ${p.shape.role}`)] : []),
    ...(withOption.length ? [statement(`GRANT ${words(withOption)} ${on} TO ${p.shape.role} WITH GRANT OPTION`)] : []),
  ]
}

/** GRANT knows no ORDER BY, VARIADIC or * among the arguments of an aggregate (42601). */
const signature = (target: CatalogObject): string =>
  target.kind === 'aggregate'
    ? target.identity
        .replace('(*)', '()')
        .replace(/\(ORDER BY /, '(')
        .replace(' ORDER BY ', ', ')
        .replaceAll('VARIADIC ', '')
    : target.identity
