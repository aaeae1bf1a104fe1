// Whether a database may be emptied: it is on this machine, or its owner says that it is disposable; nothing replicates it, and
// nobody else is in it.

import { describeEndpoint, endpointsOf } from '../../connection/endpoints.ts'
import type { Connection } from '../../connection/connection.ts'
import { resolveSettings } from '../../connection/settings.ts'
import { RevisionError } from '../errors.ts'

/** By the name that it is reached by: a socket, or a loopback address. */
export const isLocal = (database: string): boolean =>
  endpointsOf(resolveSettings(database)).every(({ socket, address }) => socket || isLoopback(address))

const isLoopback = (address: string): boolean =>
  address === 'localhost' || address.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(address) || address === '::1'

/** Before anything is asked of it. */
export function refuseElsewhere(database: string, disposable: boolean): void {
  if (disposable || isLocal(database)) return
  const settings = resolveSettings(database)
  const places = endpointsOf(settings).map((endpoint) => describeEndpoint(endpoint, settings.user, settings.dbname))
  throw new RevisionError(
    `${places.join(' or ')} is not emptied: it is not on this machine. If it may be emptied at any time, say so where trueup.config.ts names it: disposable: true`,
  )
}

/** @throws RevisionError that says why not, and what to do */
export async function refuseUnlessDisposable(connection: Connection): Promise<void> {
  const { description } = connection.server
  const refused = (why: string): RevisionError => new RevisionError(`${description} is not emptied: ${why}`)
  const [found] = await connection.query<Facts>(FACTS)
  if (!found) throw new Error('the server said nothing about itself: a bug in reshape/disposable.ts')
  if (found.standby) throw refused('it is a standby, which only follows another server.')
  if (found.replicas > 0)
    throw refused(`${found.replicas} standbys follow it, and would be emptied with it. Use a database of your own.`)
  if (found.subscriptions > 0 || found.slots > 0)
    throw refused(
      `it takes part in replication (${found.subscriptions} subscriptions, ${found.slots} replication slots). Drop these first, or use a database of your own.`,
    )
  if (found.sessions.length > 0)
    throw refused(
      `others are in it: ${found.sessions.join(', ')}. Stop them; what is left over ends with: select pg_terminate_backend(pid)`,
    )
}

interface Facts {
  readonly standby: boolean
  readonly replicas: number
  readonly subscriptions: number
  readonly slots: number
  readonly sessions: readonly string[]
}

const FACTS = `
  select pg_catalog.pg_is_in_recovery() as standby,
         (select count(*)::int from pg_catalog.pg_stat_replication) as replicas,
         (select count(*)::int from pg_catalog.pg_subscription
           where subdbid = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())) as subscriptions,
         (select count(*)::int from pg_catalog.pg_replication_slots where database = pg_catalog.current_database()) as slots,
         array(select pg_catalog.format('pid %s (%s, %s)', pid, usename, coalesce(nullif(application_name, ''), 'no name'))
                 from pg_catalog.pg_stat_activity
                where datname = pg_catalog.current_database() and backend_type = 'client backend'
                  and pid <> pg_catalog.pg_backend_pid() order by pid) as sessions`
