// Loads SQL as psql would: all at once where that works, or else statement by statement, each in a transaction of its own.

import type { Connection } from '../src/connection/connection.ts'
import { Splitter } from '../src/source/split.ts'

export async function load(connection: Connection, sql: string): Promise<void> {
  try {
    await connection.execute(sql)
  } catch {
    await oneByOne(connection, sql)
  }
}

async function oneByOne(connection: Connection, sql: string): Promise<void> {
  const splitter = new Splitter(sql, 'a test')
  for (let piece = splitter.next(); piece; piece = splitter.next()) {
    if ('command' in piece) throw new Error(`\\${piece.command.name} is not for tests.`)
    await connection.execute(piece.statement.sql)
  }
}
