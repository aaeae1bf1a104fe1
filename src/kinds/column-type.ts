// How a column's values go from one type to another, and what that costs: facts/locks, measured on PostgreSQL 11 to 18.
// Knows type names as format_type() prints them; knows nothing of catalogs.

import type { Statement } from './kind.ts'

export interface TypeName {
  base: string
  modifiers: number[]
  array: string
}

export function parseType(type: string): TypeName {
  const array = type.match(/(\[\])*$/)![0]
  const plain = array === '' ? type : type.slice(0, -array.length)
  const modifiers = plain.match(/\(([\d,-]+)\)/)
  return {
    base: plain.replace(/\([\d,-]+\)/, ''),
    modifiers: modifiers ? modifiers[1]!.split(',').map(Number) : [],
    array,
  }
}

const STRINGS = new Set(['character varying', 'text'])

/** Pairs that PostgreSQL converts on assignment by itself, so that no USING is needed. */
const FAMILIES = [
  ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'money'],
  ['character varying', 'text', 'character', 'name', 'bpchar', 'public.citext', 'citext'],
  ['timestamp without time zone', 'timestamp with time zone', 'date'],
  ['time without time zone', 'time with time zone'],
  ['json', 'jsonb'],
  ['cidr', 'inet'],
  ['bit', 'bit varying'],
  ['interval'],
].map((names) => new Set(names))

/** Whether PostgreSQL converts by an assignment cast, so that no USING is needed. */
export function isAssignable(from: string, to: string): boolean {
  const [a, b] = [parseType(from), parseType(to)]
  if (a.array !== b.array) return false
  return a.base === b.base || FAMILIES.some((family) => family.has(a.base) && family.has(b.base)) || STRINGS.has(b.base)
}

/** By way of text, which every type has; also where a type is replaced by its rebuilt namesake. */
export function throughText(column: string, from: string, to: string): string {
  const [a, b] = [parseType(from), parseType(to)]
  return `${column}::text${a.array === b.array ? b.array : ''}::${to}`
}

/** Whether ALTER COLUMN … TYPE rewrites the table, builds indexes again, or only changes the catalog. */
export function rewrites(from: string, to: string, collationChanges: boolean): Partial<Statement> {
  const [a, b] = [parseType(from), parseType(to)]
  if (from === to || a.array !== '' || b.array !== '') return { rewritesTable: true }
  const index = collationChanges ? { buildsIndex: true } : {}
  const [p, q] = [a.modifiers, b.modifiers]
  const wider = q.length === 0 || (p.length > 0 && q[0]! >= p[0]! && (q[1] ?? 0) === (p[1] ?? 0))
  if (STRINGS.has(a.base) && STRINGS.has(b.base)) return wider ? index : { rewritesTable: true }
  if (a.base === b.base && /^(numeric|bit varying|interval|time|timestamp)/.test(a.base) && wider) return index
  if (a.base === 'cidr' && b.base === 'inet') return index
  return { rewritesTable: true }
}

const COMPARABLE = [['smallint', 'integer', 'bigint'], [...STRINGS]].map((names) => new Set(names))

/** Whether `=` takes both, whichever side they are on. */
export function staysComparable(from: string, to: string): boolean {
  const [a, b] = [parseType(from), parseType(to)]
  // The same name: the type behind it is another.
  if (from === to || a.array !== b.array) return false
  return a.base === b.base || COMPARABLE.some((names) => names.has(a.base) && names.has(b.base))
}
