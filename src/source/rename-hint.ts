// What an annotated statement made: found by what is new in the system catalogs after it ran, never by reading its SQL.
// Only which column, label or constraint follows an annotation inside a statement is read off the text.

import type { Connection } from '../connection/connection.ts'
import { literal } from '../catalog/identifier.ts'
import type { Annotation } from './annotation.ts'
import { SourceError, type Place } from './source-error.ts'
import type { SqlStatement } from './sql-statement.ts'
import { endOfBlockComment, endOfQuoted, endOfWord, isWordStart } from './tokens.ts'

/** What sort of thing was renamed; several kinds may be of one sort. */
export type Sort =
  | 'schema'
  | 'relation'
  | 'type'
  | 'routine'
  | 'sequence'
  | 'event trigger'
  | 'column'
  | 'label'
  | 'constraint'
  | 'index'
  | 'trigger'
  | 'policy'
  | 'rule'

export interface RenameHint extends Place {
  readonly sort: Sort
  readonly schema: string | null
  /** The relation or type that it is part of. */
  readonly parent: string | null
  readonly name: string
  /** A routine's argument types. */
  readonly arguments: string | null
  /** The old name, unquoted. */
  readonly from: string
  readonly fromSchema: string | null
}

interface Made {
  readonly sort: Sort
  readonly oid: number
  readonly schema: string | null
  readonly parent: string | null
  readonly name: string
  readonly arguments: string | null
}

/** What was there before an annotated statement. */
export interface Before {
  /** Whatever is made from now on has a greater one. */
  readonly oid: number
  /** The last column of each relation, by oid; empty but for ALTER, which alone adds columns to what is there. */
  readonly lastColumns: Readonly<Record<string, number>>
}

export async function stateBefore(connection: Connection, statement: SqlStatement): Promise<Before> {
  const catalogs = [
    'class',
    'type',
    'proc',
    'constraint',
    'trigger',
    'policy',
    'namespace',
    'rewrite',
    'enum',
    'event_trigger',
  ]
  const maxima = catalogs.map((name) => `(select max(oid) from pg_catalog.pg_${name})`)
  const columns =
    statement.words[0] === 'alter'
      ? `(select pg_catalog.json_object_agg(oid, relnatts) from pg_catalog.pg_class
           where relkind in ('r', 'p', 'f', 'c') and oid >= 16384)`
      : 'null'
  const [row] = await connection.query<{ oid: number; columns: Record<string, number> | null }>(
    `select greatest(${maxima.join(', ')}) as oid, ${columns} as columns`,
  )
  return { oid: row!.oid, lastColumns: row!.columns ?? {} }
}

/** What a statement is about comes before what it makes along with it: a table before its indexes. */
const madeQuery = (since: number): string => `
  select 1 as rank, 'schema' as sort, oid, null as schema, null as parent, nspname as name, null as arguments
    from pg_catalog.pg_namespace where oid > ${since}
  union all
  select case relkind when 'S' then 4 when 'i' then 7 when 'I' then 7 else 2 end,
         case relkind when 'S' then 'sequence' when 'i' then 'index' when 'I' then 'index' else 'relation' end,
         c.oid, nspname, null, relname, null
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = relnamespace
   where c.oid > ${since} and nspname !~ '^pg_toast' and relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'i', 'I')
  union all
  select 3, 'type', t.oid, nspname, null, typname, null
    from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = typnamespace
         left join pg_catalog.pg_class c on c.oid = typrelid
   where t.oid > ${since} and (typtype in ('c', 'd', 'e', 'r') or (typtype = 'b' and typcategory <> 'A')) and coalesce(relkind, 'c') = 'c'
  union all
  select 3, 'routine', p.oid, nspname, null, proname, pg_catalog.oidvectortypes(proargtypes)
    from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = pronamespace where p.oid > ${since}
  union all
  select 6, 'constraint', k.oid, nspname, coalesce(relname, typname), conname, null
    from pg_catalog.pg_constraint k join pg_catalog.pg_namespace n on n.oid = connamespace
         left join pg_catalog.pg_class c on c.oid = conrelid left join pg_catalog.pg_type t on t.oid = contypid
   where k.oid > ${since} and contype not in ('t', 'n') and conparentid = 0
  union all
  select 8, 'trigger', t.oid, nspname, relname, tgname, null
    from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = tgrelid
         join pg_catalog.pg_namespace n on n.oid = relnamespace
   where t.oid > ${since} and not tgisinternal and tgparentid = 0
  union all
  select 8, 'policy', p.oid, nspname, relname, polname, null
    from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = polrelid
         join pg_catalog.pg_namespace n on n.oid = relnamespace where p.oid > ${since}
  union all
  select 8, 'rule', r.oid, nspname, relname, rulename, null
    from pg_catalog.pg_rewrite r join pg_catalog.pg_class c on c.oid = ev_class
         join pg_catalog.pg_namespace n on n.oid = relnamespace where r.oid > ${since} and rulename <> '_RETURN'
  union all
  select 8, 'event trigger', oid, null, null, evtname, null from pg_catalog.pg_event_trigger where oid > ${since}
  union all
  select 5, 'label', e.oid, nspname, typname, enumlabel, null
    from pg_catalog.pg_enum e join pg_catalog.pg_type t on t.oid = enumtypid
         join pg_catalog.pg_namespace n on n.oid = typnamespace where e.oid > ${since}`

