// The rows that a run in a shadow left in its tables, each with the transaction that wrote it: whole where a table has few, counted
// and summed up where it has many. Leaves out the columns that say nothing of a changeset. Does not compare.

import type { Address } from '../../catalog/address.ts'
import { ident } from '../../catalog/identifier.ts'
import type { Key } from '../../catalog/object.ts'
import type { Connection } from '../../connection/connection.ts'

/** One row; or, where a table has many, all that a transaction wrote, with a sum over the values of each column. */
export interface Written {
  readonly xid: number
  readonly count: number
  /** As text, in the columns' order. */
  readonly values: readonly (string | null)[]
}

export interface TableRows {
  /** As SQL names it. */
  readonly name: string
  /** Those that are the same in every database that ran the same changesets. */
  readonly columns: readonly string[]
  readonly isSummed: boolean
  readonly written: readonly Written[]
}

const MOST_ROWS = 1000
/** Where a table is larger, it is counted alone. */
const MOST_BYTES = 64 * 2 ** 20
/** What is longer is told by its beginning and a digest. */
const LONGEST_VALUE = 2000

interface Column {
  readonly number: number
  readonly name: string
  readonly isKept: boolean
  readonly isOfTime: boolean
}

interface Table {
  readonly oid: number
  readonly schema: string
  readonly name: string
  readonly isPartitioned: boolean
  readonly size: number
  readonly columns: readonly Column[]
}

/** Tables without rows are not in it; nor are those that triggers fill. */
export async function readRows(
  connection: Connection,
  addresses: ReadonlyMap<Key, Address>,
): Promise<ReadonlyMap<Key, TableRows>> {
  const tables = await connection.query<Table>(TABLES(connection.server.superuser))
  const kept = withoutReferences(tables, await connection.query<Reference>(REFERENCES))
  const filling = await connection.query<{ source: string }>(TRIGGER_FUNCTIONS)
  const isFilled = filledByTriggers(
    tables,
    filling.map(({ source }) => source),
  )
  const byOid = new Map(tables.map((table) => [table.oid, table]))
  const found = new Map<Key, TableRows>()
  for (const [key, { objid, objsubid }] of addresses) {
    const table = key.startsWith('table ') && objsubid === 0 ? byOid.get(objid) : undefined
    if (!table || table.size === 0 || isFilled(table)) continue
    const rows = await rowsOf(connection, table, kept.get(table.oid) ?? [])
    if (rows.written.length > 0) found.set(key, rows)
  }
  return found
}

/** Functions whose answer is another one each time, or that of a clock. */
const VOLATILE_FUNCTIONS =
  'nextval now current_date current_time current_timestamp localtime localtimestamp clock_timestamp statement_timestamp ' +
  'transaction_timestamp timeofday random random_normal gen_random_uuid gen_random_bytes gen_salt uuidv4 uuidv7 ' +
  'uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 txid_current pg_current_xact_id'
const VOLATILE = String.raw`\m(${VOLATILE_FUNCTIONS.replaceAll(' ', '|')})\M`

const NUMBERED = ['oid', 'xid', 'xid8', 'cid', 'tid', 'pg_lsn', 'pg_snapshot', 'txid_snapshot']
const OF_TIME = ['uuid', 'timestamptz', 'timestamp', 'date', 'time', 'timetz']
const typesOf = (names: readonly string[]): string =>
  `array[${names.map((name) => `'pg_catalog.${name}'::regtype`).join(', ')}]::oid[]`

/** A table with policies hides rows from whoever is no superuser, or fails; rows of foreign tables have no xmin. */
const TABLES = (isSuperuser: boolean): string => `
  select c.oid, n.nspname::text as schema, c.relname::text as name, c.relkind = 'p' as "isPartitioned",
         case when c.relkind = 'p' then (select coalesce(sum(pg_relation_size(relid)), 0) from pg_partition_tree(c.oid))::bigint
              else pg_relation_size(c.oid) end as size,
         (select coalesce(json_agg(json_build_object(
                   'number', a.attnum, 'name', a.attname,
                   'isOfTime', a.atttypid = any (${typesOf(OF_TIME)}),
                   'isKept', a.attidentity = '' and a.attgenerated = '' and not a.atttypid = any (${typesOf(NUMBERED)})
                             and not (d.oid is not null and (pg_get_expr(d.adbin, d.adrelid) ~* '${VOLATILE}' or exists (
                                   select from pg_depend f join pg_proc p on p.oid = f.refobjid
                                    where f.classid = 'pg_attrdef'::regclass and f.objid = d.oid
                                      and f.refclassid = 'pg_proc'::regclass and p.provolatile <> 'i')))
                 ) order by a.attnum), '[]')
            from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
     and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
     and has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage')
     ${isSuperuser ? '' : 'and not c.relrowsecurity'}
     and not (c.relkind = 'p' and exists (
           select from pg_partition_tree(c.oid) t join pg_class f on f.oid = t.relid where f.relkind = 'f'))
     and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')`

