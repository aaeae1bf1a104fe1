// Whether the system catalogs say the same as before, row by row: then nothing has changed, and nothing need be read again.
// Cheap, and on the safe side: what was dropped and made anew says something else, since its oid is another.

import { ident } from '../../catalog/identifier.ts'
import type { Connection } from '../../connection/connection.ts'

/** Equal answers mean an equal state; unequal ones mean nothing. */
export type Signature = () => Promise<string>

/** Statistics, and what is of the whole cluster or of large objects. */
const NO_STATE = [
  'pg_statistic',
  'pg_statistic_ext_data',
  'pg_largeobject',
  'pg_largeobject_metadata',
  'pg_database',
  'pg_tablespace',
  'pg_shdepend',
  'pg_replication_origin',
]

/** What a change that was taken back leaves behind, and how a table is stored. */
const VOLATILE: Readonly<Record<string, readonly string[]>> = {
  pg_class: [
    'relfilenode',
    'relpages',
    'reltuples',
    'relallvisible',
    'relallfrozen',
    'reltoastrelid',
    'relhasindex',
    'relhasrules',
    'relhastriggers',
    'relhassubclass',
    'relnatts',
    'relrewrite',
    'relfrozenxid',
    'relminmxid',
  ],
  pg_attribute: ['attcacheoff', 'atthasmissing', 'attmissingval'],
  pg_index: ['indcheckxmin'],
  pg_attrdef: ['oid'],
}

const TOAST = `(select oid from pg_catalog.pg_class where relnamespace = 'pg_toast'::pg_catalog.regnamespace)`

/** Rows that are no state: dropped columns, what is TOAST's, dependencies that follow from definitions. */
const WHERE: Readonly<Record<string, string>> = {
  pg_class: `relnamespace <> 'pg_toast'::pg_catalog.regnamespace`,
  pg_attribute: `not attisdropped and attrelid not in ${TOAST}`,
  pg_index: `indexrelid not in ${TOAST}`,
  pg_depend: `deptype in ('e', 'x') or (deptype = 'a' and classid = 'pg_catalog.pg_class'::pg_catalog.regclass and objid not in ${TOAST})`,
}

/** Types without a hash function of their own. */
const AS_TEXT = new Set(['pg_node_tree', 'int2vector', 'anyarray', 'pg_ndistinct', 'pg_dependencies', 'pg_mcv_list'])

interface Column {
  readonly catalog: string
  readonly name: string
  readonly type: string
}

/**
 * Null: this role may not read all catalogs (42501).
 * @param connection a session of its own, which keeps the plan of the query
 */
export async function signatureOf(connection: Connection): Promise<Signature | null> {
  if (!connection.server.superuser) return null
  const columns = await connection.query<Column>(`
    select c.relname as catalog, a.attname as name, t.typname as type
      from pg_catalog.pg_class c
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_catalog.pg_type t on t.oid = a.atttypid
     where c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace and c.relkind = 'r'
       and c.relname <> all ('{${NO_STATE.join(',')}}'::pg_catalog.name[])
     order by c.relname, a.attnum`)
  const [now] = await connection.query<{ xid: number }>('select pg_catalog.pg_current_xact_id()::text::int8 as xid')
  const catalogs = byCatalog(columns)
  // What is older than the session is the same unless it goes: its number tells.
  const parts = [...catalogs].map(
    ([catalog, own]) => `
    select count(*) || ' ' || coalesce(sum(case when pg_catalog.age(xmin) <= (select pg_catalog.age('${now?.xid ?? 3}'::pg_catalog.xid))
                                               then pg_catalog.hash_record_extended(${rowOf(own)}, 0)::numeric end), 0) as part
      from pg_catalog.${catalog}${WHERE[catalog] === undefined ? '' : ` where ${WHERE[catalog]}`}`,
  )
  await connection.execute(
    `prepare trueup_signature as select string_agg(part, ' ') as signature from (${parts.join(' union all ')}) all_of_them`,
  )
  return async () => (await connection.query<{ signature: string }>('execute trueup_signature'))[0]?.signature ?? ''
}

function byCatalog(columns: readonly Column[]): Map<string, Column[]> {
  const catalogs = new Map<string, Column[]>()
  for (const column of columns) {
    if (VOLATILE[column.catalog]?.includes(column.name)) continue
    catalogs.set(column.catalog, [...(catalogs.get(column.catalog) ?? []), column])
  }
  return catalogs
}

const rowOf = (columns: readonly Column[]): string =>
  `row(${columns.map(({ name, type }) => `${ident(name)}${AS_TEXT.has(type) ? '::text' : ''}`).join(', ')})`
