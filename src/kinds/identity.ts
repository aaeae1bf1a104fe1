// The identity of a column: GENERATED … AS IDENTITY, with the options of the sequence behind it.

import { ident, literal } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Part, type Statement } from './kind.ts'

interface Identity {
  generated: 'ALWAYS' | 'BY DEFAULT'
  options: {
    start: number | string
    increment: number | string
    min: number | string
    max: number | string
    cache: number | string
    cycle: boolean
  }
  dataType: string
  /** Where it is not the name that PostgreSQL would choose. */
  sequenceName: string | null
  sequence: string
  /** Null where it is the table's. */
  persistence: 'LOGGED' | 'UNLOGGED' | null
  /** Tables that inherit from the column's, or before 17 partitions of it: ADD COLUMN … IDENTITY is refused then (42P16). */
  children: 'take it along' | 'refuse it' | null
}

export const identity = defineKind<Identity>({
  type: 'identity',
  keyword: null,
  catalog: 'pg_class',
  parentCatalog: 'any',
  priority: 28,
  rebuildable: false,
  partOfParent: true,
  present: { relkind: ['S'] },

  query: (server) => `
    select s.oid::int8 as objid, 0 as objsubid, s.relname as name,
           'pg_class'::regclass::oid::int8 as parent_class, a.attrelid::int8 as parent, a.attnum as parent_subid,
           case a.attidentity when 'a' then 'ALWAYS' else 'BY DEFAULT' end as generated,
           json_build_object('start', q.seqstart::text, 'increment', q.seqincrement::text, 'min', q.seqmin::text,
                             'max', q.seqmax::text, 'cache', q.seqcache::text, 'cycle', q.seqcycle) as options,
           format_type(q.seqtypid, null) as "dataType",
           case when s.relnamespace = c.relnamespace
                 and (s.relname = c.relname || '_' || a.attname || '_seq'
                      or s.relname ~ '_seq\\d*$' and (length(s.relname) = 63 or left(s.relname, 20) = left(c.relname || '_' || a.attname || '_seq', 20)))
                then null else format('%I.%I', n.nspname, s.relname) end as "sequenceName",
           format('%I.%I', n.nspname, s.relname) as sequence,
           case when ${server.major >= 15} and s.relpersistence <> c.relpersistence
                then case s.relpersistence when 'u' then 'UNLOGGED' else 'LOGGED' end end as persistence,
           case when exists (select from pg_inherits where inhparent = c.oid)
                then case when c.relkind = 'p' and ${server.major >= 17} then 'take it along' else 'refuse it' end end as children
      from pg_sequence q
      join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = q.seqrelid and d.objsubid = 0 and d.deptype = 'i'
                      and d.refclassid = 'pg_class'::regclass
      join pg_class s on s.oid = q.seqrelid
      join pg_namespace n on n.oid = s.relnamespace
      join pg_class c on c.oid = d.refobjid
      cross join lateral (select attrelid, attnum, attname, attidentity from pg_attribute
                           where attrelid = d.refobjid and attnum = d.refobjsubid offset 0) a
     where a.attidentity <> '' and q.seqrelid >= 16384`,

  identity: (_name, parent) => `${parent?.identity}`,
  onOlder: (i, major) => {
    const { persistence, children } = i.shape
    const shape = {
      ...i.shape,
      persistence: major < 15 ? null : persistence,
      children: major < 17 && children !== null ? ('refuse it' as const) : children,
    }
    return { name: i.name, shape }
  },
  requires: (i) => [keyOf('not null', i.identity)],
  // A new column starts with no values of its own; an old one has rows, which the sequence must not meet again.
  create: addToColumn,
  inline: (i) => ({ sql: text(i), then: persistence(i) }),
  altersFirst: (i, was) => SIZES.indexOf(i.shape.dataType) < SIZES.indexOf(was.shape.dataType),
  drop: (i) => alterColumn(i, 'DROP IDENTITY', { losesData: `the counter of ${i.identity}` }),
  occupies: (i) => [`value of ${i.identity}`, `relation ${i.shape.sequence}`, `type ${i.shape.sequence}`],
  attributes: {
    generated: (i, _from, to) => alterColumn(i, `SET GENERATED ${to}`),
    options: (i, from, to) => alterColumn(i, changes(from, to)),
    dataType: 'rendered',
    sequenceName: 'rendered',
    children: 'rendered',
    // Without one of its own it is as the table is, which it was not.
    persistence: (i, from, to) => setPersistence(i, to ?? (from === 'LOGGED' ? 'UNLOGGED' : 'LOGGED')),
    sequence: (i, from) => ({
      sql: `ALTER SEQUENCE ${from} RENAME TO ${ident(i.name)}`,
      lock: 'AccessExclusiveLock',
    }),
  },
})

