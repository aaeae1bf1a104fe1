// Tablespaces of a throwaway server: folders of its own, whatever folders the real ones are.

import { ident } from '../catalog/identifier.ts'
import type { Connection } from '../connection/connection.ts'

/** False: it is there already, or this server is too old to have tablespaces without folders of their own. */
export async function makeTablespace(connection: Connection, name: string): Promise<boolean> {
  // CREATE TABLESPACE is refused in a transaction block (25001), which the session may be in.
  const own = await connection.clone()
  const session = own ?? connection
  try {
    const allowed = await session.query(`
      select pg_catalog.set_config(name, 'on', false) from pg_catalog.pg_settings where name = 'allow_in_place_tablespaces'`)
    if (allowed.length === 0) return false
    await session.execute(`create tablespace ${ident(name)} location ''`)
    return true
  } catch {
    return false
  } finally {
    await own?.close()
  }
}
