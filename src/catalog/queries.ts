// What is asked of a database, as SQL that answers one row: a JSON array for each column, as text. Knows how kinds say what they
// need; what their columns mean is their own affair.

import { createHash } from 'node:crypto'
import { kinds as allKinds } from '../kinds/all.ts'
import type { AnyKind, Server } from '../kinds/kind.ts'
import { DEPEND_COLUMNS, dependQuery } from './depend.ts'
import { uncoveredQuery } from './uncovered.ts'

export interface Query {
  readonly sql: string
  readonly columns: readonly string[]
}

/** Rows that are not parsed yet: JSON arrays, by column. */
export type Answer = Readonly<Record<string, string>>

/** One array per column: four times cheaper for Node than one object per row. */
export type Columns = Readonly<Record<string, readonly unknown[]>>

/** One object of arrays. */
export const jsonOf = (answer: Answer): string =>
  `{${Object.entries(answer)
    .map(([column, json]) => `"${column}":${json}`)
    .join(',')}}`

export const parsed = (answer: Answer): Columns => JSON.parse(jsonOf(answer))

export const kindQuery = (kind: AnyKind, server: Server): Query =>
  ask(`select * from (${rowsOf(kind, server)}) rows ${orderOf(kind)}`, columnsOf(kind))

/** The same objects in the same order: most databases that are compared have the same history. */
function orderOf({ catalog, parentCatalog }: AnyKind): string {
  if (catalog !== null) return 'order by objid, objsubid'
  if (parentCatalog === null) return ''
  return parentCatalog === 'any' ? 'order by parent_class, parent, parent_subid, name' : 'order by parent, name'
}

/** The oids of the system catalogs that kinds name. */
export function classesQuery(kinds: readonly AnyKind[]): Query {
  const catalogs = new Set(
    kinds.flatMap((k) => [k.catalog, k.parentCatalog]).filter((catalog) => catalog !== null && catalog !== 'any'),
  )
  const sql = `select name, to_regclass(name)::oid::int8 as oid from unnest('{${[...catalogs].join(',')}}'::text[]) name`
  return ask(sql, ['name', 'oid'])
}

const columnar = (sql: string, columns: readonly string[]): string => {
  const arrays = columns.map((c) => `coalesce(json_agg("${c}"${OIDS.has(c) ? '::int8' : ''}), '[]')::text as "${c}"`)
  return `select ${arrays.join(', ')} from (${sql}) q`
}

/** JSON has no oid: it would send them as strings. */
const OIDS: ReadonlySet<string> = new Set(['objid', 'parent', 'parent_class'])

const ask = (sql: string, columns: readonly string[]): Query => ({ sql: columnar(sql, columns), columns })

export const membersQuery = ask(
  `select classid::int8, objid::int8, refclassid::int8, refobjid::int8 from pg_depend where deptype = 'e'`,
  ['classid', 'objid', 'refclassid', 'refobjid'],
)

export const sizesQuery = ask(
  `select 'pg_class'::regclass::oid::int8 as classid, oid::int8 as objid, relpages::int8 * current_setting('block_size')::int8 as bytes
     from pg_class where relkind in ('r', 'm') and relpages > 0 and oid >= 16384`,
  ['classid', 'objid', 'bytes'],
)

export const unmodelledQuery = (kinds: readonly AnyKind[], server: Server): Query =>
  ask(uncoveredQuery(server, new Set(kinds.flatMap((k) => k.catalog ?? []))), ['object', 'reason'])

export const dependenciesQuery = ask(dependQuery, DEPEND_COLUMNS)

/** Changes with all that decides what a read gives, for caches of what was read. */
export function catalogSalt(kinds: readonly AnyKind[] = allKinds): string {
  const hash = createHash('sha256')
  for (const kind of kinds)
    for (const major of [14, 15, 16, 17, 18])
      hash.update(`${kind.type}\n${rowsOf(kind, { major, superuser: true, definition: true })}\n`)
  hash.update(dependQuery)
  return hash.digest('hex')
}

const columnsOf = (kind: AnyKind): string[] => {
  const parent = kind.parentCatalog === null ? [] : ['parent']
  const anyParent = kind.parentCatalog === 'any' ? ['parent_class', 'parent_subid'] : []
  const sent = Object.keys(kind.attributes).filter((name) => kind.usual?.[name] === undefined)
  return ['objid', 'objsubid', 'name', ...parent, ...anyParent, ...sent, ...(kind.usual ? ['unusual'] : [])]
}

/** What is not as usual goes into one column, which is null where all is. `offset 0`: nothing is worked out twice. */
function rowsOf(kind: AnyKind, server: Server): string {
  if (!kind.usual) return kind.query(server)
  const usual = Object.entries(kind.usual)
  const members = usual.map(([name]) => `'${name}', "${name}"`).join(', ')
  return `
    select *, case when ${usual.map(isUsual).join(' and ')} then null else json_build_object(${members}) end as unusual
      from (${kind.query(server)} offset 0) all_of_it`
}

function isUsual([name, value]: [name: string, value: unknown]): string {
  if (value === null) return `"${name}" is null`
  if (typeof value === 'boolean') return `${value ? '' : 'not '}"${name}"`
  return Array.isArray(value) ? `"${name}" = '{}'` : `"${name}" = '${String(value)}'`
}
