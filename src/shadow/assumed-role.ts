// Roles that what is loaded names, and that the server of a user's would have.

import { ident } from '../catalog/identifier.ts'
import type { Connection } from '../connection/connection.ts'

export const rolesOf = async (connection: Connection): Promise<Set<string>> =>
  new Set(
    (await connection.query<{ name: string }>('select rolname as name from pg_catalog.pg_roles')).map(
      (role) => role.name,
    ),
  )

/** A superuser, since it may have to own what only superusers own (event triggers); it is never read back. */
export async function makeAssumedRole(connection: Connection, name: string): Promise<void> {
  const admin = (await connection.clone()) ?? connection
  try {
    await admin.execute(
      admin.server.superuser
        ? `create role ${ident(name)} superuser`
        : `create role ${ident(name)}; grant ${ident(name)} to ${ident(admin.server.user)}`,
    )
  } finally {
    if (admin !== connection) await admin.close()
  }
}
