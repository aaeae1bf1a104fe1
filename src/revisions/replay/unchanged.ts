// Whether the system catalogs hold the same row versions as before: then nothing has changed, and nothing need be read again.
// Takes a few milliseconds, where reading takes fifty. What it misses are changes in place (pg_class.relpages), which are no state.

import type { Connection } from '../../connection/connection.ts'

/** Equal answers mean an equal state; unequal ones mean nothing. Of one session's database, while nobody vacuums it. */
export type Signature = () => Promise<string>

export async function signatureOf(connection: Connection): Promise<Signature> {
  const catalogs = await connection.query<{ name: string }>(`
    select oid::pg_catalog.regclass::text as name from pg_catalog.pg_class
     where relnamespace = 'pg_catalog'::pg_catalog.regnamespace and relkind = 'r'
       and relname not in ('pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject', 'pg_largeobject_metadata')`)
  const versions = catalogs.map(
    ({ name }) =>
      `select count(*) as rows, coalesce(bit_xor(hashtextextended(xmin::text || ctid::text, 0)), 0) as hash from ${name}`,
  )
  const sql = `select string_agg(rows || ' ' || hash, ' ') as signature from (${versions.join(' union all ')}) v`
  return async () => (await connection.query<{ signature: string }>(sql))[0]?.signature ?? ''
}
