// A sequence, but for those of identity columns, which are part of their column. Where its counter stands is data, not schema.

import { ident } from '../catalog/identifier.ts'
import { keyOf } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

/** Numbers as text: JavaScript's hold no more than 53 bits. */
interface Options {
  readonly dataType: string
  readonly increment: string
  readonly minimum: string
  readonly maximum: string
  readonly start: string
  readonly cache: string
  readonly cycle: boolean
}

interface Sequence {
  readonly unlogged: boolean
  /** One attribute: PostgreSQL checks the bounds after each ALTER, so that all must change in one. */
  readonly options: Options
  /** The column that takes it along when it is dropped. The link is an object of its own. */
  readonly ownedBy: readonly [schema: string, table: string, column: string] | null
}

const MAXIMUM: Record<string, string> = { smallint: '32767', integer: '2147483647', bigint: '9223372036854775807' }
const MINIMUM: Record<string, string> = { smallint: '-32768', integer: '-2147483648', bigint: '-9223372036854775808' }

/** The clauses in which `options` differs from what CREATE SEQUENCE does by itself. */
function createClauses({ dataType, increment, minimum, maximum, start, cache, cycle }: Options): string[] {
  const down = increment.startsWith('-')
  const [defaultMinimum, defaultMaximum] = down ? [MINIMUM[dataType], '-1'] : ['1', MAXIMUM[dataType]]
  return [
    ...(dataType === 'bigint' ? [] : [`AS ${dataType}`]),
    ...(increment === '1' ? [] : [`INCREMENT BY ${increment}`]),
    ...(minimum === defaultMinimum ? [] : [`MINVALUE ${minimum}`]),
    ...(maximum === defaultMaximum ? [] : [`MAXVALUE ${maximum}`]),
    ...(start === (down ? maximum : minimum) ? [] : [`START WITH ${start}`]),
    ...(cache === '1' ? [] : [`CACHE ${cache}`]),
    ...(cycle ? ['CYCLE'] : []),
  ]
}

/** A change of type moves a bound that stood at the old type's end (the manual, ALTER SEQUENCE), so both are said again. */
function alterClauses(from: Options, to: Options): string[] {
  const retyped = from.dataType !== to.dataType
  return [
    ...(retyped ? [`AS ${to.dataType}`] : []),
    ...(from.increment === to.increment ? [] : [`INCREMENT BY ${to.increment}`]),
    ...(!retyped && from.minimum === to.minimum ? [] : [`MINVALUE ${to.minimum}`]),
    ...(!retyped && from.maximum === to.maximum ? [] : [`MAXVALUE ${to.maximum}`]),
    ...(from.start === to.start ? [] : [`START WITH ${to.start}`]),
    ...(disjoint(from, to) ? [`RESTART WITH ${to.start}`] : []),
    ...(from.cache === to.cache ? [] : [`CACHE ${to.cache}`]),
    ...(from.cycle === to.cycle ? [] : [to.cycle ? 'CYCLE' : 'NO CYCLE']),
  ]
}

/** No value of the old range is in the new one: the counter must start again. */
const disjoint = (from: Options, to: Options): boolean =>
  BigInt(from.maximum) < BigInt(to.minimum) || BigInt(to.maximum) < BigInt(from.minimum)

function boundsRisk(from: Options, to: Options): string | null {
  if (disjoint(from, to)) return `the counter starts again at ${to.start}`
  const narrower = BigInt(to.minimum) > BigInt(from.minimum) || BigInt(to.maximum) < BigInt(from.maximum)
  return narrower ? `fails where the counter is not between ${to.minimum} and ${to.maximum}` : null
}

export const sequence = defineKind<Sequence>({
  type: 'sequence',
  keyword: 'SEQUENCE',
  catalog: 'pg_class',
  parentCatalog: 'pg_namespace',
  priority: 20,
  rebuildable: false,
  partOfParent: false,
  present: { feature: 'sequence' },
  query: () => `
    select c.oid::int8 as objid, 0 as objsubid, c.relname as name, c.relnamespace::int8 as parent,
           c.relpersistence = 'u' as unlogged,
           json_build_object('dataType', format_type(seqtypid, null), 'increment', seqincrement::text, 'minimum', seqmin::text,
             'maximum', seqmax::text, 'start', seqstart::text, 'cache', seqcache::text, 'cycle', seqcycle) as options,
           case when deptype = 'a' then json_build_array(n.nspname, t.relname, attname) end as "ownedBy"
      from pg_sequence s
      join pg_class c on c.oid = seqrelid
      left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
                           and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype = 'a'
      left join pg_class t on t.oid = d.refobjid
      left join pg_namespace n on n.oid = t.relnamespace
      left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where seqrelid >= 16384 and c.relpersistence <> 't'
       and not exists (select from pg_depend i where i.classid = 'pg_class'::regclass and i.objid = s.seqrelid and i.objsubid = 0
                          and i.deptype = 'i')`,
  create: (s) => ({
    sql: [
      `CREATE ${s.shape.unlogged ? 'UNLOGGED ' : ''}SEQUENCE ${s.identity}`,
      ...createClauses(s.shape.options),
    ].join(' '),
    lock: 'none',
  }),
  drop: (s) => ({
    sql: `DROP SEQUENCE ${s.identity}`,
    lock: 'AccessExclusiveLock',
    losesData: `the counter of sequence ${s.identity}`,
  }),
  rename: (from, to) => ({
    sql: `ALTER SEQUENCE ${from.identity} RENAME TO ${ident(to)}`,
    lock: 'AccessExclusiveLock',
  }),
  // PostgreSQL refuses to move an owned sequence away from its table, and takes it along with it (SQLSTATE 0A000).
  setSchema: (from, schema) =>
    from.shape.ownedBy === null
      ? { sql: `ALTER SEQUENCE ${from.identity} SET SCHEMA ${ident(schema)}`, lock: 'AccessExclusiveLock' }
      : [],
  // It is no type, but PostgreSQL refuses it beside a type of its name that was there before (42710).
  occupies: (s) => [`relation ${s.identity}`, `type ${s.identity}`],
  dropsWith: (s) => {
    if (s.shape.ownedBy === null) return []
    const [schema, table, column] = s.shape.ownedBy
    return [keyOf('column', `${ident(schema)}.${ident(table)}.${ident(column)}`)]
  },
  attributes: {
    unlogged: (s, _from, to) => ({
      sql: `ALTER SEQUENCE ${s.identity} SET ${to ? 'UNLOGGED' : 'LOGGED'}`,
      lock: 'AccessExclusiveLock',
    }),
    options(s, from, to): Statement {
      const risk = boundsRisk(from, to)
      return {
        sql: `ALTER SEQUENCE ${s.identity} ${alterClauses(from, to).join(' ')}`,
        lock: 'ShareRowExclusiveLock',
        ...(risk === null ? {} : { risk }),
      }
    },
    ownedBy: 'rendered',
  },
})