function addToColumn(i: CatalogObject<Identity>): Statement[] {
  const [extreme, reaches] = ascending(i) ? ['max', '>='] : ['min', '<=']
  return [
    alterColumn(i, `ADD ${text(i)}`),
    ...persistence(i),
    {
      sql: `SELECT setval(${literal(i.shape.sequence)}, m) FROM (SELECT ${extreme}(${columnName(i)}) AS m FROM ${i.parent?.parent?.identity}) AS used WHERE m ${reaches} ${i.shape.options.start}`,
      lock: 'RowExclusiveLock',
      scansTable: true,
    },
  ]
}

const isIdentity = (object: CatalogObject): object is CatalogObject<Identity> => object.kind === 'identity'

/**
 * Where ADD COLUMN cannot say it: a sequence for the time being numbers the rows, also those of the tables that inherit, and
 * goes with the defaults that use it. Null: ADD COLUMN can.
 */
export function addedApart({ object: i }: Part): { before: Statement; sql: string; after: Statement[] } | null {
  if (!isIdentity(i) || i.shape.children !== 'refuse it') return null
  const sequence = `${i.parent?.parent?.parent?.identity}.trueup_numbers`
  const words = WORDS.filter(([name]) => name !== 'cache').map(([, word]) => word(i.shape.options))
  return {
    before: { sql: `CREATE SEQUENCE ${sequence} AS ${i.shape.dataType} ${words.join(' ')}`, lock: 'none' },
    sql: `DEFAULT nextval(${literal(sequence)})`,
    after: [{ sql: `DROP SEQUENCE ${sequence} CASCADE`, lock: 'AccessExclusiveLock' }, ...addToColumn(i)],
  }
}

const setPersistence = (i: CatalogObject<Identity>, to: 'LOGGED' | 'UNLOGGED'): Statement => ({
  sql: `ALTER SEQUENCE ${i.shape.sequence} SET ${to}`,
  lock: 'AccessExclusiveLock',
})

const persistence = (i: CatalogObject<Identity>): Statement[] =>
  i.shape.persistence === null ? [] : [setPersistence(i, i.shape.persistence)]

const SIZES = ['smallint', 'integer', 'bigint']
const columnName = (i: CatalogObject<Identity>): string => ident(i.parent?.name ?? '')
const ascending = (i: CatalogObject<Identity>): boolean => Number(i.shape.options.increment) > 0

type Options = Identity['options']

const WORDS: readonly [keyof Options, (options: Options) => string][] = [
  ['increment', (o) => `INCREMENT BY ${o.increment}`],
  ['min', (o) => `MINVALUE ${o.min}`],
  ['max', (o) => `MAXVALUE ${o.max}`],
  ['start', (o) => `START WITH ${o.start}`],
  ['cache', (o) => `CACHE ${o.cache}`],
  ['cycle', (o) => (o.cycle ? 'CYCLE' : 'NO CYCLE')],
]

/** All in one ALTER: an order of single ones could pass through MINVALUE > MAXVALUE. */
const changes = (from: Options, to: Options): string =>
  WORDS.filter(([name]) => from[name] !== to[name])
    .map(([, word]) => `SET ${word(to)}`)
    .join(' ')

const MAXIMA: Record<string, string> = { smallint: '32767', integer: '2147483647', bigint: '9223372036854775807' }
const MINIMA: Record<string, string> = { smallint: '-32768', integer: '-2147483648', bigint: '-9223372036854775808' }

function text(i: CatalogObject<Identity>): string {
  const up = ascending(i)
  const [min, max] = up ? ['1', MAXIMA[i.shape.dataType]!] : [MINIMA[i.shape.dataType]!, '-1']
  const usual: Options = {
    start: up ? String(i.shape.options.min) : String(i.shape.options.max),
    increment: '1',
    min,
    max,
    cache: '1',
    cycle: false,
  }
  const words = WORDS.filter(([name]) => String(usual[name]) !== String(i.shape.options[name])).map(([, word]) =>
    word(i.shape.options),
  )
  if (i.shape.sequenceName !== null) words.unshift(`SEQUENCE NAME ${i.shape.sequenceName}`)
  return `GENERATED ${i.shape.generated} AS IDENTITY${words.length ? ` (${words.join(' ')})` : ''}`
}

const alterColumn = (i: CatalogObject<Identity>, clause: string, facts: Partial<Statement> = {}): Statement => ({
  sql: `ALTER TABLE ${i.parent?.parent?.identity} ALTER COLUMN ${columnName(i)} ${clause}`,
  lock: 'AccessExclusiveLock',
  ...facts,
})
