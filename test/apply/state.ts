// A small reading of the catalog, enough to tell apart the states that these tests make; and plans between them.

import { createHash } from 'node:crypto'
import type { State } from '../../src/apply/apply.ts'
import type { Connection } from '../../src/connection/connection.ts'
import type { Plan, PlannedStatement, Transaction } from '../../src/plan/plan.ts'
import type { TestServer } from './server.ts'

const QUERY = `
  select 'column ' || c.oid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || case when a.attnotnull then ' not null' else '' end as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relkind in ('r', 'p') and c.oid >= 16384
   union all
  select 'index ' || c.oid::regclass || case when i.indisvalid then '' else ' invalid' end
    from pg_class c join pg_index i on i.indexrelid = c.oid where c.oid >= 16384 and c.relnamespace <> 'pg_toast'::regnamespace
   union all
  select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where oid >= 16384 and contype in ('c', 'f')
   union all
  select 'partition ' || inhrelid::regclass || case when inhdetachpending then ' pending' else '' end from pg_inherits
   union all
  select 'function ' || oid::regprocedure from pg_proc where oid >= 16384
   union all
  select 'schema ' || nspname from pg_namespace where oid >= 16384
   union all
  select 'type ' || oid::regtype from pg_type where oid >= 16384 and typtype in ('e', 'd')
   order by 1`

const fingerprints = new Map<string, readonly string[]>()

export async function readState(connection: Connection, inTransaction = false): Promise<State> {
  if (inTransaction) await connection.execute('SET LOCAL search_path = pg_catalog')
  const lines = (await connection.query<{ line: string }>(QUERY)).map((row) => row.line.replaceAll('public.', ''))
  const fingerprint = createHash('sha256').update(lines.join('\n')).digest('hex')
  fingerprints.set(fingerprint, lines)
  return {
    fingerprint,
    describeDifference: (expected) => {
      const other = fingerprints.get(expected) ?? []
      return [
        ...lines.filter((l) => !other.includes(l)).map((l) => `+ ${l}`),
        ...other.filter((l) => !lines.includes(l)).map((l) => `- ${l}`),
      ]
    },
  }
}

export const statement = (sql: string, facts: Partial<PlannedStatement> = {}): PlannedStatement => ({
  sql,
  lock: 'AccessExclusiveLock',
  verb: 'alter',
  objects: ['table public.t'],
  ...facts,
})

export const together = (...sql: (string | PlannedStatement)[]): Transaction => ({
  transactional: true,
  statements: sql.map((s) => (typeof s === 'string' ? statement(s) : s)),
})

export const alone = (sql: string): Transaction => ({
  transactional: false,
  statements: [statement(sql, { lock: 'ShareUpdateExclusiveLock', notInTransaction: true })],
})

export const planOf = (from: string, to: string, transactions: readonly Transaction[]): Plan => ({
  format: 'trueup plan 1',
  from,
  to,
  transactions,
  uncovered: [],
  notes: [],
  proof: { status: 'not proven', reason: null, rowsKept: 0 },
})

/** Makes a database that holds `start`, and the plan that these transactions are; what they lead to is found out on a second database. */
export async function example(
  server: TestServer,
  name: string,
  start: string,
  transactions: readonly Transaction[],
): Promise<Plan> {
  await server.database(name, start)
  await server.database(`${name}_wanted`, start)
  const wanted = await server.open(`${name}_wanted`)
  const from = (await readState(wanted)).fingerprint
  for (const { sql } of transactions.flatMap((t) => t.statements)) await wanted.execute(sql)
  const to = (await readState(wanted)).fingerprint
  await wanted.close()
  return planOf(from, to, transactions)
}
