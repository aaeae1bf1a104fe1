// The rows of a database before and after, table by table: what a plan lost without saying so.

import type { Connection } from '../src/connection/connection.ts'
import { ident } from '../src/catalog/identifier.ts'
import type { Plan } from '../src/plan/plan.ts'

interface Column {
  number: number
  name: string
  type: string
  /** Its text changes with the attributes of its type. */
  composite: boolean
}

interface TableRows {
  readonly oid: number
  readonly identity: string
  readonly columns: readonly Column[]
  /** Values as text, in the order of the columns. */
  readonly rows: readonly (readonly (string | null)[])[]
}

const TABLES = `
  select c.oid::int8 as oid, format('%I.%I', n.nspname, c.relname) as identity,
         (select coalesce(json_agg(json_build_object('number', attnum, 'name', attname, 'type', format_type(atttypid, atttypmod),
                                                     'composite', 'c' in (t.typtype, coalesce(e.typtype, 'b'), coalesce(b.typtype, 'b'))) order by attnum), '[]')
            from pg_attribute join pg_type t on t.oid = atttypid left join pg_type e on e.oid = t.typelem left join pg_type b on b.oid = t.typbasetype
           where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'r' and c.relpersistence <> 't' and c.oid >= 16384
     and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')`

export async function rowsOf(connection: Connection): Promise<TableRows[]> {
  const tables = await connection.query<{ oid: number; identity: string; columns: Column[] }>(TABLES)
  const found: TableRows[] = []
  for (const table of tables) {
    const values = table.columns.map((column) => `${ident(column.name)}::text`).join(', ')
    const rows = await connection.query<{ values: (string | null)[] }>(
      `select json_build_array(${values}) as values from only ${table.identity}`,
    )
    found.push({ ...table, rows: rows.map((row) => row.values) })
  }
  return found
}

/** A table or column whose loss a statement names is not lost unsaid. A value whose type changed must still be there. */
export function lostRows(before: readonly TableRows[], after: readonly TableRows[], plan: Plan): string[] {
  const stated = plan.transactions.flatMap(({ statements }) => statements).flatMap(({ losesData }) => losesData ?? [])
  const now = new Map(after.map((table) => [table.oid, table]))
  return before
    .filter(({ rows }) => rows.length > 0)
    .filter(({ identity }) => !stated.some((loss) => loss.includes(identity)))
    .flatMap((table) => {
      const same = now.get(table.oid)
      return same ? lostIn(table, same, stated) : [`${table.identity} is gone with its ${table.rows.length} rows`]
    })
}

function lostIn(before: TableRows, after: TableRows, stated: readonly string[]): string[] {
  if (after.rows.length !== before.rows.length)
    return [`${before.identity} had ${before.rows.length} rows, has ${after.rows.length}`]
  return before.columns.flatMap((column, i) => {
    const at = after.columns.findIndex(({ number }) => number === column.number)
    // What goes in a partitioned table goes in its partitions.
    const isStated = stated.some((loss) => loss.includes(`.${ident(column.name)}`))
    if (at < 0) return isStated ? [] : [`the values of ${before.identity}.${column.name} are gone`]
    const isSame = after.columns[at]!.type === column.type && !column.composite
    const seen = (value: string | null): string | null => (isSame || value === null ? value : 'a value')
    const was = before.rows.map((row) => seen(row[i]!)).toSorted()
    const is = after.rows.map((row) => seen(row[at]!)).toSorted()
    return JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [`the values of ${before.identity}.${column.name} were ${was.join()}, are ${is.join()}`]
  })
}
