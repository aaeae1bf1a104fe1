// A session that reads the same catalogs again and again: each query is planned once, which on a schema of ordinary size takes as
// long as to run it. Plans are made anew when there is much more to read than when they were made.

import type { Connection } from '../../connection/connection.ts'

export interface PreparedSession {
  /** Plans each query that it is given. */
  readonly connection: Connection
  /** The same without plans. */
  readonly session: Connection
  /** Says how many objects there were, so that plans fit. */
  readonly fit: (objects: number) => Promise<void>
}

const GROWTH = 1.3

/** Of a session of its own: DISCARD ALL would forget the plans. */
export function preparing(session: Connection): PreparedSession {
  const names = new Map<string, Promise<string>>()
  let planned = 0
  const prepare = async (sql: string): Promise<string> => {
    const name = `trueup_read_${names.size}`
    await session.execute(`prepare ${name} as ${sql}`)
    return name
  }
  const nameOf = (sql: string): Promise<string> => {
    const known = names.get(sql)
    if (known) return known
    const made = prepare(sql)
    names.set(sql, made)
    return made
  }
  return {
    session,
    connection: {
      ...delegating(session),
      query: async <Row>(sql: string): Promise<Row[]> => session.query<Row>(`execute ${await nameOf(sql)}`),
    },
    async fit(objects) {
      if (objects <= planned * GROWTH) return
      planned = objects
      const made = await Promise.all(names.values())
      names.clear()
      for (const name of made) await session.execute(`deallocate ${name}`)
    },
  }
}

const delegating = (session: Connection): Omit<Connection, 'query'> => ({
  server: session.server,
  execute: (sql) => session.execute(sql),
  copyFrom: (sql, data) => session.copyFrom(sql, data),
  onNotice: (listener) => session.onNotice(listener),
  clone: () => session.clone(),
  close: () => session.close(),
})
