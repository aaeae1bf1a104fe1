// A configuration parameter's default for a role: ALTER ROLE … SET, in all databases or in this one.
// Which one this is, only the server knows: the definition may have been loaded into a database of another name.

import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { inCurrentDatabase, parameterName, resetClause, setClause } from './setting-value.ts'

interface RoleSetting {
  inDatabase: boolean
  /** Quoted. */
  role: string
  value: string
}

export const roleSetting = defineKind<RoleSetting>({
  type: 'role setting',
  keyword: null,
  catalog: null,
  parentCatalog: 'pg_authid',
  priority: 6,
  rebuildable: true,
  partOfParent: true,
  query: () => `
    select 0 as objid, 0 as objsubid, setrole::int8 as parent, split_part(setting, '=', 1) as name,
           substr(setting, strpos(setting, '=') + 1) as value, setdatabase <> 0 as "inDatabase", quote_ident(rolname) as role
      from pg_db_role_setting
      join pg_roles r on r.oid = setrole and r.oid >= 16384,
           unnest(setconfig) as setting
     where setdatabase in (0, (select oid from pg_database where datname = current_database()))`,
  identity: (name, _parent, shape) =>
    `${parameterName(name)} ON ${shape.role}${shape.inDatabase ? ' IN DATABASE' : ''}`,
  create: (s) => alter(s, setClause(s.name, s.shape.value)),
  drop: (s) => alter(s, resetClause(s.name)),
  attributes: {
    inDatabase: 'rendered',
    role: 'rendered',
    value: (s, _from, to) => alter(s, setClause(s.name, to)),
  },
})

const alter = (s: CatalogObject<RoleSetting>, clause: string): Statement => ({
  sql: s.shape.inDatabase
    ? inCurrentDatabase(`ALTER ROLE ${s.shape.role.replaceAll('%', '%%')} IN DATABASE`, clause)
    : `ALTER ROLE ${s.shape.role} ${clause}`,
  lock: 'none',
})
