// `-- @run backfill.ts`: a step of a revision that is a program of the user's. It is given the session and works in the
// transaction that the revision's file says; it opens no session of its own.

import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ident, literal } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'
import { RevisionError } from '../errors.ts'
import type { ProgramStep } from '../revision.ts'

/** What the default export of a program is given. */
export interface RevisionDatabase {
  /** Rows of one statement, by column name. */
  query<Row>(sql: string): Promise<Row[]>
  /** One or more statements, for their effect. */
  execute(sql: string): Promise<void>
  /**
   * Runs an UPDATE, DELETE or INSERT without RETURNING again and again until it touches no row; returns how many rows it
   * touched. Outside of a transaction each round is committed by itself: narrow it with `… LIMIT 1000` to what is left to do.
   */
  batch(sql: string): Promise<number>
  /** A value as an SQL constant. */
  literal(text: string): string
  /** A name as SQL writes it. */
  ident(name: string): string
}

type Program = (database: RevisionDatabase) => unknown

export async function runProgram(connection: Connection, step: ProgramStep): Promise<void> {
  const program = await loadProgram(step)
  await program(handle(connection))
}

async function loadProgram(step: ProgramStep): Promise<Program> {
  const path = resolve(dirname(step.file), step.path)
  if (!existsSync(path)) throw new RevisionError(`there is no ${step.path} beside this file`, step)
  const { createJiti } = await import('jiti')
  const found: unknown = await createJiti(path, { fsCache: false }).import(path, { default: true })
  if (isProgram(found)) return found
  throw new RevisionError(
    `${step.path} must export a function: export default async (db) => { await db.execute('…') }`,
    step,
  )
}

const isProgram = (value: unknown): value is Program => typeof value === 'function'

const handle = (connection: Connection): RevisionDatabase => ({
  query: (sql) => connection.query(sql),
  execute: (sql) => connection.execute(sql),
  literal,
  ident,
  async batch(sql) {
    const round = `with touched as (${sql.trim().replace(/;$/, '')} returning 1) select count(*)::int4 as rows from touched`
    for (let total = 0; ;) {
      const [row] = await connection.query<{ rows: number }>(round)
      if (!row || row.rows === 0) return total
      total += row.rows
    }
  },
})
