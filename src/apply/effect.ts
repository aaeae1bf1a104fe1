// How far a statement came that runs outside of transactions: PostgreSQL can leave such a one half done.
// Reads Trueup's own statements by their fixed form; it is no parser of SQL.

import { literal } from '../catalog/identifier.ts'
import type { Connection } from '../connection/connection.ts'
import type { LockMode } from '../kinds/kind.ts'

export type Extent = 'not begun' | 'half done' | 'done'

export interface Effect {
  look(connection: Connection): Promise<Extent>
  /** Puts right what is half done, by going back or forward; null where the statement itself does. */
  readonly repair: { readonly sql: string; readonly lock: LockMode } | null
}

const NAME = `(?:"(?:[^"]|"")+"|[^\\s".(),;]+)`
const QUALIFIED = `${NAME}(?:\\.${NAME})?`
const CREATE_INDEX = new RegExp(
  `^CREATE (?:UNIQUE )?INDEX CONCURRENTLY (?:IF NOT EXISTS )?(${NAME}) ON (${QUALIFIED})`,
  'i',
)
const DROP_INDEX = new RegExp(`^DROP INDEX CONCURRENTLY (?:IF EXISTS )?(${QUALIFIED})`, 'i')
const DETACH = new RegExp(`^ALTER TABLE (?:ONLY )?(${QUALIFIED}) DETACH PARTITION (${QUALIFIED}) CONCURRENTLY`, 'i')

/** Null: nothing is known of what such a statement leaves. */
export function effectOf(sql: string): Effect | null {
  const [, index, table] = CREATE_INDEX.exec(sql) ?? []
  if (index && table) return createIndex(index, table)
  const [, dropped] = DROP_INDEX.exec(sql) ?? []
  if (dropped) return dropIndex(dropped)
  const [, parent, partition] = DETACH.exec(sql) ?? []
  return parent && partition ? detachPartition(parent, partition) : null
}

/** A failed one leaves an invalid index, which slows writes and serves no query (the manual, CREATE INDEX). */
function createIndex(name: string, table: string): Effect {
  const schema = new RegExp(`^(${NAME})\\.`).exec(table)?.[1]
  return {
    repair: { sql: `DROP INDEX CONCURRENTLY ${schema ? `${schema}.` : ''}${name}`, lock: 'ShareUpdateExclusiveLock' },
    look: (connection) =>
      extentOf(
        connection,
        `select case when i.indisvalid then 'done' else 'half done' end as extent
           from pg_index i join pg_class c on c.oid = i.indexrelid
          where i.indrelid = to_regclass(${literal(table)}) and c.relname = (parse_ident(${literal(name)}))[1]`,
        'not begun',
      ),
  }
}

/** A failed one leaves an invalid index too; the same command drops that. */
const dropIndex = (name: string): Effect => ({
  repair: null,
  look: (connection) =>
    extentOf(connection, `select 'not begun' as extent where to_regclass(${literal(name)}) is not null`, 'done'),
})

/** A failed one leaves the partition's detaching pending (pg_inherits.inhdetachpending), which FINALIZE completes. */
const detachPartition = (parent: string, partition: string): Effect => ({
  repair: { sql: `ALTER TABLE ${parent} DETACH PARTITION ${partition} FINALIZE`, lock: 'AccessExclusiveLock' },
  look: (connection) =>
    extentOf(
      connection,
      `select case when inhdetachpending then 'half done' else 'not begun' end as extent
         from pg_inherits where inhparent = to_regclass(${literal(parent)}) and inhrelid = to_regclass(${literal(partition)})`,
      'done',
    ),
})

async function extentOf(connection: Connection, sql: string, otherwise: Extent): Promise<Extent> {
  const [row] = await connection.query<{ extent: Extent }>(sql)
  return row?.extent ?? otherwise
}