interface Reference {
  readonly table: number
  readonly columns: readonly number[]
  readonly referenced: number
  readonly referencedColumns: readonly number[]
}

const REFERENCES = `
  select conrelid as table, to_json(conkey) as columns, confrelid as referenced, to_json(confkey) as "referencedColumns"
    from pg_constraint where contype = 'f'`

const TRIGGER_FUNCTIONS = `
  select distinct p.prosrc as source from pg_trigger t join pg_proc p on p.oid = t.tgfoid where not t.tgisinternal`

/** What refers to a column that is left out, such as an identity, is left out with it. */
function withoutReferences(
  tables: readonly Table[],
  references: readonly Reference[],
): ReadonlyMap<number, readonly Column[]> {
  const kept = new Map(tables.map(({ oid, columns }) => [oid, columns.filter(({ isKept }) => isKept)]))
  for (let isChanged = true; isChanged;) {
    isChanged = false
    for (const { table, columns, referenced, referencedColumns } of references) {
      const [own, others] = [kept.get(table), kept.get(referenced)]
      if (!own || !others || referencedColumns.every((column) => others.some(({ number }) => number === column)))
        continue
      const left = own.filter(({ number }) => !columns.includes(number))
      if (left.length === own.length) continue
      kept.set(table, left)
      isChanged = true
    }
  }
  return kept
}

/** What the names of tables end in that keep the old rows of another. */
export const HISTORY_SUFFIXES = ['_history', '_audit', '_log']

/** What a trigger inserts into, or what is named as the history of a table that is there. */
function filledByTriggers(tables: readonly Table[], sources: readonly string[]): (table: Table) => boolean {
  const names = new Set(tables.map(({ schema, name }) => `${schema}.${name}`))
  const inserted = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/\binsert\s+into\s+(?:[\w$]+\.|"[^"]+"\.)?(?:"([^"]+)"|([\w$]+))/gi)].map(
        ([, quoted, plain]) => quoted ?? plain?.toLowerCase() ?? '',
      ),
    ),
  )
  return ({ schema, name }) =>
    inserted.has(name) ||
    HISTORY_SUFFIXES.some((suffix) => name.endsWith(suffix) && names.has(`${schema}.${name.slice(0, -suffix.length)}`))
}

async function rowsOf(connection: Connection, table: Table, columns: readonly Column[]): Promise<TableRows> {
  const name = `${ident(table.schema)}.${ident(table.name)}`
  const from = `${table.isPartitioned ? '' : 'only '}${name}`
  const texts = columns.map((column) => {
    const text = `${ident(column.name)}::text`
    return `case when length(${text}) > ${LONGEST_VALUE} then left(${text}, 100) || '…' || md5(${text}) else ${text} end`
  })
  const whole = await connection.query<Written>(
    `select xmin::text::bigint as xid, 1 as count, array[${texts.join(', ')}]::text[] as values from ${from} limit ${MOST_ROWS + 1}`,
  )
  if (whole.length <= MOST_ROWS)
    return { name, columns: columns.map((column) => column.name), isSummed: false, written: whole }
  const summed = table.size > MOST_BYTES ? [] : columns.filter(({ isOfTime }) => !isOfTime)
  const sums = summed.map((column) => `sum(hashtextextended(${ident(column.name)}::text, 0)::numeric)::text`)
  const written = await connection.query<Written>(
    `select xmin::text::bigint as xid, count(*) as count, array[${sums.join(', ')}]::text[] as values from ${from} group by 1`,
  )
  return { name, columns: summed.map((column) => column.name), isSummed: true, written }
}
