// A base type: one that rests on functions in C or of the server's own. These functions need the type, and the type needs them:
// PostgreSQL breaks the circle by a shell type (shell-type.ts), which the functions are made for.

import { literal } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { renameType, setTypeSchema } from './type-commands.ts'

interface BaseType {
  readonly input: string
  readonly output: string
  readonly receive: string | null
  readonly send: string | null
  readonly typmodIn: string | null
  readonly typmodOut: string | null
  readonly analyze: string | null
  readonly subscript: string | null
  /** Null: of any length. */
  readonly length: number | null
  readonly passedByValue: boolean
  readonly alignment: string
  readonly storage: string
  /** The type of its elements, by subscripts. */
  readonly element: string | null
  readonly category: string
  readonly preferred: boolean
  readonly delimiter: string
  readonly collatable: boolean
  /** An SQL expression. */
  readonly defaultValue: string | null
}

/** The words of CREATE TYPE, in pg_dump's order. */
const FUNCTIONS = [
  ['input', 'INPUT'],
  ['output', 'OUTPUT'],
  ['receive', 'RECEIVE'],
  ['send', 'SEND'],
  ['typmodIn', 'TYPMOD_IN'],
  ['typmodOut', 'TYPMOD_OUT'],
  ['analyze', 'ANALYZE'],
  ['subscript', 'SUBSCRIPT'],
] as const

const alter =
  (word: string) =>
  (t: CatalogObject<BaseType>, _from: string | null, to: string | null): Statement => ({
    sql: `ALTER TYPE ${t.identity} SET (${word} = ${to ?? 'NONE'})`,
    lock: 'none',
  })

const functionName = (column: string): string => `nullif(t.${column}::oid, 0)::regproc::text`

export const baseType = defineKind<BaseType>({
  type: 'base type',
  keyword: 'TYPE',
  catalog: 'pg_type',
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select t.oid::int8 as objid, 0 as objsubid, t.typname as name, t.typnamespace::int8 as parent,
           ${functionName('typinput')} as input, ${functionName('typoutput')} as output,
           ${functionName('typreceive')} as receive, ${functionName('typsend')} as send,
           ${functionName('typmodin')} as "typmodIn", ${functionName('typmodout')} as "typmodOut",
           ${functionName('typanalyze')} as analyze, ${functionName('typsubscript')} as subscript,
           nullif(t.typlen, -1) as length, t.typbyval as "passedByValue",
           case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else 'double' end as alignment,
           case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end as storage,
           case when t.typelem <> 0 then format_type(t.typelem, null) end as element,
           t.typcategory as category, t.typispreferred as preferred, t.typdelim as delimiter, t.typcollation <> 0 as collatable,
           coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)) as "defaultValue"
      from pg_type t
     where t.oid >= 16384 and t.typtype = 'b' and not exists (select from pg_type element where element.typarray = t.oid)`,
  requires: (t) => [keyOf('shell type', t.identity)],
  create: (t) => ({ sql: `CREATE TYPE ${t.identity} (\n${options(t.shape).join(',\n')}\n)`, lock: 'none' }),
  // Its functions cannot go before it, nor it before them (2BP01).
  drop: (t) => ({ sql: `DROP TYPE ${t.identity} CASCADE`, lock: 'none' }),
  rename: (from, to) => renameType(from, to),
  setSchema: (from, schema) => setTypeSchema(from, schema),
  occupies: (t) => [`type ${t.identity}`],
  attributes: {
    input: 'replace',
    output: 'replace',
    receive: alter('RECEIVE'),
    send: alter('SEND'),
    typmodIn: alter('TYPMOD_IN'),
    typmodOut: alter('TYPMOD_OUT'),
    analyze: alter('ANALYZE'),
    subscript: alter('SUBSCRIPT'),
    length: 'replace',
    passedByValue: 'replace',
    alignment: 'replace',
    storage: { alter: alter('STORAGE'), replaceWhen: (from, to) => from === 'plain' || to === 'plain' },
    element: 'replace',
    category: 'replace',
    preferred: 'replace',
    delimiter: 'replace',
    collatable: 'replace',
    defaultValue: 'replace',
  },
})

function options(type: BaseType): string[] {
  const functions = FUNCTIONS.flatMap(([name, option]) => (type[name] === null ? [] : [`${option} = ${type[name]}`]))
  return [
    ...functions,
    `INTERNALLENGTH = ${type.length ?? 'VARIABLE'}`,
    ...(type.passedByValue ? ['PASSEDBYVALUE'] : []),
    `ALIGNMENT = ${type.alignment}`,
    `STORAGE = ${type.storage}`,
    ...(type.element === null ? [] : [`ELEMENT = ${type.element}`]),
    ...(type.category === 'U' ? [] : [`CATEGORY = ${literal(type.category)}`]),
    ...(type.preferred ? ['PREFERRED = true'] : []),
    ...(type.delimiter === ',' ? [] : [`DELIMITER = ${literal(type.delimiter)}`]),
    ...(type.collatable ? ['COLLATABLE = true'] : []),
    ...(type.defaultValue === null ? [] : [`DEFAULT = ${type.defaultValue}`]),
  ].map((option) => `  ${option}`)
}
