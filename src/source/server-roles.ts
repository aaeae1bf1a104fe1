// The roles of the server that files are loaded on, which all its databases share.

import { ident } from '../catalog/identifier.ts'
import type { Connection } from '../connection/connection.ts'
import type { SqlStatement } from './sql-statement.ts'

export interface Membership {
  readonly role: string
  readonly member: string
}

export const membershipsOf = (connection: Connection): Promise<Membership[]> =>
  connection.query<Membership>(`
    select r.rolname as role, m.rolname as member
      from pg_catalog.pg_auth_members join pg_catalog.pg_roles r on r.oid = roleid join pg_catalog.pg_roles m on m.oid = member`)

/** CREATE ROLE for a role that had to be assumed gives it the attributes that it says. */
export async function declareAssumedRole(connection: Connection, name: string, { sql }: SqlStatement): Promise<void> {
  const attributes = sql.replace(/^create\s+(?:role|user|group)/i, 'ALTER ROLE').replace(/\s+with\b/i, '')
  await connection.execute(`alter role ${ident(name)} nosuperuser ${/^create\s+user/i.test(sql) ? 'login' : ''}`)
  // IN ROLE and its like are no options of ALTER ROLE (42601): then the role has its defaults
  await connection.execute(attributes).catch(() => {})
}
