// Where a state lives while a test changes it into another: a database of a real server, or an instance of PGlite.

import { ident } from '../src/catalog/identifier.ts'
import { connect } from '../src/connection/connect.ts'
import type { Connection } from '../src/connection/connection.ts'
import { openShadow } from '../src/shadow/open-shadow.ts'
import { load } from './load.ts'
import { startServer, type TestServer } from './postgres.ts'

export interface Place {
  /** For pg_dump and for a shadow on the same server; null: none of both. */
  readonly url: string | null
  connect(): Promise<Connection>
  /** The same state again, while nobody is connected; null where that cannot be had. */
  copy(): Promise<Place | null>
  drop(): Promise<void>
}

/** Two states side by side. */
export interface Pair {
  readonly from: Place
  readonly to: Place
  close(): Promise<void>
}

export interface States {
  readonly roles: string
  readonly from: string
  readonly to: string
  /** Each on a server of its own. */
  readonly isolated: boolean
}

/** Makes pairs; one for a test file. */
export interface Engine {
  /** `PostgreSQL 18`, `PGlite`. */
  readonly name: string
  readonly major: number
  open(states: States): Promise<Pair>
  stop(): Promise<void>
}

const USER = 'postgres'
const PGLITE_MAJOR = 18

export async function postgresql(major: number): Promise<Engine> {
  const server = await startServer(major)
  const admin = await connect(server.urlOf('postgres', USER))
  const present = await rolesOf(admin)
  return {
    name: `PostgreSQL ${major}`,
    major,
    async open({ roles, from, to, isolated }) {
      if (isolated) return openApart(major, { roles, from, to })
      const places: Place[] = []
      const close = async (): Promise<void> => {
        for (const place of places) await place.drop()
        const made = [...(await rolesOf(admin))].filter((role) => !present.has(role))
        const names = made.map(ident).join(', ')
        if (made.length > 0) await admin.execute(`drop owned by ${names}; drop role ${names}`)
      }
      try {
        await load(admin, roles)
        for (const sql of [from, to]) places.push(await onServer(server, sql))
        return { from: places[0]!, to: places[1]!, close }
      } catch (error) {
        await close()
        throw error
      }
    },
    async stop() {
      await admin.close()
      await server.stop()
    },
  }
}

const rolesOf = async (connection: Connection): Promise<Set<string>> =>
  new Set((await connection.query<{ name: string }>('select rolname as name from pg_roles')).map((role) => role.name))

async function openApart(major: number, { roles, from, to }: Omit<States, 'isolated'>): Promise<Pair> {
  const servers = await Promise.all([startServer(major), startServer(major)])
  const close = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.stop())))
  try {
    const places = await Promise.all([
      onServer(servers[0], `${roles}\n${from}`),
      onServer(servers[1], `${roles}\n${to}`),
    ])
    // A plan that ran on a copy would have changed the server for the other.
    const [there, back] = places.map((place) => ({ ...place, copy: async () => null }))
    return { from: there!, to: back!, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function onServer(server: TestServer, sql: string, template?: string): Promise<Place> {
  const database = await server.createDatabase(undefined, template)
  const url = server.urlOf(database.name, USER)
  const place: Place = {
    url,
    connect: () => connect(url),
    // Subscriptions stay behind: they are of the cluster.
    copy: async () => ((await subscriptionsOf(place)).length > 0 ? null : onServer(server, '', database.name)),
    async drop() {
      const forget = (name: string): string =>
        `alter subscription ${name} disable; alter subscription ${name} set (slot_name = none); drop subscription ${name}`
      const connection = await connect(url)
      for (const { name } of await subscriptionsIn(connection)) await connection.execute(forget(name))
      await connection.close()
      await database.drop()
    },
  }
  try {
    await loadInto(place, sql)
    return place
  } catch (error) {
    await place.drop()
    throw error
  }
}

const subscriptionsIn = (connection: Connection): Promise<{ name: string }[]> =>
  connection.query<{ name: string }>(`
    select quote_ident(subname) as name from pg_subscription
     where subdbid = (select oid from pg_database where datname = current_database())`)

async function subscriptionsOf(place: Place): Promise<{ name: string }[]> {
  const connection = await place.connect()
  try {
    return await subscriptionsIn(connection)
  } finally {
    await connection.close()
  }
}

async function loadInto(place: Place, sql: string): Promise<void> {
  if (sql === '') return
  const connection = await place.connect()
  try {
    await connection.execute('set client_min_messages = error')
    await load(connection, sql)
  } finally {
    await connection.close()
  }
}

export const pglite = async (): Promise<Engine> => ({
  name: 'PGlite',
  major: PGLITE_MAJOR,
  async open({ roles, from, to }) {
    const places: Place[] = []
    const close = async (): Promise<void> => void (await Promise.all(places.map((place) => place.drop())))
    try {
      const extensions = [...`${from}${to}`.matchAll(EXTENSIONS)].map(([, name]) => name!)
      for (const sql of [from, to]) places.push(await inPglite(`${roles}\n${sql}`, extensions))
      return { from: places[0]!, to: places[1]!, close }
    } catch (error) {
      await close()
      throw error
    }
  },
  stop: async () => {},
})

/** PGlite must know before which ones will be created. */
const EXTENSIONS = /create extension (?:if not exists )?"?([\w-]+)/gi

async function inPglite(sql: string, extensions: readonly string[]): Promise<Place> {
  const shadow = await openShadow({ server: 'pglite', extensions })
  const place: Place = {
    url: null,
    connect: () => shadow.connect(),
    copy: async () => null,
    drop: () => shadow.close(),
  }
  await loadInto(place, sql)
  return place
}
