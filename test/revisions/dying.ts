// A session whose process is killed at one of its statements: before it is sent, while it runs, or before its answer counts.
// From then on nothing happens any more, as in a process that is gone; the server ends the session as it does then.

import type { Connection } from '../../src/connection/connection.ts'

export type Moment = 'before' | 'during' | 'after'

export interface Dying {
  readonly connection: Connection
  /** Resolves when it has died. */
  readonly dead: Promise<void>
  /** How many statements were asked for so far. */
  readonly count: () => number
  /** The one it died at. */
  readonly last: () => string
}

/** @param at the number of the statement, from 1, or what it says */
export function dying(real: Connection, at: number | RegExp, moment: Moment): Dying {
  let count = 0
  let last = ''
  let die: () => void
  const dead = new Promise<void>((resolve) => {
    die = resolve
  })
  const forever = new Promise<never>(() => undefined)
  const through = async <Result>(sql: string, send: () => Promise<Result>): Promise<Result> => {
    count++
    if (last !== '') return forever
    if (typeof at === 'number' ? count < at : !at.test(sql)) return send()
    last = sql
    const sent = moment === 'before' ? Promise.resolve() : send().catch(() => undefined)
    if (moment === 'after') await sent
    await real.close()
    die()
    return forever
  }
  const connection: Connection = {
    server: real.server,
    query: (sql) => through(sql, () => real.query(sql)),
    execute: (sql) => through(sql, () => real.execute(sql)),
    copyFrom: (sql, data) => through(sql, () => real.copyFrom(sql, data)),
    onNotice: (listener) => real.onNotice(listener),
    clone: async () => null,
    close: () => real.close(),
  }
  return { connection, dead, count: () => count, last: () => last }
}

/** A session whose connection is cut right before that statement is sent: what is there of the caller goes on. */
export async function cut(real: Connection, keeper: Connection, at: number) {
  const [row] = await real.query<{ pid: number }>('select pg_backend_pid() as pid')
  let count = 0
  let last = ''
  const through = async <Result>(sql: string, send: () => Promise<Result>): Promise<Result> => {
    count++
    if (count === at) {
      last = sql
      await keeper.query(`select pg_terminate_backend(${row?.pid}, 5000)`)
    }
    return send()
  }
  const connection: Connection = {
    server: real.server,
    query: (sql) => through(sql, () => real.query(sql)),
    execute: (sql) => through(sql, () => real.execute(sql)),
    copyFrom: (sql, data) => through(sql, () => real.copyFrom(sql, data)),
    onNotice: (listener) => real.onNotice(listener),
    clone: () => real.clone(),
    close: () => real.close(),
  }
  return { connection, last: () => last }
}
