// Who wrote what: every row of the system catalogs carries the transaction that wrote it (xmin), and a changeset's row in
// databasechangelog carries that of the changeset. Put together they say which changeset made or last altered an object.

import type { Address } from '../../catalog/address.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import type { Connection } from '../../connection/connection.ts'
import { changesetKey } from '../tracking/ran.ts'
import { changelogTable, type TrackingTables } from '../tracking/tables.ts'

/** A changeset's transaction: the last one, where it ran outside of one. */
export interface Run {
  readonly xid: number
  /** As changesetKey() has it. */
  readonly key: string
}

interface RunRow {
  readonly xid: number
  readonly id: string
  readonly author: string
  readonly path: string
}

/** In the order in which they ran. Rows that were only marked are in it too: their transaction did nothing else. */
export async function readRuns(connection: Connection, tables: TrackingTables): Promise<Run[]> {
  const rows = await connection.query<RunRow>(
    `select xmin::text::bigint as xid, id, author, filename as path from ${changelogTable(tables)} t order by 1`,
  )
  return rows.map((row) => ({ xid: row.xid, key: changesetKey(row) }))
}

export interface Writers {
  /** The transaction that wrote an object last; null: before the changelog, or it cannot be told. */
  of(object: CatalogObject): number | null
  /** The one that made it or replaced its definition: grants and comments do not count. Null: it cannot be told. */
  defined(object: CatalogObject): number | null
}

interface Written {
  readonly classid: number
  readonly objid: number
  readonly objsubid: number
  readonly xid: number
}

/** Rows that tell of an object beside its own, by the column that names it: [catalog, column, catalog of the object]. */
const BESIDE = [
  ['pg_rewrite', 'ev_class', 'pg_class'],
  ['pg_index', 'indexrelid', 'pg_class'],
  ['pg_sequence', 'seqrelid', 'pg_class'],
  ['pg_partitioned_table', 'partrelid', 'pg_class'],
  ['pg_enum', 'enumtypid', 'pg_type'],
  ['pg_range', 'rngtypid', 'pg_type'],
] as const

/** @param since the first transaction that counts */
export async function readWriters(
  connection: Connection,
  addresses: ReadonlyMap<Key, Address>,
  since: number,
): Promise<Writers> {
  const catalogs = await connection.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_catalog.pg_class c
       join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'oid'
      where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r'
        and pg_catalog.has_table_privilege(c.oid, 'select') order by 1`,
  )
  const select = (catalog: string, objid: string, of: string, objsubid = '0', where = ''): string =>
    `select '${of}'::regclass::oid as classid, ${objid} as objid, ${objsubid}::int as objsubid, xmin::text::bigint as xid
       from pg_catalog.${catalog} where xmin::text::bigint >= ${since}${where}`
  const rows = await connection.query<Written>(
    [
      ...catalogs.map(({ name }) => select(name, 'oid', name)),
      ...BESIDE.map(([catalog, column, of]) => select(catalog, column, of)),
      select('pg_attribute', 'attrelid', 'pg_class', 'attnum', ' and attnum > 0'),
    ].join(' union all '),
  )
  const comments = await connection.query<Written>(
    `select classoid as classid, objoid as objid, objsubid, xmin::text::bigint as xid from pg_catalog.pg_description
      where xmin::text::bigint >= ${since}`,
  )
  // What an object depends on is written with its definition, and neither by GRANT nor by ALTER TABLE of a column.
  const definitions = await connection.query<Written>(
    `select classid, objid, objsubid, xmin::text::bigint as xid from pg_catalog.pg_depend where xmin::text::bigint >= ${since}`,
  )
  const defined = latest(definitions)
  const definedAt = (object: CatalogObject): number | null => {
    const address = addresses.get(object.key)
    return (address && defined.get(textOf(address))) ?? null
  }
  return { ...writersOf(addresses, latest(rows), latest(comments)), defined: definedAt }
}

function writersOf(
  addresses: ReadonlyMap<Key, Address>,
  objects: ReadonlyMap<string, number>,
  comments: ReadonlyMap<string, number>,
): Pick<Writers, 'of'> {
  const of = (object: CatalogObject): number | null => {
    const address = addresses.get(object.key)
    const found = address && objects.get(textOf(address))
    if (found !== undefined) return found
    if (address || !object.parent) return null
    const parent = addresses.get(object.parent.key)
    const commented = object.kind === 'comment' && parent ? comments.get(textOf(parent)) : undefined
    return commented ?? of(object.parent)
  }
  return { of }
}

const textOf = ({ classid, objid, objsubid }: Address): string => `${classid}/${objid}/${objsubid}`

function latest(rows: readonly Written[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const row of rows) {
    const key = textOf(row)
    found.set(key, Math.max(found.get(key) ?? 0, row.xid))
  }
  return found
}

/**
 * The changeset of a transaction. One that is no changeset's own is of a statement outside of a transaction, which comes before the row,
 * or of a subtransaction that is not known as one, which comes after.
 */
export function runOf(runs: readonly Run[], xid: number, isOutside: (key: string) => boolean): string | null {
  const before = runs.findLast((run) => run.xid <= xid)
  if (before?.xid === xid) return before.key
  const next = runs.find((run) => run.xid > xid)
  if (next && isOutside(next.key)) return next.key
  return before?.key ?? null
}
