// A role of the cluster. Its password is never read, compared or printed; what it owns and may do is said by owners and grants.
// pg_authid is its catalog, pg_roles what everyone may read of it.

import { ident, literal } from '../catalog/identifier.ts'
import { type CatalogObject, keyOf } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Role {
  superuser: boolean
  inherit: boolean
  createRole: boolean
  createDatabase: boolean
  login: boolean
  replication: boolean
  bypassRowSecurity: boolean
  /** -1: no limit. */
  connectionLimit: number
  /** null: for ever. */
  validUntil: string | null
}

/** The key of a role's object; a role of initdb's (`postgres`, `pg_monitor`) has a key and no object. */
export const roleKey = (name: string) => keyOf('role', ident(name))

export const role = defineKind<Role>({
  type: 'role',
  keyword: 'ROLE',
  catalog: 'pg_authid',
  parentCatalog: null,
  priority: 2,
  rebuildable: false,
  partOfParent: false,
  query: () => `
    select oid::int8 as objid, 0 as objsubid, rolname as name, rolsuper as superuser, rolinherit as inherit,
           rolcreaterole as "createRole", rolcreatedb as "createDatabase", rolcanlogin as login, rolreplication as replication,
           rolbypassrls as "bypassRowSecurity", rolconnlimit as "connectionLimit",
           case when isfinite(rolvaliduntil)
                then to_char(rolvaliduntil at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' end as "validUntil"
      from pg_roles
     where oid >= 16384 and rolname !~ '^pg_'`,

  create: (r) => ({
    sql: `CREATE ROLE ${r.identity}${options(r.shape)
      .map((option) => ` ${option}`)
      .join('')}`,
    lock: 'none',
    ...(r.shape.login && {
      risk: `${r.identity} has no password yet: ALTER ROLE ${r.identity} PASSWORD '…'`,
      remains: true,
    }),
  }),
  drop: (r) => ({
    sql: `DROP ROLE ${r.identity}`,
    lock: 'none',
    risk: 'fails while it owns or may use anything in any database of the cluster',
  }),
  rename: (from, to) => ({
    sql: `ALTER ROLE ${from.identity} RENAME TO ${ident(to)}`,
    lock: 'none',
    ...(from.shape.login && { risk: 'an MD5 password is cleared, since the name is part of it', remains: true }),
  }),
  occupies: (r) => [`role ${r.identity}`],

  attributes: {
    superuser: (r, _from, to) => alter(r, to ? 'SUPERUSER' : 'NOSUPERUSER'),
    inherit: (r, _from, to) => alter(r, to ? 'INHERIT' : 'NOINHERIT'),
    createRole: (r, _from, to) => alter(r, to ? 'CREATEROLE' : 'NOCREATEROLE'),
    createDatabase: (r, _from, to) => alter(r, to ? 'CREATEDB' : 'NOCREATEDB'),
    login: (r, _from, to) => alter(r, to ? 'LOGIN' : 'NOLOGIN'),
    replication: (r, _from, to) => alter(r, to ? 'REPLICATION' : 'NOREPLICATION'),
    bypassRowSecurity: (r, _from, to) => alter(r, to ? 'BYPASSRLS' : 'NOBYPASSRLS'),
    connectionLimit: (r, _from, to) => alter(r, `CONNECTION LIMIT ${to}`),
    // There is no way back to NULL; infinity means the same.
    validUntil: (r, _from, to) => alter(r, `VALID UNTIL ${literal(to ?? 'infinity')}`),
  },
})

const alter = (r: CatalogObject<Role>, clause: string): Statement => ({
  sql: `ALTER ROLE ${r.identity} ${clause}`,
  lock: 'none',
})

/** What differs from CREATE ROLE's defaults. */
const options = (shape: Role) => [
  ...(shape.superuser ? ['SUPERUSER'] : []),
  ...(shape.inherit ? [] : ['NOINHERIT']),
  ...(shape.createRole ? ['CREATEROLE'] : []),
  ...(shape.createDatabase ? ['CREATEDB'] : []),
  ...(shape.login ? ['LOGIN'] : []),
  ...(shape.replication ? ['REPLICATION'] : []),
  ...(shape.bypassRowSecurity ? ['BYPASSRLS'] : []),
  ...(shape.connectionLimit === -1 ? [] : [`CONNECTION LIMIT ${shape.connectionLimit}`]),
  ...(shape.validUntil === null ? [] : [`VALID UNTIL ${literal(shape.validUntil)}`]),
]