/** Columns (and a composite type's attributes) of relations that the statement made, and those that it added to others. */
const columnQuery = (before: Before): string => `
  select 5 as rank, 'column' as sort, c.oid, nspname as schema, relname as parent, attname as name, null as arguments
    from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = attrelid
         join pg_catalog.pg_namespace n on n.oid = relnamespace
         left join pg_catalog.json_each_text(${literal(JSON.stringify(before.lastColumns))}) l on l.key = c.oid::pg_catalog.text
   where attnum > 0 and not attisdropped and relkind in ('r', 'p', 'v', 'm', 'f', 'c')
     and (c.oid > ${before.oid} or attnum > l.value::pg_catalog.int4)`

/** Throws a SourceError where an annotation applies to nothing, or to several things. */
export async function findRenames(
  connection: Connection,
  statement: SqlStatement,
  before: Before,
): Promise<RenameHint[]> {
  const made = await connection.query<Made & { rank: number }>(
    `select * from (${madeQuery(before.oid)} union all ${columnQuery(before)}) made order by rank, oid`,
  )
  return statement.annotations.map((annotation) => {
    const found = annotation.offset < 0 ? wholeOf(made, annotation) : partOf(made, statement, annotation)
    const { sort, schema, parent, name, arguments: types } = found
    const { file, line, from, fromSchema } = annotation
    return { sort, schema, parent, name, arguments: types, file, line, from, fromSchema }
  })
}

/** The annotation stands above the statement. */
function wholeOf(made: readonly (Made & { rank: number })[], annotation: Annotation): Made {
  // a new label or column is what ALTER is about, unless the type or table itself is new
  const ofNew = (one: Made): boolean =>
    made.some((m) => (m.sort === 'type' || m.sort === 'relation') && m.name === one.parent)
  const candidates = made.filter((m) => !((m.sort === 'label' || m.sort === 'column') && ofNew(m)))
  const best = candidates.filter(({ rank }) => rank === candidates[0]?.rank)
  if (best.length === 1) return best[0]!
  throw new SourceError(
    best.length === 0
      ? `the annotation “renamed from ${annotation.from}” applies to nothing: the statement below it makes nothing new that has a name.`
      : `the annotation “renamed from ${annotation.from}” could mean any of ${best.map((m) => m.name).join(', ')}. Give each a statement of its own.`,
    annotation,
  )
}

/** The annotation stands inside the statement, above a column, a label or a constraint. */
function partOf(made: readonly Made[], statement: SqlStatement, annotation: Annotation): Made {
  const { name, sort } = nameAfter(statement.sql, annotation.offset)
  const found = made.find((m) => m.sort === sort && m.name === name)
  if (found) return found
  throw new SourceError(
    `the annotation “renamed from ${annotation.from}” applies to nothing: what follows it is no column, label or named constraint${name === '' ? '' : ` (“${name}”)`}.`,
    annotation,
  )
}

/** Words between an annotation and the name that it is about. */
const PASSED: ReadonlySet<string> = new Set(['add', 'column', 'attribute', 'value', 'if', 'not', 'exists'])

function nameAfter(sql: string, offset: number): { name: string; sort: Sort } {
  let sort: Sort = 'column'
  for (let at = offset; at < sql.length;) {
    const start = skipBlank(sql, at)
    const c = sql[start]
    if (c === "'")
      return { sort: 'label', name: sql.slice(start + 1, endOfQuoted(sql, start, false) - 1).replaceAll("''", "'") }
    if (c === '"') return { sort, name: sql.slice(start + 1, endOfQuoted(sql, start, false) - 1).replaceAll('""', '"') }
    if (c === ',' || c === '(') {
      at = start + 1
      continue
    }
    if (c === undefined || !isWordStart(c.charCodeAt(0))) break
    at = endOfWord(sql, start)
    const word = sql.slice(start, at).toLowerCase()
    if (word === 'constraint') sort = 'constraint'
    else if (!PASSED.has(word)) return { sort, name: word }
  }
  return { sort, name: '' }
}

function skipBlank(sql: string, start: number): number {
  for (let at = start; ;) {
    while (/\s/.test(sql[at] ?? '')) at++
    if (sql.startsWith('--', at)) at = sql.includes('\n', at) ? sql.indexOf('\n', at) : sql.length
    else if (sql.startsWith('/*', at)) at = endOfBlockComment(sql, at)
    else return at
  }
}
