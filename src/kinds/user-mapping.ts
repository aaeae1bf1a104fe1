// A user mapping: as whom a role is known to a foreign server. Its passwords are never read, compared or printed.
// pg_user_mapping is its catalog; the view pg_user_mappings shows everyone what they may see of it.

import { ident } from '../catalog/identifier.ts'
import {
  changeForeignOptions,
  type ForeignOptions,
  lacksSecrets,
  losesSecrets,
  optionsOf,
  FOREIGN_OPTIONS,
  uncoveredSecrets,
  withForeignOptions,
} from './foreign-options.ts'
import { defineKind } from './kind.ts'
import { roleKey } from './role.ts'

interface UserMapping {
  /** Quoted. */
  server: string
  /** null: hidden from the reading role. */
  options: ForeignOptions | null
}

export const userMapping = defineKind<UserMapping>({
  type: 'user mapping',
  keyword: 'USER MAPPING',
  catalog: 'pg_user_mapping',
  // Not the server: DROP SERVER does not take its mappings along.
  parentCatalog: null,
  priority: 17,
  rebuildable: true,
  partOfParent: false,
  // umoptions is NULL both for none and for hidden: who sees it is decided as in the view's own definition.
  query: ({ superuser, definition }) => `
    select umid::int8 as objid, 0 as objsubid, case when umuser = 0 then 'PUBLIC' ${definition ? `when usename = current_user then 'CURRENT_USER'` : ''} else usename end as name,
           quote_ident(srvname) as server, case when visible then options end as options
      from (select m.*,
                   ${superuser} or (umuser <> 0 and usename = current_user
                                    and (pg_has_role(srvowner, 'usage') or has_server_privilege(srvid, 'usage')))
                                or (umuser = 0 and pg_has_role(srvowner, 'usage')) as visible,
                   ${optionsOf('umoptions', 'user mapping')} as options
              from pg_user_mappings m
              join pg_foreign_server s on s.oid = srvid) m`,
  identity: (name, _parent, shape) => identityOf(name, shape),
  forUser: (m, { user }) =>
    m.name === 'CURRENT_USER' ? { name: user, identity: identityOf(user, m.shape), shape: m.shape } : null,

  create: (m) => ({
    sql: `CREATE USER MAPPING ${m.identity}${withForeignOptions(m.shape.options ?? {})}`,
    lock: 'none',
    ...(m.shape.options === null
      ? { risk: 'is made without options, since those it should have are hidden from the reading role', remains: true }
      : lacksSecrets(m.shape.options, `ALTER USER MAPPING ${m.identity}`)),
  }),
  drop: (m) => ({
    sql: `DROP USER MAPPING ${m.identity}`,
    lock: 'none',
    ...(m.shape.options === null
      ? { losesData: `the options of user mapping ${m.identity}, which are hidden from the reading role` }
      : losesSecrets(m.shape.options, `user mapping ${m.identity}`)),
  }),
  requires: (m) => (isKeyword(m.name) ? [] : [roleKey(m.name)]),
  uncovered: (m) =>
    m.shape.options === null
      ? 'its options are hidden from the reading role and are not compared'
      : uncoveredSecrets(m.shape.options),

  attributes: {
    server: 'replace',
    options: {
      alter: (m, from, to) => ({
        sql: `ALTER USER MAPPING ${m.identity} ${changeForeignOptions(from ?? {}, to ?? {})}`,
        lock: 'none',
      }),
      same: (from, to) => from === null || to === null || FOREIGN_OPTIONS.same(from, to),
      state: (options) => (options === null ? null : FOREIGN_OPTIONS.state(options)),
      open: true,
    },
  },
})

const identityOf = (name: string, { server }: UserMapping): string =>
  `FOR ${isKeyword(name) ? name : ident(name)} SERVER ${server}`

/** For everyone, or in a definition for the role that loads it: whoever applies it is meant. */
const isKeyword = (name: string): boolean => name === 'PUBLIC' || name === 'CURRENT_USER'
