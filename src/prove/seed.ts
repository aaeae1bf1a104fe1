// Rows to watch while a plan runs on a copy: one in every table that takes one. Equal types get equal values, so that foreign
// keys hold by themselves; triggers and foreign-key checks are off meanwhile.

import { ident, literal } from '../catalog/identifier.ts'
import type { Connection } from '../connection/connection.ts'
import type { Plan } from '../plan/plan.ts'

export interface SeededTable {
  /** Stays the same through renames. */
  readonly oid: number
  readonly identity: string
  readonly rows: number
  /** Plain columns with a type of PostgreSQL's own, by number, and a digest of their values as text. */
  readonly columns: readonly { number: number; type: string; digest: string }[]
}

interface TableRow {
  oid: number
  identity: string
  columns: { name: string; type: string; base: string; label: string | null; required: boolean }[]
  bound: string | null
}

const TABLES = `
  select c.oid::int8 as oid, format('%I.%I', n.nspname, c.relname) as identity, pg_get_expr(c.relpartbound, c.oid) as bound,
         (select coalesce(json_agg(json_build_object(
                   'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'base', coalesce(b.typname, t.typname),
                   'label', (select enumlabel from pg_enum e where e.enumtypid = coalesce(b.oid, t.oid) order by enumsortorder limit 1),
                   'required', a.attnotnull or coalesce(t.typnotnull, false)) order by a.attnum), '[]')
            from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = nullif(t.typbasetype, 0)
           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname not in ('pg_catalog', 'information_schema')
     and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')`

/** A value that each type takes, by the name of the base type. */
const VALUES: Record<string, string> = {
  bool: 'true',
  bytea: "'\\x01'",
  uuid: "'00000000-0000-4000-8000-000000000001'",
  json: `'{}'`,
  jsonb: `'{}'`,
  xml: `'<a/>'`,
  date: "'2000-01-01'",
  timestamp: "'2000-01-01'",
  timestamptz: "'2000-01-01 00:00+00'",
  time: "'00:00'",
  timetz: "'00:00+00'",
  interval: "'1 day'",
  inet: "'127.0.0.1'",
  cidr: "'127.0.0.0/8'",
  macaddr: "'00:00:00:00:00:01'",
  bit: "B'1'",
  varbit: "B'1'",
  point: "'(1,1)'",
  tsvector: "'a'",
  hstore: "''",
}

/** Texts that many CHECKs on texts want: one letter, a word, an address, digits. */
const TEXTS = ['a', 'aaaaaaaa', 'a@example.com', '1', 'https://example.com', 'A']
const STRINGS = new Set(['text', 'varchar', 'bpchar', 'citext', 'name'])
const NUMBERS = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money', 'oid'])

function valueOf(column: TableRow['columns'][number], attempt: number): string {
  if (column.label !== null) return literal(column.label)
  if (STRINGS.has(column.base)) return literal(TEXTS[attempt % TEXTS.length]!)
  if (NUMBERS.has(column.base)) return attempt < TEXTS.length ? '1' : '100'
  if (column.type.endsWith('[]')) return "'{}'"
  if (column.base.endsWith('range')) return "'empty'"
  return VALUES[column.base] ?? 'NULL'
}

/** The value that a partition's bound names first for its key stands for all columns: a wrong one is only refused. */
function boundValue(bound: string | null): string | null {
  const match = bound?.match(/(?:FROM|IN) \(((?:'(?:[^']|'')*'|[^,)'])+)/)
  return match && !/MINVALUE|NULL/.test(match[1]!) ? match[1]! : null
}

export async function seed(connection: Connection): Promise<SeededTable[]> {
  await connection.execute('set session_replication_role = replica; set client_min_messages = error')
  try {
    for (const table of await connection.query<TableRow>(TABLES)) await insertOne(connection, table)
    return await count(connection)
  } finally {
    await connection.execute('reset session_replication_role; reset client_min_messages')
  }
}

/** A table that takes none of the attempts stays empty, and is not watched. */
async function insertOne(connection: Connection, table: TableRow): Promise<void> {
  const bound = boundValue(table.bound)
  const attempts: string[] = []
  for (let attempt = 0; attempt < 2 * TEXTS.length; attempt++) {
    const columns = table.columns.map((c) => ident(c.name)).join(', ')
    const values = table.columns.map((c) => valueOf(c, attempt)).join(', ')
    attempts.push(
      table.columns.length === 0
        ? `insert into ${table.identity} default values`
        : `insert into ${table.identity} (${columns}) values (${values})`,
    )
  }
  const required = table.columns.filter((c) => c.required)
  if (required.length > 0)
    attempts.push(
      `insert into ${table.identity} (${required.map((c) => ident(c.name)).join(', ')}) values (${required.map((c) => valueOf(c, 0)).join(', ')})`,
    )
  attempts.push(`insert into ${table.identity} default values`)
  if (bound !== null)
    for (const column of table.columns)
      attempts.unshift(`insert into ${table.identity} (${ident(column.name)}) values (${bound})`)
  for (const sql of new Set(attempts)) {
    try {
      await connection.execute(sql)
      return
    } catch {
      // A CHECK, a key or a bound that this row does not meet.
    }
  }
}

const WATCHED = `
  select c.oid::int8 as oid, format('%I.%I', n.nspname, c.relname) as identity,
         (select coalesce(json_agg(json_build_object('number', a.attnum, 'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))), '[]')
            from pg_attribute a join pg_type t on t.oid = a.atttypid
           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and t.oid < 16384) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname not in ('pg_catalog', 'information_schema')`

/** One query for all tables, whatever their number; each without the rows of those that inherit from it. */
async function count(connection: Connection): Promise<SeededTable[]> {
  type Row = { oid: number; identity: string; columns: { number: number; name: string; type: string }[] }
  const tables = await connection.query<Row>(WATCHED)
  const seeded: SeededTable[] = []
  for (let start = 0; start < tables.length; start += 200) {
    const batch = tables.slice(start, start + 200)
    const selects = batch.map(({ oid, identity, columns }) => {
      const digests = columns.map(
        (c) => `md5(string_agg(t.${ident(c.name)}::text, ',' order by t.${ident(c.name)}::text))`,
      )
      return `select ${oid}::int8 as oid, count(*) as rows, array[${digests.join(', ')}]::text[] as digests from only ${identity} t`
    })
    const results = await connection.query<{ oid: number; rows: number; digests: string[] }>(
      selects.join('\nunion all '),
    )
    const byOid = new Map(results.map((row) => [row.oid, row]))
    for (const { oid, identity, columns } of batch) {
      const { rows, digests } = byOid.get(oid)!
      seeded.push({
        oid,
        identity,
        rows: Number(rows),
        columns: columns.map((c, i) => ({ number: c.number, type: c.type, digest: digests[i] ?? '' })),
      })
    }
  }
  return seeded
}

/**
 * What became of the seeded rows; a table or column whose loss the plan states does not count.
 * @param mayChange tables whose rows stay, and may have other values
 */
export async function surviving(
  connection: Connection,
  seeded: readonly SeededTable[],
  plan: Pick<Plan, 'transactions'>,
  mayChange: ReadonlySet<string> = new Set(),
): Promise<{ kept: number; lost: string[] }> {
  const stated = plan.transactions.flatMap((t) => t.statements).flatMap((s) => s.losesData ?? [])
  const now = new Map((await count(connection)).map((table) => [table.oid, table]))
  const lost: string[] = []
  let kept = 0
  for (const before of seeded) {
    if (before.rows === 0) continue
    const after = now.get(before.oid)
    const isStated = stated.some((loss) => loss.includes(before.identity))
    if (after && after.rows >= before.rows) kept += before.rows
    else if (!isStated) lost.push(`${before.identity} had ${before.rows} rows, has ${after?.rows ?? 0}`)
    if (!after || isStated || mayChange.has(before.identity)) continue
    for (const column of before.columns) {
      const same = after.columns.find((c) => c.number === column.number)
      if (same && same.type === column.type && same.digest !== column.digest)
        lost.push(`values of ${before.identity}, column ${column.number}`)
    }
  }
  return { kept, lost }
}
